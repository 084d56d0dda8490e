package dev.starling.app.plugins;

import dev.starling.api.Extension;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Nearest;
import dev.starling.app.fault.Words;
import dev.starling.app.files.Inputs;
import dev.starling.app.plugins.guard.Guard;
import dev.starling.app.plugins.guard.Guarded;
import dev.starling.app.plugins.guard.Reached;
import dev.starling.app.plugins.guard.Surroundings;
import dev.starling.app.plugins.guard.Watchdog;
import dev.starling.app.plugins.intake.Candidate;
import dev.starling.app.plugins.intake.Intake;
import dev.starling.app.plugins.intake.Mention;
import dev.starling.app.plugins.intake.Offer;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.plugins.intake.PluginSources;
import dev.starling.app.plugins.jar.Refusal;
import dev.starling.app.plugins.link.Linking;
import dev.starling.core.plan.Catalog;
import dev.starling.testkit.Waiver;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The extensions of all plug-ins that could be loaded, and what became of the others.
///
/// A name that several plug-ins have for the same kind is theirs as `id:name`; the bare name stays with the distribution's own.
public final class Plugins implements Catalog, AutoCloseable {
    /// Version of the API that plug-ins are built against, which their `Plugin-Requires` must admit.
    public static final String API_VERSION = Intake.API_VERSION;

    private final List<Candidate> candidates;
    private final List<String> notices;
    private final Inputs inputs;
    private final Linking linking;
    private final Watchdog watchdog;
    private final List<AutoCloseable> resources;
    private final List<Entry> entries = new ArrayList<>();
    private volatile @Nullable Reached reached;

    /// What somebody may ask for. The extension is made when somebody does.
    private final class Entry {
        private final Candidate candidate;
        private final Offer offer;

        /// Its name here: the bare one, or `id:name`.
        private final String shown;

        private @Nullable Extension own;
        private @Nullable Extension guarded;

        Entry(Candidate candidate, Offer offer, String shown) {
            this.candidate = candidate;
            this.offer = offer;
            this.shown = shown;
        }

        String shown() {
            return shown;
        }

        String qualified() {
            return offer.pluginId() + ":" + offer.name();
        }

        /// Whether it may be of a kind, as a cost may be one of distances.
        boolean mayBe(Class<? extends Extension> kind) {
            return kind.isAssignableFrom(offer.kind().type()) || offer.kind().type().isAssignableFrom(kind);
        }

        synchronized Extension own() throws Refusal {
            if (own == null) {
                own = candidate.made(offer).isPresent() ? candidate.made(offer).get() : make();
            }
            return own;
        }

        private Extension make() throws Refusal {
            Surroundings before = Surroundings.now();
            try {
                return linking.make(candidate, offer);
            } finally {
                before.restore(change -> watchdog.say("plug-in " + candidate.id() + " changed " + change
                        + " when it was loaded; it was set back"));
            }
        }

        synchronized boolean isInUse() {
            return guarded != null;
        }

        synchronized Extension guarded() throws Refusal {
            if (guarded == null) {
                Extension unguarded = own();
                String who = offer.kind().word() + " '" + shown + "' (plug-in " + candidate.id() + " " + candidate.version() + ", "
                        + candidate.file().getFileName() + ")";
                boolean trusted = candidate.origin() == Candidate.Origin.BUILT_IN;
                guarded = Guarded.of(unguarded, shown, new Guard(who, trusted, watchdog), position -> reached = position);
            }
            return guarded;
        }
    }

