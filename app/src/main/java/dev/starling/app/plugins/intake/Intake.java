package dev.starling.app.plugins.intake;

import dev.starling.api.Extension;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.files.Inputs;
import dev.starling.app.formulas.FormulaFile;
import dev.starling.app.plugins.jar.Descriptor;
import dev.starling.app.plugins.jar.JarInspection;
import dev.starling.app.plugins.jar.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// From folders to files that may be loaded, step by step; each step can only say no, and none runs any code of theirs. One plug-in never
/// decides over another, except by having its id.
public final class Intake {
    /// Version of the API that plug-ins are built against, which their `Plugin-Requires` must admit.
    public static final String API_VERSION = "1.0.0";

    private final PluginSources sources;
    private final PrivateCopies copies;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Map<Path, LockFile> locks = new LinkedHashMap<>();
    private final Inputs inputs = new Inputs();

    public Intake(PluginSources sources, PrivateCopies copies) {
        this.sources = sources;
        this.copies = copies;
    }

    /// Looks at all files of all folders. What is not refused afterwards may be loaded.
    public void look() {
        if (sources.builtIn() != null) {
            look(sources.builtIn(), Candidate.Origin.BUILT_IN);
        }
        sources.added().stream().distinct().forEach(folder -> {
            look(folder, Candidate.Origin.ADDED);
            inputs.add(folder.resolve(LockFile.NAME));
            locks.put(folder, LockFile.of(folder));
        });
        sources.shown().forEach(file -> candidates.add(new Candidate(file, Candidate.Origin.ADDED)));
        inputs.add(sources.shown().toArray(Path[]::new));
        sources.development().stream().distinct().forEach(this::lookAtDevelopment);
        // Each by itself: most of what a start takes is reading and hashing them.
        candidates.parallelStream().forEach(this::inspect);
        refuseDoubles();
        locks.forEach((folder, lock) -> inFolder(folder).forEach(candidate ->
                attempt(candidate, () -> lock.check(candidate, sources.trust()))));
    }

    /// A copy that was looked at before, in a program of its own.
    public static Candidate again(Path copy, boolean builtIn) throws Refusal {
        Candidate candidate = new Candidate(copy, builtIn ? Candidate.Origin.BUILT_IN : Candidate.Origin.ADDED);
        candidate.copied(copy);
        candidate.inspected(JarInspection.of(copy, builtIn, API_VERSION));
        return candidate;
    }

    /// All files, in the order of the folders and of their names.
    public List<Candidate> candidates() {
        return List.copyOf(candidates);
    }

    /// Records what was seen for the first time, and was not refused since.
    ///
    /// @return what there is to say
    /// @throws Fault if the user accepts what is there, and that cannot be recorded
    public List<String> close() {
        locks.forEach((folder, lock) -> notices.addAll(lock.close(inFolder(folder), sources.trust())));
        return notices;
    }

    /// All files that were looked at, and those that say what was seen before.
    public Inputs inputs() {
        return new Inputs().add(inputs);
    }

    private List<Candidate> inFolder(Path folder) {
        return candidates.stream()
                .filter(candidate -> candidate.origin() == Candidate.Origin.ADDED && folder.equals(candidate.file().getParent()))
                .toList();
    }

    private void lookAtDevelopment(Path classes) {
        candidates.add(new Candidate(classes, Candidate.Origin.DEVELOPMENT));
        inputs.add(DevelopmentFolder.files(classes).toArray(Path[]::new));
        notices.add("running the classes in " + classes + " as plug-in " + DevelopmentFolder.id(classes));
    }

    private void look(Path folder, Candidate.Origin origin) {
        try {
            List<Path> files = filesIn(folder);
            files.forEach(file -> candidates.add(new Candidate(file, origin)));
            inputs.add(files.toArray(Path[]::new));
            if (files.isEmpty()) {
                notices.add("there is no plug-in in " + folder + ": their names end in .jar or .toml");
            }
            if (origin == Candidate.Origin.ADDED && Access.isOpenToAll(folder)) {
                notices.add("everybody may put plug-ins into " + folder + ": chmod o-w " + Words.typed(folder.toString()));
            }
        } catch (IOException e) {
            notices.add("the folder of plug-ins " + folder + " cannot be read (" + Words.of(e) + ")");
        }
    }

