package dev.starling.core.table;

import dev.starling.api.table.Column;
import dev.starling.core.matrix.Points;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Numbers and categories side by side are as far apart as Gower says.
@Tag("laws")
class MixedColumnsLaws {
    @Property(seed = "1", tries = 200)
    void theManhattanDistanceOfEncodedColumnsIsGowers(
            @ForAll @IntRange(min = 2, max = 12) int n, @ForAll @IntRange(min = 0, max = 3) int numbers, @ForAll @IntRange(min = 1, max = 3) int others,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[] values = IntStream.range(0, n * numbers).mapToDouble(_ -> random.nextInt(4) == 0 ? 0 : random.nextGaussian() * 1e3).toArray();
        List<Column.Categories> categories = new ArrayList<>();
        for (int c = 0; c < others; c++) {
            categories.add(new Column.Categories("c" + c, IntStream.range(0, n).map(_ -> random.nextInt(4) - 1).toArray(), List.of("a", "b", "c")));
        }
        double[] numberWeights = random.doubles(numbers).map(w -> w + 0.1).toArray();
        double[] categoryWeights = random.doubles(others).map(w -> w + 0.1).toArray();
        Points encoded = new MixedColumns(Points.owning(n, numbers, values), numberWeights, categories, categoryWeights).encoded();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double expected = gower(values, numberWeights, categories, categoryWeights, n, i, j);
                double manhattan = 0;
                for (int k = 0; k < encoded.columns(); k++) {
                    manhattan += Math.abs(encoded.get(i, k) - encoded.get(j, k));
                }
                assertThat(manhattan).isCloseTo(expected, within(1e-14));
            }
        }
    }

    /// By the definition: a mean of what two rows differ by in each column.
    private static double gower(
            double[] values, double[] numberWeights, List<Column.Categories> categories, double[] categoryWeights, int n, int i, int j) {
        double differences = 0;
        double weights = 0;
        int numbers = numberWeights.length;
        for (int k = 0; k < numbers; k++) {
            int column = k;
            double least = IntStream.range(0, n).mapToDouble(row -> values[row * numbers + column]).min().orElse(0);
            double most = IntStream.range(0, n).mapToDouble(row -> values[row * numbers + column]).max().orElse(0);
            differences += most == least ? 0 : numberWeights[k] * Math.abs(values[i * numbers + k] - values[j * numbers + k]) / (most - least);
            weights += numberWeights[k];
        }
        for (int c = 0; c < categories.size(); c++) {
            differences += categories.get(c).codes()[i] == categories.get(c).codes()[j] ? 0 : categoryWeights[c];
            weights += categoryWeights[c];
        }
        return differences / weights;
    }

    @Example
    void rangesThatAreNoNumbersAreNoMatter() {
        Points encoded = new MixedColumns(
                Points.owning(3, 1, new double[] {-Double.MAX_VALUE, 0, Double.MAX_VALUE}), new double[] {1}, List.of(), new double[0]).encoded();
        assertThat(encoded.sharedValues()).containsExactly(0, 0.5, 1);
    }

    @Example
    void weightsThatAreNoneAreRefused() {
        Points one = Points.owning(2, 1, new double[] {1, 2});
        for (double weight : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 0}) {
            assertThatThrownBy(() -> new MixedColumns(one, new double[] {weight}, List.of(), new double[0]))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("weight");
        }
    }
}
