package dev.starling.plugins.optimizers;

/// Arithmetic of whole arrays. Sums run from the first element to the last, so that equal arrays give equal bits.
final class Vectors {
    /// Below this a sum of squares may have lost digits.
    private static final double SMALLEST_SQUARES = 0x1p-900;

    private Vectors() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    /// Euclidean norm; of elements so small or large that their squares are not numbers, in a unit of their own.
    static double norm(double[] a) {
        double squares = dot(a, a);
        if (squares > SMALLEST_SQUARES && squares < 1 / SMALLEST_SQUARES) {
            return Math.sqrt(squares);
        }
        double largest = 0;
        for (double x : a) {
            largest = Math.max(largest, Math.abs(x));
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        int exponent = Math.getExponent(largest);
        double sum = 0;
        for (double x : a) {
            double scaled = Math.scalb(x, -exponent);
            sum += scaled * scaled;
        }
        return Math.scalb(Math.sqrt(sum), exponent);
    }

    /// to ← to + factor · a.
    static void add(double factor, double[] a, double[] to) {
        for (int c = 0; c < to.length; c++) {
            to[c] += factor * a[c];
        }
    }

    /// to ← factor · a.
    static void scale(double factor, double[] a, double[] to) {
        for (int c = 0; c < to.length; c++) {
            to[c] = factor * a[c];
        }
    }

    static void copy(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }
}
