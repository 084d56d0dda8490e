package dev.starling.core.matrix;

import org.apiguardian.api.API;

/// An n × n matrix of pairs, row-major, each row padded with zeros to a multiple of eight; the diagonal is 0.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class DenseMatrix implements PairMatrix {
    /// Largest n of which n · stride values fit into one array.
    public static final int MAX_N = 46_336;

    private final int n;
    private final int stride;
    private final double[] values;
    private final boolean symmetric;

    private DenseMatrix(int n, int stride, double[] values, boolean symmetric) {
        if (n < 0 || stride < n || values.length != Math.multiplyExact(n, stride)) {
            throw new IllegalArgumentException(
                    "a matrix of " + n + " points, " + stride + " values a row, has " + (long) n * stride + " values, but there are " + values.length);
        }
        this.n = n;
        this.stride = stride;
        this.values = values;
        this.symmetric = symmetric;
    }

    /// Takes the array itself, once it is checked; whoever hands it over must not touch it again. Whether it is symmetric is found out.
    ///
    /// @param stride distance between the beginnings of two rows: [#strideOf] n
    /// @throws IllegalArgumentException if there are not n · stride values, one is not finite, or one on the diagonal or in the padding is not 0
    public static DenseMatrix sharing(int n, int stride, double[] values) {
        DenseMatrix unchecked = new DenseMatrix(n, stride, values, false);
        for (int i = 0; i < n; i++) {
            unchecked.checkRow(i);
        }
        return new DenseMatrix(n, stride, values, unchecked.equalsItsTranspose());
    }

    /// The same, taken at the word of whoever has made the array: only its length is looked at.
    ///
    /// @param symmetric whether the matrix equals its transpose, bit for bit
    public static DenseMatrix trusted(int n, int stride, double[] values, boolean symmetric) {
        return new DenseMatrix(n, stride, values, symmetric);
    }

    /// The matrix divided by 2 to the power of `exponent`: itself where that is 0.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public DenseMatrix divided(int exponent) {
        return exponent == 0 ? this : new DenseMatrix(n, stride, PowersOfTwo.divided(values, exponent), symmetric);
    }

    /// Takes a copy of rows, as many as each is long.
    ///
    /// @throws IllegalArgumentException if they are not, or a number is not finite, or not 0 on the diagonal
    public static DenseMatrix copyOf(double[][] rows) {
        int n = rows.length;
        int stride = strideOf(n);
        double[] values = new double[Math.multiplyExact(n, stride)];
        for (int i = 0; i < n; i++) {
            if (rows[i].length != n) {
                throw new IllegalArgumentException("row " + i + " has " + rows[i].length + " values, but there are " + n + " rows");
            }
            System.arraycopy(rows[i], 0, values, i * stride, n);
        }
        return sharing(n, stride, values);
    }

    private void checkRow(int i) {
        for (int j = 0; j < stride; j++) {
            double value = get(i, j);
            boolean zero = j == i || j >= n;
            if (!Double.isFinite(value) || zero && value != 0) {
                throw new IllegalArgumentException("row " + i + ", column " + j + " is " + value + ", which is not "
                        + (j == i ? "0, as the diagonal must be" : zero ? "0, as the padding must be" : "finite"));
            }
        }
    }

    private boolean equalsItsTranspose() {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (Double.compare(get(i, j), get(j, i)) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /// n rounded up to a multiple of eight.
    public static int strideOf(int n) {
        return (n + 7) / 8 * 8;
    }

    @Override
    public int n() {
        return n;
    }

    /// Distance between the beginnings of two rows.
    public int stride() {
        return stride;
    }

    /// The n · stride values themselves, shared: not to be written to.
    public double[] values() {
        return values;
    }

    @Override
    public boolean symmetric() {
        return symmetric;
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
        double[] transposed = new double[values.length];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                transposed[j * stride + i] = values[i * stride + j];
            }
        }
        return new DenseMatrix(n, stride, transposed, false);
    }
}
