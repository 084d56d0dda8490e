package dev.starling.plugins.optimizers;

/// Where a line search looks, and what is learned from each of its steps. All that is remembered is in the [Memory] of the run.
interface Directions {
    /// Writes the direction in which to search from where the gradient is `gradient`.
    void choose(double[] gradient, double[] direction);

    /// The first step to try along a direction.
    ///
    /// @param slope     gradient · direction, below 0
    /// @param cautious  what to try along the negative gradient where nothing is known of the curvature
    double firstTrial(double slope, double cautious);

    /// Learns from a step.
    ///
    /// @param direction  along which it went
    /// @param step       factor of the direction
    /// @param slope      slope along the direction before the step
    /// @param before     gradient before it
    /// @param after      gradient after it
    void learn(double[] direction, double step, double slope, double[] before, double[] after);

    /// Forgets everything; the next direction is chosen from the gradient alone.
    void forget();
}
