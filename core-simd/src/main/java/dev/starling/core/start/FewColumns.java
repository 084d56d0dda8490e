package dev.starling.core.start;

import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Principal components of points with few columns, which may differ in size by any factor: times in milliseconds beside shares, or one
/// absurd value in one cell. Each component has the digits that the columns have which make it up.
///
/// X = Q R by reflections, R = Q′ T D with columns of length 1 before the scale D, and T a triangle that shows which columns are
/// sums of others: these take no part. Then the columns of T D are rotated until they are orthogonal.
final class FewColumns {
    /// Rounding of a given value, as a share of it; some of them add up.
    static final double GIVEN = 0x1p-51;

    /// Error of a column of length 1 after reflections, for the root of the number of columns.
    private static final double REFLECTED = 0x1p-49;

    private final double[] x;
    private final int n;
    private final int d;
    private final Workers workers;

    /// T, row-major, d × d; of its columns the first are independent.
    private final double[] triangle;

    /// Which column of the data is which of the triangle.
    private final int[] columns;

    /// D, and below what length the rest of a column is rounding, by column of the data.
    private final double[] lengths;

    private final double[] noise;
    private final int rank;

    FewColumns(Points points, double[] centered, Workers workers) {
        this.x = centered;
        this.n = points.rows();
        this.d = points.columns();
        this.workers = workers;
        triangle = Triangle.of(centered, d, workers);
        columns = IntStream.range(0, d).toArray();
        lengths = new double[d];
        noise = new double[d];
        for (int k = 0; k < d; k++) {
            scaleColumn(points, k);
        }
        rank = triangulate();
    }

    /// Brings a column of the triangle to length 1.
    private void scaleColumn(Points points, int k) {
        double largest = 0;
        for (int i = 0; i < d; i++) {
            largest = Math.max(largest, Math.abs(triangle[i * d + k]));
        }
        double squares = 0;
        for (int i = 0; i < d && largest > 0; i++) {
            squares += triangle[i * d + k] / largest * (triangle[i * d + k] / largest);
        }
        double size = 0;
        for (int i = 0; i < n; i++) {
            size = Math.max(size, Math.abs(points.get(i, k)));
        }
        lengths[k] = largest * Math.sqrt(squares);
        noise[k] = lengths[k] == 0 ? 1 : GIVEN * Math.sqrt(n) * (size / lengths[k]) + REFLECTED * Math.sqrt(d);
        for (int i = 0; i < d; i++) {
            triangle[i * d + k] = lengths[k] == 0 ? 0 : triangle[i * d + k] / lengths[k];
        }
    }

    /// Reflects, the column next of which most is left beside its rounding, until rounding is all.
    private int triangulate() {
        for (int k = 0; k < d; k++) {
            int best = -1;
            double most = 0;
            for (int j = k; j < d; j++) {
                double squares = 0;
                for (int i = k; i < d; i++) {
                    squares += triangle[i * d + j] * triangle[i * d + j];
                }
                double rest = Math.sqrt(squares) / noise[columns[j]];
                if (rest > 1 && rest > most) {
                    best = j;
                    most = rest;
                }
            }
            if (best < 0) {
                return k;
            }
            swap(k, best);
            reflect(k);
        }
        return d;
    }

    /// Leaves of column k, from row k on, its length only.
    private void reflect(int k) {
        double squares = 0;
        for (int i = k; i < d; i++) {
            squares += triangle[i * d + k] * triangle[i * d + k];
        }
        double head = triangle[k * d + k];
        double length = head > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
        double factor = 1 / (squares - head * length);
        for (int j = k + 1; j < d; j++) {
            double product = (head - length) * triangle[k * d + j];
            for (int i = k + 1; i < d; i++) {
                product += triangle[i * d + k] * triangle[i * d + j];
            }
            triangle[k * d + j] -= factor * product * (head - length);
            for (int i = k + 1; i < d; i++) {
                triangle[i * d + j] -= factor * product * triangle[i * d + k];
            }
        }
        for (int i = k + 1; i < d; i++) {
            triangle[i * d + k] = 0;
        }
        triangle[k * d + k] = length;
    }

    private void swap(int a, int b) {
        int column = columns[a];
        columns[a] = columns[b];
        columns[b] = column;
        for (int i = 0; i < d; i++) {
            double value = triangle[i * d + a];
            triangle[i * d + a] = triangle[i * d + b];
            triangle[i * d + b] = value;
        }
    }

    /// The first components.
    ///
    /// @param scores   one row a point, one column a component
    /// @param lengths  of the columns; 0 beyond the rank
    record Found(double[] scores, double[] lengths) {}

    Found components(int count) {
        double[][] scaled = new double[d][rank];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < rank; i++) {
                scaled[j][i] = triangle[i * d + j] * lengths[columns[j]];
            }
        }
        OrthogonalColumns rotated = OrthogonalColumns.of(scaled, workers);
        double[][] factors = new double[Math.min(count, rank)][];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = factors(rotated.columns()[c], sign(loadings(rotated.right()[c])));
        }
        double[] scores = new double[n * count];
        workers.run(Math.ceilDiv(n, 256), block -> {
            for (int i = block * 256; i < Math.min(n, (block + 1) * 256); i++) {
                for (int c = 0; c < factors.length; c++) {
                    double sum = 0;
                    for (int k = 0; k < d; k++) {
                        sum = Math.fma(x[i * d + k], factors[c][k], sum);
                    }
                    scores[i * count + c] = sum;
                }
            }
        });
        double[] found = Arrays.copyOf(rotated.lengths(), count);
        Arrays.fill(found, factors.length, count, 0);
        return new Found(scores, found);
    }

    /// The sign of a component: that of its largest loading.
    static double sign(double[] loadings) {
        double largest = 0;
        for (double loading : loadings) {
            // A tie up to rounding is a tie.
            if (Math.abs(loading) > Math.abs(largest) * (1 + 1e-9)) {
                largest = loading;
            }
        }
        return largest < 0 ? -1 : 1;
    }

    private double[] loadings(double[] permuted) {
        double[] loadings = new double[d];
        for (int j = 0; j < d; j++) {
            loadings[columns[j]] = permuted[j];
        }
        return loadings;
    }

    /// By what each column is multiplied to give the scores Q Q′ w: the solution of T D z = w, which keeps the digits of columns that the
    /// loadings, of length 1, would lose.
    private double[] factors(double[] w, double sign) {
        double[] factors = new double[d];
        double[] z = new double[rank];
        for (int i = rank - 1; i >= 0; i--) {
            double sum = w[i];
            for (int j = i + 1; j < rank; j++) {
                sum = Math.fma(-triangle[i * d + j], z[j], sum);
            }
            z[i] = sum / triangle[i * d + i];
            factors[columns[i]] = sign * z[i] / lengths[columns[i]];
        }
        return factors;
    }
}
