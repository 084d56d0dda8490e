package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.api.Recipe;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/// Rows that nearly repeat others make a cost of relative errors stiff; the map is as good as if they repeated them.
@Tag("laws")
class NearCopiesLaws {
    @Provide
    Arbitrary<String> costs() {
        return Arbitraries.of("sammon", "(r-d)^2/r", "(r-d)^2/r^2", "log(r/d)^2", "(r-d)^2/r^1.5");
    }

    @Provide
    Arbitrary<String> optimizers() {
        return Arbitraries.of("l-bfgs", "conjugate-gradient", "spectral-direction", "gradient-descent", "nesterov");
    }

    /// Rows, and behind them copies of some of them.
    ///
    /// @param chain whether each copy is one of the copy before, and not of the row
    private static double[][] rows(int n, int copied, int copies, boolean chain, double off) {
        Random random = new Random(n);
        double[][] rows = new double[n + copied * copies][];
        Arrays.setAll(rows, i -> random.doubles(5, -2, 2).toArray());
        for (int i = n; i < rows.length; i++) {
            double[] first = rows[chain && i >= n + copied ? i - copied : (i - n) % copied];
            Arrays.setAll(rows[i], k -> first[k] + off * random.nextGaussian());
        }
        return rows;
    }

    private static Embedder embedder(String cost, String optimizer) {
        Recipe sammon = Catalog.installed().find(Method.class, "sammon").recipe();
        return Embedder.of(Plan.of("near", sammon.withCost(cost).withOptimizer(optimizer), Catalog.installed())).threads(1);
    }

    /// Copies begin where it ends, and find nothing better: other starts lead to other minima.
    @Property(seed = "1", tries = 40)
    void theMapIsAsGoodAsThatOfCopies(
            @ForAll("costs") String cost,
            @ForAll("optimizers") String optimizer,
            @ForAll @IntRange(min = 1, max = 20) int copied,
            @ForAll @IntRange(min = 1, max = 3) int copies,
            @ForAll boolean chain,
            @ForAll @DoubleRange(min = -12, max = -5) double power,
            @ForAll @IntRange(min = 1, max = 3) int dimensions) {
        Embedding map = embedder(cost, optimizer).dimensions(dimensions).embed(rows(20, copied, copies, chain, Math.pow(10, power)));
        assertThat(map.ending().failed()).isFalse();
        double[][] ofCopies = rows(20, copied, copies, chain, 0);
        Embedding better = embedder(cost, "l-bfgs").dimensions(dimensions).start(map.coordinates()).embed(ofCopies);
        // What goes by a rate may not have arrived.
        assertThat(map.cost()).isLessThan(1.02 * better.cost());
    }

    @Property(seed = "1", tries = 20)
    void inAUnitOfAPowerOfTwoItHasTheSameBits(
            @ForAll("costs") String cost, @ForAll @DoubleRange(min = -12, max = -3) double power, @ForAll @IntRange(min = -200, max = 200) int exponent) {
        double[][] rows = rows(12, 6, 2, false, Math.pow(10, power));
        double factor = Math.scalb(1.0, exponent);
        double[][] times = Arrays.stream(rows).map(row -> Arrays.stream(row).map(x -> x * factor).toArray()).toArray(double[][]::new);
        Embedder embedder = embedder(cost, "l-bfgs").iterations(60);
        assertThat(embedder.embed(times).coordinates())
                .isEqualTo(Arrays.stream(embedder.embed(rows).coordinates()).map(y -> y * factor).toArray());
    }

    /// A logarithm hardly feels what is far away.
    @Property(seed = "1", tries = 10)
    void atRandomTheyBeginTogether(@ForAll("costs") String cost, @ForAll @DoubleRange(min = -12, max = -5) double power) {
        Embedding map = embedder(cost, "l-bfgs").randomStart().embed(rows(20, 20, 1, false, Math.pow(10, power)));
        double[] y = map.coordinates();
        double farthest = 0;
        for (int i = 0; i < 20; i++) {
            farthest = Math.max(farthest, Math.hypot(y[i] - y[20 + i], y[40 + i] - y[60 + i]));
        }
        assertThat(farthest).isLessThan(20 * Math.pow(10, power));
        assertThat(map.ending().failed()).isFalse();
    }

    /// The steps of an optimizer are the same bits as ever where nothing is near.
    @Example
    void aCostThatIsNotStiffKnowsNoNearCopies() {
        double[][] near = rows(12, 6, 2, false, 1e-9);
        assertThat(embedder("metric-mds", "l-bfgs").embed(near).cost()).isLessThan(1.01 * embedder("metric-mds", "l-bfgs").embed(rows(12, 6, 2, false, 0)).cost());
    }
}
