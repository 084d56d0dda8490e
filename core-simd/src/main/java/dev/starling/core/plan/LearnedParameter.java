package dev.starling.core.plan;

import dev.starling.api.Parameter;
import dev.starling.api.Recipe;
import dev.starling.api.expr.tree.Elementary;
import org.apiguardian.api.API;

/// A parameter of kernel or transform that is optimized with the coordinates, as a ξ that has no bounds:
///
/// | bounds of θ | θ |
/// |---|---|
/// | below | least + e^ξ |
/// | above | most − e^ξ |
/// | both | least + (most − least) / (1 + e^−ξ) |
/// | none | ξ |
///
/// @param leaf    its name among the leaves of the formulas, such as `kernel.alpha`
/// @param least   the bound that it stays above, or −∞
/// @param most    the bound that it stays below, or ∞
/// @param start   where it begins
/// @param sharing one value, or one for each point
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record LearnedParameter(String leaf, double least, double most, double start, Recipe.Sharing sharing) {
    /// How far off a bound a parameter begins at least, since e^ξ never leaves 0; of a narrow range a hundredth of it.
    private static final double OFF_THE_BOUND = 0.01;

    static LearnedParameter of(String leaf, Parameter parameter, double value, Recipe.Sharing sharing) {
        double off = Math.min(OFF_THE_BOUND, OFF_THE_BOUND * (parameter.most() - parameter.least()));
        double start = Math.min(Math.max(value, parameter.least() + off), parameter.most() - off);
        return new LearnedParameter(leaf, parameter.least(), parameter.most(), start, sharing);
    }

    private boolean hasLeast() {
        return least > Double.NEGATIVE_INFINITY;
    }

    private boolean hasMost() {
        return most < Double.POSITIVE_INFINITY;
    }

    /// ξ where it begins.
    public double startUnbounded() {
        if (hasLeast() && hasMost()) {
            return Elementary.log((start - least) / (most - start));
        }
        return hasLeast() ? Elementary.log(start - least) : hasMost() ? Elementary.log(most - start) : start;
    }

    /// θ of ξ.
    public double value(double unbounded) {
        if (hasLeast() && hasMost()) {
            return least + (most - least) / (1 + Elementary.exp(-unbounded));
        }
        return hasLeast() ? least + Elementary.exp(unbounded) : hasMost() ? most - Elementary.exp(unbounded) : unbounded;
    }

    /// ∂θ/∂ξ by θ.
    public double slope(double value) {
        if (hasLeast() && hasMost()) {
            return (value - least) * ((most - value) / (most - least));
        }
        return hasLeast() ? value - least : hasMost() ? value - most : 1;
    }
}
