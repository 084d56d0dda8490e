package dev.starling.plugins.optimizers;

/// Arithmetic of whole arrays. Sums run from the first element to the last, so that equal arrays give equal bits.
final class Vectors {
    private Vectors() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
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
