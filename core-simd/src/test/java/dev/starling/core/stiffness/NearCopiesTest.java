package dev.starling.core.stiffness;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Laplacian;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.FormulaPart;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Variables in which groups of near points move together: a linear map, its inverse and its transpose, in which everything is about as stiff.
class NearCopiesTest {
    private static final int N = 24;

    private static Composition.OfDistances parts(String cost) {
        DistanceCost parsed = (DistanceCost) FormulaPart.cost(cost);
        return new Composition.OfDistances(parsed, Arguments.defaults(parsed.parameters()));
    }

    /// Of points on a plane: every third near the one before, by a distance of its own below `off`.
    private static DenseMatrix distances(long seed, double off, boolean symmetric) {
        Random random = new Random(seed);
        double[] x = random.doubles(N, 1, 9).toArray();
        double[] z = random.doubles(N, 1, 9).toArray();
        for (int i = 2; i < N; i += 3) {
            double own = off * random.nextDouble();
            x[i] = x[i - 1] + own;
            z[i] = z[i - 1];
        }
        double[][] rows = new double[N][N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                double r = Math.hypot(x[i] - x[j], z[i] - z[j]);
                rows[i][j] = symmetric || i < j ? r : 1.5 * r;
            }
        }
        return DenseMatrix.copyOf(rows);
    }

    @Property(seed = "1", tries = 40)
    void coordinatesAndVariablesAreOneAnother(@ForAll long seed, @ForAll @DoubleRange(min = -12, max = -4) double power, @ForAll @IntRange(min = 1, max = 3) int dimensions) {
        NearCopies near = Linkage.nearCopies(parts("(r-d)^2/r^2"), distances(seed, Math.pow(10, power), true)).orElseThrow();
        double[] y = new Random(seed).doubles((long) N * dimensions, -3, 3).toArray();
        double[] again = near.coordinates(near.variables(y));
        for (int c = 0; c < y.length; c++) {
            assertThat(again[c]).isCloseTo(y[c], within(1e-14));
        }
    }

    @Property(seed = "1", tries = 40)
    void aGradientIsThatByTheVariables(@ForAll long seed, @ForAll @DoubleRange(min = -9, max = -4) double power, @ForAll boolean symmetric) {
        NearCopies near = Linkage.nearCopies(parts("(r-d)^2/r^2"), distances(seed, Math.pow(10, power), symmetric)).orElseThrow();
        double[] u = new Random(seed).doubles(2 * N, -3, 3).toArray();
        double[] byCoordinates = new Random(seed + 1).doubles(2 * N, -3, 3).toArray();
        assertThat(dot(near.gradient(byCoordinates), u)).isCloseTo(dot(byCoordinates, near.coordinates(u)), within(1e-12));
    }

    @Property(seed = "1", tries = 20)
    void noVariableIsMuchStifferThanOthers(@ForAll long seed, @ForAll @DoubleRange(min = -9, max = -4) double power, @ForAll boolean symmetric) {
        Composition.OfDistances parts = parts("(r-d)^2/r^2");
        DenseMatrix distances = distances(seed, Math.pow(10, power), symmetric);
        NearCopies near = Linkage.nearCopies(parts, distances).orElseThrow();
        DenseMatrix weights = Stiffness.of(parts).ofPairs(distances);
        Laplacian inVariables = near.laplacian(laplacian(weights), () -> 1);
        double[] diagonal = inVariables.diagonal();
        double median = Arrays.stream(diagonal).sorted().toArray()[N / 2];
        for (int k = 0; k < N; k++) {
            double[] unit = new double[N];
            unit[k] = 1;
            double[] product = new double[N];
            inVariables.multiply(unit, product);
            assertThat(diagonal[k]).isCloseTo(product[k], within(1e-3 * product[k])).isLessThan(100 * median);
        }
    }

    private static Laplacian laplacian(DenseMatrix weights) {
        return new Laplacian() {
            private double weight(int i, int j) {
                return (weights.get(i, j) + weights.get(j, i)) / 2;
            }

            @Override
            public void multiply(double[] x, double[] out) {
                Arrays.setAll(out, i -> IntStream.range(0, N).mapToDouble(j -> weight(i, j) * (x[i] - x[j])).sum());
            }

            @Override
            public double[] diagonal() {
                return IntStream.range(0, N).mapToDouble(i -> IntStream.range(0, N).mapToDouble(j -> weight(i, j)).sum()).toArray();
            }
        };
    }

    @Property(seed = "1", tries = 20)
    void whatIsTornApartComesTogetherAndWhatIsNearStays(@ForAll long seed, @ForAll @DoubleRange(min = -9, max = -5) double power) {
        double off = Math.pow(10, power);
        NearCopies near = Linkage.nearCopies(parts("log(r/d)^2"), distances(seed, off, true)).orElseThrow();
        double[] together = near.together(new Random(seed).doubles(N, -3, 3).toArray());
        for (int i = 2; i < N; i += 3) {
            assertThat(Math.abs(together[i] - together[i - 1])).isLessThan(1.01 * off);
        }
        double[] again = near.together(together);
        for (int i = 0; i < N; i++) {
            assertThat(again[i]).isCloseTo(together[i], within(1e-14));
        }
    }

    @Example
    void thereAreNoneWhereNearnessIsNothingToTheCost() {
        assertThat(Linkage.nearCopies(parts("(r-d)^2"), distances(1, 1e-9, true))).isEmpty();
        assertThat(Linkage.nearCopies(parts("(r^2-d^2)^2"), distances(1, 1e-9, true))).isEmpty();
        assertThat(Linkage.nearCopies(parts("(r-d)^2/r"), distances(1, 0, true))).isEmpty();
        assertThat(Linkage.nearCopies(parts("(r-d)^2/r"), distances(1, 1e-9, true))).isPresent();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(c -> a[c] * b[c]).sum();
    }
}