    /// All that would be looked at in a folder of plug-ins, in the order of their names.
    public static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Intake::claimsToBeAPlugin).sorted().toList();
        }
    }

    /// Whether a file would be looked at in a folder of plug-ins.
    public static boolean claimsToBeAPlugin(Path file) {
        String name = lowerCaseName(file);
        return name.endsWith(".jar") || name.endsWith(".zip") || name.endsWith(".toml");
    }

    private static String lowerCaseName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    private void inspect(Candidate candidate) {
        try {
            if (candidate.origin() == Candidate.Origin.DEVELOPMENT) {
                copies.pack(candidate, API_VERSION);
                candidate.inspected(JarInspection.of(candidate.copy(), false, API_VERSION));
                return;
            }
            checkFile(candidate);
            copies.take(candidate);
            if (candidate.isFormulas()) {
                readFormulas(candidate);
            } else {
                boolean own = candidate.origin() == Candidate.Origin.BUILT_IN;
                candidate.inspected(JarInspection.of(candidate.copy(), own, API_VERSION));
            }
        } catch (Refusal refusal) {
            candidate.refuse(refusal.reason());
        }
    }

    private void checkFile(Candidate candidate) throws Refusal {
        Path file = candidate.file();
        try {
            if (lowerCaseName(file).endsWith(".zip")) {
                throw new Refusal("plug-ins are JARs; a ZIP is never unpacked");
            }
            Path folder = file.toAbsolutePath().getParent();
            if (Files.isSymbolicLink(file) && folder != null && !file.toRealPath().startsWith(folder.toRealPath())) {
                throw new Refusal("it is a link to " + file.toRealPath() + ", out of its folder: copy the file");
            }
            if (!Files.isRegularFile(file)) {
                throw new Refusal("it is no file");
            }
            if (Access.isWritableByAll(file)) {
                throw new Refusal("everybody may write to it: chmod o-w " + Words.typed(file.toString()));
            }
            if (candidate.origin() == Candidate.Origin.ADDED && Access.isOfStranger(file, copies.folder())) {
                throw new Refusal("it belongs to " + Files.getOwner(file).getName() + ", who is neither you nor the owner of its folder: "
                        + "if you trust it, copy it to a folder of your own");
            }
        } catch (IOException e) {
            throw new Refusal("it cannot be read (" + Words.of(e) + ")", e);
        }
    }

    /// A plug-in that is data: nothing of it is ever run.
    private static void readFormulas(Candidate candidate) throws Refusal {
        try {
            FormulaFile file = FormulaFile.parse(Files.readAllBytes(candidate.copy()));
            Descriptor.checkRange("requires", file.requires(), API_VERSION);
            candidate.named(file.id(), file.version(), file.requires());
            Map<Offer, Extension> made = new LinkedHashMap<>();
            for (Extension extension : file.extensions()) {
                ExtensionKind.of(extension.getClass())
                        .forEach(kind -> made.put(new Offer(file.id(), kind, extension.name(), ""), extension));
            }
            candidate.made(made);
        } catch (IOException | RuntimeException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }

    /// The same file twice is one plug-in. Two files with one id are none, unless one is of the distribution, or known to the lock file.
    private void refuseDoubles() {
        Map<String, List<Candidate>> byId = new LinkedHashMap<>();
        for (Candidate candidate : List.copyOf(candidates)) {
            if (!candidate.isRefused()) {
                List<Candidate> same = byId.computeIfAbsent(candidate.id(), _ -> new ArrayList<>());
                Candidate twin = same.stream().filter(other -> other.sha256().equals(candidate.sha256())).findFirst().orElse(null);
                if (twin == null) {
                    same.add(candidate);
                } else {
                    notices.add(candidate.file() + " is the same plug-in as " + twin.file() + ", which is used");
                    candidates.remove(candidate);
                }
            }
        }
        byId.values().stream().filter(same -> same.size() > 1).forEach(this::refuseSameId);
    }

    private void refuseSameId(List<Candidate> same) {
        List<Candidate> known = same.stream().filter(this::isKnown).toList();
        for (Candidate candidate : same) {
            String others = String.join(" and ", same.stream().filter(o -> o != candidate).map(o -> o.file().toString()).toList());
            if (candidate.origin() == Candidate.Origin.BUILT_IN) {
                if (same.stream().allMatch(o -> o.origin() == Candidate.Origin.BUILT_IN)) {
                    candidate.refuse("its id " + candidate.id() + " is also that of " + others + ": remove one");
                }
            } else if (known.size() != 1 || same.stream().anyMatch(o -> o.origin() == Candidate.Origin.BUILT_IN)) {
                candidate.refuse("its id " + candidate.id() + " is also that of " + others + ", with other content: remove one");
            } else if (candidate != known.getFirst()) {
                candidate.refuse("its id " + candidate.id() + " is also that of " + known.getFirst().file() + ", with other content, which "
                        + LockFile.NAME + " knows: remove one");
            }
        }
    }

    private boolean isKnown(Candidate candidate) {
        LockFile lock = candidate.origin() == Candidate.Origin.ADDED ? locks.get(candidate.file().getParent()) : null;
        return lock != null && lock.knows(candidate);
    }

    /// A step that may refuse one plug-in.
    public interface Attempt {
        void run() throws Refusal;
    }

    /// Takes a step, unless the plug-in is refused already.
    public static void attempt(Candidate candidate, Attempt step) {
        if (candidate.isRefused()) {
            return;
        }
        try {
            step.run();
        } catch (Refusal refusal) {
            candidate.refuse(refusal.reason());
        }
    }
}
