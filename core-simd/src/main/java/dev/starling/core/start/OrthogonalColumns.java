package dev.starling.core.start;

import dev.starling.core.base.Workers;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The singular value decomposition A = W Vᵀ of a small matrix, W having orthogonal columns and V orthonormal ones, by rotating the
/// columns of A two at a time (one-sided Jacobi).
///
/// Columns of A may differ in size by any factor: no digit of a small one is lost to a large one, as it is to any method that first brings
/// the matrix to a narrow form (Demmel & Veselić, "Jacobi's method is more accurate than QR", 1992).
///
/// @param columns  W, a column each, the longest first
/// @param right    V, a column each
/// @param lengths  the singular values
record OrthogonalColumns(double[][] columns, double[][] right, double[] lengths) {
    private static final int MOST_SWEEPS = 60;

    /// How near 0 the cosine of two columns must come.
    private static final double ORTHOGONAL = 0x1p-50;

    /// @param given   columns of equal length, which are changed
    /// @param workers heeded, since many columns take long
    static OrthogonalColumns of(double[][] given, Workers workers) {
        int count = given.length;
        double[][] right = new double[count][count];
        for (int c = 0; c < count; c++) {
            right[c][c] = 1;
        }
        boolean turned = true;
        for (int sweep = 0; turned && sweep < MOST_SWEEPS; sweep++) {
            turned = false;
            for (int p = 0; p < count; p++) {
                workers.heed();
                for (int q = p + 1; q < count; q++) {
                    turned |= turn(given, right, p, q);
                }
            }
        }
        double[] lengths = Arrays.stream(given).mapToDouble(OrthogonalColumns::length).toArray();
        int[] order = IntStream.range(0, count).boxed().sorted(Comparator.comparingDouble(c -> -lengths[c])).mapToInt(c -> c).toArray();
        return new OrthogonalColumns(
                IntStream.of(order).mapToObj(c -> given[c]).toArray(double[][]::new),
                IntStream.of(order).mapToObj(c -> right[c]).toArray(double[][]::new),
                IntStream.of(order).mapToDouble(c -> lengths[c]).toArray());
    }

    static double length(double[] column) {
        return Math.sqrt(dot(column, column));
    }

    /// Eight sums at a time: a processor can begin two fma in a turn, and each takes four turns to finish.
    static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 8 <= a.length; i += 8) {
            s0 = Math.fma(a[i], b[i], s0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
            s4 = Math.fma(a[i + 4], b[i + 4], s4);
            s5 = Math.fma(a[i + 5], b[i + 5], s5);
            s6 = Math.fma(a[i + 6], b[i + 6], s6);
            s7 = Math.fma(a[i + 7], b[i + 7], s7);
        }
        for (; i < a.length; i++) {
            s0 = Math.fma(a[i], b[i], s0);
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /// Makes two columns orthogonal; whether they were not.
    private static boolean turn(double[][] columns, double[][] right, int p, int q) {
        double squareP = dot(columns[p], columns[p]);
        double squareQ = dot(columns[q], columns[q]);
        double product = dot(columns[p], columns[q]);
        if (!(Math.abs(product) > ORTHOGONAL * Math.sqrt(squareP) * Math.sqrt(squareQ))) {
            return false;
        }
        double cotangent = (squareQ - squareP) / (2 * product);
        double tangent = Math.copySign(1, cotangent) / (Math.abs(cotangent) + Math.sqrt(1 + cotangent * cotangent));
        double cosine = 1 / Math.sqrt(1 + tangent * tangent);
        turn(columns[p], columns[q], cosine, cosine * tangent);
        turn(right[p], right[q], cosine, cosine * tangent);
        return true;
    }

    private static void turn(double[] p, double[] q, double cosine, double sine) {
        for (int i = 0; i < p.length; i++) {
            double a = p[i];
            double b = q[i];
            p[i] = cosine * a - sine * b;
            q[i] = sine * a + cosine * b;
        }
    }
}
