package dev.starling.app.verify;

import dev.starling.api.Extension;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.core.base.Counted;
import dev.starling.core.plan.Catalog;
import dev.starling.testkit.Laws;
import dev.starling.testkit.Verdict;
import dev.starling.testkit.Waiver;
import dev.starling.testkit.Waivers;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Holds plug-ins to the laws of their kinds and says how each fares.
///
/// Laws run on threads of their own: one that never comes back is given up, and counts as broken.
public final class Verification {
    private final Consumer<String> out;
    private final Consumer<String> asks;
    private final Catalog catalog;
    private final boolean everyLaw;
    private final Duration limit;
    private final Map<Verdict.Outcome, Integer> counts = new EnumMap<>(Verdict.Outcome.class);
    private int refused;

    /// @param out      takes each line of the report
    /// @param asks     takes, before each law, whose it is and which
    /// @param catalog  where methods find their parts
    /// @param everyLaw whether laws that hold are listed, too
    /// @param limit    how long one law of one extension may take
    public Verification(Consumer<String> out, Consumer<String> asks, Catalog catalog, boolean everyLaw, Duration limit) {
        this.out = out;
        this.asks = asks;
        this.catalog = catalog;
        this.everyLaw = everyLaw;
        this.limit = limit;
    }

    /// Verifies one plug-in; returns whether it was loaded and no law is broken.
    public boolean verify(Subject subject) {
        out.accept(subject.report().line());
        if (subject.report().status() == PluginReport.Status.REFUSED) {
            refused++;
            return false;
        }
        boolean well = true;
        Set<String> names = new TreeSet<>();
        for (Extension extension : subject.extensions()) {
            well &= verify(extension, subject.report().id(), names);
        }
        return waiversHaveTheirs(subject.extensions(), names) && well;
    }

    /// A waiver for nobody is a name misspelled, or outlives what it was for.
    private boolean waiversHaveTheirs(List<Extension> extensions, Set<String> names) {
        List<Waiver> idle = extensions.stream().findFirst().map(Verification::waivers).orElse(Waivers.NONE).all().stream()
                .filter(waiver -> !names.contains(waiver.kind() + " " + waiver.extension()))
                .toList();
        for (Waiver waiver : idle) {
            counts.merge(Verdict.Outcome.BROKEN, 1, Integer::sum);
            out.accept("  " + Verdict.Outcome.BROKEN.mark() + " the waiver '" + waiver + "' is for nothing that is in this plug-in: it has "
                    + String.join(", ", names));
        }
        return idle.isEmpty();
    }

    private static Waivers waivers(Extension extension) {
        try {
            return Waivers.ofJarOf(extension);
        } catch (RuntimeException e) {
            return Waivers.NONE; // Each extension has said so.
        }
    }

    /// @param names takes kind and name
    private boolean verify(Extension extension, String plugin, Set<String> names) {
        List<Verdict> verdicts = new ArrayList<>();
        String kind = "";
        try {
            Laws laws = Laws.of(extension, catalog);
            kind = kind(laws);
            names.add(kind + name(extension));
            String who = kind + name(extension) + " (plug-in " + plugin + ")";
            for (String name : laws.names()) {
                asks.accept(who + ", asked for the law " + name + ",");
                Verdict verdict = inTime(laws, name);
                verdicts.add(verdict == null ? neverBack(laws, name) : verdict);
                if (verdict == null) {
                    break; // Who does not come back once will not come back from the others.
                }
            }
        } catch (RuntimeException | LinkageError e) {
            verdicts.add(new Verdict("Laws", "waivers", Verdict.Outcome.BROKEN, "cannot be read: " + e.getMessage()));
        }
        verdicts.forEach(verdict -> counts.merge(verdict.outcome(), 1, Integer::sum));
        long held = verdicts.stream().filter(verdict -> verdict.outcome() == Verdict.Outcome.HOLDS).count();
        boolean well = verdicts.stream().noneMatch(verdict -> verdict.outcome() == Verdict.Outcome.BROKEN);
        out.accept("  " + (well ? Verdict.Outcome.HOLDS : Verdict.Outcome.BROKEN).mark() + " " + kind + name(extension)
                + ": " + laws(held, "holds", "hold"));
        verdicts.stream()
                .filter(verdict -> everyLaw || verdict.outcome() != Verdict.Outcome.HOLDS)
                .forEach(verdict -> out.accept(line(verdict)));
        return well;
    }

    private static String line(Verdict verdict) {
        return "      " + verdict.line();
    }

    /// `KernelLaws` are those of a kernel.
    private static String kind(Laws laws) {
        return laws.title().replace("Laws", "").toLowerCase(Locale.ROOT) + " ";
    }

    private static String name(Extension extension) {
        try {
            return String.valueOf(extension.name()).lines().findFirst().orElse("");
        } catch (RuntimeException | LinkageError e) {
            return extension.getClass().getName();
        }
    }

    private Verdict neverBack(Laws laws, String name) {
        return new Verdict(laws.title(), name, Verdict.Outcome.BROKEN,
                "has not come back after " + limit.toSeconds() + " s, so that the laws after it are not tried");
    }

    private @Nullable Verdict inTime(Laws laws, String name) {
        AtomicReference<@Nullable Verdict> verdict = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().daemon().name("starling-law-" + name).start(() -> verdict.set(laws.verdict(name)));
        try {
            thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return verdict.get();
    }

    /// One line for all plug-ins.
    public String summary() {
        return laws(counts.getOrDefault(Verdict.Outcome.HOLDS, 0), "holds", "hold") + ", "
                + counts.getOrDefault(Verdict.Outcome.WAIVED, 0) + " waived, " + counts.getOrDefault(Verdict.Outcome.BROKEN, 0) + " broken"
                + (refused == 0 ? "" : "; " + Counted.of(refused, "plug-in") + " refused");
    }

    private static String laws(long number, String one, String several) {
        return number + (number == 1 ? " law " + one : " laws " + several);
    }
}
