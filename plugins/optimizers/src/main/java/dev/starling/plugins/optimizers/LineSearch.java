package dev.starling.plugins.optimizers;

/// Looks for a good step α along a direction of descent, with φ(α) = C(y + α·direction).
interface LineSearch {
    /// How a search ended.
    enum Outcome {
        /// At a step with all that the search promises.
        FOUND,
        /// At a step that lowers the cost; trials or digits were used up before all that is promised held.
        LOWER,
        /// Nowhere: no trial lowered the cost.
        NONE
    }

    /// Where a search ended.
    ///
    /// @param step  α
    /// @param cost  φ(α)
    record Found(Outcome outcome, double step, double cost) {}

    /// Searches from `start`, where the cost is `cost`, and the slope along `direction` is `slope`, below 0.
    ///
    /// @param first  first trial, above 0
    Found search(double[] start, double cost, double[] direction, double slope, double first);

    /// The position where the last search ended; shared, until the next search.
    double[] point();

    /// The gradient there; shared, until the next search.
    double[] gradient();
}
