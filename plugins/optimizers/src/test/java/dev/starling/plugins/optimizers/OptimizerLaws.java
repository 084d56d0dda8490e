package dev.starling.plugins.optimizers;

import dev.starling.api.Optimizer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;

import static org.assertj.core.api.Assertions.*;

/// What every optimizer promises, whatever its way downhill.
@Tag("laws")
class OptimizerLaws {
    private static final Landscape MOLECULE = Landscape.molecule(5, 2);

    /// Small enough for the stiff springs of the molecule.
    private static final double RATE = 0.005;

    @Provide
    Arbitrary<Optimizer> optimizers() {
        return Arbitraries.of(all());
    }

    private static List<Optimizer> all() {
        return ServiceLoader.load(Optimizer.class).stream().map(ServiceLoader.Provider::get).toList();
    }

    private static double[] start(long seed) {
        return new Random(seed).doubles(11, -1, 1).toArray();
    }

    private static Optimizer.Run run(Optimizer optimizer, double[] y) {
        return optimizer.start(MOLECULE, y, Landscape.given(optimizer, RATE));
    }

    @Property(seed = "1", tries = 200)
    void aRunResumesBitForBitFromItsNamedState(
            @ForAll("optimizers") Optimizer optimizer, @ForAll long seed, @ForAll @IntRange(max = 30) int before) {
        Optimizer.Run run = run(optimizer, start(seed));
        for (int k = 0; k < before; k++) {
            run.step();
            if (k == 7) {
                run.objectiveChanged();
            }
        }
        Map<String, double[]> state = run.state();
        Optimizer.Run resumed = run(optimizer, start(seed + 1));
        resumed.step();
        resumed.restore(state);
        assertThat(resumed.position()).isEqualTo(run.position());
        for (int k = 0; k < 12; k++) {
            assertThat(resumed.step()).isEqualTo(run.step());
            assertThat(resumed.position()).isEqualTo(run.position());
        }
        assertSame(resumed.state(), run.state());
    }

    @Property(seed = "1", tries = 60)
    void theStartIsLeftAloneAndTheSameStartGivesTheSameBits(@ForAll("optimizers") Optimizer optimizer, @ForAll long seed) {
        double[] y = start(seed);
        Optimizer.Run first = run(optimizer, y);
        Optimizer.Run second = run(optimizer, y);
        for (int k = 0; k < 20; k++) {
            assertThat(first.step()).isEqualTo(second.step());
        }
        assertSame(first.state(), second.state());
        assertThat(y).isEqualTo(start(seed));
    }

    private static void assertSame(Map<String, double[]> state, Map<String, double[]> other) {
        assertThat(state).containsOnlyKeys(other.keySet());
        state.forEach((name, array) -> assertThat(array).as(name).isEqualTo(other.get(name)));
    }

    @Property(seed = "1", tries = 60)
    void whatARunHandsOutIsACopy(@ForAll("optimizers") Optimizer optimizer, @ForAll long seed) {
        Optimizer.Run run = run(optimizer, start(seed));
        Optimizer.Run untouched = run(optimizer, start(seed));
        for (int k = 0; k < 5; k++) {
            run.state().values().forEach(array -> Arrays.fill(array, 7));
            Arrays.fill(run.position(), 7);
            assertThat(run.step()).isEqualTo(untouched.step());
        }
    }

