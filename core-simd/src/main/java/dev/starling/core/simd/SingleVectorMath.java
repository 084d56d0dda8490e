package dev.starling.core.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

import static dev.starling.core.simd.SingleMath.*;
import static jdk.incubator.vector.VectorOperators.*;

/// [SingleMath] in vectors: the same operations in the same order in every lane, so the same bits. What [VectorMath] says of its
/// methods holds for these.
public final class SingleVectorMath {
    /// Tables, public because generated code reads them too.
    public static final float[] INVERSE = SinglePowTables.INVERSE;
    public static final float[] LOG_HIGH = SinglePowTables.LOG_HIGH;
    public static final float[] LOG_LOW = SinglePowTables.LOG_LOW;
    public static final float[] ROOT = SinglePowTables.ROOT;

    /// [SingleMath#ROUNDER] plus the bias of exponents: the last bits of a sum with it are those of the exponent of a power of two.
    private static final float BIASED_ROUNDER = ROUNDER + 127;

    /// Bits of the smallest normal number, and of ∞ counted from it.
    private static final int LEAST_NORMAL = 1 << EXPONENT_SHIFT;
    private static final int NORMALS = (0xff << EXPONENT_SHIFT) - LEAST_NORMAL;

    /// An exponential of a number nearer to 0 than this is neither too large nor subnormal.
    private static final float POW_SAFE = 87;

    private SingleVectorMath() {}

