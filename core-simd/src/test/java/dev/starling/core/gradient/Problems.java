package dev.starling.core.gradient;

import dev.starling.core.matrix.PairMatrix;

/// Awkward problems for the tests of other rooms.
public final class Problems {
    private Problems() {}

    /// Affinities of n points, a third of them 0.
    public static PairMatrix matrix(int n, boolean symmetric, boolean sparse, long seed) {
        return Problem.of(n, 1, Problem.Layout.SCATTERED, symmetric, sparse, seed).matrix();
    }
}
