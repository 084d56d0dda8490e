package dev.starling.app.data;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.matrix.DenseMatrix;

import java.nio.file.Path;
import java.util.Locale;

/// A headerless n × n matrix of numbers, none of them negative, with zeros on the diagonal.
public final class SquareMatrix {
    private static final String DISTANCE = "distance";

    /// How far two distances of one pair may be apart, as a part of the greater: the last digits of who computed them.
    private static final double ASYMMETRY = 1e-9;

    private SquareMatrix() {}

    /// Reads a matrix. That of distances must equal its transpose to nine digits; it is used as it stands, each direction with its value.
    ///
    /// @param what what an entry is, for messages: "probability", "distance"
    /// @throws Fault with the entry and its values, if the matrix is not as it must be
    public static DenseMatrix read(Path file, String what) {
        try (Source source = Source.of(file)) {
            NumberRows table = new NumberRows(source, Notation.NONE);
            Row row = table.next();
            if (row == null) {
                throw new Fault(Exit.DATA, file + " holds no matrix. Give n rows of n numbers.");
            }
            int n = row.size();
            if (n > DenseMatrix.MAX_N) {
                throw new Fault(Exit.RESOURCES, String.format(Locale.ROOT, "%s has %,d columns; a full matrix has at most %,d.",
                        file, n, DenseMatrix.MAX_N));
            }
            int stride = DenseMatrix.strideOf(n);
            double[] values = new double[n * stride];
            int i = 0;
            for (; row != null; row = table.next()) {
                if (i < n) {
                    for (int j = 0; j < n; j++) {
                        values[i * stride + j] = entry(table, row, what, i, j);
                    }
                }
                i++;
            }
            if (i != n) {
                throw new Fault(Exit.DATA, file + " is not square: it has " + i + (i == 1 ? " row" : " rows") + " of " + n
                        + " numbers. Give n rows of n numbers, without a header.");
            }
            boolean symmetric = isSymmetric(file, what, values, n, stride);
            return new DenseMatrix(n, stride, values, symmetric);
        }
    }

    private static double entry(NumberRows table, Row row, String what, int i, int j) {
        double value = table.number(row, j);
        if (value < 0) {
            throw new Fault(Exit.DATA, table.place(row, j) + ": the " + what + " of " + pair(i, j) + " is " + value
                    + ", but must not be negative.");
        }
        if (i == j && value != 0) {
            throw new Fault(Exit.DATA, table.place(row, j) + ": the " + what + " of " + pair(i, j) + " is " + value
                    + ", but must be 0: a point is no neighbour of itself.");
        }
        return Math.abs(value);
    }

    private static boolean isSymmetric(Path file, String what, double[] values, int n, int stride) {
        boolean symmetric = true;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double lower = values[i * stride + j];
                double upper = values[j * stride + i];
                symmetric &= lower == upper;
                if (what.equals(DISTANCE) && Math.abs(lower - upper) > ASYMMETRY * Math.max(lower, upper)) {
                    throw new Fault(Exit.DATA, file + ": the " + what + " of " + pair(i, j) + " is " + lower + ", but that of "
                            + pair(j, i) + " is " + upper + ". They must be equal.");
                }
            }
        }
        return symmetric;
    }

    /// Points counted from 1.
    private static String pair(int i, int j) {
        return "(" + (i + 1) + ", " + (j + 1) + ")";
    }
}
