package dev.starling.core.simd;

import dev.starling.api.expr.tree.PowTables;

/// Tables of [SingleMath#pow]: those of [PowTables] in single precision. What rounding takes from the roots is left
/// out: it costs half a unit in the last place, and a twentieth of the time.
final class SinglePowTables {
    /// Has as few digits in single precision as in double.
    static final float[] INVERSE = new float[16];

    /// To 16 binary places, so that the sum with [SingleMath#LN2_HIGH] times an exponent is exact.
    static final float[] LOG_HIGH = new float[16];

    static final float[] LOG_LOW = new float[16];
    static final float[] ROOT = new float[16];

    static {
        double[] inverse = PowTables.inverse();
        double[] log = PowTables.logHigh();
        double[] logLow = PowTables.logLow();
        double[] root = PowTables.root();
        for (int i = 0; i < 16; i++) {
            INVERSE[i] = (float) inverse[i];
            LOG_HIGH[i] = (float) (Math.rint(log[i] * 0x1p16) * 0x1p-16);
            LOG_LOW[i] = (float) (log[i] - LOG_HIGH[i] + logLow[i]);
            ROOT[i] = (float) root[i];
        }
    }

    private SinglePowTables() {}
}
