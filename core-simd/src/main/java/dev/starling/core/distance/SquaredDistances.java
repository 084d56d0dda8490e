package dev.starling.core.distance;

import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseRows;
import dev.starling.core.simd.DistancePanels;
import dev.starling.core.simd.VectorModule;
import org.apiguardian.api.API;

/// Squared distances of points, four rows and some columns at a time, under the metric of the points that are columns. Without vectors, or with
/// little to do, loops are scalar, and the bits the same.
@API(status = API.Status.INTERNAL, since = "1.0")
public final class SquaredDistances {
    public static final int ROWS = 4;

    /// Sparse points are met in blocks of so many: it is best to ask for whole ones.
    public static final int SPARSE_BLOCK = SparseBlocks.ROWS;

    private static final int PANEL = 8;

    /// So many multiplications are over before the vector loop would be compiled.
    private static final long SOON_DONE = 400_000_000;

    /// Part of the memory that sparse points may take where a metric needs all of their zeros.
    private static final int MEMORY_SHARE = 8;

    private final int n;
    private final int columns;
    private final double[] from;
    private final double[] to;
    private final boolean byVectors;
    private final Tiles tiles;
    private final boolean fills;

    /// Sees a tile: columns `from` until `from + count`, and their distances from each of the four rows.
    @FunctionalInterface
    public interface Visitor {
        void tile(int from, int count, double[][] distances);
    }

    /// Computes the distances of four rows to panels of eight columns.
    private interface Tiles {
        void distances(int row, int fromPanel, int toPanel, double[][] out);
    }

    /// Of all points from each other, once their metric is seen to be a distance of some of them.
    ///
    /// @throws IllegalArgumentException naming two rows, from 1 on, if it is not the same from either side, or not 0 from a row to itself
    public static SquaredDistances ofAll(Points points) {
        TriedMetric.check(points);
        return new SquaredDistances(points, points);
    }

    /// Of some of the points, the rows, from all, under the same condition.
    public static SquaredDistances ofSome(Points points, int[] rows) {
        TriedMetric.check(points);
        return new SquaredDistances(points.rows(rows), points);
    }

    /// Of some points, the rows, to others with as many columns.
    public SquaredDistances(Points from, Points to) {
        this(from, to, VectorModule.isThere() && (long) from.rows() * to.rows() * to.columns() > SOON_DONE);
    }

    /// @param byVectors whether to compute by vectors
    public SquaredDistances(Points from, Points to, boolean byVectors) {
        this(from, to, byVectors, Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
    }

    /// @param mostBytes of sparse points with all their zeros, where a metric needs those; of more, some at a time have them
    SquaredDistances(Points from, Points to, boolean byVectors, long mostBytes) {
        this.n = to.rows();
        this.columns = to.columns();
        this.byVectors = byVectors;
        BoundMetric metric = to.metric();
        SparseRows rows = from.sparse();
        SparseRows others = to.sparse();
        MetricTiles stored = metric == null || rows == null || others == null ? null : MetricTiles.ofStored(from, to, metric);
        long filled = (long) Double.BYTES * Math.max(1, columns) * (from.rows() + (long) to.rows());
        if (rows != null && others != null && (metric == null || stored != null || filled > mostBytes)) {
            this.from = new double[0];
            this.to = new double[0];
            fills = metric != null && stored == null;
            tiles = metric == null ? ofStored(new SparseTiles(rows, others))
                    : stored == null ? filling(new FilledTiles(from, to, metric)) : stored::squared;
            return;
        }
        fills = false;
        this.from = metric == null ? from.sharedValues() : new double[0];
        this.to = metric == null ? to.sharedValues() : new double[0];
        if (metric == null) {
            tiles = byVectors ? vectors() : this::plain;
        } else {
            Points whole = to.dense();
            tiles = new MetricTiles(from == to ? whole : from.dense(), whole, metric)::squared;
        }
    }

    private static Tiles ofStored(SparseTiles sparse) {
        return (row, fromPanel, toPanel, out) -> sparse.squared(row, fromPanel * PANEL, toPanel * PANEL, out);
    }

    private static Tiles filling(FilledTiles filled) {
        return (row, fromPanel, toPanel, out) -> filled.squared(row, fromPanel * PANEL, toPanel * PANEL, out);
    }

    /// Whether points are sparse, and the metric makes something of two zeros, so that a block at a time gets all of its zeros.
    public boolean fills() {
        return fills;
    }

    /// Whether it computes by vectors: where they are there, and there is so much to do that they pay.
    public boolean byVectors() {
        return byVectors;
    }

    private Tiles vectors() {
        DistancePanels panels = new DistancePanels(n, columns, to);
        return (row, fromPanel, toPanel, out) -> panels.distances(from, row, fromPanel, toPanel, out);
    }

    /// Hands all distances of rows `row` to `row + 3` to the visitor, tile by tile in the order of columns. Rows past the end repeat the last.
    public void forEachTile(int row, int panels, Visitor visitor) {
        double[][] out = new double[ROWS][panels * PANEL];
        int all = (n + PANEL - 1) / PANEL;
        for (int first = 0; first < all; first += panels) {
            int end = Math.min(all, first + panels);
            tiles.distances(row, first, end, out);
            visitor.tile(first * PANEL, Math.min(n, end * PANEL) - first * PANEL, out);
        }
    }

    /// Writes the distances of rows `row` to `row + 3`, the last repeated where there are fewer, from points `first` (a multiple of eight)
    /// until before `end`. Behind them there may be others, up to a multiple of eight.
    public void tile(int row, int first, int end, double[][] out) {
        tiles.distances(row, first / PANEL, Math.ceilDiv(end, PANEL), out);
    }

    /// The definition, of four rows at a time.
    private void plain(int row, int fromPanel, int toPanel, double[][] out) {
        int last = from.length / Math.max(1, columns) - 1;
        int r0 = row * columns;
        int r1 = Math.min(row + 1, last) * columns;
        int r2 = Math.min(row + 2, last) * columns;
        int r3 = Math.min(row + 3, last) * columns;
        for (int j = fromPanel * PANEL; j < Math.min(n, toPanel * PANEL); j++) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int k = 0; k < columns; k++) {
                double value = to[j * columns + k];
                double d0 = value - from[r0 + k];
                double d1 = value - from[r1 + k];
                double d2 = value - from[r2 + k];
                double d3 = value - from[r3 + k];
                s0 = Math.fma(d0, d0, s0);
                s1 = Math.fma(d1, d1, s1);
                s2 = Math.fma(d2, d2, s2);
                s3 = Math.fma(d3, d3, s3);
            }
            int at = j - fromPanel * PANEL;
            out[0][at] = s0;
            out[1][at] = s1;
            out[2][at] = s2;
            out[3][at] = s3;
        }
    }
}
