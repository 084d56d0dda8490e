package dev.starling.app.command;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.plugins.PluginReport;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.verify.Subject;
import dev.starling.app.verify.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// `starling plugin verify`: loads plug-ins as a run would, and holds each extension to the laws of its kind.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Hold plug-ins to the laws of their kinds; ends with 4 if one is broken.")
final class PluginVerifyCommand implements Callable<Integer> {
    /// Laws of one extension take a second or two; whoever needs a minute for one is lost.
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Parameters(paramLabel = "JAR|DIR", arity = "0..*", description = "Plug-in JARs, folders of them, or target/classes of a project.")
    private List<Path> targets = new ArrayList<>();

    @Option(names = "--all", description = "All plug-ins there are: the built-in ones, and those of --plugins and --plugin-dir.")
    private boolean all;

    @Option(names = {"-v", "--verbose"}, description = "List laws that hold, too.")
    private boolean verbose;

    @Mixin
    private PluginOptions options = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        if (targets.isEmpty() && !all && !options.names()) {
            throw new IllegalArgumentException("name a plug-in JAR, a folder of them or target/classes, or say --all");
        }
        Path copies = Files.createTempDirectory("starling-verify-");
        AtomicBoolean done = new AtomicBoolean();
        Thread exits = new Thread(() -> sayIfNot(done), "starling-verify-exit");
        Runtime.getRuntime().addShutdownHook(exits);
        try {
            return verify(copies).code();
        } finally {
            done.set(true);
            delete(copies);
        }
    }

    /// Without this, a plug-in that exits with code 0 would look as if it had passed.
    private static void sayIfNot(AtomicBoolean done) {
        if (!done.get()) {
            System.err.println("starling: error: ended before all laws were tried; a plug-in calls exit, or it was stopped.");
            System.err.flush();
            Runtime.getRuntime().halt(Exit.PLUGIN.code());
        }
    }

    private Exit verify(Path copies) throws IOException {
        List<Path> classes = new ArrayList<>();
        for (Path target : targets) {
            if (!Files.exists(target)) {
                throw new Fault(Exit.FILES, "there is no file or folder '" + target + "'. Check the name and the folder.");
            }
            if (Files.isDirectory(target) && isClasses(target)) {
                classes.add(target);
            } else {
                copy(target, copies);
            }
        }
        // Copies, since looking at a plug-in is no consent, and leaves no lock file in its folder.
        try (Plugins plugins = Plugins.open(options.sourcesWith(List.of(copies), classes))) {
            List<Subject> subjects = plugins.reports().stream()
                    .filter(report -> isWanted(report, copies, classes))
                    .map(report -> new Subject(report, plugins.unguarded(report)))
                    .toList();
            if (subjects.isEmpty()) {
                String places = String.join(", ", targets.stream().map(Path::toString).toList());
                throw new Fault(Exit.FILES, "there is no plug-in to verify" + (places.isEmpty() ? "" : " in " + places)
                        + ": their names end in .jar or .toml, and a folder of classes has META-INF/services.");
            }
            Verification verification = new Verification(System.out, plugins, verbose, LIMIT);
            boolean well = true;
            for (Subject subject : subjects) {
                well &= verification.verify(subject);
            }
            System.out.println(verification.summary());
            return well ? Exit.DONE : Exit.PLUGIN;
        }
    }

    private boolean isWanted(PluginReport report, Path copies, List<Path> classes) {
        return all || report.file().startsWith(copies) || classes.contains(report.file()) || options.names(report.file());
    }

    private static boolean isClasses(Path folder) {
        return Files.isDirectory(folder.resolve("META-INF/services"));
    }

    private static void copy(Path jarOrFolder, Path to) throws IOException {
        if (Files.isDirectory(jarOrFolder)) {
            try (Stream<Path> files = Files.list(jarOrFolder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        } else {
            Files.copy(jarOrFolder, to.resolve(jarOrFolder.getFileName()));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
