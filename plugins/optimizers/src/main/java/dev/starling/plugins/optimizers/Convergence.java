package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;
import org.jspecify.annotations.Nullable;

import java.util.function.DoubleSupplier;

/// When there is nothing more to do, by the same three tests and the same parameters for all optimizers that make them:
///
/// - the gradient is short beside that of the start, and followed as far as the coordinates reach would lower the cost by as small a share of
///   itself: a start may have forces beside which all others are short,
/// - the cost has hardly fallen over a window of iterations, beside itself,
/// - the last step is short beside the coordinates.
///
/// None of them has a unit: cost and coordinates may be as large or small as they like.
final class Convergence {
    static final Parameter MIN_GRADIENT =
            Parameter.named("min-gradient-norm")
            .atLeast(0)
            .orElse(1e-7)
            .meaning("a gradient shorter than this share of that at the start, and with as little to gain, ends the run; 0 for never");
    static final Parameter MIN_COST_CHANGE = Parameter.named("min-cost-change")
            .atLeast(0)
            .orElse(1e-7)
            .meaning("a cost that falls by a smaller share over the window ends the run; 0 for never");
    static final Parameter COST_WINDOW =
            Parameter.named("cost-window").atLeast(1).atMost(10_000).orElse(50).meaning("iterations over which the cost must fall");
    static final Parameter MIN_STEP = Parameter.named("min-step")
            .atLeast(0)
            .orElse(1e-10)
            .meaning("a step shorter than this share of the coordinates' length ends the run; 0 for never");

    private final ShortGradient gradient;
    private final double minCostChange;
    private final double minStep;

    /// Costs of the last iterations; that of iteration k is at k mod length.
    private final double[] costs;

    /// Number of costs that were seen since the beginning or the last [#forget].
    private final double[] seen;

    Convergence(Arguments given, Memory memory) {
        gradient = new ShortGradient(given.value(MIN_GRADIENT), memory);
        minCostChange = given.value(MIN_COST_CHANGE);
        minStep = given.value(MIN_STEP);
        costs = memory.array("recent-costs", (int) given.value(COST_WINDOW));
        seen = memory.number("recent-costs-seen");
    }

    /// The costs seen so far are those of another objective.
    void forget() {
        seen[0] = 0;
        gradient.forget();
    }

    /// A gradient that is short beside the first that was seen, and has little to gain.
    static final class ShortGradient {
        private final double least;
        private final double[] first;

        /// What the first could gain, in the unit of the cost: its norm times that of the coordinates.
        private final double[] firstGain;

        ShortGradient(double least, Memory memory) {
            this.least = least;
            first = memory.number("first-gradient-norm");
            firstGain = memory.number("first-gain");
        }

        /// The gradients seen so far are those of another objective.
        void forget() {
            first[0] = 0;
        }

        /// @param cost asked only of a short gradient
        @Nullable String test(double norm, double[] position, DoubleSupplier cost) {
            if (norm == 0) {
                return "the gradient is 0";
            }
            double gain = norm * Vectors.norm(position);
            if (first[0] == 0) {
                first[0] = norm;
                firstGain[0] = gain;
            }
            return norm < least * first[0] && hasLittleToGain(gain, Math.abs(cost.getAsDouble()))
                    ? "gradient norm " + norm + " is below " + least + " of that at the start"
                    : null;
        }

        /// Beside a cost that has come down to 0 nothing is little: near a minimum it is as the square of the gradient.
        private boolean hasLittleToGain(double gain, double cost) {
            return gain <= least * cost || cost <= least * least * firstGain[0];
        }
    }

    static @Nullable String ofStep(double length, double[] position, double least) {
        return length < least * Vectors.norm(position)
                ? "the last step is shorter than " + least + " of the coordinates"
                : null;
    }

    @Nullable String ofGradient(double norm, double[] position, double cost) {
        return gradient.test(norm, position, () -> cost);
    }

    /// Remembers the cost of one more iteration.
    @Nullable String ofCost(double cost) {
        int slot = (int) (seen[0] % costs.length);
        double before = costs[slot];
        boolean full = seen[0] >= costs.length;
        costs[slot] = cost;
        seen[0]++;
        if (full && before - cost < minCostChange * Math.abs(cost)) {
            return "the cost fell by less than " + minCostChange + " of itself in " + costs.length + " iterations";
        }
        return null;
    }

    @Nullable String ofStep(double length, double[] position) {
        return ofStep(length, position, minStep);
    }
}
