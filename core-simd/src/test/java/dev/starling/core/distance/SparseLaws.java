package dev.starling.core.distance;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.core.affinity.Neighbors;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import dev.starling.core.start.PrincipalComponents;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// What is stored sparsely is as far apart as with all its zeros, bit for bit.
@Tag("laws")
class SparseLaws {
    private static final Workers WORKERS = new Workers(2);
    private static final Catalog CATALOG = Catalog.installed();

    @Provide
    static Arbitrary<String> metrics() {
        return Arbitraries.of(
                "", "sum(abs(x-y))", "sqrt(sum((x-y)^4))", "sum(where(x == y, 0, 1))/sum(1)", "max(abs(x-y))", "max(0, 1-sum(x*y)/(1e-12+sqrt(sum(x^2)*sum(y^2))))",
                "max(abs(x-y)) + sum(abs(x-y))/sum(1)", "sum(where(abs(x)+abs(y) == 0, 0, abs(x-y)/(abs(x)+abs(y))))", "sum(max(x,y)-min(x,y))",
                "sum(abs(exp(x)-exp(y)))", "sum((exp(x)*1e-3+exp(y)*1e-3)*abs(x-y))");
    }

    /// Formulas, and the metrics that are there by name.
    @Provide
    static Arbitrary<String> allMetrics() {
        return Arbitraries.oneOf(metrics(), Arbitraries.of(CATALOG.all(Metric.class).stream().map(Metric::name).toList()));
    }

    private static @Nullable BoundMetric bound(String text) {
        if (text.isEmpty()) {
            return null;
        }
        Metric metric = Plan.metric(text, CATALOG);
        return new BoundMetric(metric, Arguments.defaults(metric.parameters()));
    }

    private static double[] values(Random random, int n, int columns, double density) {
        double[] values = new double[n * columns];
        Arrays.setAll(values, _ -> random.nextDouble() < density ? (random.nextInt(4) == 0 ? 1 : Math.abs(random.nextGaussian())) : 0);
        return values;
    }

    static Points sparse(double[] values, int n, int columns) {
        int[] starts = new int[n + 1];
        int[] indices = new int[values.length];
        double[] stored = new double[values.length];
        int count = 0;
        for (int at = 0; at < values.length; at++) {
            if (values[at] != 0) {
                indices[count] = at % columns;
                stored[count++] = values[at];
                starts[at / columns + 1]++;
            }
        }
        for (int i = 0; i < n; i++) {
            starts[i + 1] += starts[i];
        }
        return Points.sparse(n, columns, starts, Arrays.copyOf(indices, count), Arrays.copyOf(stored, count));
    }

    @Property(seed = "1", tries = 150)
    void distancesHaveTheSameBits(
            @ForAll("allMetrics") String text, @ForAll @IntRange(min = 1, max = 150) int rows, @ForAll @IntRange(min = 1, max = 150) int others,
            @ForAll @IntRange(min = 1, max = 60) int columns, @ForAll @DoubleRange(min = 0, max = 0.6) double density, @ForAll long seed) {
        Random random = new Random(seed);
        double[] from = values(random, rows, columns, density);
        double[] to = values(random, others, columns, density);
        BoundMetric metric = bound(text);
        double[][] dense = all(new SquaredDistances(Points.copyOf(rows, columns, from).under(metric), Points.copyOf(others, columns, to).under(metric)), rows, others);
        Points sparse = sparse(from, rows, columns).under(metric);
        Points sparseOthers = sparse(to, others, columns).under(metric);
        assertThat(all(new SquaredDistances(sparse, sparseOthers), rows, others)).isDeepEqualTo(dense);
        // Where all zeros would take more memory than there is.
        assertThat(all(new SquaredDistances(sparse, sparseOthers, false, 0), rows, others)).isDeepEqualTo(dense);
    }

    private static double[][] all(SquaredDistances distances, int rows, int others) {
        double[][] all = new double[rows][others];
        for (int row = 0; row < rows; row += SquaredDistances.ROWS) {
            int first = row;
            distances.forEachTile(row, 3, (from, count, tile) -> {
                for (int r = 0; r < SquaredDistances.ROWS && first + r < rows; r++) {
                    System.arraycopy(tile[r], 0, all[first + r], from, count);
                }
            });
        }
        return all;
    }

