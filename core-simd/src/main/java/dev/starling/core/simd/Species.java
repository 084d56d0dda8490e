package dev.starling.core.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// How wide a vector is. A constant, since a species that is not known at compile time costs a factor of twenty to a hundred.
///
/// As wide as the machine likes, up to 512 bits; the system property `starling.vector.bits` (128, 256 or 512) is for tests, which
/// hold every width to the same bits.
public final class Species {
    public static final VectorSpecies<Double> DOUBLE = VectorSpecies.of(double.class, VectorShape.forBitSize(bits()));

    public static final VectorSpecies<Float> SINGLE = VectorSpecies.of(float.class, DOUBLE.vectorShape());

    private Species() {}

    private static int bits() {
        String wanted = System.getProperty("starling.vector.bits");
        if (wanted == null) {
            return Math.min(DoubleVector.SPECIES_PREFERRED.vectorBitSize(), 512);
        }
        return switch (wanted) {
            case "128" -> 128;
            case "256" -> 256;
            case "512" -> 512;
            default -> throw new IllegalArgumentException("starling.vector.bits must be 128, 256 or 512, but was " + wanted);
        };
    }
}
