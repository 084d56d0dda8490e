package dev.starling.benchmarks.byhand;

import dev.starling.core.simd.VectorMath;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// A kernel that has been written out by hand, in steps that share their work: from the base g of a squared distance to the core v, and
/// from there to the weight w and the pull -∂ ln w/∂s.
///
/// | | g | v | w | -∂ ln w/∂s |
/// |---|---|---|---|---|
/// | Student t | 1 + s | 1/g | v | v |
/// | Gaussian | s | exp(-g) | v | 1 |
/// | heavy-tailed, α = ½ | 1 + s/2 | 1/g | v² | v |
///
/// The methods are static and take the kernel as an argument: where it is a constant the JIT leaves nothing of the choice.
enum KernelForm {
    STUDENT_T,
    GAUSSIAN,
    HEAVY_TAILED;

    static final VectorSpecies<Double> SPECIES = species();

    private static VectorSpecies<Double> species() {
        VectorSpecies<Double> preferred = DoubleVector.SPECIES_PREFERRED;
        return preferred.length() <= HandWrittenGradient.MULTIPLE ? preferred : DoubleVector.SPECIES_512;
    }

    static DoubleVector base(KernelForm kernel, DoubleVector dx, DoubleVector dy) {
        if (kernel == STUDENT_T) {
            return dx.fma(dx, dy.fma(dy, all(1)));
        }
        DoubleVector s = dx.fma(dx, dy.mul(dy));
        return kernel == GAUSSIAN ? s : s.fma(all(0.5), all(1));
    }

    static DoubleVector core(KernelForm kernel, DoubleVector base) {
        return kernel == GAUSSIAN ? VectorMath.exp(base.neg()) : all(1).div(base);
    }

    static DoubleVector weight(KernelForm kernel, DoubleVector core) {
        return kernel == HEAVY_TAILED ? core.mul(core) : core;
    }

    /// The factor times -∂ ln w/∂s.
    static DoubleVector pulling(KernelForm kernel, DoubleVector core, DoubleVector factor) {
        return kernel == GAUSSIAN ? factor : core.mul(factor);
    }

    /// ln(p/w), with one logarithm.
    static DoubleVector logRatio(KernelForm kernel, DoubleVector base, DoubleVector p) {
        if (kernel == GAUSSIAN) {
            return base.add(VectorMath.log(p));
        }
        DoubleVector product = p.mul(base);
        return VectorMath.log(kernel == STUDENT_T ? product : product.mul(base));
    }

    static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    static DoubleVector from(double[] array, int at) {
        return DoubleVector.fromArray(SPECIES, array, at);
    }
}
