package dev.starling.app.command;

import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.files.WholeFiles;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.scaffold.Project;
import dev.starling.app.scaffold.ProjectKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// `starling plugin new`: a Maven project that builds at once, with one formula to edit.
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Write a Maven project for a plug-in, with one formula to edit. It builds at once.")
final class PluginNewCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Its name, and that of the extension: lower-case words joined by hyphens.")
    private String name = "";

    @Option(names = "--kind", paramLabel = "KIND", completionCandidates = Kinds.class, description = "One of ${COMPLETION-CANDIDATES} (kernel).")
    private ProjectKind kind = ProjectKind.KERNEL;

    @Option(names = "--package", paramLabel = "PACKAGE", description = "Package of its class (org.example.NAME).")
    private @Nullable String packageName;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder to write (NAME).")
    private @Nullable Path out;

    /// As they are typed.
    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(ProjectKind.values()).map(ProjectKind::toString).iterator();
        }
    }

    @Override
    public Integer call() {
        Path repository = PluginOptions.home().resolve("repository");
        // A user may be anywhere; the address must hold from everywhere.
        Project project = new Project(
                name, kind, packageName == null ? Project.usualPackage(name) : packageName, repository.toUri().toString());
        refuseOwnName();
        Path folder = out == null ? Path.of(name) : out;
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(folder)) {
            throw new Fault(Exit.FILES, Words.oneLine(folder.toString())
                    + " is there already, and a project is never written over: choose another folder with --out.");
        }
        WholeFiles.writeNewFolder(folder, project.files());
        System.out.println(folder);
        String path = project.packageName().replace('.', '/') + "/" + project.className() + ".java";
        System.err.println("The " + kind.word() + " is in " + folder.resolve("src/main/java").resolve(path) + ". Next: cd " + Words.typed(folder.toString())
                + " && mvn verify");
        return Exit.DONE.code();
    }

    /// A name of the distribution's own stays with it: a user could choose the other only as `id:name`.
    private void refuseOwnName() {
        Path own = PluginOptions.home().resolve("plugins");
        if (!Files.isDirectory(own)) {
            return;
        }
        try (Plugins plugins = Plugins.open(List.of(own))) {
            if (plugins.all(kind.named()).stream().anyMatch(extension -> extension.name().equals(name))) {
                throw new IllegalArgumentException(
                        "'" + name + "' is the name of a " + kind.word() + " that comes with Starling: choose another");
            }
        }
    }

    private static boolean isEmptyFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