    @Property(seed = "1", tries = 40)
    void neighborsAreTheSame(
            @ForAll("allMetrics") String text, @ForAll @IntRange(min = 3, max = 300) int n, @ForAll @IntRange(min = 2, max = 60) int columns,
            @ForAll @DoubleRange(min = 0.02, max = 0.5) double density, @ForAll long seed) {
        double[] values = values(new Random(seed), n, columns, density);
        int k = Math.min(10, n - 1);
        Neighbors dense = Neighbors.exact(Points.copyOf(n, columns, values).under(bound(text)), k, WORKERS);
        Neighbors stored = Neighbors.exact(sparse(values, n, columns).under(bound(text)), k, WORKERS);
        assertThat(stored.indices()).isEqualTo(dense.indices());
        assertThat(stored.squaredDistances()).isEqualTo(dense.squaredDistances());
    }

    /// Few values of few kinds, so that rows are often equal; some zeros are stored, some of them negative.
    @Property(seed = "1", tries = 300)
    void equalRowsAreEqualHoweverTheyAreStored(@ForAll @IntRange(min = 1, max = 8) int n, @ForAll @IntRange(min = 1, max = 4) int columns, @ForAll long seed) {
        Random random = new Random(seed);
        double[] values = new double[n * columns];
        int[] starts = new int[n + 1];
        int[] indices = new int[values.length];
        double[] stored = new double[values.length];
        int count = 0;
        for (int at = 0; at < values.length; at++) {
            values[at] = random.nextInt(3) == 0 ? 1 : random.nextBoolean() ? 0.0 : -0.0;
            if (values[at] != 0 || random.nextBoolean()) {
                indices[count] = at % columns;
                stored[count++] = values[at];
            }
            starts[at / columns + 1] = count;
        }
        Points dense = Points.copyOf(n, columns, values);
        Points sparse = Points.sparse(n, columns, starts, Arrays.copyOf(indices, count), Arrays.copyOf(stored, count));
        boolean all = true;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                boolean equal = true;
                for (int k = 0; k < columns; k++) {
                    equal &= values[i * columns + k] == values[j * columns + k];
                }
                all &= equal;
                assertThat(dense.areEqual(i, j)).isEqualTo(equal);
                assertThat(sparse.areEqual(i, j)).isEqualTo(equal);
                if (equal) {
                    assertThat(dense.hash(i)).isEqualTo(dense.hash(j));
                    assertThat(sparse.hash(i)).isEqualTo(sparse.hash(j));
                }
            }
        }
        assertThat(dense.allTheSame()).isEqualTo(all);
        assertThat(sparse.allTheSame()).isEqualTo(all);
    }

    @Property(seed = "1", tries = 12)
    void principalComponentsAreTheSame(
            @ForAll @IntRange(min = 129, max = 200) int n, @ForAll @IntRange(min = 129, max = 220) int columns,
            @ForAll @DoubleRange(min = 0.02, max = 0.3) double density, @ForAll long seed) {
        double[] values = values(new Random(seed), n, columns, density);
        PrincipalComponents dense = PrincipalComponents.of(Points.copyOf(n, columns, values), 3, WORKERS);
        PrincipalComponents stored = PrincipalComponents.of(sparse(values, n, columns), 3, WORKERS);
        assertThat(stored.scores().sharedValues()).isEqualTo(dense.scores().sharedValues());
        assertThat(stored.variances()).isEqualTo(dense.variances());
        assertThat(stored.total()).isEqualTo(dense.total());
    }

    /// With all their zeros these rows take 160 GB.
    @Example
    void rowsOfMillionsOfColumnsTakeTheRoomOfWhatIsStored() {
        int n = 2_000;
        int columns = 10_000_000;
        int[] starts = IntStream.rangeClosed(0, n).map(i -> 4 * i).toArray();
        int[] indices = IntStream.range(0, 4 * n).map(e -> (e % 4) * 2_000_000 + (e / 4) % 100).toArray();
        double[] values = IntStream.range(0, 4 * n).mapToDouble(e -> 1 + (e / 4) / 100).toArray();
        Points points = Points.sparse(n, columns, starts, indices, values);
        // Row i has the columns of i mod 100; the next of these is one more in each of four values.
        for (String metric : List.of("", "sum(abs(x-y))")) {
            Neighbors found = Neighbors.exact(points.under(bound(metric)), 1, WORKERS);
            double distance = metric.isEmpty() ? 4 : 16;
            for (int i = 0; i < n; i++) {
                if (i >= 1_000) {
                    assertThat(found.squaredDistances()[i]).isEqualTo(distance);
                    assertThat(found.indices()[i] % 100).isEqualTo(i % 100);
                }
            }
        }
    }
}
