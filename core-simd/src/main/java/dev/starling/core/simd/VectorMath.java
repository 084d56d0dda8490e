package dev.starling.core.simd;

import dev.starling.api.expr.tree.Elementary;
import dev.starling.api.expr.tree.PowTables;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

import static dev.starling.api.expr.tree.Elementary.*;
import static jdk.incubator.vector.VectorOperators.*;

/// [Elementary] in vectors: the same operations in the same order in every lane, so the same bits.
///
/// What the scalar form decides by a branch is computed here for all lanes and chosen at the end, if any lane needs it. There is no conversion between
/// whole numbers and doubles and no arithmetic shift of longs, which AVX2 lacks, and no elementary function of the vector module,
/// whose bits differ between interpreter, compiler and machine. The code of these
/// methods is copied into generated loops, calls of one another included, so they call nothing else but the vector module and public
/// methods, and have names of their own. Where they are called instead, they stay below 325 bytes of code, up to which the JIT inlines.
public final class VectorMath {
    /// Tables, public because generated code reads them too.
    public static final double[] INVERSE = PowTables.inverse();
    public static final double[] LOG_HIGH = PowTables.logHigh();
    public static final double[] LOG_LOW = PowTables.logLow();
    public static final double[] ROOT = PowTables.root();
    public static final double[] ROOT_LOW = PowTables.rootLow();

    /// [Elementary#ROUNDER] plus the bias of exponents: the last bits of a sum with it are those of the exponent of a power of two.
    private static final double BIASED_ROUNDER = ROUNDER + 1023;

    /// Bits of the smallest normal number, and of ∞ counted from it.
    private static final long LEAST_NORMAL = 1L << EXPONENT_SHIFT;
    private static final long NORMALS = (0x7ffL << EXPONENT_SHIFT) - LEAST_NORMAL;

    /// An exponential of a number nearer to 0 than this is neither too large nor subnormal.
    private static final double POW_SAFE = 708;

    private VectorMath() {}

    /// [Elementary#exp] of each lane.
    public static DoubleVector exp(DoubleVector x) {
        DoubleVector shifted = x.fma(LOG2_E, ROUNDER);
        DoubleVector power = timesTwoTo(shifted, expNearZero(x, shifted.sub(ROUNDER)));
        return power.blend(Double.POSITIVE_INFINITY, x.compare(GT, EXP_MOST))
                .blend(0, x.compare(LT, EXP_LEAST))
                .blend(Double.NaN, x.compare(NE, x));
    }

    /// The same for lanes that are at most 0, or NaN, which a product passes on.
    public static DoubleVector expOfNotPositive(DoubleVector x) {
        DoubleVector shifted = x.fma(LOG2_E, BIASED_ROUNDER);
        DoubleVector power = shifted.reinterpretAsLongs().lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsDoubles();
        return power.mul(expNearZero(x, shifted.sub(BIASED_ROUNDER))).blend(0, x.compare(LT, EXP_LEAST));
    }

    /// The exponential of x - k ln 2.
    private static DoubleVector expNearZero(DoubleVector x, DoubleVector k) {
        DoubleVector r = k.fma(all(-LN2_LOW), k.fma(all(-LN2_HIGH), x));
        return r.mul(r).fma(expSeries(r), r).add(1);
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
        return areNormal(x).allTrue() ? logOfOrdinary(x) : logOfAny(x);
    }

    /// The same for lanes that are at least the smallest normal number, or NaN.
    public static DoubleVector logOfNormal(DoubleVector x) {
        return x.blend(logOfOrdinary(x), x.compare(LT, Double.POSITIVE_INFINITY));
    }

    /// A weight times the logarithm of x, or of the largest number where x is ∞: 1024 ln 2 but for a rounding, as is what the bits of ∞ come
    /// to. Lanes of x are at least the smallest normal number; where one is NaN, its weight must be so, too.
    public static DoubleVector weightedLog(DoubleVector weight, DoubleVector x) {
        return weight.mul(logOfOrdinary(x));
    }

    /// Whether lanes are positive, neither subnormal nor ∞: numbers whose bits count from those of the smallest normal one.
    private static VectorMask<Long> areNormal(DoubleVector x) {
        return x.reinterpretAsLongs().sub(LEAST_NORMAL).compare(ULT, NORMALS);
    }

    private static DoubleVector logOfOrdinary(DoubleVector x) {
        LongVector split = split(x);
        DoubleVector k = exponent(split, all(EXPONENT_BIAS));
        return k.fma(all(LN2_HIGH), logNearOne(mantissa(split).sub(1), k.mul(-LN2_LOW)));
    }

