package dev.starling.app.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static dev.starling.app.fault.Exit.FILES;
import static org.assertj.core.api.Assertions.assertThat;

/// Only what Starling wrote is replaced, and only if that is asked for; what a command reads, never.
class NothingDestroyedTest {
    private static final String TABLE = "a,b\n1,2\n2,3\n4,6\n3,1\n0,2\n5,5\n";
    private static final String COORDINATES = "x,y\n1,2\n2,3\n4,6\n3,1\n0,2\n5,5\n";

    @RegisterExtension
    final Terminal starling = new Terminal();

    private static String[] embedding(String data, Path out, String... more) {
        List<String> all = new ArrayList<>(List.of("embed", data, "-q", "--iterations", "2", "--picture-size", "600x400", "--out", "" + out));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String[] evaluation(String... more) {
        List<String> all = new ArrayList<>(List.of("evaluate", starling.path("t.csv").toString(), "--at", starling.path("y.csv").toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Path project() throws IOException {
        Path project = Files.createDirectory(starling.path("project"));
        starling.with("project/cells.csv", TABLE).with("project/notes.txt", "of a year");
        return project;
    }

    @Test
    void theFolderOfTheDataKeepsAllThatWasInIt() throws IOException {
        Path project = project();
        starling.run(embedding(project.resolve("cells.csv").toString(), project, "--force")).done();
        starling.run(embedding(project.resolve("cells.csv").toString(), project, "--force")).done();
        assertThat(starling.read("project/cells.csv")).isEqualTo(TABLE);
        assertThat(starling.read("project/notes.txt")).isEqualTo("of a year");
        assertThat(starling.read("project/coords.csv")).hasLineCount(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"coords.csv", "map.html", "map.png", "run.json"})
    void aFileOfTheUsersWithTheNameOfOneOfOursStays(String name) throws IOException {
        Path project = project();
        starling.with("project/" + name, "mine");
        starling.refuses(FILES, embedding("iris", project)).contains(name + " is there already");
        starling.refuses(FILES, embedding("iris", project, "--force")).contains(name + " is not as Starling wrote it", "Move it away");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMarkerOfTheUsersStays(boolean link) throws IOException {
        Path project = project();
        starling.with("thesis.txt", "of a year");
        Path marker = project.resolve(".starling");
        if (link) {
            Files.createSymbolicLink(marker, starling.path("thesis.txt"));
        } else {
            starling.with("project/.starling", "of a year");
        }
        starling.refuses(FILES, embedding("iris", project)).contains("project/.starling is not Starling's", "Move it away");
        starling.refuses(FILES, embedding("iris", project, "--force")).contains("project/.starling is not Starling's");
        assertThat(marker).hasContent("of a year");
        assertThat(Files.isSymbolicLink(marker)).isEqualTo(link);
        assertThat(project.resolve("coords.csv")).doesNotExist();
    }

    @Test
    void aFolderThatLetsNothingBeMadeIsCalledSo() {
        starling.refuses(FILES, embedding("iris", Path.of("/proc/x"))).contains("/proc/x cannot be written: its folder lets nothing be made in it");
        starling.refuses(FILES, embedding("iris", starling.path("gone/x"))).contains("cannot be written: its folder does not exist");
        starling.refuses(FILES, "plugin", "new", "my-kernel", "--out", "/proc/x").contains("/proc/x cannot be written: its folder lets nothing be made in it");
        starling.with("t.csv", TABLE).with("y.csv", COORDINATES);
        starling.refuses(FILES, evaluation("--gradient", "/proc/x")).contains("/proc/x cannot be written: its folder lets nothing be made in it");
        starling.refuses(FILES, evaluation("--gradient", "" + starling.path("gone/x"))).contains("cannot be written: its folder does not exist");
    }

    @Test
    void aFileThatWasChangedSinceIsTheUsers() {
        Path map = starling.path("map");
        starling.run(embedding("iris", map)).done();
        starling.with("map/coords.csv", starling.read("map/coords.csv") + "# a remark\n");
        starling.refuses(FILES, embedding("iris", map, "--force")).contains("coords.csv is not as Starling wrote it");
    }

    @Test
    void coordinatesThatARunStartsFromAreNotItsOutput() {
        Path map = starling.path("map");
        starling.run(embedding("iris", map)).done();
        starling.refuses(FILES, embedding("iris", map, "--force", "--init", map.resolve("coords.csv").toString()))
                .contains("is read by this command", "Choose another name");
        starling.refuses(FILES, embedding(map.resolve("coords.csv").toString(), map, "--force")).contains("is read by this command");
    }

    @Test
    void aLinkToAFolderIsAsGoodAsTheFolder() throws IOException {
        Path real = Files.createDirectory(starling.path("real"));
        Path link = Files.createSymbolicLink(starling.path("link"), real);
        starling.run(embedding("iris", link)).done();
        assertThat(link).isSymbolicLink();
        assertThat(starling.read("real/coords.csv")).hasLineCount(151);
    }

    @Test
    void aLinkThatLeadsToNothingIsRefusedBeforeTheRun() throws IOException {
        Path link = Files.createSymbolicLink(starling.path("link"), starling.path("gone"));
        starling.refuses(FILES, embedding("iris", link)).contains("link is a link that leads to nothing");
        Path file = Files.createSymbolicLink(starling.path("g.csv"), starling.path("gone.csv"));
        starling.with("t.csv", TABLE).with("y.csv", COORDINATES);
        starling.refuses(FILES, evaluation("--gradient", file.toString())).contains("g.csv is a link that leads to nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--gradient", "--stiffness", "--output-affinities"})
    void anEvaluationOverwritesNothingUnasked(String option) {
        starling.with("t.csv", TABLE).with("y.csv", COORDINATES).with("mine.csv", "mine");
        starling.refuses(FILES, evaluation(option, starling.path("mine.csv").toString()))
                .contains("mine.csv is there already", "--force");
        starling.run(evaluation(option, starling.path("mine.csv").toString(), "--force")).done();
        assertThat(starling.read("mine.csv")).doesNotContain("mine").hasLineCount(6);
        starling.run(evaluation(option, starling.path("new.csv").toString())).done();
        assertThat(starling.read("new.csv")).isEqualTo(starling.read("mine.csv"));
    }

    /// By its name, by another path, by a link and by a hard link.
    @ParameterizedTest
    @ValueSource(strings = {"--gradient", "--stiffness", "--output-affinities"})
    void anEvaluationNeverOverwritesWhatItReads(String option) throws IOException {
        starling.with("t.csv", TABLE).with("y.csv", COORDINATES);
        Files.createDirectory(starling.path("sub"));
        Path link = Files.createSymbolicLink(starling.path("link.csv"), starling.path("y.csv"));
        Path hard = Files.createLink(starling.path("hard.csv"), starling.path("t.csv"));
        for (Path name : List.of(starling.path("t.csv"), starling.path("y.csv"), starling.path("sub").resolve("../t.csv"), link, hard)) {
            starling.refuses(FILES, evaluation(option, name.toString(), "--force")).contains("is read by this command");
        }
        assertThat(link).isSymbolicLink();
    }

    @Test
    void aLinkToAFileStaysAndTheFileIsWritten() throws IOException {
        starling.with("t.csv", TABLE).with("y.csv", COORDINATES).with("real.csv", "old");
        Path link = Files.createSymbolicLink(starling.path("link.csv"), starling.path("real.csv"));
        starling.run(evaluation("--gradient", link.toString(), "--force")).done();
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(starling.read("real.csv")).hasLineCount(6);
    }

    @Test
    void aDrawingOverwritesNothingUnasked() {
        starling.with("mine.svg", "mine");
        starling.refuses(FILES, "explain", "kernel:gaussian", "--no-speed", "--draw", starling.path("mine.svg").toString())
                .contains("mine.svg is there already", "--force");
        starling.run("explain", "kernel:gaussian", "--no-speed", "--force", "--draw", starling.path("mine.svg").toString()).done();
        assertThat(starling.read("mine.svg")).contains("<svg");
    }

    /// A device is written to, and stays a device.
    @Test
    void whatIsNoFileIsWrittenToAsItIs() {
        starling.with("t.csv", TABLE).with("y.csv", COORDINATES);
        starling.run(evaluation("--gradient", "/dev/null")).done();
        assertThat(Files.isRegularFile(Path.of("/dev/null"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    /// Such as `mktemp` makes.
    @Test
    void anEmptyFileIsNobodysLoss() {
        starling.with("t.csv", TABLE).with("y.csv", COORDINATES).with("g.csv", "");
        starling.run(evaluation("--gradient", starling.path("g.csv").toString())).done();
        assertThat(starling.read("g.csv")).hasLineCount(6);
    }

    @Test
    void aCommandThatFailsLeavesNoReservedName() {
        starling.with("t.csv", "a,b\n1,x\n").with("y.csv", COORDINATES);
        starling.refuses(dev.starling.app.fault.Exit.DATA, evaluation("--gradient", starling.path("g.csv").toString()));
        starling.refuses(dev.starling.app.fault.Exit.DATA, embedding(starling.path("t.csv").toString(), starling.path("map")));
    }
}
