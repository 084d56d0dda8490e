package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.api.expr.tree.Elementary;
import dev.starling.core.plan.Catalog;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/// Few points are embedded as well as many: no run explodes, and none ends above its start.
@Tag("laws")
class SmallDataLaws {
    /// Elastic embedding of P that sums to 1 has its minimum at a point where there are fewer than a dozen.
    private static final String COLLAPSES = "t-ee";

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of(Catalog.installed().all(Method.class).stream()
                .map(Method::name)
                .filter(name -> !name.equals(COLLAPSES))
                .toList());
    }

    @Property(seed = "1", tries = 150)
    void aRunOfFewPointsEndsBelowItsStart(@ForAll("methods") String method, @ForAll @IntRange(min = 4, max = 30) int n, @ForAll long seed) {
        check(method, n, seed);
    }

    @Property(seed = "1", tries = 60)
    void soDoTheMethodsThatExploded(@ForAll @IntRange(max = 4) int method, @ForAll @IntRange(min = 4, max = 30) int n, @ForAll long seed) {
        check(new String[] {"sjse", "jse", "htssne", "htsne", "t-sne"}[method], n, seed);
    }

    private static void check(String method, int n, long seed) {
        Embedding map = Embedder.of(method).threads(1).embed(points(n, seed));
        assertThat(map.ending().failed()).as("%s of %d points: %s", method, n, map.finished()).isFalse();
        assertThat(map.cost()).as("%s of %d points", method, n).isLessThanOrEqualTo(map.startCost());
    }

    /// From the issue: 0.276 is reachable, and 2.72 was reached from 0.93.
    @Property(seed = "1", tries = 20)
    void jensenShannonEmbeddingsComeNearToTheirLeast(@ForAll @IntRange(min = 8, max = 30) int n, @ForAll long seed) {
        double[][] data = points(n, seed);
        double symmetric = Embedder.of("sjse").threads(1).embed(data).cost();
        double symmetricByLineSearch =
                Embedder.of(Catalog.installed().find(Method.class, "sjse").recipe().withOptimizer("l-bfgs")).threads(1).embed(data).cost();
        assertThat(symmetric).isLessThan(1.5 * symmetricByLineSearch + 0.05);
    }

    private static double[][] points(int n, long seed) {
        Random random = new Random(seed);
        double[][] points = new double[n][4];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 4; k++) {
                points[i][k] = random.nextGaussian() + (k == i % 3 ? 3 : 0);
            }
        }
        double scale = Elementary.exp(6 * random.nextDouble() - 3);
        for (double[] point : points) {
            for (int k = 0; k < 4; k++) {
                point[k] *= scale;
            }
        }
        return points;
    }
}
