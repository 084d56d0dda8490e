package dev.starling.app.data;

import dev.starling.app.data.features.DenseFeatures;
import dev.starling.app.data.features.Features;
import dev.starling.app.data.features.SparseFeatures;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Features that are stored sparsely are understood as those with all their zeros.
class SparseTablesTest {
    private static final double[] SOME = {1, 1, 2, -3, Double.NaN, Double.POSITIVE_INFINITY, 0};

    private static double[] values(Random random, int n, int width, double density, int kinds) {
        double[] values = new double[n * width];
        Arrays.setAll(values, _ -> random.nextDouble() < density ? SOME[random.nextInt(kinds)] : 0);
        return values;
    }

    /// With some zeros among what is stored.
    private static SparseFeatures sparse(List<String> names, double[] values, int n, int width, Random random) {
        int[] starts = new int[n + 1];
        List<Integer> indices = new ArrayList<>();
        List<Double> stored = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < width; k++) {
                if (values[i * width + k] != 0 || random.nextInt(9) == 0) {
                    indices.add(k);
                    stored.add(values[i * width + k]);
                }
            }
            starts[i + 1] = indices.size();
        }
        return new SparseFeatures(
                names, starts, indices.stream().mapToInt(k -> k).toArray(), stored.stream().mapToDouble(value -> value).toArray());
    }

    @Property(seed = "1", tries = 300)
    void theyAreUnderstoodAlike(
            @ForAll @IntRange(min = 1, max = 12) int n, @ForAll @IntRange(min = 1, max = 8) int width,
            @ForAll @DoubleRange(min = 0, max = 1) double density, @ForAll @IntRange(min = 1, max = 7) int kinds, @ForAll long seed) {
        Random random = new Random(seed);
        List<String> names = IntStream.range(0, width).mapToObj(k -> "c" + k).toList();
        double[] values = values(random, n, width, density, kinds);
        Features dense = new DenseFeatures(names, values.clone(), n);
        Features sparse = sparse(names, values, n, width, random);
        assertThat(sparse.firstEmpty()).isEqualTo(dense.firstEmpty());
        assertThat(unusable(sparse)).isEqualTo(unusable(dense));
        assertThat(sparse.dropGaps()).isEqualTo(dense.dropGaps());
        assertThat(sparse.rows()).isEqualTo(dense.rows());
        assertThat(sparse.notes()).isEqualTo(dense.notes());
        if (unusable(dense).isEmpty()) {
            assertThat(sparse.points().sharedValues()).isEqualTo(dense.points().sharedValues());
        }
    }

    @Property(seed = "1", tries = 300)
    void gapsAreFilledAlike(
            @ForAll @IntRange(min = 2, max = 12) int n, @ForAll @IntRange(min = 1, max = 8) int width,
            @ForAll @DoubleRange(min = 0, max = 0.9) double density, @ForAll long seed) {
        Random random = new Random(seed);
        List<String> names = IntStream.range(0, width).mapToObj(k -> "c" + k).toList();
        double[] values = values(random, n, width, density, 5);
        Features dense = new DenseFeatures(names, values.clone(), n);
        Features sparse = sparse(names, values, n, width, random);
        if (dense.firstEmpty() < 0) {
            assertThat(sparse.fillGaps()).isEqualTo(dense.fillGaps());
            assertThat(sparse.points().sharedValues()).containsExactly(dense.points().sharedValues(), within(0.0));
        }
    }

    private static List<String> unusable(Features features) {
        List<String> places = new ArrayList<>();
        features.eachUnusable((row, column, value) -> places.add(row + " " + column + " " + value));
        return places;
    }
}
