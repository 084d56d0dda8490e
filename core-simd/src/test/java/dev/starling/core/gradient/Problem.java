package dev.starling.core.gradient;

import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;

import java.util.Arrays;
import java.util.Random;

/// A small embedding problem, awkward on purpose.
///
/// @param p       affinities, rows of a matrix whose diagonal is 0
/// @param matrix  the same, dense or sparse
/// @param y       coordinates, dimension-major
record Problem(int n, int dimensions, double[][] p, PairMatrix matrix, double[] y, String description) {
    /// How the points lie.
    enum Layout {
        SCATTERED,
        TWO_COINCIDE,
        ONE_FAR_OFF
    }

    static Problem of(int n, int dimensions, Layout layout, boolean symmetric, boolean sparse, long seed) {
        Random random = new Random(seed);
        double[] y = random.doubles((long) n * dimensions, -1, 1).toArray();
        for (int k = 0; k < dimensions; k++) {
            if (layout == Layout.TWO_COINCIDE) {
                y[k * n + 1] = y[k * n];
            } else if (layout == Layout.ONE_FAR_OFF) {
                y[k * n + n - 1] += 5;
            }
        }
        double[][] p = new double[n][n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    boolean zero = n > 3 && (i + j) % 3 == 0;
                    p[i][j] = symmetric && j < i ? p[j][i] : zero ? 0 : 0.05 + random.nextDouble();
                }
                sum += p[i][j];
            }
        }
        for (double[] row : p) {
            for (int j = 0; j < n; j++) {
                row[j] /= sum;
            }
        }
        return new Problem(n, dimensions, p, sparse ? sparse(p, symmetric) : dense(p, symmetric), y,
                "n = " + n + ", " + dimensions + "-D, " + layout + (symmetric ? ", symmetric" : ", asymmetric")
                        + (sparse ? ", sparse" : ", dense") + ", seed " + seed);
    }

    @Override
    public String toString() {
        return description;
    }

    static DenseMatrix dense(double[][] p, boolean symmetric) {
        int stride = DenseMatrix.strideOf(p.length);
        double[] values = new double[p.length * stride];
        for (int i = 0; i < p.length; i++) {
            System.arraycopy(p[i], 0, values, i * stride, p.length);
        }
        return DenseMatrix.trusted(p.length, stride, values, symmetric);
    }

    static SparseMatrix sparse(double[][] p, boolean symmetric) {
        int n = p.length;
        int[] starts = new int[n + 1];
        int[] columns = new int[n * n];
        double[] values = new double[n * n];
        double[] transposed = new double[n * n];
        int stored = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (p[i][j] != 0 || p[j][i] != 0) {
                    columns[stored] = j;
                    values[stored] = p[i][j];
                    transposed[stored++] = p[j][i];
                }
            }
            starts[i + 1] = stored;
        }
        double[] kept = Arrays.copyOf(values, stored);
        return SparseMatrix.sharing(n, starts, Arrays.copyOf(columns, stored), kept,
                symmetric ? kept : Arrays.copyOf(transposed, stored));
    }
}
