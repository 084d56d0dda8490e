package dev.starling.app.command;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /// What is only shown is held all the same, and drawn.
    @Test
    void columnsThatAreOnlyShownCount() throws IOException {
        Files.writeString(starling.path("bare.csv"), table(0));
        Files.writeString(starling.path("texts.csv"), table(40));
        double bare = mebibytes("bare.csv");
        double texts = (double) Files.size(starling.path("texts.csv")) / (1 << 20);
        assertThat(mebibytes("texts.csv")).isBetween(bare + texts, bare + 8 * texts);
        assertThat(mebibytes("texts.csv", "--show", "a")).isLessThan(bare + 2);
    }

    private static String table(int texts) {
        Random random = new Random(1);
        Supplier<String> row = () -> Stream.concat(
                        random.doubles(2).mapToObj(Double::toString), random.longs(texts).mapToObj(number -> "text " + number))
                .collect(Collectors.joining(","));
        String names = "a,b" + IntStream.range(0, texts).mapToObj(k -> ",t" + k).collect(Collectors.joining());
        return Stream.concat(Stream.of(names), Stream.generate(row).limit(6_000)).collect(Collectors.joining("\n", "", "\n"));
    }

    private double mebibytes(String data, String... words) {
        Matcher said = Pattern.compile("memory +about ([\\d,]+) MiB").matcher(starling.run(Stream.concat(
                Stream.of("embed", data, "--iterations", "1", "--picture-size", "600x400", "--force", "--out",
                        starling.path("map").toString()), Stream.of(words)).toArray(String[]::new)).done().messages());
        assertThat(said.find()).isTrue();
        return Double.parseDouble(said.group(1).replace(",", ""));
    }

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
