package dev.starling.core.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// What generated vector loops call, beside the methods of `DoubleVector` and [VectorMath].
public final class VectorSupport {
    private VectorSupport() {}

    /// Whether the vector module is there. It is wherever Starling runs as a module; on a class path it takes
    /// `--add-modules jdk.incubator.vector`.
    public static boolean available() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /// Number of doubles in a vector of this machine, at most eight.
    public static int width() {
        return Species.DOUBLE.length();
    }

    public static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(Species.DOUBLE, value);
    }

    public static DoubleVector load(double[] array, int index) {
        return DoubleVector.fromArray(Species.DOUBLE, array, index);
    }

    /// `chosen` in lanes whose bit is set, `others` elsewhere.
    public static DoubleVector choose(DoubleVector chosen, DoubleVector others, int bits) {
        return others.blend(chosen, VectorMask.fromLong(Species.DOUBLE, bits));
    }

    public static DoubleVector xlogy(DoubleVector a, DoubleVector b) {
        return a.mul(VectorMath.log(b)).blend(0.0, a.compare(VectorOperators.EQ, 0.0));
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
}
