package dev.starling.core.affinity;

import dev.starling.api.table.Column;
import dev.starling.core.matrix.Points;

/// Neighbors as another program stores them: distances in compressed rows, in whatever order.
///
/// @param distances each row those of a point from others, perhaps with its own 0
record FoundNeighbors(Column.SparseVectors distances) {
    FoundNeighbors {
        if (distances.width() != distances.rows()) {
            throw new IllegalArgumentException("a graph of neighbors has a column for each row, but this has " + distances.rows() + " rows and "
                    + distances.width() + " columns");
        }
    }

    /// The nearest, sorted.
    NearestHeaps nearest() {
        int n = distances.rows();
        int k = n;
        for (int i = 0; i < n; i++) {
            k = Math.min(k, checked(i));
        }
        // In a unit in which they can be squared, as points are.
        int exponent = Points.unitExponent(distances.values());
        double[] r = exponent == 0 ? distances.values() : Points.divided(distances.values(), exponent);
        NearestHeaps nearest = new NearestHeaps(n, k, false);
        for (int i = 0; i < n; i++) {
            for (int e = distances.starts()[i]; e < distances.starts()[i + 1]; e++) {
                if (distances.indices()[e] != i) {
                    nearest.offer(i, distances.indices()[e], r[e] * r[e]);
                }
            }
            nearest.sort(i);
        }
        return nearest;
    }

    /// How many others a row has.
    private int checked(int i) {
        int others = 0;
        for (int e = distances.starts()[i]; e < distances.starts()[i + 1]; e++) {
            double r = distances.values()[e];
            boolean own = distances.indices()[e] == i;
            if (!(r >= 0 && r < Double.POSITIVE_INFINITY)) { // also refuses NaN
                throw new IllegalArgumentException("row " + (i + 1) + ", column " + (distances.indices()[e] + 1) + " is " + r
                        + ", but a distance must be a number, at least 0");
            } else if (own && r > 0) {
                throw new IllegalArgumentException("row " + (i + 1) + " is " + r + " away from itself: leave the diagonal out, or 0");
            }
            others += own ? 0 : 1;
        }
        if (others == 0) {
            throw new IllegalArgumentException("row " + (i + 1) + " has no neighbors: give each point some");
        }
        return others;
    }
}
