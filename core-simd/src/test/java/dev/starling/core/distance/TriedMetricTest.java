package dev.starling.core.distance;

import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.FormulaPart;
import dev.starling.core.plan.Plan;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A metric that is a distance of the numbers that it was tried with, and none of the rows at hand, is refused.
@Tag("laws")
class TriedMetricTest {
    private static Points points(int rows, int columns, double scale, long seed) {
        return Points.owning(rows, columns, new Random(seed).doubles((long) rows * columns, scale / 10, scale).toArray());
    }

    private static Points under(Points points, String metric) {
        return points.under(BoundMetric.of(FormulaPart.metric(metric), Map.of()));
    }

    /// Where a threshold lies that splits the values.
    @Property(seed = "1", tries = 60)
    void whatIsAnotherFromTheOtherSideIsRefusedWithTheRows(
            @ForAll @IntRange(min = 2, max = 400) int rows, @ForAll @IntRange(min = 1, max = 20) int columns, @ForAll @IntRange(min = 2, max = 9) int tenths, @ForAll long seed) {
        String threshold = String.valueOf(100.0 * tenths);
        Points points = under(points(rows, columns, 1_000, seed), "sum(where(x > " + threshold + ", 2*abs(x-y), abs(x-y)))");
        boolean splits = false;
        for (int i = 0; i < rows && !splits; i++) {
            for (int k = 0; k < columns; k++) {
                splits |= points.get(i, k) > 100.0 * tenths != points.get(0, k) > 100.0 * tenths;
            }
        }
        if (splits) {
            assertThatThrownBy(() -> SquaredDistances.ofAll(points))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no distance of these rows: row ")
                    .hasMessageEndingWith("it must be the same from either side");
        }
    }

    @Example
    void whatIsNotAtNothingFromItselfIsRefused() {
        Points points = under(points(50, 3, 2_000, 1), "sum(where(min(x, y) > 1000, abs(x-y) + 50, abs(x-y)))");
        assertThatThrownBy(() -> SquaredDistances.ofSome(points, new int[] {0})).hasMessageMatching("the metric '.*' is no distance of these rows: row \\d+ lies .*0\\.0 from itself");
    }

    @Provide
    Arbitrary<String> distances() {
        return Arbitraries.of("manhattan", "cosine", "angular", "correlation", "hellinger", "chi-squared", "jaccard", "canberra", "bray-curtis", "euclidean", "chebyshev");
    }

    /// However large the values are, with zeros among them and rows that are near one another.
    @Property(seed = "1", tries = 200)
    void noDistanceIsRefused(@ForAll("distances") String name, @ForAll @IntRange(min = -60, max = 60) int exponent, @ForAll long seed) {
        Random random = new Random(seed);
        int columns = 1 + random.nextInt(12);
        int rows = 2 + random.nextInt(60);
        double[] values = new double[rows * columns];
        for (int e = 0; e < values.length; e++) {
            boolean same = e >= columns && random.nextInt(3) == 0;
            values[e] = same ? values[e - columns] * (1 + random.nextInt(3) * 0x1p-50) : random.nextInt(4) == 0 ? 0 : Math.scalb(random.nextDouble(), exponent);
        }
        for (int i = 0; i < rows; i++) {
            values[i * columns] = Math.scalb(1.0 + random.nextInt(5), exponent);
        }
        Points points = Points.owning(rows, columns, values).under(BoundMetric.of(Plan.metric(name, Catalog.installed()), Map.of()));
        assertThatCode(() -> SquaredDistances.ofAll(points)).doesNotThrowAnyException();
    }
}
