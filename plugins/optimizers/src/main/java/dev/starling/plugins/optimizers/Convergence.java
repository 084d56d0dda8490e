package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Parameter;
import org.jspecify.annotations.Nullable;

/// When there is nothing more to do, by the same three tests and the same parameters for all optimizers that make them:
///
/// - the gradient is short,
/// - the cost has hardly fallen over a window of iterations,
/// - the last step is short beside the coordinates.
final class Convergence {
    static final Parameter MIN_GRADIENT =
            Parameter.named("min-gradient-norm").atLeast(0).orElse(1e-7).meaning("a gradient shorter than this ends the run");
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

    private final double minGradient;
    private final double minCostChange;
    private final double minStep;

    /// Costs of the last iterations; that of iteration k is at k mod length.
    private final double[] costs;

    /// Number of costs that were seen since the beginning or the last [#forget].
    private final double[] seen;

    Convergence(Arguments given, Memory memory) {
        minGradient = given.value(MIN_GRADIENT);
        minCostChange = given.value(MIN_COST_CHANGE);
        minStep = given.value(MIN_STEP);
        costs = memory.array("recent-costs", (int) given.value(COST_WINDOW));
        seen = memory.number("recent-costs-seen");
    }

    /// The costs seen so far are those of another objective.
    void forget() {
        seen[0] = 0;
    }

    static @Nullable String ofGradient(double norm, double least) {
        return norm < least ? "gradient norm " + norm + " is below " + least : null;
    }

    static @Nullable String ofStep(double length, double[] position, double least) {
        return length < least * Vectors.norm(position)
                ? "the last step is shorter than " + least + " of the coordinates"
                : null;
    }

    @Nullable String ofGradient(double norm) {
        return ofGradient(norm, minGradient);
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
