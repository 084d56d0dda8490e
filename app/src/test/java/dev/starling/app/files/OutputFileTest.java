package dev.starling.app.files;

import dev.starling.app.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A file that is asked for by name is the command's from the start, and whole at the end, there or elsewhere.
class OutputFileTest {
    private static final byte[] CONTENT = "1,2\n".repeat(100).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void twoCommandsAtOnceNeverShareAName() {
        Path target = folder.resolve("g.csv");
        try (OutputFile first = OutputFile.reserve(target, new Inputs(), false)) {
            assertThatThrownBy(() -> OutputFile.reserve(target, new Inputs(), true))
                    .isInstanceOf(Fault.class).hasMessageContaining("is being written already");
            first.write(CONTENT);
        }
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void whatIsNotWrittenIsNotThere() {
        OutputFile.reserve(folder.resolve("g.csv"), new Inputs(), false).close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatAKilledCommandLeftIsCleared() throws IOException {
        Files.writeString(folder.resolve(".g.csv.starling-tmp-123"), "half");
        Files.writeString(folder.resolve(".h.csv.starling-tmp-123"), "of another");
        try (OutputFile file = OutputFile.reserve(folder.resolve("g.csv"), new Inputs(), false)) {
            file.write(CONTENT);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("g.csv", ".h.csv.starling-tmp-123");
        }
    }

    /// Whoever saves what was left by its name must not lose it for that.
    @Test
    void whatIsReadIsNoLeftover() throws IOException {
        Path left = Files.writeString(folder.resolve(".g.csv.starling-tmp-123"), "half");
        try (OutputFile file = OutputFile.reserve(folder.resolve("g.csv"), new Inputs().add(left), false)) {
            file.write(CONTENT);
        }
        assertThat(left).hasContent("half");
        Path map = Files.writeString(folder.resolve(".coords.csv.starling-tmp-123"), "half");
        RunFolder.reserve(folder, List.of("coords.csv"), new Inputs().add(map), false).close();
        assertThat(map).hasContent("half");
    }

    /// What fails at its start is refused; what fails later says where the content is.
    @Test
    void nothingIsLostWhicheverStepFails() throws IOException {
        for (int step = 1;; step++) {
            FailingDisk failing = new FailingDisk(step, true, folder);
            Path target = folder.resolve(step + ".csv");
            try (OutputFile file = OutputFile.reserve(target, new Inputs(), false, failing)) {
                assertThatCode(file, failing, target);
                if (!failing.hasFailed()) {
                    break;
                }
            } catch (Fault e) {
                assertThat(step).as("it is refused where the first step fails").isEqualTo(1);
                assertThat(folder).as("half a byte is not left").isEmptyDirectory();
            }
        }
    }

    private static void assertThatCode(OutputFile file, FailingDisk failing, Path target) throws IOException {
        try {
            file.write(CONTENT);
            assertThat(target).hasBinaryContent(CONTENT);
        } catch (Fault e) {
            assertThat(failing.hasFailed()).isTrue();
            Matcher kept = Pattern.compile("cannot be written: No space left on device\\. What was to be written is in (.*)").matcher(e.getMessage());
            assertThat(kept.find()).as(e.getMessage()).isTrue();
            Path place = Path.of(kept.group(1));
            assertThat(place).hasBinaryContent(CONTENT);
            try (Stream<Path> files = Files.list(place.resolveSibling("."))) {
                for (Path left : files.toList()) {
                    Files.delete(left);
                }
            }
            Files.delete(place.resolveSibling(""));
        }
    }
}
