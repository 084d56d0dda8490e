package dev.starling.benchmarks.byhand;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

import static dev.starling.api.expr.tree.Elementary.*;
import static jdk.incubator.vector.VectorOperators.*;

/// A kernel that has been written out by hand, in steps that share their work: from the base g of a squared distance to the core v, and
/// from there to the weight w and the pull -∂ ln w/∂s.
///
/// | | g | v | w | -∂ ln w/∂s |
/// |---|---|---|---|---|
/// | Student t | 1 + s | 1/g | v | v |
/// | Gaussian | s | exp(-g) | v | 1 |
/// | heavy-tailed, α = ½ | 1 + s/2 | 1/g | v² | v |
///
/// The methods are static and take the kernel as an argument: where it is a constant the JIT leaves nothing of the choice. They come
/// early in a loop, and what is a line is written out in it: behind some hundred operations the JIT inlines only the vector module.
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
        return kernel == GAUSSIAN ? expOfNegative(base.neg()) : all(1).div(base);
    }

    static DoubleVector weight(KernelForm kernel, DoubleVector core) {
        return kernel == HEAVY_TAILED ? core.mul(core) : core;
    }

    /// ln(p/w), with one logarithm.
    static DoubleVector logRatio(KernelForm kernel, DoubleVector base, DoubleVector p) {
        if (kernel == GAUSSIAN) {
            return base.add(logOfNormal(p));
        }
        DoubleVector product = p.mul(base);
        return logOfNormal(kernel == STUDENT_T ? product : product.mul(base));
    }

    /// exp of numbers up to 0, and 0 where that is below the normal range: the polynomial of `VectorMath` without its special cases.
    private static DoubleVector expOfNegative(DoubleVector x) {
        DoubleVector shifted = x.fma(LOG2_E, ROUNDER);
        DoubleVector k = shifted.sub(ROUNDER);
        DoubleVector r = k.fma(all(-LN2_LOW), k.fma(all(-LN2_HIGH), x));
        DoubleVector r2 = r.mul(r);
        DoubleVector r4 = r2.mul(r2);
        DoubleVector from0 = r.fma(EXP_3, EXP_2).fma(r2, r.fma(EXP_1, EXP_0));
        DoubleVector from4 = r.fma(EXP_7, EXP_6).fma(r2, r.fma(EXP_5, EXP_4));
        DoubleVector series = r.fma(EXP_9, EXP_8).fma(r4, from4).fma(r4, from0);
        LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, EXPONENT_SHIFT);
        DoubleVector power = r2.fma(series, r).add(1).reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
        return power.blend(0, x.compare(LT, EXP_LEAST));
    }

    /// ln of positive normal numbers, likewise.
    static DoubleVector logOfNormal(DoubleVector x) {
        LongVector split = x.reinterpretAsLongs().add(SPLITTER);
        DoubleVector k = split.lanewise(LSHR, EXPONENT_SHIFT).or(WHOLE).reinterpretAsDoubles().sub(EXPONENT_BIAS);
        DoubleVector f = split.and(FRACTION).add(SPLIT).reinterpretAsDoubles().sub(1);
        DoubleVector s = f.div(f.add(2));
        DoubleVector s2 = s.mul(s);
        DoubleVector s4 = s2.mul(s2);
        DoubleVector from4 = s4.fma(all(LOG_6), s2.fma(LOG_5, LOG_4));
        DoubleVector series = from4.fma(s4, s2.fma(LOG_3, LOG_2)).fma(s4, s2.fma(LOG_1, LOG_0));
        return k.fma(all(LN2_HIGH), f.sub(s.fma(s2.fma(series, f), k.mul(-LN2_LOW))));
    }

    static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }
}
