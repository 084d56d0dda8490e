package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// To number points otherwise changes no map.
@Tag("laws")
class NumberingLaws {
    private static final Catalog CATALOG = Catalog.installed();

    /// Of a symmetric P, of one that is not, with values of points in the kernel, and normalized by row.
    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("t-sne", "nerv", "basne", "bnerv", "umap", "hsjse");
    }

    @Property(seed = "1", tries = 40)
    void costAndGradientAreThoseOfTheSamePoints(
            @ForAll("methods") String method, @ForAll @IntRange(min = 20, max = 70) int n, @ForAll long seed) {
        Numbering numbering = drawn(n, seed);
        double[] y = new Random(seed).doubles(2L * n, -2, 2).toArray();
        try (Workers workers = new Workers(1)) {
            EmbeddingProblem problem = problem(method, n, workers);
            EmbeddingObjective own = problem.objective(workers, Precision.DOUBLE);
            EmbeddingObjective other = problem.in(numbering, workers).objective(workers, Precision.DOUBLE);
            double[] expected = new double[2 * n];
            double[] gradient = new double[2 * n];
            own.gradient(y, expected);
            other.gradient(numbering.in(y), gradient);
            assertThat(other.value(numbering.in(y))).isCloseTo(own.value(y), within(1e-12 * (1 + Math.abs(own.value(y)))));
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertThat(numbering.out(gradient)).containsExactly(expected, within(1e-11 * largest));
        }
    }

    @Property(seed = "1", tries = 100)
    void theMatrixIsThatOfTheSamePoints(@ForAll @IntRange(min = 20, max = 60) int n, @ForAll long seed, @ForAll boolean symmetric) {
        int[] order = drawn(n, seed).order();
        try (Workers workers = new Workers(2)) {
            SparseMatrix p = (SparseMatrix) problem(symmetric ? "t-sne" : "nerv", n, workers).matrix();
            SparseMatrix moved = p.inOrder(order, workers);
            assertThat(moved.symmetric()).isEqualTo(p.symmetric());
            // Checked like a matrix from elsewhere: columns rise, and transposed values are those of the mirrored pairs.
            SparseMatrix.sharing(n, moved.starts(), moved.columns(), moved.values().toArray(), moved.transposed().toArray());
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    assertThat(moved.get(i, j)).isEqualTo(p.get(order[i], order[j]));
                }
            }
        }
    }

    @Property(seed = "1", tries = 30)
    void whatGoesInComesOut(@ForAll @IntRange(min = 1, max = 50) int n, @ForAll long seed) {
        Numbering numbering = drawn(n, seed);
        double[] values = new Random(seed).doubles(3L * n).toArray();
        assertThat(numbering.out(numbering.in(values))).isEqualTo(values);
        assertThat(IntStream.range(0, n).map(numbering::nameOf).sorted().toArray()).isEqualTo(IntStream.range(0, n).toArray());
    }

    /// A person knows the points by the rows of the table.
    @Property(seed = "1", tries = 10)
    void messagesCallPointsByTheirOwnNumbers(@ForAll @IntRange(min = 20, max = 40) int n, @ForAll long seed) {
        Numbering numbering = drawn(n, seed);
        double[] y = new Random(seed).doubles(2L * n, -2, 2).toArray();
        int lost = Math.floorMod(seed, n);
        y[lost] = Double.NaN;
        try (Workers workers = new Workers(1)) {
            EmbeddingObjective objective = problem("elastic-embedding", n, workers).in(numbering, workers).objective(workers, Precision.DOUBLE);
            objective.callPoints(numbering::nameOf);
            int first = numbering.nameOf(0);
            assertThatThrownBy(() -> objective.gradient(numbering.in(y), new double[2 * n]))
                    .hasMessageContaining("point " + first + " is")
                    .hasMessageContaining(Integer.toString(lost));
        }
    }

    private static Numbering drawn(int n, long seed) {
        CounterRandom random = new CounterRandom(seed, 1);
        return new Numbering(IntStream.range(0, n).boxed().sorted((a, b) -> Long.compare(random.bits(a), random.bits(b))).mapToInt(i -> i).toArray());
    }

    private static EmbeddingProblem problem(String method, int n, Workers workers) {
        Plan plan = Plan.of(method, CATALOG.find(Method.class, method).recipe(), CATALOG);
        return EmbeddingProblem.of(
                plan, new EmbeddingProblem.Data.OfPoints(Points.of(Blobs.of(n, 4, 3))),
                new EmbeddingProblem.Settings(List.of(new Perplexity(4)), Storage.SPARSE, null, 2), workers, _ -> {});
    }
}
