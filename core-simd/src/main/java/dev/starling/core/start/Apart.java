package dev.starling.core.start;

import dev.starling.core.base.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Sets points apart by tiny random numbers where an optimizer never would: points at one place are pulled alike, and those in a plane
/// are never pulled out of it.
final class Apart {
    static final int RANDOM_USE = 1;
    static final int APART_USE = 2;

    /// How far points are set apart, as a share of the spread: too little to be seen, enough to have a direction.
    static final double SHARE = 1e-4;

    /// A direction in which the points' variance is below this share of the largest has rounding only.
    private static final double NO_VARIANCE = 1e-14;

    private Apart() {}

    /// Moves all points, if they vary along fewer directions than they have coordinates.
    ///
    /// @return the number of directions that they varied along
    static int flat(double[] y, int n, int dimensions, CounterRandom random) {
        double size = size(y);
        double[] variances = variances(y, n, dimensions, size);
        double largest = Arrays.stream(variances).max().orElse(0);
        int rank = (int) Arrays.stream(variances).filter(v -> largest > 0 && v > NO_VARIANCE * largest).count();
        if (rank < Math.min(dimensions, n - 1)) {
            double spread = largest > 0 ? Math.sqrt(largest) * size : size;
            for (int c = 0; c < y.length; c++) {
                y[c] += SHARE * spread * random.normal(c);
            }
        }
        return rank;
    }

    /// Standard deviation along the direction in which it is largest.
    static double spread(double[] y, int n, int dimensions) {
        double size = size(y);
        return Math.sqrt(Arrays.stream(variances(y, n, dimensions, size)).max().orElse(0)) * size;
    }

    /// The largest coordinate; 1 if all are 0.
    private static double size(double[] y) {
        double size = 0;
        for (double coordinate : y) {
            size = Math.max(size, Math.abs(coordinate));
        }
        return size == 0 ? 1 : size;
    }

    /// Eigenvalues of the covariance of the coordinates in units of `size`.
    private static double[] variances(double[] y, int n, int dimensions, double size) {
        double[][] off = new double[dimensions][n];
        for (int k = 0; k < dimensions; k++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                off[k][i] = (y[k * n + i] - y[k * n]) / size;
                sum += off[k][i];
            }
            for (int i = 0; i < n; i++) {
                off[k][i] -= sum / n;
            }
        }
        DMatrixRMaj covariance = new DMatrixRMaj(dimensions, dimensions);
        for (int a = 0; a < dimensions; a++) {
            for (int b = 0; b < dimensions; b++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += off[a][i] * off[b][i];
                }
                covariance.set(a, b, sum / n);
            }
        }
        var eigen = DecompositionFactory_DDRM.eig(dimensions, false, true);
        if (!eigen.decompose(covariance)) {
            return new double[dimensions];
        }
        double[] values = new double[dimensions];
        for (int k = 0; k < dimensions; k++) {
            values[k] = eigen.getEigenvalue(k).getReal();
        }
        return values;
    }

    /// Moves every point that lies where another does, the first of them like the others: which row comes first means nothing.
    ///
    /// @return how many
    static int coincident(double[] y, int n, int dimensions, double by, CounterRandom random) {
        Set<Place> taken = new HashSet<>();
        Set<Place> shared = new HashSet<>();
        for (int i = 0; i < n; i++) {
            Place place = Place.of(y, n, dimensions, i);
            if (!taken.add(place)) {
                shared.add(place);
            }
        }
        int moved = 0;
        for (int i = 0; i < n && !shared.isEmpty(); i++) {
            if (shared.contains(Place.of(y, n, dimensions, i))) {
                moved++;
                for (int k = 0; k < dimensions; k++) {
                    y[k * n + i] += by * random.normal((long) (dimensions + k) * n + i);
                }
            }
        }
        return moved;
    }

    /// Where a point lies.
    private record Place(double[] coordinates) {
        static Place of(double[] y, int n, int dimensions, int i) {
            double[] point = new double[dimensions];
            for (int k = 0; k < dimensions; k++) {
                point[k] = y[k * n + i] + 0.0; // −0 lies where 0 does
            }
            return new Place(point);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place place && Arrays.equals(coordinates, place.coordinates);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(coordinates);
        }
    }
}