    @Property(seed = "1", tries = 40)
    void aStateThatLacksAnArrayIsRefusedAndChangesNothing(@ForAll("optimizers") Optimizer optimizer, @ForAll long seed) {
        Optimizer.Run run = run(optimizer, start(seed));
        run.step();
        Map<String, double[]> whole = run.state();
        for (String name : whole.keySet()) {
            Map<String, double[]> less = new HashMap<>(run(optimizer, start(seed + 1)).state());
            less.remove(name);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.restore(less))
                    .withMessage("the state has no '" + name + "' of length " + whole.get(name).length);
            assertSame(run.state(), whole);
        }
    }

    /// The number behind the coordinates is found wherever the points are; centring them must not move it.
    @Property(seed = "1", tries = 60)
    void parametersBehindTheCoordinatesAreOptimizedToo(@ForAll("optimizers") Optimizer optimizer, @ForAll long seed) {
        Landscape.Trace trace = Landscape.Trace.of(run(optimizer, start(seed)), 5_000);
        double[] end = trace.run().position();
        assertThat(end[10]).isCloseTo(0.3, within(0.01));
        assertThat(MOLECULE.value(end)).isLessThan(MOLECULE.value(start(seed)));
    }

    /// Spectral direction takes moving all points alike for free, which it is for embeddings, but not here.
    @Property(seed = "1", tries = 60)
    void aConvexBowlIsDescendedToItsBottom(@ForAll("optimizers") Optimizer optimizer, @ForAll long seed) {
        Assume.that(!(optimizer instanceof SpectralDirection));
        // Its minimum has mean 0: gradient descent centers the coordinates.
        double[] least = {3, -2, 1, -2};
        Landscape bowl = Landscape.of(4, springsTo(least));
        double[] y = new Random(seed).doubles(4, -5, 5).toArray();
        Landscape.Trace trace = Landscape.Trace.of(optimizer.start(bowl, y, Landscape.given(optimizer, 0.05)), 5_000);
        double[] end = trace.run().position();
        for (int k = 0; k < 4; k++) {
            assertThat(end[k]).as("%s: %s", optimizer.name(), trace.finished()).isCloseTo(least[k], within(1e-3));
        }
    }

    /// Points that begin so close together that they fly apart by a force beside which every other is short: LargeVis ended so on a slope, with a
    /// third of its neighbors.
    @Property(seed = "1", tries = 60)
    void aShortGradientOnASlopeEndsNoRun(
            @ForAll("optimizers") Optimizer optimizer, @ForAll @IntRange(min = 3, max = 6) int closeness, @ForAll @IntRange(max = 1) int atCost) {
        Landscape springs = Landscape.of(2, (y, gradient) -> {
            double value = atCost;
            for (int k = 0; k < 2; k++) {
                double off = y[k] - (k == 0 ? 1 : -1);
                value += off * off / 2 + 1e-6 / (y[k] * y[k]);
                gradient[k] = off - 2e-6 / (y[k] * y[k] * y[k]);
            }
            return value;
        });
        double near = Math.pow(10, -closeness);
        Landscape.Trace trace = Landscape.Trace.of(
                optimizer.start(springs, new double[] {near, -near}, Landscape.given(optimizer, 0.05)), 2_000);
        if (trace.finished() != null && trace.finished().contains("gradient")) {
            assertThat(trace.run().position()).as("%s: %s", optimizer.name(), trace.finished())
                    .satisfies(y -> assertThat(Math.abs(y[0])).isCloseTo(1, within(1e-3)));
        }
    }

    /// Springs of stiffness 1, 2, 3, 4.
    private static Landscape.Function springsTo(double[] least) {
        return (y, gradient) -> {
            double value = 0;
            for (int k = 0; k < y.length; k++) {
                gradient[k] = (k + 1) * (y[k] - least[k]);
                value += gradient[k] * (y[k] - least[k]) / 2;
            }
            return value;
        };
    }

    @Property(seed = "1", tries = 60)
    void aShortGradientEndsTheRunAndItsReasonIsSaid(@ForAll("optimizers") Optimizer optimizer, @ForAll long seed) {
        Landscape.Trace trace = Landscape.Trace.of(
                optimizer.start(MOLECULE, start(seed), Landscape.given(optimizer, RATE, "min-gradient-norm", 1e6)), 10);
        assertThat(trace.steps()).hasSize(1);
        assertThat(trace.finished()).matches("gradient norm [0-9.E]+ is below 1000000.0 of that at the start");
        assertThat(trace.positions().getLast()).isEqualTo(start(seed));
    }

    /// Multiplied by powers of two, coordinates and cost of a problem change nothing in the way but its size. A learning rate is a factor
    /// on the gradient, and of Adam a length; it is scaled with them.
    @Property(seed = "1", tries = 200)
    void theWayIsTheSameInEveryUnit(
            @ForAll("optimizers") Optimizer optimizer,
            @ForAll long seed,
            @ForAll @IntRange(min = -60, max = 60) int length,
            @ForAll @IntRange(min = -200, max = 200) int cost) {
        // All of it is coordinates: a parameter behind them that had another unit would not scale alike.
        Landscape molecule = new Landscape(11, 1, MOLECULE.function());
        Landscape scaled = molecule.scaled(length, cost);
        double rate = Math.scalb(RATE, isLength(optimizer) ? length : 2 * length - cost);
        double[] y = start(seed);
        double[] far = Arrays.stream(y).map(c -> Math.scalb(c, length)).toArray();
        Optimizer.Run run = optimizer.start(molecule, y, Landscape.given(optimizer, RATE, fixedRate(optimizer, RATE)));
        Optimizer.Run same = optimizer.start(scaled, far, Landscape.given(optimizer, rate, fixedRate(optimizer, rate)));
        for (int k = 0; k < 60; k++) {
            if (k == 20) {
                run.objectiveChanged();
                same.objectiveChanged();
            }
            Optimizer.Step step = run.step();
            Optimizer.Step other = same.step();
            assertThat(other.cost()).isEqualTo(Double.valueOf(Math.scalb(step.cost(), cost)));
            assertThat(other.gradientNorm()).isEqualTo(Math.scalb(step.gradientNorm(), cost - length));
            assertThat(other.finished() == null).isEqualTo(step.finished() == null);
            assertThat(same.position()).isEqualTo(Arrays.stream(run.position()).map(c -> Math.scalb(c, length)).toArray());
        }
    }

    /// Whether the learning rate is a length: a step is that long whatever the gradient.
    private static boolean isLength(Optimizer optimizer) {
        return optimizer instanceof Adam;
    }

    private static Object[] fixedRate(Optimizer optimizer, double rate) {
        return isLength(optimizer) ? new Object[] {"learning-rate", rate} : new Object[0];
    }
}
