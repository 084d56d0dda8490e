package dev.starling.core.gradient;

import dev.starling.api.expr.tree.Leaf;

/// A number of a distribution that is found out at each position and kept for the formulas that come after: one for all pairs or, where each
/// row is a distribution of its own, one a point.
enum Kept {
    /// 1/S. It is never 0.
    RECIPROCAL_PARTITION("reciprocalPartition"),
    /// ln S. It is always finite.
    LOG_PARTITION("logPartition"),
    /// H = Σ h.
    SUM_OF_H("sumOfH"),
    /// What is taken from ln w where a sum of weights has underflowed; 0 elsewhere.
    SHIFT("shift");

    /// The number of a scale that is the only one.
    static final int ONLY = 0;

    private final String word;

    Kept(String word) {
        this.word = word;
    }

    /// What stands for it in formulas.
    ///
    /// @param scale number of the distribution, from 1 on, or [#ONLY]
    Leaf leaf(int scale) {
        return new Leaf(scale == ONLY ? word : word + scale);
    }
}
