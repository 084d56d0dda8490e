package dev.starling.app.command;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static dev.starling.app.fault.Exit.RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;

/// A table that does not fit, of which nobody knew before it was read: one line with what helps, and nothing is left.
class OutOfMemoryTest {
    private static final int COLUMNS = 20;

    @RegisterExtension
    @Order(1)
    final Terminal starling = new Terminal();

    @RegisterExtension
    @Order(2)
    final Program program = new Program(starling);

    @Test
    void aTableThatDoesNotFitIsToldInOneLine() throws IOException, InterruptedException {
        String row = IntStream.range(0, COLUMNS).mapToObj(column -> "1." + column).collect(Collectors.joining(",")) + "\n";
        Files.writeString(starling.path("large.csv"), row.repeat(200_000));
        program.start(List.of(), List.of("-Xmx32m"), "embed", "large.csv", "--no-header", "--out", starling.path("map").toString());
        assertThat(program.rest(RESOURCES.code())).containsPattern(
                "starling: error: the memory ran out at 3\\d MiB\\. What helps: more memory \\(STARLING_JAVA_OPTIONS=-Xmx6\\dm\\), or a table of fewer rows or columns\\.");
        assertThat(program.left()).containsExactly("large.csv");
    }
}
