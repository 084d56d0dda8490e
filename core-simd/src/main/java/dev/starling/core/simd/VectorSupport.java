package dev.starling.core.simd;

import dev.starling.api.expr.tree.Elementary;
import dev.starling.core.base.Precision;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// What generated vector loops call, beside the methods of `DoubleVector` and [VectorMath].
public final class VectorSupport {
    private VectorSupport() {}

    /// How many numbers are in a vector of this machine, at most the logical width of a sum.
    public static int width(Precision precision) {
        return switch (precision) {
            case DOUBLE -> Species.DOUBLE.length();
            case SINGLE -> Species.SINGLE.length();
        };
    }

    public static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(Species.DOUBLE, value);
    }

    /// The mask is a constant in a register; `abs` of the vector module reads it from memory each time.
    public static DoubleVector absolute(DoubleVector a) {
        return a.reinterpretAsLongs().and(Long.MAX_VALUE).reinterpretAsDoubles();
    }

    /// The larger of two whose signs are not set, by their bits, or NaN where one is: `max` of the vector module looks at zeros and NaN.
    public static DoubleVector larger(DoubleVector a, DoubleVector b) {
        return a.reinterpretAsLongs().max(b.reinterpretAsLongs()).reinterpretAsDoubles();
    }

    /// `chosen` in lanes whose bit is set, `others` elsewhere.
    public static DoubleVector choose(DoubleVector chosen, DoubleVector others, int bits) {
        return others.blend(chosen, VectorMask.fromLong(Species.DOUBLE, bits));
    }

    public static DoubleVector whereLess(DoubleVector left, DoubleVector right, DoubleVector then, DoubleVector otherwise) {
        return otherwise.blend(then, left.compare(VectorOperators.LT, right));
    }

    public static DoubleVector whereAtMost(DoubleVector left, DoubleVector right, DoubleVector then, DoubleVector otherwise) {
        return otherwise.blend(then, left.compare(VectorOperators.LE, right));
    }

    public static DoubleVector whereEqual(DoubleVector left, DoubleVector right, DoubleVector then, DoubleVector otherwise) {
        return otherwise.blend(then, left.compare(VectorOperators.EQ, right));
    }

    /// Where a lane is a special case of [VectorMath#log1p].
    public static DoubleVector log1pOneByOne(DoubleVector x) {
        double[] values = x.toArray();
        for (int lane = 0; lane < values.length; lane++) {
            values[lane] = Elementary.log1p(values[lane]);
        }
        return DoubleVector.fromArray(Species.DOUBLE, values, 0);
    }

    /// Replaces lanes of `power` by powers computed one by one: the special cases of [VectorMath#pow].
    public static DoubleVector powOneByOne(DoubleVector x, DoubleVector y, DoubleVector power, VectorMask<Double> special) {
        double[] bases = new double[Species.DOUBLE.length()];
        double[] exponents = new double[Species.DOUBLE.length()];
        double[] powers = new double[Species.DOUBLE.length()];
        x.intoArray(bases, 0);
        y.intoArray(exponents, 0);
        power.intoArray(powers, 0);
        redo(bases, exponents, powers, special.toLong());
        return DoubleVector.fromArray(Species.DOUBLE, powers, 0);
    }

    private static void redo(double[] bases, double[] exponents, double[] powers, long lanes) {
        for (int lane = 0; lane < powers.length; lane++) {
            if ((lanes >>> lane & 1) != 0) {
                powers[lane] = Elementary.pow(bases[lane], exponents[lane]);
            }
        }
    }

    public static FloatVector broadcast(float value) {
        return FloatVector.broadcast(Species.SINGLE, value);
    }

    /// As of doubles.
    public static FloatVector absolute(FloatVector a) {
        return a.reinterpretAsInts().and(Integer.MAX_VALUE).reinterpretAsFloats();
    }

    /// As of doubles.
    public static FloatVector larger(FloatVector a, FloatVector b) {
        return a.reinterpretAsInts().max(b.reinterpretAsInts()).reinterpretAsFloats();
    }

    /// `chosen` in lanes whose bit is set, `others` elsewhere.
    public static FloatVector choose(FloatVector chosen, FloatVector others, int bits) {
        return others.blend(chosen, VectorMask.fromLong(Species.SINGLE, bits));
    }

    public static FloatVector whereLess(FloatVector left, FloatVector right, FloatVector then, FloatVector otherwise) {
        return otherwise.blend(then, left.compare(VectorOperators.LT, right));
    }

    public static FloatVector whereAtMost(FloatVector left, FloatVector right, FloatVector then, FloatVector otherwise) {
        return otherwise.blend(then, left.compare(VectorOperators.LE, right));
    }

    public static FloatVector whereEqual(FloatVector left, FloatVector right, FloatVector then, FloatVector otherwise) {
        return otherwise.blend(then, left.compare(VectorOperators.EQ, right));
    }

    /// Where a lane is a special case of [SingleVectorMath#log1p].
    public static FloatVector log1pOneByOne(FloatVector x) {
        float[] values = x.toArray();
        for (int lane = 0; lane < values.length; lane++) {
            values[lane] = SingleMath.log1p(values[lane]);
        }
        return FloatVector.fromArray(Species.SINGLE, values, 0);
    }

    /// Replaces lanes of `power` by powers computed one by one: the special cases of [SingleVectorMath#pow].
    public static FloatVector powOneByOne(FloatVector x, FloatVector y, FloatVector power, VectorMask<Float> special) {
        float[] bases = new float[Species.SINGLE.length()];
        float[] exponents = new float[Species.SINGLE.length()];
        float[] powers = new float[Species.SINGLE.length()];
        x.intoArray(bases, 0);
        y.intoArray(exponents, 0);
        power.intoArray(powers, 0);
        redo(bases, exponents, powers, special.toLong());
        return FloatVector.fromArray(Species.SINGLE, powers, 0);
    }

    private static void redo(float[] bases, float[] exponents, float[] powers, long lanes) {
        for (int lane = 0; lane < powers.length; lane++) {
            if ((lanes >>> lane & 1) != 0) {
                powers[lane] = SingleMath.pow(bases[lane], exponents[lane]);
            }
        }
    }
}