    private static DoubleVector logOfAny(DoubleVector x) {
        VectorMask<Double> subnormal = x.compare(LT, Double.MIN_NORMAL);
        LongVector split = split(x.blend(x.mul(LIFT), subnormal));
        DoubleVector k = exponent(split, all(EXPONENT_BIAS).blend(LIFTED_BIAS, subnormal));
        DoubleVector f = mantissa(split).sub(1);
        return withLogOfSpecial(k.fma(all(LN2_HIGH), logNearOne(f, k.mul(-LN2_LOW))), x);
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

    private static DoubleVector logNearOne(DoubleVector f, DoubleVector less) {
        DoubleVector s = f.div(f.add(2));
        DoubleVector s2 = s.mul(s);
        return f.sub(s.fma(s2.fma(logSeries(s2), f), less));
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
        VectorMask<Double> ordinary = x.compare(GT, -1).and(x.compare(LT, LARGE));
        return ordinary.allTrue() ? logOfSum(x) : VectorSupport.log1pOneByOne(x);
    }

    /// The same for lanes that are at least 0, or NaN.
    public static DoubleVector log1pOfNotNegative(DoubleVector x) {
        return x.compare(LT, LARGE).allTrue() ? logOfSum(x) : VectorSupport.log1pOneByOne(x);
    }

    /// ln(1 + x) where x is above -1 and not large.
    private static DoubleVector logOfSum(DoubleVector x) {
        DoubleVector u = x.add(1);
        DoubleVector gained = u.sub(1).sub(x);
        LongVector split = split(u);
        DoubleVector k = exponent(split, all(EXPONENT_BIAS));
        VectorMask<Double> near = k.compare(EQ, 0.0);
        DoubleVector f = mantissa(split).sub(1);
        DoubleVector less = k.fma(all(-LN2_LOW), gained.mul(inverse(u))).blend(0, near);
        DoubleVector log = logNearOne(f.blend(x, near), less);
        return k.fma(all(LN2_HIGH), log).blend(log, near);
    }

    private static DoubleVector inverse(DoubleVector u) {
        LongVector bits = u.reinterpretAsLongs();
        return LongVector.broadcast(bits.species(), INVERSE_OF_BITS).sub(bits).reinterpretAsDoubles();
    }

    /// [Elementary#pow] of each lane. Lanes with an x that is negative, -0, subnormal, ∞ or NaN, or a y that is not finite, are done one by
    /// one.
    public static DoubleVector pow(DoubleVector x, DoubleVector y) {
        LongVector split = x.reinterpretAsLongs().add(POW_SPLITTER);
        LongVector cell = split.lanewise(LSHR, CELL_SHIFT);
        DoubleVector k = exponent(split, all(EXPONENT_BIAS));
        DoubleVector m = split.and(FRACTION).add(POW_SPLIT).reinterpretAsDoubles();
        DoubleVector r = m.fma(at(cell, INVERSE), all(-1));
        return powOfParts(x, y, k.fma(all(LN2_HIGH), at(cell, LOG_HIGH)), r, k.fma(all(LN2_LOW), at(cell, LOG_LOW)));
    }

    private static DoubleVector powOfAny(DoubleVector x, DoubleVector y, DoubleVector ofNormal) {
        DoubleVector power = ofNormal.blend(powOfZero(y), x.compare(EQ, 0.0)).blend(1, y.compare(EQ, 0.0));
        VectorMask<Double> special = isSpecial(x, y);
        return special.anyTrue() ? VectorSupport.powOneByOne(x, y, power, special) : power;
    }

    private static DoubleVector powOfZero(DoubleVector y) {
        return all(0).blend(Double.POSITIVE_INFINITY, y.compare(LT, 0.0));
    }

    private static VectorMask<Double> isSpecial(DoubleVector x, DoubleVector y) {
        VectorMask<Double> plainZero = x.reinterpretAsLongs().compare(EQ, 0).cast(Species.DOUBLE);
        VectorMask<Double> finite = y.abs().compare(LT, Double.POSITIVE_INFINITY);
        return areNormal(x).cast(Species.DOUBLE).or(plainZero).and(finite).not();
    }

    private static DoubleVector powOfParts(DoubleVector x, DoubleVector y, DoubleVector powers, DoubleVector r, DoubleVector powersLow) {
        DoubleVector sum = powers.add(r);
        DoubleVector low = powersLow.add(powers.sub(sum).add(r));
        DoubleVector half = r.mul(-0.5);
        DoubleVector high = half.fma(r, sum);
        DoubleVector r2 = r.mul(r);
        DoubleVector rest = half.mul(r2).fma(powSeries(r, r2), low.add(half.fma(r, sum.sub(high))));
        DoubleVector log = high.add(rest);
        DoubleVector logLow = high.sub(log).add(rest);

        DoubleVector exponent = y.mul(log);
        DoubleVector minusY = y.neg();
        DoubleVector power = expOfDifference(exponent, minusY.fma(logLow, minusY.fma(log, exponent)));
        boolean ordinary = areNormal(x).cast(Species.DOUBLE).and(exponent.abs().compare(LT, POW_SAFE)).allTrue();
        return ordinary ? power : powOfAny(x, y, atTheEnds(exponent, power));
    }

    private static DoubleVector powSeries(DoubleVector r, DoubleVector r2) {
        DoubleVector r4 = r2.mul(r2);
        DoubleVector from0 = r.fma(POW_3, POW_2).fma(r2, r.fma(POW_1, POW_0));
        DoubleVector from4 = r.fma(POW_7, POW_6).fma(r2, r.fma(POW_5, POW_4));
        DoubleVector from8 = r.fma(POW_9, POW_8);
        return from8.fma(r4, from4).fma(r4, from0);
    }

    private static DoubleVector expOfDifference(DoubleVector x, DoubleVector less) {
        DoubleVector shifted = x.fma(SIXTEENTHS, ROUNDER);
        DoubleVector i = shifted.sub(ROUNDER);
        DoubleVector r = i.fma(all(-SIXTEENTH_HIGH), x).sub(i.fma(all(SIXTEENTH_LOW), less));
        return timesRoot(shifted.reinterpretAsLongs(), r.mul(r).fma(rootSeries(r), r));
    }

    private static DoubleVector atTheEnds(DoubleVector x, DoubleVector power) {
        VectorMask<Double> over = x.compare(GT, POW_MOST).or(power.compare(LE, Double.MAX_VALUE).not());
        VectorMask<Double> under = x.compare(LT, POW_LEAST).or(power.compare(LT, Double.MIN_NORMAL).andNot(over));
        return power.blend(Double.POSITIVE_INFINITY, over).blend(0, under).blend(Double.NaN, x.compare(NE, x));
    }

    private static DoubleVector timesRoot(LongVector i, DoubleVector q) {
        DoubleVector root = at(i, ROOT);
        DoubleVector value = root.add(root.fma(q, at(i, ROOT_LOW)));
        return value.reinterpretAsLongs().add(i.and(~CELL).lanewise(LSHL, CELL_SHIFT)).reinterpretAsDoubles();
    }

    private static DoubleVector rootSeries(DoubleVector r) {
        DoubleVector r2 = r.mul(r);
        return r2.fma(all(ROOT_4), r.fma(ROOT_3, ROOT_2)).fma(r2, r.fma(ROOT_1, ROOT_0));
    }

    /// The numbers of a table of sixteen at the lowest four bits of `index`. Generated code has the form for its width instead.
    private static DoubleVector at(LongVector index, double[] table) {
        return switch (Species.DOUBLE.length()) {
            case 8 -> atOf8(index, table);
            case 4 -> atOf4(index, table);
            default -> atOf2(index, table);
        };
    }

    private static DoubleVector atOf8(LongVector index, double[] table) {
        return ofTwo(index, table, 0).reinterpretAsDoubles();
    }

    private static DoubleVector atOf4(LongVector index, double[] table) {
        return ofTwo(index, table, 0).blend(ofTwo(index, table, 8), index.and(CELL).compare(GE, 8)).reinterpretAsDoubles();
    }

    private static DoubleVector atOf2(LongVector index, double[] table) {
        return all(table[(int) index.lane(0) & CELL]).withLane(1, table[(int) index.lane(1) & CELL]);
    }

    /// Of the numbers of two vectors of the table, by the lowest bits of `index`.
    private static LongVector ofTwo(LongVector index, double[] table, int first) {
        LongVector left = DoubleVector.fromArray(Species.DOUBLE, table, first).reinterpretAsLongs();
        LongVector right = DoubleVector.fromArray(Species.DOUBLE, table, first + Species.DOUBLE.length()).reinterpretAsLongs();
        return index.selectFrom(left, right);
    }

    /// a · ln b, 0 where a is 0.
    public static DoubleVector xlogy(DoubleVector a, DoubleVector b) {
        return a.mul(log(b)).blend(0.0, a.compare(EQ, 0.0));
    }

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(Species.DOUBLE, value);
    }
}
