package dev.starling.app.command;

import dev.starling.app.fault.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// A file that is to be read and is not there, is a folder, or a link to nothing: one exit code and one line that names it, whichever command was
/// to read it.
class MissingFilesTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    /// Every place of a command line that names a file to read, as `COMMAND PLACE`, and a command line with such a file as `?`.
    static final Map<String, String> READERS = Map.ofEntries(
            Map.entry("embed DATA", "embed ?"),
            Map.entry("embed --distances", "embed --distances ?"),
            Map.entry("embed --neighbors", "embed iris --neighbors ?"),
            Map.entry("embed --affinities", "embed iris --affinities ?"),
            Map.entry("embed --init", "embed iris --init ?"),
            Map.entry("neighbors DATA", "neighbors ? --out n.npz"),
            Map.entry("affinities DATA", "affinities ? --out p.npz"),
            Map.entry("affinities --distances", "affinities --distances ? --out p.npz"),
            Map.entry("evaluate DATA", "evaluate ? --at y.csv"),
            Map.entry("evaluate --at", "evaluate iris --at ?"),
            Map.entry("evaluate --probabilities", "evaluate --probabilities ? --at y.csv"),
            Map.entry("evaluate --distances", "evaluate --distances ? --at y.csv"),
            Map.entry("evaluate --precisions", "evaluate iris --at y.csv --kernel gaussian --precisions ?"),
            Map.entry("score DATA", "score ? y.csv"),
            Map.entry("score COORDINATES", "score iris ?"),
            Map.entry("score --distances", "score --distances ? y.csv"),
            Map.entry("repeat RUN.JSON", "repeat ?"),
            Map.entry("repeat --data", "repeat run.json --data ?"),
            Map.entry("verify JAR|DIR", "plugin verify ?"));

    /// The same of folders.
    private static final List<String> FOLDERS = List.of(
            "embed iris --plugins ?", "neighbors iris --out n.npz --plugins ?", "affinities iris --out p.npz --plugins ?", "evaluate iris --at y.csv --plugins ?",
            "score iris y.csv --plugins ?", "list --plugins ?", "explain gaussian --plugins ?", "plugin list --plugins ?", "plugin list --accept --plugins ?",
            "plugin verify --plugins ?", "embed iris --plugin-dir ?", "list --plugin-dir ?", "plugin verify --all --plugin-dir ?");

    /// What names a file to write, or a folder.
    private static final Set<String> OTHERS = Set.of("--out", "--gradient", "--stiffness", "--output-affinities", "--draw", "--plugins", "--plugin-dir");

    /// A reader that is asked for by its name opens whatever it is told to.
    private static Stream<String> lines() {
        return Stream.concat(READERS.values().stream().sorted(), Stream.of("embed ? --reader npy", "score ? y.csv --reader jsonl"));
    }

    private static Stream<String> folders() {
        return FOLDERS.stream();
    }

    private static boolean namesFile(ArgSpec argument) {
        String label = argument.paramLabel();
        return Arrays.asList(argument.auxiliaryTypes()).contains(Path.class) || label.contains("FILE")
                || List.of("DATA", "COORDINATES", "START", "DIR", "NAME").contains(label) && (argument.isPositional() || label.equals("START"));
    }

    private static Stream<String> places(CommandLine command) {
        return Stream.concat(
                command.getSubcommands().values().stream().flatMap(MissingFilesTest::places),
                command.getCommandSpec().args().stream()
                        .filter(MissingFilesTest::namesFile)
                        .map(argument -> argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel())
                        .filter(name -> !OTHERS.contains(name))
                        .map(name -> command.getCommandName() + " " + name));
    }

    @Test
    void noPlaceThatNamesAFileIsForgotten() {
        Set<String> places = new TreeSet<>(places(Root.commandLine()).filter(place -> !place.matches("(new|explain|help) .*")).toList());
        assertThat(places).isEqualTo(new TreeSet<>(READERS.keySet()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void whatIsNoFileEndsWithFive(String line) throws IOException {
        starling.with("y.csv", "1,2\n".repeat(150));
        starling.with("run.json", """
                {"starling":"1.0.0","command":["embed"],"repeat":{"data":"%1$s","options":[],"inputs":[{"file":"%1$s","sha256":"0"}]},
                "result":{"finished":"done","coordinatesSha256":"0"},"plugins":[]}
                """.formatted(starling.path("gone.csv")));
        Path dangling = Files.createSymbolicLink(starling.path("dangling"), starling.path("nothing"));
        refuses(line, starling.path("none.csv"));
        refuses(line, dangling);
        if (!line.startsWith("plugin verify")) {
            refuses(line, Files.createDirectory(starling.path("folder")));
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatIsNoFolderOfPluginsEndsWithFive(String line) throws IOException {
        starling.with("y.csv", "1,2\n".repeat(150)).with("file.jar", "no folder");
        refuses(line, starling.path("none"));
        refuses(line, starling.path("file.jar"));
        refuses(line, Files.createSymbolicLink(starling.path("dangling"), starling.path("nothing")));
    }

    private void refuses(String line, Path file) {
        String[] words = line.split(" ");
        for (int k = 0; k < words.length; k++) {
            words[k] = words[k].equals("?") ? file.toString() : words[k].equals("n.npz") || words[k].equals("p.npz") ? starling.path(words[k]).toString() : words[k];
        }
        starling.refuses(Exit.FILES, words).contains(file.toString());
    }
}
