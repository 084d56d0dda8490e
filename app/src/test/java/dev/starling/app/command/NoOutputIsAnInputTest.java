package dev.starling.app.command;

import dev.starling.app.fault.Exit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// No command writes over a file that it reads, whatever option either is named by and by whatever path: its tables and coordinates, plug-ins,
/// classes under development, `starling.lock`.
class NoOutputIsAnInputTest {
    private static final String TABLE = "a,b\n1,2\n2,3\n4,6\n3,1\n0,2\n5,5\n";

    /// How the files that an option writes end.
    private static final Map<String, String> OUTPUTS = Map.of(
            "neighbors --out", ".npz", "affinities --out", ".npz", "evaluate --gradient", ".csv", "evaluate --stiffness", ".csv",
            "evaluate --output-affinities", ".csv", "explain --draw", ".svg");

    /// What has a folder of its own, and that of `plugin new`, which must be new or empty.
    private static final Set<String> FOLDERS = Set.of("embed --out", "repeat --out", "new --out");

    /// What lies in the folders of plug-ins.
    private static final List<String> OF_PLUGINS = List.of("p/starling.lock", "p/parts.toml", "p/broken.jar", "classes/META-INF/services/notes", "classes/x");

    @RegisterExtension
    final Terminal starling = new Terminal();

    /// @param command the command line, with the file that is read as `?` or in a folder of plug-ins
    /// @param option  the option that names a file to write
    record Case(String command, String option) {
        String ending() {
            return OUTPUTS.getOrDefault(command.split(" ", -1)[0] + " " + option, "");
        }
    }

    private static Stream<Case> cases() {
        return OUTPUTS.keySet().stream().sorted().flatMap(output -> {
            String[] words = output.split(" ", -1);
            Stream<String> lines = MissingFilesTest.READERS.values().stream().filter(line -> line.startsWith(words[0] + " "))
                    .map(line -> line.replaceFirst(" --out \\S+", ""));
            String usual = words[0].equals("explain") ? "explain gaussian" : words[0].equals("evaluate") ? "evaluate iris --at y.csv" : words[0] + " iris";
            return Stream.concat(lines, Stream.of(usual)).sorted().map(line -> new Case(line, words[1]));
        });
    }

    @BeforeEach
    void layOut() throws IOException {
        for (String folder : List.of("p", "sub", "classes/META-INF/services")) {
            Files.createDirectories(starling.path(folder));
        }
        starling.with("y.csv", "1,2\n".repeat(150)).with("p/parts.toml", "id = 'x'").with("p/broken.jar", "no JAR")
                .with("classes/META-INF/services/notes", "of nothing").with("classes/x", "no class").with("p/starling.lock", "# of nobody");
    }

    @Test
    void noOptionThatNamesAFileToWriteIsForgotten() {
        Set<String> known = new TreeSet<>(OUTPUTS.keySet());
        known.addAll(FOLDERS);
        Set<String> all = new TreeSet<>();
        gather(Root.commandLine(), all);
        assertThat(all).isEqualTo(known);
    }

