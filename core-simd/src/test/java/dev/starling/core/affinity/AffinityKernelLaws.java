package dev.starling.core.affinity;

import dev.starling.api.Affinity;
import dev.starling.api.expr.Formula;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Affinities by a formula of distance and precision have the perplexity that is asked for.
@Tag("laws")
class AffinityKernelLaws {
    private static final Workers WORKERS = new Workers(1);

    @Provide
    Arbitrary<String> kernels() {
        return Arbitraries.of(
                "exp(-b*r)", "exp(-b*r^2)", "exp(-(b*r)^4)", "max(0, 1-b*r)", "max(0, 1-(b*r)^2)^2", "where(b*r < 1, 1 - b*r/2, 0)", "1/(1+(b*r)^4)^3",
                "(1-0.5)*exp(-b*r) + 0.5*exp(-b*r^2)", "b*exp(-b*r)");
    }

    /// Distances of all sizes and units; some points lie at one place, some at one distance.
    private static double[] squares(int count, Random random) {
        double unit = Math.scalb(1.0, random.nextInt(-60, 60));
        double offset = random.nextBoolean() ? 0 : random.nextDouble() * 10;
        return IntStream.range(0, count)
                .mapToDouble(_ -> unit * (offset + (random.nextInt(5) == 0 ? 1 : random.nextDouble() * random.nextDouble())))
                .map(r -> r * r)
                .toArray();
    }

    @Property(seed = "1", tries = 400)
    void aRowHasThePerplexityOrSaysWhichItHas(
            @ForAll("kernels") String text, @ForAll @IntRange(min = 4, max = 60) int count, @ForAll long seed) {
        Random random = new Random(seed);
        double[] squared = squares(count, random);
        double perplexity = 1 + random.nextDouble() * (count - 2);
        Calibration.Row row = new KernelCalibration(AffinityKernel.of(text), squared).toPerplexity(perplexity, false);
        double[] p = row.affinities();
        assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
        double entropy = -Arrays.stream(p).filter(share -> share > 0).map(share -> share * Math.log(share)).sum();
        assertThat(Math.exp(entropy)).isCloseTo(row.perplexity(), within(1e-6 * row.perplexity()));
        if (row.reached()) {
            assertThat(row.perplexity()).isCloseTo(perplexity, within(2e-5 * perplexity));
        }
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                if (squared[i] < squared[j]) {
                    assertThat(p[i]).as("the nearer counts as much at least").isGreaterThanOrEqualTo(p[j] * (1 - 1e-12));
                }
            }
        }
    }

    /// Where no two distances are equal, a kernel that ends or falls fast reaches every perplexity.
    @Property(seed = "1", tries = 200)
    void everyPerplexityIsReachedWhereDistancesDiffer(
            @ForAll("kernels") String text, @ForAll @IntRange(min = 4, max = 60) int count, @ForAll long seed) {
        Random random = new Random(seed);
        double[] squared = IntStream.range(0, count).mapToDouble(_ -> 0.1 + random.nextDouble()).map(r -> r * r).toArray();
        double perplexity = 2 + random.nextDouble() * (count - 3.5);
        Calibration.Row row = new KernelCalibration(AffinityKernel.of(text), squared).toPerplexity(perplexity, false);
        boolean canJump = text.contains("where") || text.contains("1/(1");
        assertThat(row.reached() || canJump).as(text + " " + perplexity + " of " + count + ": " + row.perplexity()).isTrue();
    }

    @Property(seed = "1", tries = 40)
    void theUsualKernelWrittenOutIsTheUsualOne(@ForAll @IntRange(min = 12, max = 60) int n, @ForAll boolean dense, @ForAll long seed) {
        Random random = new Random(seed);
        Points points = Points.of(IntStream.range(0, n).mapToObj(_ -> random.doubles(3).toArray()).toArray(double[][]::new));
        for (Affinity kind : List.of(Affinity.ROW, Affinity.JOINT, Affinity.CONDITIONAL, Affinity.RAW)) {
            AffinityRule usual = new AffinityRule(List.of(new Perplexity(3), new Perplexity(3.5)), kind);
            AffinityRule written = new AffinityRule(usual.perplexities(), kind, AffinityKernel.of("exp(-b*r^2)"));
            Affinities a = dense ? Affinities.dense(points, usual, WORKERS) : Affinities.sparse(points, usual, 1, WORKERS, _ -> {});
            Affinities b = dense ? Affinities.dense(points, written, WORKERS) : Affinities.sparse(points, written, 1, WORKERS, _ -> {});
            for (int i = 0; i < n; i++) {
                assertThat(b.precisions()[i]).isCloseTo(a.precisions()[i], within(1e-8 * a.precisions()[i]));
                for (int j = 0; j < n; j++) {
                    assertThat(b.matrix().get(i, j)).isCloseTo(a.matrix().get(i, j), within(1e-10));
                }
            }
        }
    }

    /// The weight itself, where it is not divided by the sum of the row.
    @Example
    void rawAffinitiesAreTheFormula() {
        Points points = Points.of(new double[][] {{0}, {1}, {3}, {6}, {10}});
        String text = "max(0, 1-b*r)";
        AffinityRule rule = new AffinityRule(List.of(new Perplexity(2)), Affinity.RAW, AffinityKernel.of(text));
        Affinities made = Affinities.dense(points, rule, WORKERS);
        DenseMatrix p = (DenseMatrix) made.matrix();
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                double r = Math.abs(points.get(i, 0) - points.get(j, 0));
                double expected = i == j ? 0 : Formula.parse(text).evaluate(Map.of("r", r, "b", made.precisions()[i]));
                assertThat(p.get(i, j)).isEqualTo(expected);
            }
        }
    }

    @Example
    void threadsChangeNothing() {
        Random random = new Random(5);
        Points points = Points.of(IntStream.range(0, 200).mapToObj(_ -> random.doubles(3).toArray()).toArray(double[][]::new));
        AffinityRule rule = new AffinityRule(List.of(new Perplexity(20)), Affinity.JOINT, AffinityKernel.of("exp(-b*r)"));
        try (Workers two = new Workers(2)) {
            assertThat(((DenseMatrix) Affinities.dense(points, rule, two).matrix()).values())
                    .isEqualTo(((DenseMatrix) Affinities.dense(points, rule, WORKERS).matrix()).values());
        }
    }

    @Example
    void whatIsNoKernelIsRefused() {
        for (Map.Entry<String, String> wrong : Map.of(
                "exp(b*r)", "rises with r", "1/(b*r)", "Infinity at r = 0", "exp(-r)", "must be a formula of r and b", "exp(-c*b*r)", "nothing is known of c",
                "-exp(-b*r)", "at least 0", "exp(-r/b)", "more neighbors count", "b*exp(-r)", "as many neighbors count", "max(0, r-b*r^2)", "above 0 at r = 0").entrySet()) {
            assertThatThrownBy(() -> AffinityKernel.of(wrong.getKey())).as(wrong.getKey())
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(wrong.getValue());
        }
        assertThatThrownBy(() -> AffinityKernel.of("1")).hasMessage("the affinity kernel '1' must be a formula of r and b, such as exp(-b*r), and has neither");
        AffinityKernel kernel = AffinityKernel.of("exp(-b*r)");
        assertThatThrownBy(() -> new AffinityRule(List.of(new Perplexity(3)), Affinity.FUZZY, kernel))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("have none");
    }
}