    /// @param resources closed in this order when nobody needs the plug-ins any more
    Plugins(
            List<Candidate> candidates, List<String> notices, Inputs inputs, Linking linking, Watchdog watchdog, List<AutoCloseable> resources) {
        this.candidates = List.copyOf(candidates);
        this.linking = linking;
        this.notices = new ArrayList<>(notices);
        this.inputs = inputs;
        this.watchdog = watchdog;
        this.resources = List.copyOf(resources);
        Map<String, List<Candidate>> holders = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            candidate.offers().forEach(offer -> holders.computeIfAbsent(key(offer), _ -> new ArrayList<>()).add(candidate));
        }
        for (Candidate candidate : candidates) {
            for (Offer offer : candidate.offers()) {
                boolean bare = holders.getOrDefault(key(offer), List.of()).size() == 1 || candidate.origin() == Candidate.Origin.BUILT_IN;
                String shown = bare ? offer.name() : offer.pluginId() + ":" + offer.name();
                entries.add(new Entry(candidate, offer, shown));
            }
        }
        holders.values().stream().filter(all -> all.size() > 1).forEach(this::noteSharedNames);
        entries.sort(Comparator.comparing(Entry::shown));
    }

    /// Finds every plug-in of the folders that can be loaded; never throws because of one. The first folder is the distribution's own.
    public static Plugins open(List<Path> folders) {
        Path builtIn = folders.isEmpty() ? null : folders.getFirst();
        return open(new PluginSources(
                builtIn, folders.subList(builtIn == null ? 0 : 1, folders.size()), List.of(), PluginSources.Trust.FOLDER));
    }

    /// Finds every plug-in that can be loaded; never throws because of one. Strangers that the lock file does not know are asked in a program of
    /// their own.
    public static Plugins open(PluginSources sources) {
        return open(sources, false);
    }

    /// The same, with nothing said of what plug-ins print and change if that is not wanted.
    public static Plugins open(PluginSources sources, boolean quiet) {
        return new Loading(sources, true, quiet).open();
    }

    /// Those of the folders, with strangers asked in this program, where one may be sure of them.
    static Plugins openHere(PluginSources sources) {
        return new Loading(sources, false, false).open();
    }

    private static String key(Offer offer) {
        return offer.kind() + " " + offer.name();
    }

    private void noteSharedNames(List<Candidate> holders) {
        holders.stream()
                .flatMap(candidate -> candidate.offers().stream())
                .filter(offer -> holders.stream().allMatch(
                        candidate -> candidate.offers().stream().anyMatch(other -> key(other).equals(key(offer)))))
                .map(offer -> offer.kind().word() + " '" + offer.name() + "'")
                .distinct()
                .forEach(what -> {
                    String note = what + " is offered by " + String.join(" and ", holders.stream().map(Candidate::id).toList())
                            + "; write id:name for one of them";
                    if (!notices.contains(note)) {
                        notices.add(note);
                    }
                });
    }

    /// What became of each plug-in, in the order of the folders and of the files' names.
    public List<PluginReport> reports() {
        return candidates.stream().map(Candidate::report).toList();
    }

    /// The files that were read to know of them.
    public Inputs inputs() {
        return new Inputs().add(inputs);
    }

    /// What the code of a plug-in mentions beside formulas, such as `files` and `sockets`. A tripwire and no wall.
    public SortedSet<String> capabilities(PluginReport report) {
        return candidates.stream()
                .filter(candidate -> candidate.file().equals(report.file()))
                .findFirst()
                .map(Candidate::capabilities)
                .orElseGet(TreeSet::new);
    }

    /// The laws that a plug-in breaks on purpose, by its own word, one line each.
    public List<String> waivers(PluginReport report) {
        return candidates.stream()
                .filter(candidate -> candidate.file().equals(report.file()))
                .flatMap(candidate -> candidate.waivers().stream())
                .map(Plugins::line)
                .toList();
    }

    /// The same of one extension.
    public List<String> waivers(Class<? extends Extension> kind, String name) {
        return entries.stream()
                .filter(entry -> entry.mayBe(kind) && entry.shown.equals(name))
                .flatMap(entry -> entry.candidate.waivers(entry.offer).stream())
                .map(Plugins::line)
                .toList();
    }

    /// The same of what was asked for of plug-ins that are not the distribution's.
    public List<String> waiversInUse() {
        return entries.stream()
                .filter(entry -> entry.candidate.origin() != Candidate.Origin.BUILT_IN && entry.isInUse())
                .flatMap(entry -> entry.candidate.waivers(entry.offer).stream())
                .map(Plugins::line)
                .toList();
    }

    private static String line(Waiver waiver) {
        return Words.oneLine(waiver.toString());
    }

    /// What a plug-in offers, as its own objects: without the guard that a run has, and for those only who hold them to their laws.
    public List<Extension> unguarded(PluginReport report) {
        return made(entries.stream().filter(entry -> entry.candidate.file().equals(report.file())).toList(), Entry::own);
    }

    private interface Making {
        Extension of(Entry entry) throws Refusal;
    }

    /// The extensions of some entries; a plug-in that fails now is refused, and has none.
    private static List<Extension> made(List<Entry> some, Making making) {
        List<Extension> made = new ArrayList<>();
        for (Entry entry : some) {
            Intake.attempt(entry.candidate, () -> made.add(making.of(entry)));
        }
        return made;
    }

    /// What the user should know beside the reports, one line each.
    public List<String> notices() {
        return notices.stream().map(Words::line).toList();
    }

    /// How far the last optimizer of a plug-in came that was started; empty if none was.
    public Optional<Reached> reached() {
        return Optional.ofNullable(reached);
    }

    /// What to do when a plug-in never returns or exits, just before the machine is halted with exit code 4. It runs on a thread of
    /// its own, while the one that optimizes is stuck.
    public void beforeHalt(Runnable lastWords) {
        watchdog.beforeHalt(lastWords);
    }

    @Override
    public <E extends Extension> List<E> all(Class<E> kind) {
        return all(kind, _ -> true);
    }

    /// Those of the distribution.
    public <E extends Extension> List<E> own(Class<E> kind) {
        return all(kind, Candidate.Origin.BUILT_IN::equals);
    }

    /// The others, whose code runs with this.
    public <E extends Extension> List<E> ofStrangers(Class<E> kind) {
        return all(kind, origin -> origin != Candidate.Origin.BUILT_IN);
    }

    private <E extends Extension> List<E> all(Class<E> kind, Predicate<Candidate.Origin> from) {
        return made(entries.stream().filter(entry -> entry.mayBe(kind) && from.test(entry.candidate.origin())).toList(), Entry::guarded).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /// By their own word, so that no code runs of those that nobody asks for.
    @Override
    public List<String> names(Class<? extends Extension> kind) {
        return entries.stream().filter(entry -> entry.mayBe(kind) && !entry.candidate.isRefused()).map(Entry::shown).toList();
    }

    @Override
    public <E extends Extension> E find(Class<E> kind, String name) {
        for (Entry entry : entries) {
            if (entry.mayBe(kind) && (entry.shown.equals(name) || entry.qualified().equals(name))) {
                List<Extension> made = made(List.of(entry), Entry::guarded);
                if (entry.candidate.isRefused()) {
                    throw new Fault(Exit.PLUGIN, "the " + entry.offer.kind().word() + " '" + name + "' cannot be used: "
                            + entry.candidate.report().line());
                }
                if (kind.isInstance(made.getFirst())) {
                    return kind.cast(made.getFirst());
                }
            }
        }
        throw missing(kind, name);
    }

    /// Refused plug-ins that may offer something called `name`: their classes mention it, or cannot be read.
    public List<PluginReport> refusedWith(String name) {
        return candidates.stream()
                .filter(candidate -> candidate.isRefused() && Mention.of(candidate, name))
                .map(Candidate::report)
                .toList();
    }

    private Fault missing(Class<? extends Extension> kind, String name) {
        String what = kind.getSimpleName().toLowerCase(Locale.ROOT);
        List<String> sharing = entries.stream()
                .filter(entry -> entry.mayBe(kind) && entry.offer.name().equals(name))
                .map(Entry::qualified)
                .toList();
        if (!sharing.isEmpty()) {
            return new Fault(Exit.USAGE, "several plug-ins offer a " + what + " '" + name + "': write " + String.join(" or ", sharing));
        }
        List<PluginReport> refused = refusedWith(name);
        if (!refused.isEmpty()) {
            return new Fault(Exit.PLUGIN, "there is no " + what + " '" + name + "', but a plug-in that was refused may have it: "
                    + String.join("; ", refused.stream().map(PluginReport::line).toList()));
        }
        TreeSet<String> known = new TreeSet<>(names(kind));
        return new Fault(Exit.USAGE, "there is no " + what + " '" + name + "'"
                + (known.isEmpty() ? "; no plug-in offers any" : "; did you mean " + Nearest.first(name, known).getFirst() + "? There are "
                        + String.join(", ", known)));
    }

    @Override
    public void close() {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                watchdog.say("plug-ins do not close in good order (" + Words.of(e) + ")");
            }
        }
    }
}
