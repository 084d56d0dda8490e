package dev.starling.core.quality;

import dev.starling.core.distance.SquaredDistances;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;

/// Distances from some points, the rows, to all points; four rows at a time.
sealed interface DistanceRows {
    int ROWS = SquaredDistances.ROWS;

    /// Panels of eight columns that are copied at a time: 4 rows of 1024 distances stay in the first cache.
    int PANELS = 128;

    /// Writes four rows, the first of which is `first`; rows past the end repeat another. Values rank like distances.
    void fill(int first, double[][] out);

    /// Turns a row's values into distances, in place.
    void toDistances(double[] row);

    /// Squared distances of points.
    record OfPoints(SquaredDistances squared) implements DistanceRows {
        static OfPoints of(Points points, int[] rows) {
            if (rows.length == points.rows()) {
                return new OfPoints(SquaredDistances.ofAll(points));
            }
            return new OfPoints(SquaredDistances.ofSome(points, rows));
        }

        @Override
        public void fill(int first, double[][] out) {
            squared.forEachTile(first, PANELS, (from, count, tile) -> {
                for (int r = 0; r < ROWS; r++) {
                    System.arraycopy(tile[r], 0, out[r], from, count);
                }
            });
        }

        @Override
        public void toDistances(double[] row) {
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.sqrt(row[j]);
            }
        }
    }

    /// Distances that are given.
    record OfMatrix(DenseMatrix distances, int[] rows) implements DistanceRows {
        @Override
        public void fill(int first, double[][] out) {
            for (int r = 0; r < ROWS; r++) {
                int row = rows[Math.min(first + r, rows.length - 1)];
                System.arraycopy(distances.values(), row * distances.stride(), out[r], 0, distances.n());
            }
        }

        @Override
        public void toDistances(double[] row) {}
    }
}
