package dev.starling.app.command;

import dev.starling.app.fault.Exit;
import dev.starling.app.files.WholeFiles;
import dev.starling.app.scaffold.Project;
import dev.starling.app.scaffold.ProjectKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `starling plugin new`: a Maven project that builds at once, with one formula to edit.
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Write a Maven project for a plug-in, with one formula to edit. It builds at once.")
final class PluginNewCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Its name, and that of the extension: lower-case words joined by hyphens.")
    private String name = "";

    @Option(names = "--kind", paramLabel = "KIND", description = "One of ${COMPLETION-CANDIDATES} (kernel).")
    private ProjectKind kind = ProjectKind.KERNEL;

    @Option(names = "--package", paramLabel = "PACKAGE", description = "Package of its class (org.example.NAME).")
    private @Nullable String packageName;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder to write (NAME).")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Path repository = PluginOptions.home().resolve("repository");
        // A user may be anywhere; the address must hold from everywhere.
        Project project = new Project(
                name, kind, packageName == null ? Project.usualPackage(name) : packageName, repository.toUri().toString());
        Path folder = out == null ? Path.of(name) : out;
        WholeFiles.probeFolder(folder, false);
        WholeFiles.writeFolder(folder, project.files(), false);
        System.out.println(folder);
        String path = project.packageName().replace('.', '/') + "/" + project.className() + ".java";
        System.err.println("The " + kind.word() + " is in " + folder.resolve("src/main/java").resolve(path) + ". Next: cd " + folder
                + " && mvn verify");
        return Exit.DONE.code();
    }
}
