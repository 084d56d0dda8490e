package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.api.Recipe;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
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

    private static final int N = 20;

    /// Rows, and behind them copies of all of them.
    ///
    /// @param chain whether each copy is one of the copy before, and not of the row
    private static double[][] rows(int copies, boolean chain, double off) {
        Random random = new Random(5);
        double[][] rows = new double[N * (1 + copies)][];
        Arrays.setAll(rows, i -> random.doubles(5, -2, 2).toArray());
        for (int i = N; i < rows.length; i++) {
            double[] first = rows[chain ? i - N : i % N];
            Arrays.setAll(rows[i], k -> first[k] + off * random.nextGaussian());
        }
        return rows;
    }

    private static double[] firstOf(Embedding map, int dimensions) {
        double[] y = new double[N * dimensions];
        Arrays.setAll(y, c -> map.coordinates()[c / N * map.n() + c % N]);
        return y;
    }

    private static Embedder embedder(String cost, String optimizer) {
        Recipe sammon = Catalog.installed().find(Method.class, "sammon").recipe();
        return Embedder.of(Plan.of("near", sammon.withCost(cost).withOptimizer(optimizer), Catalog.installed())).threads(1);
    }

    /// The rows alone begin where it ends, and find nothing better: other starts lead to other minima.
    @Property(seed = "1", tries = 40)
    void theMapIsAsGoodAsThatOfTheRowsAlone(
            @ForAll("costs") String cost,
            @ForAll("optimizers") String optimizer,
            @ForAll @IntRange(min = 1, max = 3) int copies,
            @ForAll boolean chain,
            @ForAll @DoubleRange(min = -12, max = -5) double power,
            @ForAll @IntRange(min = 2, max = 3) int dimensions) {
        Embedding map = embedder(cost, optimizer).dimensions(dimensions).embed(rows(copies, chain, Math.pow(10, power)));
        assertThat(map.ending().failed()).isFalse();
        Embedding alone = embedder(cost, "l-bfgs").dimensions(dimensions).start(firstOf(map, dimensions)).embed(rows(0, false, 0));
        double pairs = cost.equals("sammon") ? 1 : (1 + copies) * (1 + copies); // for each of the rows alone
        // What goes by a rate may not have arrived.
        assertThat(map.cost()).isLessThan(1.02 * pairs * alone.cost());
    }

    /// On a line points don't come past each other, and there are many minima.
    @Property(seed = "1", tries = 10)
    void onALineTheCostFalls(@ForAll("costs") String cost, @ForAll("optimizers") String optimizer, @ForAll @DoubleRange(min = -12, max = -5) double power) {
        Embedding map = embedder(cost, optimizer).dimensions(1).embed(rows(1, false, Math.pow(10, power)));
        assertThat(map.ending().failed()).isFalse();
        assertThat(map.cost()).isLessThan(0.8 * map.startCost());
    }

    @Property(seed = "1", tries = 20)
    void inAUnitOfAPowerOfTwoItHasTheSameBits(
            @ForAll("costs") String cost, @ForAll @DoubleRange(min = -12, max = -3) double power, @ForAll @IntRange(min = -200, max = 200) int exponent) {
        double[][] rows = rows(2, false, Math.pow(10, power));
        double factor = Math.scalb(1.0, exponent);
        double[][] times = Arrays.stream(rows).map(row -> Arrays.stream(row).map(x -> x * factor).toArray()).toArray(double[][]::new);
        Embedder embedder = embedder(cost, "l-bfgs").iterations(60);
        assertThat(embedder.embed(times).coordinates())
                .isEqualTo(Arrays.stream(embedder.embed(rows).coordinates()).map(y -> y * factor).toArray());
    }

    /// A logarithm hardly feels what is far away.
    @Property(seed = "1", tries = 10)
    void atRandomTheyBeginTogether(@ForAll("costs") String cost, @ForAll @DoubleRange(min = -12, max = -5) double power) {
        Embedding map = embedder(cost, "l-bfgs").randomStart().embed(rows(1, false, Math.pow(10, power)));
        double[] y = map.coordinates();
        double farthest = 0;
        for (int i = 0; i < N; i++) {
            farthest = Math.max(farthest, Math.hypot(y[i] - y[N + i], y[2 * N + i] - y[3 * N + i]));
        }
        assertThat(farthest).isLessThan(20 * Math.pow(10, power));
        assertThat(map.ending().failed()).isFalse();
    }
}
