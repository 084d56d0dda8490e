package dev.starling.benchmarks.byhand;

import java.util.Arrays;

/// What loops read, and the sums that they add to: by output, then point. A pull to a column is yet to be turned round.
final class Pairs {
    /// Two plain sums, then pulls along x and y.
    static final int FIRST_SUM = 0;
    static final int SECOND_SUM = 1;
    static final int FIRST_PULL = 2;
    static final int SECOND_PULL = 4;
    static final int THIRD_PULL = 6;
    private static final int OUTPUTS = 8;

    /// P is symmetric, so the row of a point is its column as well.
    final int n;
    final double[] p;

    /// Coordinates.
    final double[] x;
    final double[] y;

    /// 1/Sᵢ, and what -w is multiplied by; by point, or the same for all.
    final double[] reciprocals;
    final double[] brakes;

    final double[][] ofRows;
    final double[][] ofColumns;

    Pairs(int n, double[] p) {
        this(n, p, new double[n], new double[n], new double[n], new double[n]);
    }

    private Pairs(int n, double[] p, double[] x, double[] y, double[] reciprocals, double[] brakes) {
        this.n = n;
        this.p = p;
        this.x = x;
        this.y = y;
        this.reciprocals = reciprocals;
        this.brakes = brakes;
        ofRows = new double[OUTPUTS][n];
        ofColumns = new double[OUTPUTS][n];
    }

    /// The same inputs, with other sums.
    Pairs beside() {
        return new Pairs(n, p, x, y, reciprocals, brakes);
    }

    void clear() {
        for (int output = 0; output < OUTPUTS; output++) {
            Arrays.fill(ofRows[output], 0);
            Arrays.fill(ofColumns[output], 0);
        }
    }
}
