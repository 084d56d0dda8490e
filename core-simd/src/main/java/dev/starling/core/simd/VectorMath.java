package dev.starling.core.simd;

import dev.starling.api.expr.tree.Elementary;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

import static dev.starling.api.expr.tree.Elementary.*;
import static jdk.incubator.vector.VectorOperators.*;

/// [Elementary] in vectors: the same operations in the same order in every lane, so the same bits.
///
/// What the scalar form decides by a branch is computed here for all lanes and chosen at the end. There is no conversion between
/// whole numbers and doubles and no arithmetic shift of longs, which AVX2 lacks, and no elementary function of the vector module,
/// whose bits differ between interpreter, compiler and machine. The code of these
/// methods is copied into generated loops, calls of one another included, so they call nothing else but the vector module and public
/// methods, and have names of their own. Where they are called instead, they stay below 325 bytes of code, up to which the JIT inlines.
public final class VectorMath {
    private VectorMath() {}

    /// [Elementary#exp] of each lane.
    public static DoubleVector exp(DoubleVector x) {
        DoubleVector shifted = x.fma(LOG2_E, ROUNDER);
        DoubleVector k = shifted.sub(ROUNDER);
        DoubleVector r = k.fma(all(-LN2_LOW), k.fma(all(-LN2_HIGH), x));
        DoubleVector power = timesTwoTo(shifted, r.mul(r).fma(expSeries(r), r).add(1));
        return power.blend(Double.POSITIVE_INFINITY, x.compare(GT, EXP_MOST))
                .blend(0, x.compare(LT, EXP_LEAST))
                .blend(Double.NaN, x.compare(NE, x));
    }

