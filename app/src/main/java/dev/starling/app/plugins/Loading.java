package dev.starling.app.plugins;

import dev.starling.app.formulas.FormulaFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// From folders to plug-ins, step by step; each step can only say no. One plug-in never decides over another, except by having its id
/// or by being needed.
final class Loading {
    private static final String API = Plugins.API_VERSION;

    private final PluginSources sources;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final PrivateCopies copies = new PrivateCopies();

    Loading(PluginSources sources) {
        this.sources = sources;
    }

    Plugins open() {
        if (sources.builtIn() != null) {
            look(sources.builtIn(), Candidate.Origin.BUILT_IN);
        }
        sources.added().stream().distinct().forEach(folder -> look(folder, Candidate.Origin.ADDED));
        sources.development().stream().distinct().forEach(this::lookAtDevelopment);
        candidates.forEach(this::inspect);
        refuseDoubles();
        sources.added().stream().distinct().forEach(this::lock);
        ValidatedPlugins loaded = new ValidatedPlugins(copies.folder(), API);
        List<AutoCloseable> resources = new ArrayList<>();
        if (candidates.stream().anyMatch(c -> c.origin() != Candidate.Origin.BUILT_IN)) {
            resources.add(PluginOutput.install());
        }
        Watchdog watchdog = new Watchdog(System.err, Watchdog.LIMIT, copies::close);
        link(loaded, Resolver.order(candidates.stream().filter(Candidate::isJar).toList()));
        resources.addAll(List.of(watchdog, loaded, copies));
        return new Plugins(candidates, notices, watchdog, resources);
    }

    private void lookAtDevelopment(Path classes) {
        candidates.add(new Candidate(classes, Candidate.Origin.DEVELOPMENT));
        notices.add("running the classes in " + classes + " as plug-in " + DevelopmentFolder.id(classes));
    }

    private void lock(Path folder) {
        LockFile lock = LockFile.of(folder);
        for (Candidate candidate : candidates) {
            if (candidate.origin() == Candidate.Origin.ADDED && folder.equals(candidate.file().getParent())) {
                attempt(candidate, () -> lock.check(candidate, sources.trust()));
            }
        }
        notices.addAll(lock.close());
    }

    private void look(Path folder, Candidate.Origin origin) {
        if (!Files.isDirectory(folder)) {
            notices.add(Files.exists(folder)
                    ? folder + " is a file and no folder of plug-ins: name the folder that it is in"
                    : "there is no folder of plug-ins " + folder);
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(Loading::claimsToBeAPlugin).sorted().toList();
            files.forEach(file -> candidates.add(new Candidate(file, origin)));
            if (files.isEmpty()) {
                notices.add("there is no plug-in in " + folder + ": their names end in .jar or .toml");
            }
            if (origin == Candidate.Origin.ADDED && Access.isOpenToAll(folder)) {
                notices.add("everybody may put plug-ins into " + folder + ": chmod o-w " + folder);
            }
        } catch (IOException e) {
            notices.add("the folder of plug-ins " + folder + " cannot be read (" + Words.of(e) + ")");
        }
    }

    private static boolean claimsToBeAPlugin(Path file) {
        String name = lowerCaseName(file);
        return name.endsWith(".jar") || name.endsWith(".zip") || name.endsWith(".toml");
    }

    private static String lowerCaseName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    private void inspect(Candidate candidate) {
        try {
            if (candidate.origin() == Candidate.Origin.DEVELOPMENT) {
                Path packed = copies.next();
                DevelopmentFolder.pack(candidate.file(), packed, API);
                copies.hash(candidate, packed);
                candidate.inspected(JarInspection.of(packed, false, API));
                return;
            }
            checkFile(candidate);
            copies.take(candidate);
            if (candidate.isFormulas()) {
                readFormulas(candidate);
            } else {
                boolean own = candidate.origin() == Candidate.Origin.BUILT_IN;
                candidate.inspected(JarInspection.of(candidate.copy(), own, API));
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
                throw new Refusal("everybody may write to it: chmod o-w " + file);
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
            Descriptor.checkRange("requires", file.requires(), API);
            candidate.named(file.id(), file.version(), file.requires());
            candidate.offers(file.extensions().stream()
                    .flatMap(extension -> ExtensionKind.of(extension.getClass()).stream()
                            .map(kind -> new Offer(file.id(), kind, extension.name(), extension)))
                    .toList());
        } catch (IOException | RuntimeException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }

    /// The same file twice is one plug-in. Two files with one id are none, unless one is of the distribution.
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
        byId.values().stream().filter(same -> same.size() > 1).forEach(Loading::refuseSameId);
    }

    private static void refuseSameId(List<Candidate> same) {
        for (Candidate candidate : same) {
            String others = String.join(" and ", same.stream().filter(o -> o != candidate).map(o -> o.file().toString()).toList());
            if (candidate.origin() != Candidate.Origin.BUILT_IN) {
                candidate.refuse("its id " + candidate.id() + " is also that of " + others + ", with other content: remove one");
            } else if (same.stream().allMatch(o -> o.origin() == Candidate.Origin.BUILT_IN)) {
                candidate.refuse("its id " + candidate.id() + " is also that of " + others + ": remove one");
            }
        }
    }

    private void link(ValidatedPlugins loaded, List<Candidate> ordered) {
        for (Candidate candidate : ordered) {
            attempt(candidate, () -> loaded.load(candidate));
        }
        loaded.resolve();
        Map<String, Candidate> byId = new HashMap<>();
        for (Candidate candidate : ordered) {
            byId.put(candidate.id(), candidate);
            attempt(candidate, () -> {
                for (Descriptor.Dependency dependency : candidate.inspection().descriptor().dependencies()) {
                    Candidate needed = byId.get(dependency.id());
                    if (needed != null && needed.isRefused()) {
                        throw new Refusal("it needs " + needed.id() + ", which was refused: " + needed.report().reason());
                    }
                }
                PluginClassLoader loader = loaded.start(candidate);
                candidate.offers(candidate.origin() == Candidate.Origin.BUILT_IN
                        ? LinkTest.of(candidate, loader)
                        : testStranger(candidate, loader));
            });
        }
    }

    private List<Offer> testStranger(Candidate candidate, ClassLoader loader) throws Refusal {
        Surroundings before = Surroundings.now();
        try {
            return StartupThread.run(candidate.id(), () -> LinkTest.of(candidate, loader));
        } finally {
            before.restore(change -> notices.add("plug-in " + candidate.id() + " changed " + change + " at its start; it was set back"));
        }
    }

    /// A step that may refuse one plug-in.
    private interface Attempt {
        void run() throws Refusal;
    }

    private static void attempt(Candidate candidate, Attempt step) {
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
