package dev.starling.core.matrix;

import org.apiguardian.api.API;

/// An n × n matrix of pairs, row-major, each row padded with zeros to a multiple of eight; the diagonal is 0.
///
/// @param n          number of points
/// @param stride     distance between the beginnings of two rows: n rounded up to a multiple of 8
/// @param values     n · stride values; shared, not to be written to
/// @param symmetric  whether the matrix equals its transpose, bit for bit
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record DenseMatrix(int n, int stride, double[] values, boolean symmetric) implements PairMatrix {
    /// Largest n of which n · stride values fit into one array.
    public static final int MAX_N = 46_336;

    public static int strideOf(int n) {
        return (n + 7) / 8 * 8;
    }

    @Override
    public double get(int i, int j) {
        return values[i * stride + j];
    }

    /// The transpose; itself where symmetric.
    public DenseMatrix transposed() {
        if (symmetric) {
            return this;
        }
        double[] turned = new double[values.length];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                turned[j * stride + i] = values[i * stride + j];
            }
        }
        return new DenseMatrix(n, stride, turned, false);
    }
}
