package dev.starling.app.command;

import dev.starling.app.command.SampleFiles.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static dev.starling.app.fault.Exit.DATA;
import static org.assertj.core.api.Assertions.assertThat;

/// A file that is cut is refused by the command, with its name, and nothing is written. What nothing tells from a whole file is taken: a text that ends
/// between two rows. One that ends within its last number is taken and told of.
@Tag("laws")
class CutFilesLaws {
    /// How many places a file is cut at: `mvn -Psweep` has all two hundred.
    private static final int PLACES = Math.min(200, 6 * Integer.getInteger("starling.sweep", 1));

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    @RegisterExtension
    final Terminal starling = new Terminal();

    static Stream<Kind> kinds() {
        return SampleFiles.all();
    }

    /// Near both ends, where headers and footers are, and everywhere between.
    private static Set<Integer> places(int size) {
        Set<Integer> places = new TreeSet<>();
        for (int k = 0; k < PLACES / 2; k++) {
            int near = k / 2 < 12 ? k / 2 : 12 + (k / 2 - 12) * 7;
            places.add(Math.clamp(k % 2 == 0 ? near : size - 1 - near, 0, size - 1));
        }
        for (int k = 1; places.size() < Math.min(PLACES, size); k++) {
            places.add((int) (size * (k * GOLDEN % 1)));
        }
        return places;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aCutFileIsRefused(Kind kind) throws IOException {
        for (Map.Entry<String, byte[]> file : kind.beside().entrySet()) {
            Files.write(starling.path(file.getKey()), file.getValue());
        }
        int taken = 0;
        Set<Integer> places = places(kind.whole().length);
        for (int place : places) {
            byte[] cut = Arrays.copyOf(kind.whole(), place);
            Files.write(starling.path(kind.name()), cut);
            taken += isTaken(kind, cut) ? 1 : 0;
        }
        assertThat(taken).as("taken, of " + places.size()).isLessThan(places.size());
    }

    private boolean isTaken(Kind kind, byte[] cut) throws IOException {
        String file = starling.path(kind.name()).toString();
        String[] words = Stream.concat(
                kind.words().stream().map(word -> word.replace("@/..", starling.folder().toString()).replace("@", file)),
                Stream.of("--out", starling.path("map").toString(), "--iterations", "1", "--picture-size", "600x400")).toArray(String[]::new);
        if (kind.text() && mayBeWhole(kind, cut)) {
            Terminal.Outcome outcome = starling.run(words);
            if (outcome.code() == 0) {
                boolean ends = kind.name().endsWith("vecs") || "\n\"}]".indexOf(cut[cut.length - 1]) >= 0;
                assertThat(ends || outcome.messages().contains("does not end")).as("%d bytes of %s:%n%s", cut.length, kind, outcome.messages()).isTrue();
                remove();
                return true;
            }
            assertThat(outcome.code()).as(outcome.messages()).isEqualTo(DATA.code());
        }
        starling.refuses(DATA, words).as("%d bytes of %s", cut.length, kind).containsAnyOf(kind.name(), "'" + file + "'").endsWith(".");
        return false;
    }

    /// Of lines, any number may be a whole file if there are enough for a map.
    private static boolean mayBeWhole(Kind kind, byte[] cut) {
        return kind.name().endsWith("vecs") ? cut.length % 20 == 0 : cut.length > 0;
    }

    private void remove() throws IOException {
        try (Stream<java.nio.file.Path> files = Files.walk(starling.path("map"))) {
            for (java.nio.file.Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
