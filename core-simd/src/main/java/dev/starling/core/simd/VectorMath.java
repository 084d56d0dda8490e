package dev.starling.core.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// temporary
public final class VectorMath {
    private VectorMath() {}

    public static DoubleVector exp(DoubleVector x) { return x.lanewise(VectorOperators.EXP); }
    public static DoubleVector log(DoubleVector x) { return x.lanewise(VectorOperators.LOG); }
    public static DoubleVector log1p(DoubleVector x) { return x.lanewise(VectorOperators.LOG1P); }
    public static DoubleVector pow(DoubleVector x, DoubleVector y) { return x.lanewise(VectorOperators.POW, y); }
}
