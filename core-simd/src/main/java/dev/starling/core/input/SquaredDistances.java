package dev.starling.core.input;

import dev.starling.core.simd.DistancePanels;
import dev.starling.core.simd.VectorSupport;

/// Squared distances of all points of a data set, four rows and some columns at a time; scalar where there are no vectors, with the
/// same bits.
final class SquaredDistances {
    static final int ROWS = 4;
    private static final int PANEL = 8;

    /// Bytes of the columns that rows meet in turn: half of a usual second cache.
    private static final long TILE_BYTES = 1 << 19;

    /// Panels of a tile at most: 4 rows of 1024 distances stay in the first cache.
    private static final int MOST_PANELS = 128;

    private final int n;
    private final int columns;
    private final double[] values;
    private final Tiles tiles;

    /// Sees a tile: columns `from` until `from + count`, and their distances from each of the four rows.
    @FunctionalInterface
    interface Visitor {
        void tile(int from, int count, double[][] distances);
    }

    /// Sees a tile, with the first of its four rows.
    @FunctionalInterface
    interface RowsVisitor {
        void tile(int row, int from, int count, double[][] distances);
    }

    /// Computes the distances of four rows to panels of eight columns.
    private interface Tiles {
        void distances(int row, int fromPanel, int toPanel, double[][] out);
    }

    SquaredDistances(Points points) {
        n = points.rows();
        columns = points.columns();
        values = points.values();
        tiles = VectorSupport.available() ? vectors() : this::plain;
    }

    private Tiles vectors() {
        DistancePanels panels = new DistancePanels(n, columns, values);
        return (row, from, to, out) -> panels.distances(values, row, from, to, out);
    }

    /// Hands all distances of rows `row` to `row + 3` to the visitor, tile by tile in the order of columns. Rows from n on repeat the last.
    void forEachTile(int row, int panels, Visitor visitor) {
        double[][] out = new double[ROWS][panels * PANEL];
        int all = (n + PANEL - 1) / PANEL;
        for (int from = 0; from < all; from += panels) {
            int to = Math.min(all, from + panels);
            tiles.distances(row, from, to, out);
            visitor.tile(from * PANEL, Math.min(n, to * PANEL) - from * PANEL, out);
        }
    }

    /// Hands all distances of the rows from `fromRow` (a multiple of four) until before `toRow` to the visitor, four rows at a time; for
    /// each row in the order of columns. All rows meet some columns before the next are fetched, as many as the second cache holds.
    void forEachTile(int fromRow, int toRow, RowsVisitor visitor) {
        int panels = Math.clamp(TILE_BYTES / ((long) PANEL * columns * Double.BYTES + 1), 2, MOST_PANELS) & ~1;
        double[][] out = new double[ROWS][panels * PANEL];
        int all = (n + PANEL - 1) / PANEL;
        for (int from = 0; from < all; from += panels) {
            int to = Math.min(all, from + panels);
            for (int row = fromRow; row < toRow; row += ROWS) {
                tiles.distances(row, from, to, out);
                visitor.tile(row, from * PANEL, Math.min(n, to * PANEL) - from * PANEL, out);
            }
        }
    }

    /// The definition.
    private void plain(int row, int fromPanel, int toPanel, double[][] out) {
        for (int r = 0; r < ROWS; r++) {
            int i = Math.min(row + r, n - 1);
            for (int j = fromPanel * PANEL; j < Math.min(n, toPanel * PANEL); j++) {
                out[r][j - fromPanel * PANEL] = squared(i, j);
            }
        }
    }

    double squared(int i, int j) {
        double sum = 0;
        for (int k = 0; k < columns; k++) {
            double difference = values[j * columns + k] - values[i * columns + k];
            sum = Math.fma(difference, difference, sum);
        }
        return sum;
    }
}
