package dev.starling.core.start;

import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import org.apiguardian.api.API;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The first principal components of a data set: centred, unscaled scores.
///
/// The sign of a component is that which makes its largest loading positive; ties go to the earlier column. A component without
/// variance is exactly 0.
///
/// @param scores     one row a point, one column a component
/// @param variances  variance along each component (divided by n)
/// @param total      variance of all columns together
@API(status = API.Status.STABLE, since = "1.0")
public record PrincipalComponents(Points scores, double[] variances, double total) {
    /// Below this share of the largest for each row of the matrix, a variance is what rounding left of 0: a sum of n products is off by less
    /// than n · 2⁻⁵³ of its size, and the decomposition by a few times that.
    private static final double ROUNDING = 0x1p-50;

    /// Columns of the covariance that make up a block of work.
    private static final int BLOCK = 16;

    /// Of points that are too large or too small to be squared, the scores are those of [Points#inRange].
    ///
    /// @throws IllegalArgumentException unless 1 ≤ components ≤ min(rows, columns)
    public static PrincipalComponents of(Points given, int components, Workers workers) {
        Points points = given.inRange();
        int n = points.rows();
        int d = points.columns();
        if (components < 1 || components > Math.min(n, d)) {
            throw new IllegalArgumentException("principal components must be at least 1 and at most " + Math.min(n, d)
                    + " for " + n + " rows of " + d + " columns, but were " + components);
        }
        double[] centred = centred(points);
        return d <= n
                ? byColumns(centred, n, d, components, workers)
                : byRows(centred, n, d, components, workers);
    }

    /// Number of components with a variance above 0.
    public int rank() {
        return (int) Arrays.stream(variances).filter(variance -> variance > 0).count();
    }

    /// The values with mean 0 in every column. The first row goes first: where the offset is large beside the spread, that is exact, and the
    /// mean of what remains has digits to spare.
    static double[] centred(Points points) {
        int n = points.rows();
        int d = points.columns();
        double[] centred = points.sharedValues().clone();
        for (int k = 0; k < d; k++) {
            double first = centred[k];
            double sum = 0;
            for (int i = 0; i < n; i++) {
                centred[i * d + k] -= first;
                sum += centred[i * d + k];
            }
            for (int i = 0; i < n; i++) {
                centred[i * d + k] -= sum / n;
            }
        }
        return centred;
    }

    private static PrincipalComponents byColumns(double[] x, int n, int d, int components, Workers workers) {
        Eigen eigen = Eigen.of(products(transposed(x, n, d), d, n, workers), d, components);
        double[] scores = new double[n * components];
        workers.run((n + 255) / 256, block -> {
            for (int i = block * 256; i < Math.min(n, (block + 1) * 256); i++) {
                for (int c = 0; c < components; c++) {
                    double sum = 0;
                    for (int k = 0; k < d && eigen.values[c] > 0; k++) {
                        sum = Math.fma(x[i * d + k], eigen.vectors[c][k], sum);
                    }
                    scores[i * components + c] = sum;
                }
            }
        });
        return new PrincipalComponents(Points.owning(n, components, scores), eigen.variances(n), eigen.trace / n);
    }

    /// Fewer points than columns: the scores are the eigenvectors of X·Xᵀ, scaled by the roots of its eigenvalues.
    private static PrincipalComponents byRows(double[] x, int n, int d, int components, Workers workers) {
        Eigen eigen = Eigen.of(products(x, n, d, workers), n, components);
        double[] scores = new double[n * components];
        for (int c = 0; c < components; c++) {
            double scale = Math.sqrt(eigen.values[c]);
            double sign = signOfLargestLoading(x, n, d, eigen.vectors[c]);
            for (int i = 0; i < n; i++) {
                scores[i * components + c] = sign * scale * eigen.vectors[c][i];
            }
        }
        return new PrincipalComponents(Points.owning(n, components, scores), eigen.variances(n), eigen.trace / n);
    }

    private static double signOfLargestLoading(double[] x, int n, int d, double[] scores) {
        double largest = 0;
        for (int k = 0; k < d; k++) {
            double loading = 0;
            for (int i = 0; i < n; i++) {
                loading = Math.fma(x[i * d + k], scores[i], loading);
            }
            if (Math.abs(loading) > Math.abs(largest)) {
                largest = loading;
            }
        }
        return largest < 0 ? -1 : 1;
    }

    /// Products of all pairs of rows, count × count.
    private static double[] products(double[] rows, int count, int length, Workers workers) {
        double[] transposed = transposed(rows, count, length);
        double[] products = new double[count * count];
        workers.run((count + BLOCK - 1) / BLOCK, block -> {
            int to = Math.min(count, (block + 1) * BLOCK);
            for (int k = 0; k < length; k++) {
                int column = k * count;
                for (int a = block * BLOCK; a < to; a++) {
                    double factor = transposed[column + a];
                    int out = a * count;
                    // Element by element and not as a sum, so that the JIT may use vectors without changing a bit.
                    for (int b = a; b < count; b++) {
                        products[out + b] += factor * transposed[column + b];
                    }
                }
            }
        });
        for (int a = 0; a < count; a++) {
            for (int b = a + 1; b < count; b++) {
                products[b * count + a] = products[a * count + b];
            }
        }
        return products;
    }

    private static double[] transposed(double[] x, int n, int d) {
        double[] turned = new double[x.length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                turned[k * n + i] = x[i * d + k];
            }
        }
        return turned;
    }

    /// Largest eigenvalues of a symmetric matrix and their vectors of length 1.
    private record Eigen(double[] values, double[][] vectors, double trace) {
        static Eigen of(double[] symmetric, int size, int count) {
            double trace = 0;
            double shift = 0;
            for (int k = 0; k < size; k++) {
                trace += symmetric[k * size + k];
                shift = Math.max(shift, symmetric[k * size + k]);
            }
            // Of a matrix of low rank, the iteration would try forever to tell apart the eigenvalues that are rounding. Shifted by at most
            // the largest eigenvalue, they are equal.
            DMatrixRMaj shifted = new DMatrixRMaj(size, size, true, symmetric);
            for (int k = 0; k < size; k++) {
                shifted.add(k, k, shift);
            }
            EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(size, true, true);
            if (!decomposition.decompose(shifted)) {
                throw new IllegalStateException("the eigenvalues of the covariance were not found");
            }
            int[] order = IntStream.range(0, size)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer k) -> -decomposition.getEigenvalue(k).real))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double largest = Math.max(0, decomposition.getEigenvalue(order[0]).real - shift);
            double[] values = new double[count];
            double[][] vectors = new double[count][];
            for (int c = 0; c < count; c++) {
                double value = decomposition.getEigenvalue(order[c]).real - shift;
                values[c] = value > ROUNDING * size * largest ? value : 0;
                vectors[c] = signed(decomposition.getEigenVector(order[c]).data.clone());
            }
            return new Eigen(values, vectors, trace);
        }

        private static double[] signed(double[] vector) {
            double largest = 0;
            for (double loading : vector) {
                // A tie up to rounding is a tie.
                if (Math.abs(loading) > Math.abs(largest) * (1 + 1e-9)) {
                    largest = loading;
                }
            }
            return largest < 0 ? Arrays.stream(vector).map(v -> -v).toArray() : vector;
        }

        double[] variances(int n) {
            return Arrays.stream(values).map(value -> value / n).toArray();
        }
    }
}