    private static DoubleVector timesTwoTo(DoubleVector shifted, DoubleVector value) {
        LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, EXPONENT_SHIFT);
        return value.reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
    }

    private static DoubleVector expSeries(DoubleVector r) {
        DoubleVector r2 = r.mul(r);
        DoubleVector r4 = r2.mul(r2);
        DoubleVector from0 = r.fma(EXP_3, EXP_2).fma(r2, r.fma(EXP_1, EXP_0));
        DoubleVector from4 = r.fma(EXP_7, EXP_6).fma(r2, r.fma(EXP_5, EXP_4));
        DoubleVector from8 = r.fma(EXP_9, EXP_8);
        return from8.fma(r4, from4).fma(r4, from0);
    }

    /// [Elementary#log] of each lane.
    public static DoubleVector log(DoubleVector x) {
        VectorMask<Double> subnormal = x.compare(LT, Double.MIN_NORMAL);
        LongVector split = split(x.blend(x.mul(LIFT), subnormal));
        DoubleVector k = exponent(split, all(EXPONENT_BIAS).blend(LIFTED_BIAS, subnormal));
        DoubleVector f = mantissa(split).sub(1);
        DoubleVector log = k.fma(all(LN2_HIGH), logNearOne(f, k.mul(LN2_LOW)));
        return withLogOfSpecial(log, x);
    }

    /// The same for lanes that are at least the smallest normal number, or NaN.
    public static DoubleVector logOfNormal(DoubleVector x) {
        LongVector split = split(x);
        DoubleVector k = exponent(split, all(EXPONENT_BIAS));
        DoubleVector log = k.fma(all(LN2_HIGH), logNearOne(mantissa(split).sub(1), k.mul(LN2_LOW)));
        return x.blend(log, x.compare(LT, Double.POSITIVE_INFINITY));
    }

    /// `log` where x is positive and finite; elsewhere ∞ at ∞, -∞ at 0, else NaN.
    private static DoubleVector withLogOfSpecial(DoubleVector log, DoubleVector x) {
        return log.blend(Double.NaN, x.compare(GE, 0.0).not())
                .blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0.0))
                .blend(Double.POSITIVE_INFINITY, x.compare(EQ, Double.POSITIVE_INFINITY));
    }

    private static LongVector split(DoubleVector x) {
        return x.reinterpretAsLongs().add(SPLITTER);
    }

    private static DoubleVector exponent(LongVector split, DoubleVector bias) {
        return split.lanewise(LSHR, EXPONENT_SHIFT).or(WHOLE).reinterpretAsDoubles().sub(bias);
    }

    private static DoubleVector mantissa(LongVector split) {
        return split.and(FRACTION).add(SPLIT).reinterpretAsDoubles();
    }

    private static DoubleVector logNearOne(DoubleVector f, DoubleVector low) {
        DoubleVector s = f.div(f.add(2));
        DoubleVector s2 = s.mul(s);
        DoubleVector half = f.mul(0.5).mul(f);
        return f.sub(half.sub(s.fma(s2.fma(logSeries(s2), half), low)));
    }

    private static DoubleVector logSeries(DoubleVector s2) {
        DoubleVector s4 = s2.mul(s2);
        DoubleVector from0 = s2.fma(LOG_1, LOG_0);
        DoubleVector from2 = s2.fma(LOG_3, LOG_2);
        DoubleVector from4 = s4.fma(all(LOG_6), s2.fma(LOG_5, LOG_4));
        return from4.fma(s4, from2).fma(s4, from0);
    }

    /// [Elementary#log1p] of each lane.
    public static DoubleVector log1p(DoubleVector x) {
        return withLogOfSpecial(logOfSum(x), x.add(1));
    }

    /// The same for lanes that are at least 0, or NaN.
    public static DoubleVector log1pOfNotNegative(DoubleVector x) {
        return x.blend(logOfSum(x), x.compare(LT, Double.POSITIVE_INFINITY));
    }

    /// ln(1 + x) where 1 + x is positive and finite.
    private static DoubleVector logOfSum(DoubleVector x) {
        DoubleVector u = x.add(1);
        DoubleVector lost = x.sub(u.sub(1));
        LongVector split = split(u);
        DoubleVector k = exponent(split, all(EXPONENT_BIAS));
        VectorMask<Double> near = k.compare(EQ, 0.0);
        DoubleVector f = mantissa(split).sub(1);
        DoubleVector low = k.fma(all(LN2_LOW), lost.mul(inverse(split, f))).blend(0, near);
        DoubleVector log = logNearOne(f.blend(x, near), low);
        return k.fma(all(LN2_HIGH), log).blend(log, near);
    }

    private static DoubleVector inverse(LongVector split, DoubleVector f) {
        DoubleVector twice = LongVector.broadcast(split.species(), TWICE_INVERSE).sub(split.and(~FRACTION)).reinterpretAsDoubles();
        return twice.mul(f.fma(HALF_INVERSE_2, HALF_INVERSE_1).fma(f, all(HALF_INVERSE_0)));
    }

    /// [Elementary#pow] of each lane. Lanes where x is negative, subnormal, ∞ or NaN, or y is not finite, are done one by one.
    public static DoubleVector pow(DoubleVector x, DoubleVector y) {
        DoubleVector power = powOfNormal(x, y)
                .blend(powOfZero(y), x.compare(EQ, 0.0))
                .blend(1, y.compare(EQ, 0.0));
        VectorMask<Double> special = isSpecial(x, y);
        return special.anyTrue() ? VectorSupport.powOneByOne(x, y, power, special) : power;
    }

    private static DoubleVector powOfZero(DoubleVector y) {
        return all(0).blend(Double.POSITIVE_INFINITY, y.compare(LT, 0.0));
    }

    private static VectorMask<Double> isSpecial(DoubleVector x, DoubleVector y) {
        VectorMask<Double> normal = x.compare(GE, Double.MIN_NORMAL).and(x.compare(LT, Double.POSITIVE_INFINITY));
        VectorMask<Double> plainZero = x.reinterpretAsLongs().compare(EQ, 0).cast(Species.DOUBLE);
        VectorMask<Double> finite = y.abs().compare(LT, Double.POSITIVE_INFINITY);
        return normal.or(plainZero).and(finite).not();
    }

    private static DoubleVector powOfNormal(DoubleVector x, DoubleVector y) {
        LongVector split = split(x);
        DoubleVector k = exponent(split, all(EXPONENT_BIAS));
        DoubleVector m = mantissa(split);

        DoubleVector below = m.sub(1);
        DoubleVector above = m.add(1);
        DoubleVector aboveLow = m.sub(above.sub(1));
        DoubleVector inverse = all(1).div(above);
        DoubleVector s = below.mul(inverse);
        DoubleVector minus = s.neg();
        DoubleVector sLow = minus.fma(aboveLow, minus.fma(above, below)).mul(inverse);
        return powOfRatio(k, s, sLow, y);
    }

    private static DoubleVector powOfRatio(DoubleVector k, DoubleVector s, DoubleVector sLow, DoubleVector y) {
        DoubleVector s2 = s.mul(s);
        DoubleVector s2Low = s.mul(2).fma(sLow, s.fma(s, s2.neg()));
        DoubleVector rest = s2.mul(powSeries(s2));
        DoubleVector third = rest.add(THIRD_HIGH);
        DoubleVector thirdLow = rest.sub(third.sub(THIRD_HIGH)).add(THIRD_LOW);
        DoubleVector term = s2.mul(third);
        DoubleVector termLow = s2.fma(thirdLow, s2Low.fma(third, s2.fma(third, term.neg())));
        return powOfTerm(k, s, sLow, term, termLow, y);
    }

    private static DoubleVector powOfTerm(
            DoubleVector k, DoubleVector s, DoubleVector sLow, DoubleVector term, DoubleVector termLow, DoubleVector y) {
        DoubleVector twice = s.mul(2);
        DoubleVector product = twice.mul(term);
        DoubleVector productLow = twice.fma(termLow, sLow.mul(2).fma(term, twice.fma(term, product.neg())));
        DoubleVector powers = k.mul(LN2_HIGH);
        DoubleVector sum = powers.add(twice);
        DoubleVector sumLow = twice.sub(sum.sub(powers));
        DoubleVector log = sum.add(product);
        DoubleVector small = sumLow.add(sLow.fma(all(2), k.fma(all(LN2_LOW), productLow)));
        DoubleVector logLow = product.sub(log.sub(sum)).add(small);

        DoubleVector exponent = y.mul(log);
        return expOfSum(exponent, y.fma(logLow, y.fma(log, exponent.neg())));
    }

    private static DoubleVector powSeries(DoubleVector s2) {
        DoubleVector s4 = s2.mul(s2);
        DoubleVector s8 = s4.mul(s4);
        DoubleVector from0 = s2.fma(POW_3, POW_2).fma(s4, s2.fma(POW_1, POW_0));
        DoubleVector from4 = s2.fma(POW_7, POW_6).fma(s4, s2.fma(POW_5, POW_4));
        return from4.fma(s8, from0);
    }

    private static DoubleVector expOfSum(DoubleVector x, DoubleVector low) {
        DoubleVector shifted = x.fma(LOG2_E, ROUNDER);
        DoubleVector k = shifted.sub(ROUNDER);
        DoubleVector near = k.fma(all(-LN2_HIGH), x);
        DoubleVector r = k.fma(all(-LN2_LOW), near);
        DoubleVector rLow = k.fma(all(-LN2_LOW), near.sub(r)).add(low);
        DoubleVector series = r.mul(r).fma(expSeries(r), r);
        DoubleVector power = timesTwoTo(shifted, rLow.fma(series.add(1), series).add(1));
        VectorMask<Double> over = x.compare(GT, EXP_MOST).or(power.compare(LE, Double.MAX_VALUE).not());
        VectorMask<Double> under = x.compare(LT, EXP_LEAST).or(power.compare(LT, Double.MIN_NORMAL).andNot(over));
        return power.blend(Double.POSITIVE_INFINITY, over).blend(0, under);
    }

    /// a · ln b, 0 where a is 0.
    public static DoubleVector xlogy(DoubleVector a, DoubleVector b) {
        return a.mul(log(b)).blend(0.0, a.compare(EQ, 0.0));
    }

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(Species.DOUBLE, value);
    }
}
