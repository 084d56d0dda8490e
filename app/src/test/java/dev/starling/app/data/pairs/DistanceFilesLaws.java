package dev.starling.app.data.pairs;

import dev.starling.app.data.cells.Notation;
import dev.starling.app.fault.Fault;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Distances are the same, whole or by half, whatever stands for what is not told, and wherever words or numbers name the points.
@Tag("laws")
class DistanceFilesLaws {
    private enum Part {
        WHOLE,
        LOWER,
        UPPER
    }

    private enum Names {
        NONE,
        ABOVE,
        BEFORE,
        BOTH,
        WITHOUT_CORNER
    }

    /// @param gap      stands for the other half; null if that is left out
    /// @param diagonal whether its zeros stand there; else they are gaps
    private record Style(Part part, Names names, boolean words, @Nullable String gap, boolean diagonal, String delimiter) {
        boolean above() {
            return names == Names.ABOVE || names == Names.BOTH || names == Names.WITHOUT_CORNER;
        }

        boolean before() {
            return names == Names.BEFORE || names == Names.BOTH || names == Names.WITHOUT_CORNER;
        }

        /// Whether a reader with eyes could tell.
        boolean isTold() {
            boolean ragged = gap == null;
            boolean oneCell = ragged && !diagonal && before();
            return (!ragged || part == Part.LOWER) && !(oneCell && !words) && !(ragged && !diagonal && !before())
                    && !(ragged && names == Names.WITHOUT_CORNER) && !(part == Part.WHOLE && !diagonal && gap == null)
                    && !("0".equals(gap) && !diagonal && part != Part.WHOLE);
        }
    }

    @Property(seed = "1", tries = 300)
    void distancesAreReadHoweverTheyAreWritten(@ForAll("styles") Style style, @ForAll @IntRange(min = 4, max = 14) int n, @ForAll Random random)
            throws IOException {
        List<String> names = names(style, n, random);
        double[][] distances = distances(n, random);
        SquareMatrix read = read(text(style, names, distances));
        assertThat(read.matrix().n()).isEqualTo(n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(read.matrix().get(i, j)).as("%s, %s", i, j).isEqualTo(distances[i][j]);
            }
        }
        assertThat(read.names()).isEqualTo(style.names == Names.NONE ? null : names);
        assertThat(read.note().contains("read as a")).isEqualTo(style.part != Part.WHOLE);
        assertThat(read.note().contains("name the points")).isEqualTo(!style.words && style.names != Names.NONE && style.gap != null);
    }

    private static double[][] distances(int n, Random random) {
        double[][] distances = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                distances[i][j] = (1 + random.nextInt(999)) / 64.0 + 1.0 / 128;
                distances[j][i] = distances[i][j];
            }
        }
        return distances;
    }

    private static List<String> names(Style style, int n, Random random) {
        List<Integer> numbers = random.ints(100, 1000).distinct().limit(n).boxed().toList();
        return numbers.stream().map(number -> style.words ? "cell " + number : number.toString()).toList();
    }

    private static String text(Style style, List<String> names, double[][] distances) {
        List<String> lines = new ArrayList<>();
        if (style.above()) {
            lines.add((style.names == Names.BOTH ? style.delimiter : "") + String.join(style.delimiter, names));
        }
        for (int i = 0; i < names.size(); i++) {
            int row = i;
            List<String> cells = IntStream.range(0, names.size())
                    .filter(j -> style.gap != null || isTold(style, row, j))
                    .mapToObj(j -> isTold(style, row, j) ? Double.toString(distances[row][j]) : String.valueOf(style.gap))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (style.before()) {
                cells.addFirst(names.get(i));
            }
            lines.add(String.join(style.delimiter, cells));
        }
        return String.join("\n", lines) + "\n";
    }

    private static boolean isTold(Style style, int i, int j) {
        return i == j ? style.diagonal : style.part == Part.WHOLE || style.part == Part.LOWER == i > j;
    }

    private static SquareMatrix read(String text) throws IOException {
        Path file = Files.createTempFile("distances", ".csv");
        try {
            Files.writeString(file, text);
            return SquareMatrix.read(file, "distance", Notation.NONE);
        } catch (RuntimeException e) {
            throw new AssertionError(text, e);
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<Style> styles() {
        return Combinators.combine(
                        Arbitraries.of(Part.class), Arbitraries.of(Names.class), Arbitraries.of(true, false),
                        Arbitraries.of("", "NA", "0", "").injectNull(0.3), Arbitraries.of(true, true, false), Arbitraries.of(",", "\t", ";"))
                .as(Style::new)
                .filter(Style::isTold);
    }

    @Example
    void aNameThatIsMetTwiceIsAFault() throws IOException {
        Path file = Files.createTempFile("distances", ".csv");
        try {
            Files.writeString(file, ",a,b,a\na,0,1,2\nb,1,0,3\na,2,3,0\n");
            assertThatThrownBy(() -> SquareMatrix.read(file, "distance", Notation.NONE)).isInstanceOf(Fault.class)
                    .hasMessageEndingWith("the name \"a\" is met twice, for points 1 and 3. Give each point a name of its own.");
        } finally {
            Files.delete(file);
        }
    }

    /// PHYLIP says first how many there are, and pads the names.
    @Property(seed = "1", tries = 100)
    void theCountOfPhylipIsNoRow(@ForAll @IntRange(min = 3, max = 40) int n, @ForAll Part part, @ForAll boolean diagonal, @ForAll Random random) throws IOException {
        double[][] distances = distances(n, random);
        StringBuilder text = new StringBuilder("%5d%n".formatted(n));
        for (int i = 0; i < n; i++) {
            int to = part == Part.WHOLE ? n : diagonal ? i + 1 : i;
            int row = i;
            text.append("%-10s".formatted("Sp" + i)).append(IntStream.range(0, to).mapToObj(j -> " " + distances[row][j]).collect(Collectors.joining())).append('\n');
        }
        SquareMatrix read = read(text.toString());
        assertThat(read.names()).isEqualTo(IntStream.range(0, n).mapToObj(i -> "Sp" + i).toList());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(read.matrix().get(i, j)).isEqualTo(distances[i][j]);
            }
        }
    }
}
