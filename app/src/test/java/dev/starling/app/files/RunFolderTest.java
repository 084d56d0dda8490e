package dev.starling.app.files;

import dev.starling.app.fault.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A run's folder is its own, and what it writes is whole, here or elsewhere.
class RunFolderTest {
    private static final List<String> NAMES = List.of("coords.csv", "map.html", "run.json");

    @TempDir
    Path temporary;

    private final String workingFolder = System.getProperty("user.dir");
    private Path disk = Path.of("");
    private Path other = Path.of("");

    /// The folder one works in is on another disk.
    @BeforeEach
    void twoDisks() throws IOException {
        disk = Files.createDirectory(temporary.resolve("disk"));
        other = Files.createDirectory(temporary.resolve("other"));
        System.setProperty("user.dir", other.toString());
    }

    @AfterEach
    void asBefore() {
        System.setProperty("user.dir", workingFolder);
    }

    private static byte[] content(String name, String run) {
        return (name + " of " + run + "\n").repeat(100).getBytes(StandardCharsets.UTF_8);
    }

    private RunFolder reserve(boolean force) {
        return RunFolder.reserve(disk.resolve("map"), NAMES, new Inputs(), force);
    }

    private void write(String run) {
        try (RunFolder folder = reserve(false)) {
            NAMES.forEach(name -> folder.put(name, content(name, run)));
        }
    }

