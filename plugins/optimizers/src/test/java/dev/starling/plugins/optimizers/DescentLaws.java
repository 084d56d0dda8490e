package dev.starling.plugins.optimizers;

import dev.starling.api.Laplacian;
import dev.starling.api.Optimizer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.*;

/// Each optimizer is held to its own theory.
@Tag("laws")
class DescentLaws {
    private static final List<Optimizer> MONOTONE =
            List.of(new LimitedMemoryBfgs(), new ConjugateGradient(), new SpectralDirection(), new BoldDriver());

    private static double[] random(int n, long seed) {
        return new Random(seed).doubles(n, -2, 2).toArray();
    }

    @Property(seed = "1", tries = 60)
    void conjugateDirectionsEndOnAQuadraticAfterAsManyStepsAsDimensions(
            @ForAll @IntRange(min = 1, max = 8) int n, @ForAll @DoubleRange(min = 1, max = 100) double condition, @ForAll long seed) {
        Landscape bowl = Landscape.bowl(random(n, seed), condition, seed);
        double[] y = random(n, seed + 1);
        double begin = Vectors.norm(bowl.gradientAt(y));
        for (Optimizer optimizer : List.of(new ConjugateGradient(), new LimitedMemoryBfgs())) {
            Optimizer.Run run = optimizer.start(
                    bowl, y, Landscape.given(optimizer, 1, "sufficient-decrease", 1e-7, "curvature", 1e-7, "min-gradient-norm", 0));
            for (int k = 0; k < n; k++) {
                run.step();
            }
            // Searches leave 1e-7 of a slope, and conjugacy that much behind, times the condition.
            assertThat(Vectors.norm(bowl.gradientAt(run.position()))).as(optimizer.name()).isLessThan(1e-4 * begin + 1e-12);
        }
    }