    /// Paths that name neither what is read nor where plug-ins are.
    private static void gather(CommandLine command, Set<String> into) {
        command.getSubcommands().values().forEach(inner -> gather(inner, into));
        command.getCommandSpec().options().stream()
                .filter(option -> Arrays.asList(option.auxiliaryTypes()).contains(Path.class))
                .map(option -> command.getCommandName() + " " + option.longestName())
                .filter(name -> !MissingFilesTest.READERS.containsKey(name) && !name.contains(" --plugin"))
                .forEach(into::add);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsReadIsNotWrittenOver(Case one) throws IOException {
        boolean table = one.command().contains("?");
        String read = "in" + one.ending();
        starling.with(read, TABLE);
        for (String file : table ? List.of(read) : OF_PLUGINS) {
            List<Path> names = namesOf(starling.path(file), one.ending());
            // Any of them for each, and all of them for all.
            Path name = names.get(Math.floorMod((one + file).hashCode(), names.size()));
            List<String> words = new ArrayList<>(List.of(one.command().replace("?", starling.path(file).toString()).split(" ", -1)));
            words.addAll(List.of(one.option(), name.toString(), "--force"));
            if (!table) {
                words.addAll(List.of("--plugins", "" + starling.path("p"), "--plugin-dir", "" + starling.path("classes")));
            }
            starling.refuses(Exit.FILES, words.toArray(String[]::new)).as(String.join(" ", words)).contains(name + " is read by this command");
        }
    }

    /// By itself and by a detour, where its name ends as that of the output must; by a link, a link to a link, and a second name.
    private List<Path> namesOf(Path file, String ending) throws IOException {
        List<Path> names = new ArrayList<>();
        if (ending.equals(".csv") || file.toString().endsWith(ending)) {
            names.add(file);
            names.add(starling.path("sub").resolve("..").resolve(starling.folder().relativize(file)));
        }
        Path links = Files.createTempDirectory(starling.folder(), "links");
        Path link = Files.createSymbolicLink(links.resolve("link" + ending), file);
        names.add(link);
        names.add(Files.createSymbolicLink(links.resolve("far" + ending), link));
        names.add(Files.createLink(links.resolve("hard" + ending), file));
        return names;
    }

    /// Names of the cells and genes of a matrix, which no option names, are read with it.
    @Test
    void whatIsReadBesideATableIsNotWrittenOver() throws IOException {
        String matrix = cells();
        for (String beside : List.of("barcodes.tsv", "features.tsv")) {
            for (Path name : namesOf(starling.path(beside), ".csv")) {
                starling.refuses(Exit.FILES, "evaluate", matrix, "--at", "cells.csv", "--gradient", name.toString(), "--force").contains(name + " is read by this command");
            }
        }
    }

    private String cells() {
        StringBuilder entries = new StringBuilder("%%MatrixMarket matrix coordinate integer general\n3 20 40\n");
        for (int cell = 1; cell <= 20; cell++) {
            entries.append("1 ").append(cell).append(' ').append(cell).append("\n2 ").append(cell).append(' ').append(1 + cell * cell % 7).append('\n');
        }
        starling.with("matrix.mtx", entries.toString())
                .with("barcodes.tsv", IntStream.range(0, 20).mapToObj(cell -> "BC" + cell + "\n").collect(Collectors.joining()))
                .with("features.tsv", "E1\tG1\nE2\tG2\nE3\tG3\n")
                .with("cells.csv", "1,2\n".repeat(20));
        return starling.path("matrix.mtx").toString();
    }

    /// They make a map another as the matrix does, wherever both have moved.
    @Test
    void whatIsReadBesideATableIsLookedAtByRepeat() throws IOException {
        String matrix = cells();
        starling.run("embed", matrix, "-q", "--iterations", "2", "--picture-size", "600x400", "--out", starling.path("map").toString()).done();
        String[] repeat = {"repeat", starling.path("map").toString(), "-q", "--out", starling.path("again").toString(), "--force"};
        starling.run(repeat).done();
        Files.createDirectory(starling.path("moved"));
        for (String name : List.of("matrix.mtx", "barcodes.tsv", "features.tsv")) {
            Files.copy(starling.path(name), starling.path("moved/" + name));
        }
        Files.writeString(starling.path("barcodes.tsv"), starling.read("barcodes.tsv").replace("BC", "XX"));
        starling.refuses(Exit.DATA, repeat).contains("barcodes.tsv is not what that run read");
        String[] moved = Stream.concat(Arrays.stream(repeat), Stream.of("--data", starling.path("moved/matrix.mtx").toString())).toArray(String[]::new);
        starling.run(moved).done();
        Files.writeString(starling.path("moved/features.tsv"), "E1\tA\nE2\tB\nE3\tC\n");
        starling.refuses(Exit.DATA, moved).contains("moved/features.tsv is not what that run read");
    }

    /// It is made there by the next command.
    @Test
    void theLockFileThatIsNotThereYetIsNoName() throws IOException {
        Files.delete(starling.path("p/starling.lock"));
        starling.refuses(Exit.FILES, "evaluate", "iris", "--at", "y.csv", "--gradient", starling.path("p/starling.lock").toString(), "--plugins", starling.path("p").toString())
                .contains("starling.lock is read by this command");
    }

    @Test
    void aRunThatGoesOnFromAFileLeavesItAlone() throws IOException {
        Path map = starling.path("map");
        starling.run("embed", "iris", "-q", "--iterations", "2", "--picture-size", "600x400", "--out", map.toString()).done();
        Path folder = Files.createSymbolicLink(starling.path("folder"), map);
        List<Path> outs = List.of(map, folder, starling.path("sub/../map"));
        List<String> lines = MissingFilesTest.READERS.values().stream().filter(line -> line.startsWith("embed ")).sorted().toList();
        int way = 0;
        for (Path file : namesOf(map.resolve("coords.csv"), ".csv")) {
            for (String line : lines) {
                starling.refuses(Exit.FILES, (line.replace("?", file.toString()) + " --force --out " + outs.get(way++ % outs.size())).split(" ", -1))
                        .contains("coords.csv is read by this command");
            }
        }
        for (Path file : namesOf(map.resolve("run.json"), ".csv")) {
            starling.refuses(Exit.FILES, "repeat", file.toString(), "--force", "--out", folder.toString()).contains("run.json is read by this command");
        }
    }
}