    private List<Path> all(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(file -> !file.equals(place)).sorted().toList();
        }
    }

    @Test
    void aRunThatWritesNothingLeavesNothing() throws IOException {
        reserve(false).close();
        assertThat(all(disk)).isEmpty();
        Files.createDirectory(disk.resolve("map"));
        reserve(false).close();
        assertThat(all(disk)).containsExactly(disk.resolve("map"));
    }

    @Test
    void twoRunsAtOnceNeverShareAFolder() {
        try (RunFolder first = reserve(false)) {
            assertThatThrownBy(() -> reserve(true)).isInstanceOf(Fault.class).hasMessageContaining("is being written by another run");
            first.put("coords.csv", content("coords.csv", "first"));
            assertThatThrownBy(() -> reserve(true)).isInstanceOf(Fault.class).hasMessageContaining("is being written by another run");
        }
        reserve(true).close();
    }

    @Test
    void twoRunsOfOneTableAtOnceHaveFoldersOfTheirOwn() {
        Path usual = disk.resolve("cells.starling");
        try (RunFolder first = RunFolder.reserveFree(usual, NAMES);
                RunFolder second = RunFolder.reserveFree(usual, NAMES)) {
            assertThat(first.path()).isEqualTo(usual);
            assertThat(second.path()).isEqualTo(disk.resolve("cells-2.starling"));
        }
    }

    @Test
    void whatAKilledRunLeftIsCleared() throws IOException {
        Path usual = Files.createDirectory(disk.resolve("cells.starling"));
        Files.writeString(usual.resolve(Marker.NAME), "");
        Files.writeString(usual.resolve(".coords.csv.starling-tmp-123"), "half");
        try (RunFolder folder = RunFolder.reserveFree(usual, NAMES)) {
            assertThat(folder.path()).isEqualTo(usual);
            folder.put("coords.csv", content("coords.csv", "it"));
        }
        assertThat(all(usual)).containsExactly(usual.resolve(Marker.NAME), usual.resolve("coords.csv"));
    }

    /// Whatever a user keeps under the name of the marker, and however it came there.
    @ParameterizedTest
    @CsvSource({
        "file,my settings", "file,'abc\n'", "link,my thesis", "link,''", "link,MARKER", "hard link,my thesis", "dangling link,''", "folder,''",
    })
    void aMarkerThatIsNotOursStays(String kind, String content) throws IOException {
        write("one");
        Path folder = disk.resolve("map");
        Path marker = folder.resolve(Marker.NAME);
        String ours = Files.readString(marker);
        Files.delete(marker);
        Path target = disk.resolve("thesis.txt");
        if (!kind.equals("folder") && !kind.equals("dangling link")) {
            Files.writeString(kind.equals("file") ? marker : target, content.equals("MARKER") ? ours : content);
        }
        switch (kind) {
            case "link", "dangling link" -> Files.createSymbolicLink(marker, target);
            case "hard link" -> Files.createLink(marker, target);
            case "folder" -> Files.createDirectory(marker);
            default -> { }
        }
        Map<Path, String> before = contents();
        for (boolean force : List.of(false, true)) {
            assertThatThrownBy(() -> reserve(force)).isInstanceOf(Fault.class).hasMessageContaining("map/.starling is not Starling's");
        }
        assertThat(contents()).isEqualTo(before);
        Path usual = disk.resolve("map.starling");
        Files.move(folder, usual);
        try (RunFolder next = RunFolder.reserveFree(usual, NAMES)) {
            assertThat(next.path()).isEqualTo(disk.resolve("map-2.starling"));
        }
    }

    private Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new LinkedHashMap<>();
        for (Path path : all(temporary)) {
            contents.put(path, Files.isRegularFile(path) ? Files.readString(path) : "");
        }
        return contents;
    }

    /// As `cp -al` makes one.
    @Test
    void aCopyOfAFolderByHardLinksKeepsItsMarker() throws IOException {
        write("one");
        Path copy = Files.createDirectory(disk.resolve("copy"));
        for (Path file : all(disk.resolve("map"))) {
            Files.createLink(copy.resolve(file.getFileName()), file);
        }
        String marker = Files.readString(copy.resolve(Marker.NAME));
        try (RunFolder folder = reserve(true)) {
            assertThatThrownBy(() -> reserve(true)).isInstanceOf(Fault.class).hasMessageContaining("is being written by another run");
            folder.put("coords.csv", content("coords.csv", "two"));
        }
        assertThat(copy.resolve(Marker.NAME)).hasContent(marker);
        assertThat(copy.resolve("coords.csv")).hasBinaryContent(content("coords.csv", "one"));
        reserve(true).close();
    }

    @Test
    void aFileOfTheUsersThatLooksLikeALeftoverStays() throws IOException {
        Path folder = Files.createDirectory(disk.resolve("map"));
        List<String> own = List.of(
                ".coords.csv.tmp-123", ".starling-trial", ".starling.toml", ".coords.csv.starling-tmp-", ".coords.csv.starling-tmp-7.txt",
                ".coords.csv.starling-tmp-7");
        for (String name : own.subList(0, own.size() - 1)) {
            Files.writeString(folder.resolve(name), "mine");
        }
        Path link = Files.createSymbolicLink(folder.resolve(own.getLast()), Files.writeString(disk.resolve("thesis.txt"), "mine"));
        write("one");
        for (String name : own) {
            assertThat(folder.resolve(name)).hasContent("mine");
        }
        assertThat(link).isSymbolicLink();
    }

    /// What begins as the marker does is another file.
    @ParameterizedTest
    @ValueSource(strings = {".starling.toml", ".starlings", ".gitignore"})
    void aFolderWithAHiddenFileIsTaken(String name) throws IOException {
        Path usual = Files.createDirectory(disk.resolve("map.starling"));
        Files.writeString(usual.resolve(name), "mine");
        try (RunFolder folder = RunFolder.reserveFree(usual, NAMES)) {
            assertThat(folder.path()).isEqualTo(disk.resolve("map-2.starling"));
        }
    }

    /// A run that was killed while it tried its folder out.
    @Test
    void aTrialThatWasLeftIsCleared() throws IOException {
        Path usual = Files.createDirectory(disk.resolve("map.starling"));
        Path trial = Files.writeString(usual.resolve(".trial.starling-tmp-123"), "x");
        RunFolder.reserve(usual, NAMES, new Inputs(), false).close();
        assertThat(trial).doesNotExist();
    }

    /// A file is made under a name that somebody may have laid a link at.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsWrittenThroughALink(boolean hard) throws IOException {
        Path target = Files.writeString(disk.resolve("thesis.txt"), "mine");
        Path file = disk.resolve("g.csv");
        for (Path name : List.of(Disk.hidden(file), file)) {
            if (hard) {
                Files.createLink(name, target);
            } else {
                Files.createSymbolicLink(name, target);
            }
        }
        Disk.REAL.writeWhole(file, content("g.csv", "it"));
        assertThat(target).hasContent("mine");
        assertThat(Files.readAllBytes(file)).isEqualTo(content("g.csv", "it"));
        assertThat(Disk.hidden(file)).doesNotExist();
    }

    @Test
    void aReplacedMapIsNeverOfTwoRuns() throws IOException {
        write("one");
        try (RunFolder folder = reserve(true)) {
            assertThat(Files.readAllBytes(disk.resolve("map/map.html"))).isEqualTo(content("map.html", "one"));
            folder.put("coords.csv", content("coords.csv", "two"));
            assertThat(disk.resolve("map/map.html")).doesNotExist();
        }
        assertThat(all(disk.resolve("map"))).containsExactly(disk.resolve("map/.starling"), disk.resolve("map/coords.csv"));
        reserve(true).close();
    }

    /// A file that a user puts into the folder of a run, or changes there, while it goes on.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatSomebodyPutsThereMeanwhileStays(boolean replaces) throws IOException {
        if (replaces) {
            write("one");
        }
        byte[] own = "my own notes".getBytes(StandardCharsets.UTF_8);
        try (RunFolder folder = reserve(replaces)) {
            for (String name : NAMES) {
                Files.write(disk.resolve("map").resolve(name), own);
            }
            for (String name : NAMES) {
                Path kept = folder.put(name, content(name, "two"));
                assertThat(kept).startsWith(other);
                assertThat(Files.readAllBytes(kept)).isEqualTo(content(name, "two"));
            }
            assertThat(folder.trouble()).contains("map/coords.csv cannot be written: since the run began somebody has put a file there, or changed it");
        }
        for (String name : NAMES) {
            assertThat(Files.readAllBytes(disk.resolve("map").resolve(name))).isEqualTo(own);
        }
    }

    @Test
    void aLinkThatSomebodyPutsThereMeanwhileStays() throws IOException {
        Path target = Files.writeString(disk.resolve("target"), "mine");
        try (RunFolder folder = reserve(false)) {
            Files.createSymbolicLink(disk.resolve("map/coords.csv"), target);
            assertThat(folder.put("coords.csv", content("coords.csv", "it"))).startsWith(other);
        }
        assertThat(disk.resolve("map/coords.csv")).isSymbolicLink();
        assertThat(target).hasContent("mine");
    }

    /// Whichever step fails, once or from then on: the run is refused at its start, or each file is somewhere, whole.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsLostWhicheverStepFails(boolean forGood) throws IOException {
        int refused = 0;
        int elsewhere = 0;
        for (int step = 1;; step++) {
            FailingDisk failing = new FailingDisk(step, forGood, disk);
            Map<String, Path> places = new LinkedHashMap<>();
            try (RunFolder folder = RunFolder.reserve(disk.resolve("map" + step), NAMES, new Inputs(), false, failing)) {
                NAMES.forEach(name -> places.put(name, folder.put(name, content(name, "it"))));
                if (failing.hasFailed()) {
                    elsewhere++;
                    assertThat(folder.trouble()).contains("cannot be written: No space left on device");
                }
            } catch (Fault e) {
                refused++;
                assertThat(e).hasMessageContaining("cannot be written: No space left on device");
                assertThat(disk.resolve("map" + step)).doesNotExist();
                continue;
            }
            for (String name : NAMES) {
                assertThat(Files.readAllBytes(places.get(name))).as("%s, step %d", name, step).isEqualTo(content(name, "it"));
            }
            assertThat(all(temporary)).as("step %d", step).noneMatch(file -> file.getFileName().toString().contains(".starling-tmp-"));
            if (!failing.hasFailed()) {
                break;
            }
        }
        assertThat(refused).as("steps at the start").isEqualTo(3);
        assertThat(elsewhere).as("steps of three files").isEqualTo(2 * NAMES.size());
    }

    /// Somebody may take the folder away while a run draws: what was in it is made again elsewhere, and no file is told of that is gone.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatGoesWithTheFolderIsMadeAgain(int writtenBefore) throws IOException {
        try (RunFolder folder = reserve(false)) {
            for (String name : NAMES.subList(0, writtenBefore)) {
                folder.put(name, () -> content(name, "it"));
            }
            for (Path file : all(disk.resolve("map"))) {
                Files.delete(file);
            }
            Files.delete(disk.resolve("map"));
            folder.put("map.png", content("map.png", "it"));
            folder.put("run.json", content("run.json", "it"));
            assertThat(folder.trouble()).contains("map.png cannot be written");
            assertThat(folder.files()).hasSize(writtenBefore + 2).allSatisfy(file -> {
                assertThat(file).startsWith(other);
                assertThat(Files.readAllBytes(file)).isEqualTo(content(file.getFileName().toString(), "it"));
            });
        }
    }

    /// And what was there before is there still, or wholly replaced.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsReplacedIsOldOrNew(boolean forGood) throws IOException {
        for (int step = 1;; step++) {
            Path map = disk.resolve("map");
            for (Path file : Files.exists(map) ? all(map) : new ArrayList<Path>()) {
                Files.delete(file);
            }
            write("one");
            FailingDisk failing = new FailingDisk(step, forGood, disk);
            try (RunFolder folder = RunFolder.reserve(map, NAMES, new Inputs(), true, failing)) {
                Path coordinates = folder.put("coords.csv", content("coords.csv", "two"));
                assertThat(Files.readAllBytes(coordinates)).isEqualTo(content("coords.csv", "two"));
                NAMES.subList(1, 3).forEach(name -> folder.put(name, content(name, "two")));
            } catch (Fault e) {
                for (String name : NAMES) {
                    assertThat(Files.readAllBytes(map.resolve(name))).isEqualTo(content(name, "one"));
                }
            }
            for (String name : NAMES) {
                if (Files.exists(map.resolve(name))) {
                    assertThat(Files.readAllBytes(map.resolve(name))).isIn(content(name, "one"), content(name, "two"));
                }
            }
            if (!failing.hasFailed()) {
                break;
            }
        }
    }

    /// As root of a machine with Linux, with a disk that is really full.
    @Test
    void aFullDiskKeepsTheResultElsewhere() throws Exception {
        Path small = Files.createDirectory(temporary.resolve("small"));
        org.junit.jupiter.api.Assumptions.assumeTrue(done("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString()));
        try {
            byte[] large = new byte[200_000];
            try (RunFolder folder = RunFolder.reserve(small.resolve("map"), NAMES, new Inputs(), false)) {
                Path kept = folder.put("coords.csv", large);
                assertThat(kept).startsWith(other);
                assertThat(Files.readAllBytes(kept)).isEqualTo(large);
                assertThat(folder.trouble()).contains("map/coords.csv cannot be written: No space left on device");
            }
            try (RunFolder folder = RunFolder.reserve(small, NAMES, new Inputs(), false)) {
                assertThat(folder.put("coords.csv", content("coords.csv", "it"))).as("a mount point").isEqualTo(small.resolve("coords.csv"));
            }
        } finally {
            done("umount", small.toString());
        }
    }

    private static boolean done(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