    /// Of points and their mirror images, whose center stays where it is.
    @Property(seed = "1", tries = 60)
    void noStepOfAPointIsLongerThanTheLongest(
            @ForAll @IntRange(min = 1, max = 6) int pairs, @ForAll @DoubleRange(min = 0.01, max = 3) double longest, @ForAll long seed) {
        int n = 2 * pairs;
        Landscape bowl = new Landscape(n, 2, (y, gradient) -> {
            System.arraycopy(y, 0, gradient, 0, y.length);
            return Vectors.dot(y, y) / 2;
        });
        double[] y = new double[2 * n];
        double[] half = random(2 * pairs, seed);
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < pairs; i++) {
                y[k * n + 2 * i] = 10 * half[k * pairs + i];
                y[k * n + 2 * i + 1] = -10 * half[k * pairs + i];
            }
        }
        GradientDescent optimizer = new GradientDescent();
        double limited = longestStep(optimizer.start(bowl, y, Landscape.given(optimizer, 1, "max-step", longest)), y, n);
        double free = longestStep(optimizer.start(bowl, y, Landscape.given(optimizer, 1)), y, n);
        assertThat(limited).isLessThanOrEqualTo(longest * (1 + 1e-12));
        assertThat(limited).isCloseTo(Math.min(longest, free), within(1e-9));
    }

    private static double longestStep(Optimizer.Run run, double[] y, int n) {
        double longest = 0;
        double[] from = y;
        for (int step = 0; step < 10; step++) {
            run.step();
            double[] to = run.position();
            for (int i = 0; i < n; i++) {
                longest = Math.max(longest, Math.hypot(to[i] - from[i], to[n + i] - from[n + i]));
            }
            from = to;
        }
        return longest;
    }

    @Property(seed = "1", tries = 40)
    void theCostNeverRisesWhereThatIsPromised(@ForAll @IntRange(min = 2, max = 6) int n, @ForAll long seed) {
        for (Optimizer optimizer : MONOTONE) {
            for (Landscape landscape : List.of(Landscape.rosenbrock(n), Landscape.bowl(random(n, seed), 1000, seed))) {
                double[] y = random(n, seed + 2);
                Landscape.Trace trace = Landscape.Trace.of(optimizer.start(landscape, y, Landscape.given(optimizer, 1)), 200);
                double before = landscape.value(y);
                for (int k = 0; k < trace.steps().size(); k++) {
                    double now = trace.steps().get(k).cost();
                    assertThat(now).as(optimizer.name()).isLessThanOrEqualTo(before);
                    assertThat(now).isEqualTo(landscape.value(trace.positions().get(k + 1)));
                    before = now;
                }
            }
        }
    }

    @Property(seed = "1", tries = 40)
    void everyStepSatisfiesTheStrongWolfeConditions(@ForAll @IntRange(min = 2, max = 6) int n, @ForAll long seed) {
        for (Optimizer optimizer : List.of(new LimitedMemoryBfgs(), new ConjugateGradient(), new SpectralDirection())) {
            double remaining = optimizer instanceof ConjugateGradient ? 0.1 : 0.9;
            for (Landscape landscape : List.of(Landscape.rosenbrock(n), Landscape.bowl(random(n, seed), 100, seed))) {
                double[] y = random(n, seed + 3);
                Landscape.Trace trace = Landscape.Trace.of(
                        optimizer.start(landscape, y, Landscape.given(optimizer, 1, "max-evaluations", 60)), 100);
                // Near the bottom the digits of the cost are used up before the conditions can be told.
                for (int k = 0; k < trace.steps().size(); k++) {
                    double[] from = trace.positions().get(k);
                    double[] to = trace.positions().get(k + 1);
                    double[] step = to.clone();
                    Vectors.add(-1, from, step);
                    double slope = Vectors.dot(landscape.gradientAt(from), step);
                    double after = Vectors.dot(landscape.gradientAt(to), step);
                    if (Math.abs(slope) < 1e-10 * (1 + landscape.value(from))) {
                        break;
                    }
                    // The step is known from its ends, with their rounding.
                    double rounding = 1e-9 * Math.abs(slope);
                    assertThat(slope).isNegative();
                    assertThat(landscape.value(to)).isLessThanOrEqualTo(landscape.value(from) + 1e-4 * slope + rounding);
                    assertThat(Math.abs(after)).as(optimizer.name()).isLessThanOrEqualTo(remaining * -slope + rounding);
                }
            }
        }
    }

    @Example
    void rosenbrocksValleyIsFollowedToItsEnd() {
        for (Optimizer optimizer : List.of(new LimitedMemoryBfgs(), new ConjugateGradient())) {
            Landscape.Trace trace = Landscape.Trace.of(
                    optimizer.start(Landscape.rosenbrock(2), new double[] {-1.2, 1}, Landscape.given(optimizer, 1)), 200);
            assertThat(trace.run().position()).containsExactly(new double[] {1, 1}, within(1e-5));
            // Textbooks have about 35 steps for quasi-Newton methods.
            assertThat(trace.steps().size()).as(optimizer.name()).isLessThan(80);
        }
    }

    /// Nesterov's worst function, whose gradient is 4-Lipschitz: ½(y₁² + Σ(yₖ − yₖ₊₁)² + yₙ²) − y₁, least at 1 − k/(n + 1).
    @Example
    void nesterovIsAsFastAsItsBound() {
        int n = 60;
        Landscape chain = Landscape.of(n, (y, g) -> {
            double value = -y[0];
            Arrays.fill(g, 0);
            g[0] = -1;
            for (int k = 0; k <= n; k++) {
                double stretch = (k == 0 ? 0 : y[k - 1]) - (k == n ? 0 : y[k]);
                value += stretch * stretch / 2;
                if (k > 0) {
                    g[k - 1] += stretch;
                }
                if (k < n) {
                    g[k] -= stretch;
                }
            }
            return value;
        });
        double[] least = new double[n];
        for (int k = 0; k < n; k++) {
            least[k] = 1 - (k + 1.0) / (n + 1);
        }
        assertThat(Vectors.norm(chain.gradientAt(least))).isLessThan(1e-12);
        Nesterov nesterov = new Nesterov();
        Optimizer.Run run = nesterov.start(chain, new double[n], Landscape.given(nesterov, 0.25, "restart", 0));
        double distance = Vectors.dot(least, least);
        for (int k = 1; k <= 300; k++) {
            run.step();
            double bound = 2 * distance / (0.25 * (k + 1) * (k + 1));
            assertThat(chain.value(run.position()) - chain.value(least)).as("step %d", k).isLessThanOrEqualTo(bound);
        }
        Momentum plain = new Momentum();
        Optimizer.Run slow = plain.start(chain, new double[n], Landscape.given(plain, 0.25, "momentum", 0));
        for (int k = 1; k <= 300; k++) {
            slow.step();
        }
        assertThat(chain.value(run.position())).isLessThan(chain.value(slow.position()));
    }

    @Example
    void restartsKeepNesterovFromSwingingOnABowl() {
        Landscape bowl = Landscape.bowl(new double[6], 1000, 3);
        Nesterov nesterov = new Nesterov();
        double[] y = random(6, 5);
        Optimizer.Run restarted = nesterov.start(bowl, y, Landscape.given(nesterov, 1e-3, "min-gradient-norm", 0));
        Optimizer.Run swinging = nesterov.start(bowl, y, Landscape.given(nesterov, 1e-3, "restart", 0, "min-gradient-norm", 0));
        for (int k = 0; k < 600; k++) {
            restarted.step();
            swinging.step();
        }
        assertThat(bowl.value(restarted.position())).isLessThan(1e-3 * bowl.value(swinging.position()));
    }

    /// With momentum m and rate a, y moves by −a(g₁), then by −a(g₂) + m·(last move).
    @Example
    void momentumKeepsAShareOfTheLastStep() {
        Landscape slope = Landscape.of(1, (y, g) -> {
            g[0] = 2;
            return 2 * y[0];
        });
        Momentum momentum = new Momentum();
        Landscape.Trace trace =
                Landscape.Trace.of(momentum.start(slope, new double[1], Landscape.given(momentum, 0.5, "momentum", 0.5)), 3);
        assertThat(trace.positions().stream().mapToDouble(y -> y[0]).toArray()).containsExactly(0, -1, -2.5, -4.25);
    }

    /// Two points that are pulled apart for two steps and together in the third; their mean stays 0.
    @Example
    void deltaBarDeltaRaisesAGainByAFifthAndLowersItByAFifthOfItself() {
        double[] pulls = {1, 1, -2};
        int[] asked = {0};
        Landscape scripted = Landscape.of(2, (y, g) -> {
            g[0] = pulls[asked[0]++];
            g[1] = -g[0];
            return 0;
        });
        GradientDescent descent = new GradientDescent();
        Optimizer.Run run = descent.start(scripted, new double[2], Landscape.given(descent, 0.1));
        double[] gains = {1.2, 1.4, 1.4 * 0.8};
        double velocity = 0;
        double position = 0;
        for (int k = 0; k < 3; k++) {
            run.step();
            velocity = 0.5 * velocity - 0.1 * gains[k] * pulls[k];
            position += velocity;
            Map<String, double[]> state = run.state();
            assertThat(state.get("gains")).containsExactly(new double[] {gains[k], gains[k]}, within(1e-15));
            assertThat(state.get("velocity")).containsExactly(new double[] {velocity, -velocity}, within(1e-15));
            assertThat(run.position()).containsExactly(new double[] {position, -position}, within(1e-15));
        }
    }

    /// The first step of Adam is the rate in every coordinate, whatever its gradient.
    @Example
    void adamBeginsWithStepsOfOneLength() {
        Landscape steep = Landscape.of(2, (y, g) -> {
            g[0] = 1e-3;
            g[1] = -1e5;
            return 0;
        });
        Adam adam = new Adam();
        Optimizer.Run run = adam.start(steep, new double[2], Landscape.given(adam, 0));
        run.step();
        assertThat(run.position()).containsExactly(new double[] {-0.1, 0.1}, within(1e-5));
    }

    @Property(seed = "1", tries = 40)
    void boldDriverGrowsItsRateByATenthAndHalvesIt(@ForAll long seed) {
        Landscape bowl = Landscape.bowl(random(3, seed), 50, seed);
        BoldDriver driver = new BoldDriver();
        Optimizer.Run run = driver.start(bowl, random(3, seed + 1), Landscape.given(driver, 1));
        for (int k = 0; k < 20; k++) {
            double before = run.state().get("rate")[0];
            run.step();
            // Some halvings, then a tenth more.
            double halvings = Math.log(before * 1.1 / run.state().get("rate")[0]) / Math.log(2);
            assertThat(halvings).isCloseTo(Math.rint(halvings), within(1e-9)).isGreaterThanOrEqualTo(-1e-9);
        }
    }

    @Property(seed = "1", tries = 40)
    void theSpectralDirectionSolvesItsSystem(@ForAll @IntRange(min = 2, max = 12) int n, @ForAll long seed) {
        Landscape landscape = new Landscape(n, 2, (y, g) -> 0);
        Laplacian springs = landscape.attraction().orElseThrow();
        SpectralDirection optimizer = new SpectralDirection();
        double[] gradient = random(2 * n + 1, seed);
        double[] direction = new double[2 * n + 1];
        SpectralDirection.Springs directions = new SpectralDirection.Springs(
                springs, n, 2, 2 * n + 1, Landscape.given(optimizer, 1, "solve-tolerance", 1e-8), new Memory());
        directions.choose(gradient, direction);
        double mu = 1e-4 * 4 * (n - 1);
        for (int k = 0; k < 2; k++) {
            double[] p = Arrays.copyOfRange(direction, k * n, (k + 1) * n);
            double[] g = Arrays.copyOfRange(gradient, k * n, (k + 1) * n);
            double[] product = new double[n];
            springs.multiply(p, product);
            for (int i = 0; i < n; i++) {
                product[i] = 4 * product[i] + mu * p[i] + g[i];
            }
            assertThat(Vectors.norm(product)).isLessThan(1.0001e-8 * Vectors.norm(g) + 1e-12);
        }
        assertThat(direction[2 * n]).isEqualTo(-gradient[2 * n] / (4 * (n - 1)));
        assertThat(Vectors.dot(gradient, direction)).isNegative();
    }

    @Property(seed = "1", tries = 30)
    void aWallIsNoObstacle(@ForAll @IntRange(min = 1, max = 5) int n, @ForAll long seed) {
        Landscape walled = Landscape.walled(n);
        double[] y = new Random(seed).doubles(n, -9, 0.9).toArray();
        for (Optimizer optimizer : List.of(new LimitedMemoryBfgs(), new ConjugateGradient(), new BoldDriver())) {
            Landscape.Trace trace = Landscape.Trace.of(optimizer.start(walled, y, Landscape.given(optimizer, 1)), 2_000);
            double golden = (1 - Math.sqrt(5)) / 2;
            for (double end : trace.run().position()) {
                assertThat(end).as("%s: %s", optimizer.name(), trace.finished()).isCloseTo(golden, within(1e-3));
            }
        }
    }

    @Example
    void whereEveryStepIsBehindAWallTheRunStaysAndSaysSo() {
        double[] y = {1, 2};
        Landscape cell = Landscape.of(2, (at, g) -> {
            g[0] = 1;
            g[1] = -1;
            return Arrays.equals(at, y) ? 0 : Double.NaN;
        });
        for (Optimizer optimizer : MONOTONE) {
            Landscape.Trace trace = Landscape.Trace.of(optimizer.start(cell, y, Landscape.given(optimizer, 1)), 10);
            assertThat(trace.finished()).isEqualTo("no step along the gradient lowers the cost any more");
            assertThat(trace.steps()).hasSize(1);
            assertThat(trace.run().position()).isEqualTo(y);
        }
    }

    @Example
    void aCostThatHardlyFallsEndsTheRun() {
        // Falls for ever, but ever more slowly.
        Landscape tail = Landscape.of(1, (y, g) -> {
            g[0] = -1 / ((1 + y[0]) * (1 + y[0]));
            return 1e6 + 1 / (1 + y[0]);
        });
        for (Optimizer optimizer : MONOTONE) {
            Landscape.Trace trace = Landscape.Trace.of(
                    optimizer.start(
                            tail, new double[1], Landscape.given(optimizer, 1, "cost-window", 3, "min-gradient-norm", 0, "min-step", 0)),
                    100);
            assertThat(trace.finished()).isEqualTo("the cost fell by less than 1.0E-7 of itself in 3 iterations");
            assertThat(trace.steps()).hasSizeBetween(4, 20);
        }
    }

    @Example
    void aShortStepEndsTheRun() {
        Landscape bowl = Landscape.bowl(new double[] {1, 1}, 1, 1);
        for (Optimizer optimizer : List.of(new Momentum(), new Nesterov(), new Adam(), new LimitedMemoryBfgs())) {
            Landscape.Trace trace = Landscape.Trace.of(
                    optimizer.start(
                            bowl, new double[] {1.5, 1}, Landscape.given(optimizer, 1e-3, "min-step", 100, "min-gradient-norm", 0)),
                    100);
            assertThat(trace.finished()).isEqualTo("the last step is shorter than 100.0 of the coordinates");
            assertThat(trace.steps()).hasSize(1);
        }
    }

    @Example
    void aChangedObjectiveVoidsWhatWasRemembered() {
        Landscape bowl = Landscape.bowl(new double[] {1, 2, 3}, 10, 4);
        double[] factor = {1};
        Landscape changing = Landscape.of(3, (y, g) -> {
            double value = factor[0] * bowl.valueAndGradient(y, g);
            Vectors.scale(factor[0], g, g);
            return value;
        });
        for (Optimizer optimizer : MONOTONE) {
            factor[0] = 12;
            Optimizer.Run run = optimizer.start(changing, new double[3], Landscape.given(optimizer, 0.1));
            run.step();
            run.step();
            factor[0] = 1;
            run.objectiveChanged();
            double before = bowl.value(run.position());
            Optimizer.Step step = run.step();
            assertThat(step.cost()).as(optimizer.name()).isEqualTo(bowl.value(run.position())).isLessThan(before);
        }
    }
}
