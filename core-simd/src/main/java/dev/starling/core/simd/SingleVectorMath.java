package dev.starling.core.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

import static dev.starling.core.simd.SingleMath.*;
import static jdk.incubator.vector.VectorOperators.*;

/// [SingleMath] in vectors: the same operations in the same order in every lane, so the same bits. What [VectorMath] says of its
/// methods holds for these.
public final class SingleVectorMath {
    private SingleVectorMath() {}

    /// [SingleMath#exp] of each lane.
    public static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(LOG2_E, ROUNDER);
        FloatVector k = shifted.sub(ROUNDER);
        FloatVector r = k.fma(all(-LN2_LOW), k.fma(all(-LN2_HIGH), x));
        FloatVector power = timesTwoTo(shifted, r.mul(r).fma(expSeries(r), r).add(1));
        return power.blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_MOST))
                .blend(0, x.compare(LT, EXP_LEAST))
                .blend(Float.NaN, x.compare(NE, x));
    }

    private static FloatVector timesTwoTo(FloatVector shifted, FloatVector value) {
        IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, EXPONENT_SHIFT);
        return value.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    }

    private static FloatVector expSeries(FloatVector r) {
        FloatVector r2 = r.mul(r);
        FloatVector from0 = r.fma(EXP_3, EXP_2).fma(r2, r.fma(EXP_1, EXP_0));
        return r.fma(EXP_5, EXP_4).fma(r2.mul(r2), from0);
    }

    /// [SingleMath#log] of each lane.
    public static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
        IntVector split = split(x.blend(x.mul(LIFT), subnormal));
        FloatVector k = exponent(split, all(EXPONENT_BIAS).blend(LIFTED_BIAS, subnormal));
        FloatVector f = mantissa(split).sub(1);
        FloatVector log = k.fma(all(LN2_HIGH), logNearOne(f, k.mul(LN2_LOW)));
        return withLogOfSpecial(log, x);
    }

    /// The same for lanes that are at least the smallest normal number, or NaN.
    public static FloatVector logOfNormal(FloatVector x) {
        IntVector split = split(x);
        FloatVector k = exponent(split, all(EXPONENT_BIAS));
        FloatVector log = k.fma(all(LN2_HIGH), logNearOne(mantissa(split).sub(1), k.mul(LN2_LOW)));
        return x.blend(log, x.compare(LT, Float.POSITIVE_INFINITY));
    }

    /// `log` where x is positive and finite; elsewhere ∞ at ∞, -∞ at 0, else NaN.
    private static FloatVector withLogOfSpecial(FloatVector log, FloatVector x) {
        return log.blend(Float.NaN, x.compare(GE, 0f).not())
                .blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f))
                .blend(Float.POSITIVE_INFINITY, x.compare(EQ, Float.POSITIVE_INFINITY));
    }

    private static IntVector split(FloatVector x) {
        return x.reinterpretAsInts().add(SPLITTER);
    }

    private static FloatVector exponent(IntVector split, FloatVector bias) {
        return split.lanewise(LSHR, EXPONENT_SHIFT).or(WHOLE).reinterpretAsFloats().sub(bias);
    }

    private static FloatVector mantissa(IntVector split) {
        return split.and(FRACTION).add(SPLIT).reinterpretAsFloats();
    }

    private static FloatVector logNearOne(FloatVector f, FloatVector low) {
        FloatVector s = f.div(f.add(2));
        FloatVector s2 = s.mul(s);
        FloatVector half = f.mul(0.5f).mul(f);
        return f.sub(half.sub(s.fma(s2.fma(logSeries(s2), half), low)));
    }

    private static FloatVector logSeries(FloatVector s2) {
        return s2.fma(LOG_3, LOG_2).fma(s2.mul(s2), s2.fma(LOG_1, LOG_0));
    }

    /// [SingleMath#log1p] of each lane.
    public static FloatVector log1p(FloatVector x) {
        return withLogOfSpecial(logOfSum(x), x.add(1));
    }

    /// The same for lanes that are at least 0, or NaN.
    public static FloatVector log1pOfNotNegative(FloatVector x) {
        return x.blend(logOfSum(x), x.compare(LT, Float.POSITIVE_INFINITY));
    }

    /// ln(1 + x) where 1 + x is positive and finite.
    private static FloatVector logOfSum(FloatVector x) {
        FloatVector u = x.add(1);
        FloatVector lost = x.sub(u.sub(1));
        IntVector split = split(u);
        FloatVector k = exponent(split, all(EXPONENT_BIAS));
        VectorMask<Float> near = k.compare(EQ, 0f);
        FloatVector f = mantissa(split).sub(1);
        FloatVector low = k.fma(all(LN2_LOW), lost.mul(inverse(split, f))).blend(0, near);
        FloatVector log = logNearOne(f.blend(x, near), low);
        return k.fma(all(LN2_HIGH), log).blend(log, near);
    }

    private static FloatVector inverse(IntVector split, FloatVector f) {
        FloatVector twice = IntVector.broadcast(split.species(), TWICE_INVERSE).sub(split.and(~FRACTION)).reinterpretAsFloats();
        return twice.mul(f.fma(HALF_INVERSE_2, HALF_INVERSE_1).fma(f, all(HALF_INVERSE_0)));
    }

    /// [SingleMath#pow] of each lane. Lanes where x is negative, subnormal, ∞ or NaN, or y is not finite, are done one by one.
    public static FloatVector pow(FloatVector x, FloatVector y) {
        FloatVector power = powOfNormal(x, y)
                .blend(powOfZero(y), x.compare(EQ, 0f))
                .blend(1, y.compare(EQ, 0f));
        VectorMask<Float> special = isSpecial(x, y);
        return special.anyTrue() ? VectorSupport.powOneByOne(x, y, power, special) : power;
    }

    private static FloatVector powOfZero(FloatVector y) {
        return all(0).blend(Float.POSITIVE_INFINITY, y.compare(LT, 0f));
    }

    private static VectorMask<Float> isSpecial(FloatVector x, FloatVector y) {
        VectorMask<Float> normal = x.compare(GE, Float.MIN_NORMAL).and(x.compare(LT, Float.POSITIVE_INFINITY));
        VectorMask<Float> plainZero = x.reinterpretAsInts().compare(EQ, 0).cast(Species.SINGLE);
        VectorMask<Float> finite = y.abs().compare(LT, Float.POSITIVE_INFINITY);
        return normal.or(plainZero).and(finite).not();
    }

    private static FloatVector powOfNormal(FloatVector x, FloatVector y) {
        IntVector split = split(x);
        FloatVector k = exponent(split, all(EXPONENT_BIAS));
        FloatVector m = mantissa(split);

        FloatVector below = m.sub(1);
        FloatVector above = m.add(1);
        FloatVector aboveLow = m.sub(above.sub(1));
        FloatVector inverse = all(1).div(above);
        FloatVector s = below.mul(inverse);
        FloatVector minus = s.neg();
        FloatVector sLow = minus.fma(aboveLow, minus.fma(above, below)).mul(inverse);
        return powOfRatio(k, s, sLow, y);
    }

    private static FloatVector powOfRatio(FloatVector k, FloatVector s, FloatVector sLow, FloatVector y) {
        FloatVector s2 = s.mul(s);
        FloatVector s2Low = s.mul(2).fma(sLow, s.fma(s, s2.neg()));
        FloatVector rest = s2.mul(powSeries(s2));
        FloatVector third = rest.add(THIRD_HIGH);
        FloatVector thirdLow = rest.sub(third.sub(THIRD_HIGH)).add(THIRD_LOW);
        FloatVector term = s2.mul(third);
        FloatVector termLow = s2.fma(thirdLow, s2Low.fma(third, s2.fma(third, term.neg())));
        return powOfTerm(k, s, sLow, term, termLow, y);
    }

    private static FloatVector powOfTerm(
            FloatVector k, FloatVector s, FloatVector sLow, FloatVector term, FloatVector termLow, FloatVector y) {
        FloatVector twice = s.mul(2);
        FloatVector product = twice.mul(term);
        FloatVector productLow = twice.fma(termLow, sLow.mul(2).fma(term, twice.fma(term, product.neg())));
        FloatVector powers = k.mul(LN2_HIGH);
        FloatVector sum = powers.add(twice);
        FloatVector sumLow = twice.sub(sum.sub(powers));
        FloatVector log = sum.add(product);
        FloatVector small = sumLow.add(sLow.fma(all(2), k.fma(all(LN2_LOW), productLow)));
        FloatVector logLow = product.sub(log.sub(sum)).add(small);

        FloatVector exponent = y.mul(log);
        return expOfSum(exponent, y.fma(logLow, y.fma(log, exponent.neg())));
    }

    private static FloatVector powSeries(FloatVector s2) {
        return s2.mul(s2).fma(all(POW_2), s2.fma(POW_1, POW_0));
    }

    private static FloatVector expOfSum(FloatVector x, FloatVector low) {
        FloatVector shifted = x.fma(LOG2_E, ROUNDER);
        FloatVector k = shifted.sub(ROUNDER);
        FloatVector near = k.fma(all(-LN2_HIGH), x);
        FloatVector r = k.fma(all(-LN2_LOW), near);
        FloatVector rLow = k.fma(all(-LN2_LOW), near.sub(r)).add(low);
        FloatVector series = r.mul(r).fma(expSeries(r), r);
        FloatVector power = timesTwoTo(shifted, rLow.fma(series.add(1), series).add(1));
        VectorMask<Float> over = x.compare(GT, EXP_MOST).or(power.compare(LE, Float.MAX_VALUE).not());
        VectorMask<Float> under = x.compare(LT, EXP_LEAST).or(power.compare(LT, Float.MIN_NORMAL).andNot(over));
        return power.blend(Float.POSITIVE_INFINITY, over).blend(0, under);
    }

    /// a · ln b, 0 where a is 0.
    public static FloatVector xlogy(FloatVector a, FloatVector b) {
        return a.mul(log(b)).blend(0f, a.compare(EQ, 0f));
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(Species.SINGLE, value);
    }
}
