package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;

import java.util.List;

/// L-BFGS: the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno, of which only the last m steps s and changes z of the
/// gradient are kept. The direction −H·gradient comes from the two-loop recursion over them, from
///
///     H₀ = (s·z / z·z) I        of the newest pair
///
/// along which a step is searched that satisfies the strong Wolfe conditions.
///
/// Sources: Nocedal, "Updating quasi-Newton matrices with limited storage", Mathematics of Computation 35, 1980; Liu & Nocedal, "On
/// the limited memory BFGS method for large scale optimization", Mathematical Programming 45, 1989.
public final class LimitedMemoryBfgs implements Optimizer {
    static final Parameter MEMORY =
            Parameter.named("memory").atLeast(1).atMost(1000).orElse(10).meaning("number of past steps that are kept");

    @Override
    public String name() {
        return "l-bfgs";
    }

    @Override
    public String summary() {
        return "quasi-Newton steps of limited memory, with a strong Wolfe line search; the cost never rises";
    }

    @Override
    public List<Parameter> parameters() {
        return LineSearchRun.parameters(
                MEMORY, MoreThuente.SUFFICIENT_DECREASE, MoreThuente.CURVATURE, MoreThuente.MAX_EVALUATIONS);
    }

    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        Memory memory = new Memory();
        Pairs pairs = new Pairs((int) given.value(MEMORY), y.length, memory);
        return new LineSearchRun(
                objective, y, given, memory, pairs, new MoreThuente(objective, y.length, given, MoreThuente.CURVATURE));
    }

    /// Steps and changes, the newest change before it is kept, and those of every line search.
    @Override
    public int arrays(Arguments given) {
        return 2 * (int) given.value(MEMORY) + 1 + LineSearchRun.ARRAYS;
    }

    /// The last pairs of a step and the change of the gradient over it.
    private static final class Pairs implements Directions {
        /// A pair whose s·z is below this share of |s||z| tells nothing of the curvature but rounding, or that it is negative.
        private static final double LEAST_CURVATURE = 0x1p-40;

        private final double[][] steps;
        private final double[][] changes;

        /// s·z of each pair.
        private final double[] products;

        /// Number of pairs learned since the last [#forget]; pair k is at k modulo the capacity.
        private final double[] learned;

        private final double[] scale;
        private final double[] weights;
        private final double[] change;

        Pairs(int capacity, int length, Memory memory) {
            steps = new double[capacity][];
            changes = new double[capacity][];
            for (int k = 0; k < capacity; k++) {
                steps[k] = memory.array("step-" + k, length);
                changes[k] = memory.array("gradient-change-" + k, length);
            }
            products = memory.array("step-times-gradient-change", capacity);
            learned = memory.number("pairs-learned");
            scale = memory.number("scale");
            weights = new double[capacity];
            change = new double[length];
        }

        @Override
        public void choose(double[] gradient, double[] direction) {
            int newest = (int) learned[0] - 1;
            int oldest = Math.max(0, newest + 1 - steps.length);
            Vectors.scale(-1, gradient, direction);
            for (int pair = newest; pair >= oldest; pair--) {
                int k = pair % steps.length;
                weights[k] = Vectors.dot(steps[k], direction) / products[k];
                Vectors.add(-weights[k], changes[k], direction);
            }
            if (newest >= 0) {
                Vectors.scale(scale[0], direction, direction);
            }
            for (int pair = oldest; pair <= newest; pair++) {
                int k = pair % steps.length;
                double correction = weights[k] - Vectors.dot(changes[k], direction) / products[k];
                Vectors.add(correction, steps[k], direction);
            }
        }

        @Override
        public double firstTrial(double slope, double cautious) {
            return learned[0] == 0 ? cautious : 1;
        }

        @Override
        public void learn(double[] direction, double step, double slope, double[] before, double[] after) {
            for (int c = 0; c < change.length; c++) {
                change[c] = after[c] - before[c];
            }
            double product = step * Vectors.dot(direction, change);
            double squares = Vectors.dot(change, change);
            if (!(product > LEAST_CURVATURE * step * Vectors.norm(direction) * Math.sqrt(squares))) {
                return;
            }
            int k = (int) learned[0] % steps.length;
            Vectors.scale(step, direction, steps[k]);
            Vectors.copy(change, changes[k]);
            products[k] = product;
            scale[0] = product / squares;
            learned[0]++;
        }

        @Override
        public void forget() {
            learned[0] = 0;
        }
    }
}
