package dev.starling.core.matrix;

/// Numbers by powers of two, which no digit is lost by.
final class PowersOfTwo {
    private PowersOfTwo() {}

    /// The largest absolute value; 0 of none.
    static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /// Divided by 2 to the power of `exponent`.
    static double[] divided(double[] values, int exponent) {
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = Math.scalb(values[i], -exponent);
        }
        return scaled;
    }
}
