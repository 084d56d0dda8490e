package dev.starling.benchmarks.byhand;

/// A cost that has been written out by hand.
enum CostForm {
    KULLBACK_LEIBLER(1),
    REVERSE_KULLBACK_LEIBLER(0),
    NERV(0.5),
    /// With κ = ½.
    JENSEN_SHANNON(Double.NaN);

    /// λ in λ KL(P‖Q) + (1-λ) KL(Q‖P); no number where the cost is no such mixture.
    final double lambda;

    CostForm(double lambda) {
        this.lambda = lambda;
    }

    boolean isMixture() {
        return lambda >= 0;
    }

    /// Whether ln(p/w) is needed.
    boolean hasReversePart() {
        return lambda < 1;
    }

    /// Whether p itself pulls.
    boolean hasForwardPart() {
        return lambda > 0;
    }
}
