package dev.starling.core.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// temporary
final class Species {
    static final VectorSpecies<Double> DOUBLE = DoubleVector.SPECIES_PREFERRED;

    private Species() {}
}
