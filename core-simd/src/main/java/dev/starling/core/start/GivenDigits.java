package dev.starling.core.start;

import dev.starling.core.matrix.Points;

import java.util.Arrays;

/// How far the numbers of a column were rounded when they were written down: by their decimals, or to single precision.
final class GivenDigits {
    /// Rows that are looked at.
    private static final int SAMPLE = 1_000;

    /// Numbers with more decimals have all digits of a double.
    private static final int MOST = 15;

    /// Digits of a number that was written with fewer than a double has: of a double, hardly one in a thousand looks as if it had so few.
    private static final double FEWER = 1e13;

    private static final double SINGLE = 0x1p-24;

    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

    private GivenDigits() {}

    /// The step between numbers of a column; 0 if they are whole, or have all digits of a double. A quarter of the numbers may have a larger one, as
    /// those have that end with zeros.
    static double step(Points points, int column) {
        int rows = points.rows();
        int count = Math.min(rows, SAMPLE);
        int[] decimals = new int[count];
        double squares = 0;
        boolean single = true;
        for (int s = 0; s < count; s++) {
            double value = points.get((int) ((long) s * rows / count), column);
            decimals[s] = decimals(value);
            single &= value == (float) value;
            squares += value * value;
        }
        Arrays.sort(decimals);
        int usual = decimals[count / 4];
        if (usual <= MOST) {
            return decimals[count - 1] == 0 ? 0 : 1 / POWERS[usual];
        }
        return single ? SINGLE * Math.sqrt(squares / count) : 0;
    }

    /// How many decimals a number was written with, at least; more than the most if it has all digits of a double.
    private static int decimals(double value) {
        for (int k = 0; k <= MOST; k++) {
            double whole = Math.rint(value * POWERS[k]);
            if (!(Math.abs(whole) < FEWER)) { // also ends at NaN
                return MOST + 1;
            } else if (whole / POWERS[k] == value) {
                return k;
            }
        }
        return MOST + 1;
    }
}
