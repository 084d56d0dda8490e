package dev.starling.app.plugins;

import dev.starling.api.Extension;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Nearest;
import dev.starling.core.plan.Catalog;
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

/// The extensions of all plug-ins that could be loaded, and what became of the others.
///
/// A name that several plug-ins have for the same kind is theirs as `id:name`; the bare name stays with the distribution's own.
public final class Plugins implements Catalog, AutoCloseable {
    /// Version of the API that plug-ins are built against, which their `Plugin-Requires` must admit.
    public static final String API_VERSION = "1.0.0";

    private final List<Candidate> candidates;
    private final List<String> notices;
    private final Watchdog watchdog;
    private final List<AutoCloseable> resources;
    private final List<Entry> entries = new ArrayList<>();
    private volatile @Nullable Reached reached;

    /// @param shown  its name here: the bare one, or `id:name`
    private record Entry(Offer offer, String shown, Extension extension) {
        String qualified() {
            return offer.pluginId() + ":" + offer.name();
        }
    }

    /// @param resources closed in this order when nobody needs the plug-ins any more
    Plugins(List<Candidate> candidates, List<String> notices, Watchdog watchdog, List<AutoCloseable> resources) {
        this.candidates = List.copyOf(candidates);
        this.notices = new ArrayList<>(notices);
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
                entries.add(new Entry(offer, shown, guarded(candidate, offer, shown)));
            }
        }
        holders.values().stream().filter(all -> all.size() > 1).forEach(this::noteSharedNames);
        entries.sort(Comparator.comparing(Entry::shown));
    }

    /// Loads every plug-in of the folders that can be loaded; never throws because of one. The first folder is the distribution's own.
    public static Plugins open(List<Path> folders) {
        Path builtIn = folders.isEmpty() ? null : folders.getFirst();
        return open(new PluginSources(
                builtIn, folders.subList(builtIn == null ? 0 : 1, folders.size()), List.of(), PluginSources.Trust.FOLDER));
    }

    /// Loads every plug-in that can be loaded; never throws because of one.
    public static Plugins open(PluginSources sources) {
        return new Loading(sources).open();
    }

    private static String key(Offer offer) {
        return offer.kind() + " " + offer.name();
    }

    private Extension guarded(Candidate candidate, Offer offer, String shown) {
        String who = offer.kind().word() + " '" + shown + "' (plug-in " + candidate.id() + " " + candidate.version() + ", "
                + candidate.file().getFileName() + ")";
        boolean trusted = candidate.origin() == Candidate.Origin.BUILT_IN;
        return Guarded.of(offer.extension(), shown, new Guard(who, trusted, watchdog), position -> reached = position);
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

    /// What the code of a plug-in mentions beside formulas, such as `files` and `sockets`. A tripwire and no wall.
    public SortedSet<String> capabilities(PluginReport report) {
        return candidates.stream()
                .filter(candidate -> candidate.file().equals(report.file()))
                .findFirst()
                .map(Candidate::capabilities)
                .orElseGet(TreeSet::new);
    }

    /// What a plug-in offers, as its own objects: without the guard that a run has, and for those only who hold them to their laws.
    public List<Extension> unguarded(PluginReport report) {
        return candidates.stream()
                .filter(candidate -> candidate.file().equals(report.file()))
                .flatMap(candidate -> candidate.offers().stream())
                .map(Offer::extension)
                .toList();
    }

    /// What the user should know beside the reports, one line each.
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /// How far the last optimizer of a plug-in came that was started; empty if none was.
    public Optional<Reached> reached() {
        return Optional.ofNullable(reached);
    }

    /// What to do when a plug-in never returns or exits, just before the machine is halted with exit code 4. It runs on a thread of
    /// its own, while the one that optimises is stuck.
    public void beforeHalt(Runnable lastWords) {
        watchdog.beforeHalt(lastWords);
    }

    @Override
    public <E extends Extension> List<E> all(Class<E> kind) {
        return entries.stream().map(Entry::extension).filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public <E extends Extension> E find(Class<E> kind, String name) {
        List<Entry> found = entries.stream()
                .filter(entry -> kind.isInstance(entry.extension))
                .filter(entry -> entry.shown.equals(name) || entry.qualified().equals(name))
                .toList();
        if (!found.isEmpty()) {
            return kind.cast(found.getFirst().extension);
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
                .filter(entry -> kind.isInstance(entry.extension) && entry.offer.name().equals(name))
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
        TreeSet<String> known = new TreeSet<>(all(kind).stream().map(Extension::name).toList());
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