    /// [SingleMath#exp] of each lane.
    public static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(LOG2_E, ROUNDER);
        FloatVector power = timesTwoTo(shifted, expNearZero(x, shifted.sub(ROUNDER)));
        return power.blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_MOST))
                .blend(0, x.compare(LT, EXP_LEAST))
                .blend(Float.NaN, x.compare(NE, x));
    }

    /// The same for lanes that are at most 0, or NaN, which a product passes on.
    public static FloatVector expOfNotPositive(FloatVector x) {
        FloatVector shifted = x.fma(LOG2_E, BIASED_ROUNDER);
        FloatVector power = shifted.reinterpretAsInts().lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
        return power.mul(expNearZero(x, shifted.sub(BIASED_ROUNDER))).blend(0, x.compare(LT, EXP_LEAST));
    }

    /// The exponential of x - k ln 2.
    private static FloatVector expNearZero(FloatVector x, FloatVector k) {
        FloatVector r = k.fma(all(-LN2_LOW), k.fma(all(-LN2_HIGH), x));
        return r.mul(r).fma(expSeries(r), r).add(1);
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
        return areNormal(x).allTrue() ? logOfOrdinary(x) : logOfAny(x);
    }

    /// The same for lanes that are at least the smallest normal number, or NaN.
    public static FloatVector logOfNormal(FloatVector x) {
        return x.blend(logOfOrdinary(x), x.compare(LT, Float.POSITIVE_INFINITY));
    }

    /// A weight times the logarithm of x, or of the largest number where x is ∞: 128 ln 2 but for a rounding, as is what the bits of ∞ come
    /// to. Lanes of x are at least the smallest normal number; where one is NaN, its weight must be so, too.
    public static FloatVector weightedLog(FloatVector weight, FloatVector x) {
        return weight.mul(logOfOrdinary(x));
    }

    /// Whether lanes are positive, neither subnormal nor ∞: numbers whose bits count from those of the smallest normal one.
    private static VectorMask<Integer> areNormal(FloatVector x) {
        return x.reinterpretAsInts().sub(LEAST_NORMAL).compare(ULT, NORMALS);
    }

    private static FloatVector logOfOrdinary(FloatVector x) {
        IntVector split = split(x);
        FloatVector k = exponent(split, all(EXPONENT_BIAS));
        return k.fma(all(LN2_HIGH), logNearOne(mantissa(split).sub(1), k.mul(-LN2_LOW)));
    }

    private static FloatVector logOfAny(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
        IntVector split = split(x.blend(x.mul(LIFT), subnormal));
        FloatVector k = exponent(split, all(EXPONENT_BIAS).blend(LIFTED_BIAS, subnormal));
        FloatVector f = mantissa(split).sub(1);
        return withLogOfSpecial(k.fma(all(LN2_HIGH), logNearOne(f, k.mul(-LN2_LOW))), x);
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

    private static FloatVector logNearOne(FloatVector f, FloatVector less) {
        FloatVector s = f.div(f.add(2));
        FloatVector s2 = s.mul(s);
        return f.sub(s.fma(s2.fma(logSeries(s2), f), less));
    }

    private static FloatVector logSeries(FloatVector s2) {
        return s2.fma(LOG_3, LOG_2).fma(s2.mul(s2), s2.fma(LOG_1, LOG_0));
    }

    /// [SingleMath#log1p] of each lane.
    public static FloatVector log1p(FloatVector x) {
        VectorMask<Float> ordinary = x.compare(GT, -1f).and(x.compare(LT, LARGE));
        return ordinary.allTrue() ? logOfSum(x) : VectorSupport.log1pOneByOne(x);
    }

    /// The same for lanes that are at least 0, or NaN.
    public static FloatVector log1pOfNotNegative(FloatVector x) {
        return x.compare(LT, LARGE).allTrue() ? logOfSum(x) : VectorSupport.log1pOneByOne(x);
    }

    /// ln(1 + x) where x is above -1 and not large.
    private static FloatVector logOfSum(FloatVector x) {
        FloatVector u = x.add(1);
        FloatVector gained = u.sub(1).sub(x);
        IntVector split = split(u);
        FloatVector k = exponent(split, all(EXPONENT_BIAS));
        VectorMask<Float> near = k.compare(EQ, 0f);
        FloatVector f = mantissa(split).sub(1);
        FloatVector less = k.fma(all(-LN2_LOW), gained.mul(inverse(u))).blend(0, near);
        FloatVector log = logNearOne(f.blend(x, near), less);
        return k.fma(all(LN2_HIGH), log).blend(log, near);
    }

    private static FloatVector inverse(FloatVector u) {
        IntVector bits = u.reinterpretAsInts();
        return IntVector.broadcast(bits.species(), INVERSE_OF_BITS).sub(bits).reinterpretAsFloats();
    }

    /// [SingleMath#pow] of each lane. Lanes with an x that is negative, -0, subnormal, ∞ or NaN, or a y that is not finite, are done one by
    /// one.
    public static FloatVector pow(FloatVector x, FloatVector y) {
        IntVector split = x.reinterpretAsInts().add(POW_SPLITTER);
        IntVector cell = split.lanewise(LSHR, CELL_SHIFT);
        FloatVector k = exponent(split, all(EXPONENT_BIAS));
        FloatVector m = split.and(FRACTION).add(POW_SPLIT).reinterpretAsFloats();
        FloatVector r = m.fma(at(cell, INVERSE), all(-1));
        return powOfParts(x, y, k.fma(all(LN2_HIGH), at(cell, LOG_HIGH)), r, k.fma(all(LN2_LOW), at(cell, LOG_LOW)));
    }

    private static FloatVector powOfAny(FloatVector x, FloatVector y, FloatVector ofNormal) {
        FloatVector power = ofNormal.blend(powOfZero(y), x.compare(EQ, 0f)).blend(1, y.compare(EQ, 0f));
        VectorMask<Float> special = isSpecial(x, y);
        return special.anyTrue() ? VectorSupport.powOneByOne(x, y, power, special) : power;
    }

    private static FloatVector powOfZero(FloatVector y) {
        return all(0).blend(Float.POSITIVE_INFINITY, y.compare(LT, 0f));
    }

    private static VectorMask<Float> isSpecial(FloatVector x, FloatVector y) {
        VectorMask<Float> plainZero = x.reinterpretAsInts().compare(EQ, 0).cast(Species.SINGLE);
        VectorMask<Float> finite = y.abs().compare(LT, Float.POSITIVE_INFINITY);
        return areNormal(x).cast(Species.SINGLE).or(plainZero).and(finite).not();
    }

    private static FloatVector powOfParts(FloatVector x, FloatVector y, FloatVector powers, FloatVector r, FloatVector powersLow) {
        FloatVector sum = powers.add(r);
        FloatVector low = powersLow.add(powers.sub(sum).add(r));
        FloatVector half = r.mul(-0.5f);
        FloatVector high = half.fma(r, sum);
        FloatVector r2 = r.mul(r);
        FloatVector rest = half.mul(r2).fma(powSeries(r, r2), low.add(half.fma(r, sum.sub(high))));

        FloatVector exponent = y.mul(high);
        FloatVector minusY = y.neg();
        FloatVector power = expOfDifference(exponent, minusY.fma(rest, minusY.fma(high, exponent)));
        boolean ordinary = areNormal(x).cast(Species.SINGLE).and(exponent.abs().compare(LT, POW_SAFE)).allTrue();
        return ordinary ? power : powOfAny(x, y, atTheEnds(exponent, power));
    }

    private static FloatVector powSeries(FloatVector r, FloatVector r2) {
        return r.fma(POW_3, POW_2).fma(r2, r.fma(POW_1, POW_0));
    }

    private static FloatVector expOfDifference(FloatVector x, FloatVector less) {
        FloatVector shifted = x.sub(less).fma(SIXTEENTHS, ROUNDER);
        FloatVector i = shifted.sub(ROUNDER);
        FloatVector r = i.fma(all(-SIXTEENTH_HIGH), x).sub(i.fma(all(SIXTEENTH_LOW), less));
        return timesRoot(shifted.reinterpretAsInts(), r.mul(r).fma(r.fma(ROOT_1, ROOT_0), r));
    }

    private static FloatVector atTheEnds(FloatVector x, FloatVector power) {
        VectorMask<Float> over = x.compare(GT, POW_MOST).or(power.compare(LE, Float.MAX_VALUE).not());
        VectorMask<Float> under = x.compare(LT, POW_LEAST).or(power.compare(LT, Float.MIN_NORMAL).andNot(over));
        return power.blend(Float.POSITIVE_INFINITY, over).blend(0, under).blend(Float.NaN, x.compare(NE, x));
    }

    private static FloatVector timesRoot(IntVector i, FloatVector q) {
        FloatVector root = at(i, ROOT);
        return root.fma(q, root).reinterpretAsInts().add(i.and(~CELL).lanewise(LSHL, CELL_SHIFT)).reinterpretAsFloats();
    }

    /// The numbers of a table of sixteen at the lowest four bits of `index`. Generated code has the form for its width instead.
    private static FloatVector at(IntVector index, float[] table) {
        return switch (Species.SINGLE.length()) {
            case 16 -> atOf16(index, table);
            case 8 -> atOf8(index, table);
            default -> atOf4(index, table);
        };
    }

    private static FloatVector atOf16(IntVector index, float[] table) {
        return index.selectFrom(FloatVector.fromArray(Species.SINGLE, table, 0).reinterpretAsInts()).reinterpretAsFloats();
    }

    private static FloatVector atOf8(IntVector index, float[] table) {
        return ofTwo(index, table, 0).reinterpretAsFloats();
    }

    private static FloatVector atOf4(IntVector index, float[] table) {
        return ofTwo(index, table, 0).blend(ofTwo(index, table, 8), index.and(CELL).compare(GE, 8)).reinterpretAsFloats();
    }

    /// Of the numbers of two vectors of the table, by the lowest bits of `index`.
    private static IntVector ofTwo(IntVector index, float[] table, int first) {
        IntVector left = FloatVector.fromArray(Species.SINGLE, table, first).reinterpretAsInts();
        IntVector right = FloatVector.fromArray(Species.SINGLE, table, first + Species.SINGLE.length()).reinterpretAsInts();
        return index.selectFrom(left, right);
    }

    /// a · ln b, 0 where a is 0.
    public static FloatVector xlogy(FloatVector a, FloatVector b) {
        return a.mul(log(b)).blend(0f, a.compare(EQ, 0f));
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(Species.SINGLE, value);
    }
}
