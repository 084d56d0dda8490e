package dev.starling.core.plan;

import dev.starling.api.Parameter;
import dev.starling.api.Recipe;
import org.apiguardian.api.API;

/// A parameter of kernel or transform that is optimised with the coordinates, θ = least + e^ξ, so that it stays above its bound.
///
/// @param leaf    its name among the leaves of the formulas, such as `kernel.alpha`
/// @param least   the bound that it stays above
/// @param start   where it begins
/// @param sharing one value, or one for each point
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record LearnedParameter(String leaf, double least, double start, Recipe.Sharing sharing) {
    /// How far above its bound a parameter begins at least, since e^ξ never leaves 0.
    private static final double OFF_THE_BOUND = 0.01;

    static LearnedParameter of(String leaf, Parameter parameter, double value, Recipe.Sharing sharing) {
        if (parameter.most() != Double.POSITIVE_INFINITY || parameter.least() == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    leaf + " must be " + parameter.range() + "; only parameters with a lower bound alone can be learned");
        }
        return new LearnedParameter(leaf, parameter.least(), Math.max(value, parameter.least() + OFF_THE_BOUND), sharing);
    }
}
