package dev.starling.app.data;

import dev.starling.core.matrix.Points;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class DominanceTest {
    /// The share of a column is that of the squared distances over all pairs, wherever its numbers lie.
    @Property(seed = "1", tries = 100)
    void aColumnIsNamedExactlyWhereItMakesUpNearlyAllOfTheDistances(
            @ForAll @IntRange(min = 2, max = 30) int rows, @ForAll @IntRange(min = 2, max = 6) int columns, @ForAll @DoubleRange(min = 1, max = 30) double factor,
            @ForAll @IntRange(max = 1_000_000) int offset, @ForAll long seed) {
        Random random = new Random(seed);
        int wide = Math.floorMod(seed, columns);
        double[][] x = new double[rows][columns];
        for (double[] row : x) {
            for (int k = 0; k < columns; k++) {
                row[k] = offset + random.nextInt(100) * (k == wide ? factor : 1);
            }
        }
        double[] squares = new double[columns];
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < i; j++) {
                for (int k = 0; k < columns; k++) {
                    squares[k] += (x[i][k] - x[j][k]) * (x[i][k] - x[j][k]);
                    sum += (x[i][k] - x[j][k]) * (x[i][k] - x[j][k]);
                }
            }
        }
        List<String> names = IntStream.range(0, columns).mapToObj(k -> "f" + k).toList();
        String note = Dominance.note(Points.of(x), names);
        int most = IntStream.range(0, columns).boxed().max((a, b) -> Double.compare(squares[a], squares[b])).orElseThrow();
        double share = sum == 0 ? 0 : squares[most] / sum;
        if (share > 0.951) {
            assertThat(note).startsWith(String.format(Locale.ROOT, "'f%d' makes up %.1f %% of", most, 100 * share));
        } else if (share < 0.949) {
            assertThat(note).isEmpty();
        }
    }
}
