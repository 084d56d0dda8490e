package dev.starling.core.distance;

import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;

import java.util.stream.IntStream;

/// Squared distances of sparse rows under a metric that makes something of two zeros, as correlation does: some rows at a time get all of
/// theirs. It takes as long as of dense rows, but not their memory.
///
/// @param from rows
/// @param to   columns
record FilledTiles(Points from, Points to, BoundMetric metric) {
    private static final int PANEL = 8;

    /// Panels that are filled at a time.
    private static final int PANELS = 8;

    void squared(int row, int fromPanel, int toPanel, double[][] out) {
        Points rows = from.rows(IntStream.range(0, out.length).map(r -> Math.min(row + r, from.rows() - 1)).toArray()).dense();
        for (int first = fromPanel; first < toPanel && first * PANEL < to.rows(); first += PANELS) {
            int end = Math.min(to.rows(), Math.min(toPanel, first + PANELS) * PANEL);
            Points some = to.rows(IntStream.range(first * PANEL, end).toArray()).dense();
            double[][] tile = new double[out.length][PANELS * PANEL];
            new MetricTiles(rows, some, metric).squared(0, 0, PANELS, tile);
            for (int r = 0; r < out.length; r++) {
                System.arraycopy(tile[r], 0, out[r], (first - fromPanel) * PANEL, end - first * PANEL);
            }
        }
    }
}
