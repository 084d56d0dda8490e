package dev.starling.core;

import dev.starling.api.Normalization;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.plan.Composition;

import java.util.Arrays;

/// How large a start is where weights are not normalized. All pairs repel each other then, and the size at which attraction balances them grows with the
/// number of points: by UMAP's cost a map of 20,000 points has a standard deviation of a hundred. A start far below that tears clusters while it grows.
final class StartSize {
    /// From 1e-4 to 1e10, where nothing repels any more.
    private static final int MOST_DOUBLINGS = 48;

    private StartSize() {}

    /// Whether the size of a start is to be found.
    static boolean isOpen(Composition composition) {
        return composition instanceof Composition.OfProbabilities of && of.normalization() == Normalization.NONE;
    }

    /// The start, doubled until its cost would rise.
    ///
    /// @param y coordinates, dimension-major
    static double[] grown(EmbeddingObjective objective, double[] y) {
        double[] grown = y;
        double cost = objective.value(grown);
        for (int k = 0; k < MOST_DOUBLINGS; k++) {
            double[] next = Arrays.stream(grown).map(c -> 2 * c).toArray();
            double ofNext = objective.value(next);
            if (!(ofNext < cost)) {
                break;
            }
            grown = next;
            cost = ofNext;
        }
        return grown;
    }
}
