package dev.starling.core.simd;

/// `exp`, `log`, `log1p` and `pow` of floats, the same bits on every machine: the twin of
/// [dev.starling.api.expr.tree.Elementary] in single precision, with shorter polynomials. [SingleVectorMath] does the same operations
/// in the same order, lane by lane.
///
/// `exp`, `log` and `log1p` are within 1 unit in the last place, `pow` within 2. A result of `exp` or `pow` that would be subnormal,
/// below 2⁻¹²⁶, is 0.
public final class SingleMath {
    /// 1.5 · 2²³. Adding it rounds to a whole number, held in the lowest bits.
    static final float ROUNDER = 0x1.8p23f;
    /// The bits of 2²³, whose lowest 23 hold a whole number.
    static final int WHOLE = 0x4b000000;
    static final int EXPONENT_SHIFT = 23;
    static final int FRACTION = (1 << EXPONENT_SHIFT) - 1;

    static final float LOG2_E = 0x1.715476p0f;
    /// ln 2 to 16 binary places: its product with an exponent is exact.
    static final float LN2_HIGH = 0x1.62e4p-1f;
    static final float LN2_LOW = 0x1.7f7d1cp-20f;

    /// ln([Float#MAX_VALUE]), rounded down.
    static final float EXP_MOST = 0x1.62e42ep6f;
    /// ln([Float#MIN_NORMAL]), rounded up.
    static final float EXP_LEAST = -0x1.5d589ep6f;

    /// (eʳ - 1 - r) / r² for |r| ≤ ½ ln 2. Error of eʳ: 2⁻³⁴·².
    static final float EXP_0 = 0x1p-1f;
    static final float EXP_1 = 0x1.555556p-3f;
    static final float EXP_2 = 0x1.55548p-5f;
    static final float EXP_3 = 0x1.11107cp-7f;
    static final float EXP_4 = 0x1.6d9734p-10f;
    static final float EXP_5 = 0x1.a1b8ap-13f;

    /// Bits of √½, where one power of two ends and the next begins.
    static final int SPLIT = 0x3f3504f3;
    static final int SPLITTER = (128 << EXPONENT_SHIFT) - SPLIT;
    static final float EXPONENT_BIAS = 0x1p23f + 128;
    /// A subnormal number times this is normal.
    static final float LIFT = 0x1p25f;
    static final float LIFTED_BIAS = EXPONENT_BIAS + 25;

    /// (2 - 2 artanh(s)/s) / s² as a polynomial in s². Error of artanh: 2⁻³⁶.
    static final float LOG_0 = -0x1.555554p-1f;
    static final float LOG_1 = -0x1.999a78p-2f;
    static final float LOG_2 = -0x1.243924p-2f;
    static final float LOG_3 = -0x1.e2edep-3f;

    /// The bits of a number taken from these are those of its inverse, to 5 percent.
    static final int INVERSE_OF_BITS = 0x7ef31000;
    /// From here on, 1 + x is x.
    static final float LARGE = 0x1p25f;

    /// Bits of 45/64, where `pow` ends one power of two and begins the next.
    static final int POW_SPLIT = 0x3f340000;
    static final int POW_SPLITTER = (128 << EXPONENT_SHIFT) - POW_SPLIT;
    /// The highest four bits of a fraction are the number of its cell.
    static final int CELL_SHIFT = EXPONENT_SHIFT - 4;
    static final int CELL = 15;
    /// (r - ½r² - ln(1 + r)) / ½r³ as a polynomial in r, for r between -0.043 and 0.055. Error of ln(1 + r) / r: 2⁻³²·⁹.
    static final float POW_0 = -0x1.555546p-1f;
    static final float POW_1 = 0x1.00019ep-1f;
    static final float POW_2 = -0x1.9a668ap-2f;
    static final float POW_3 = 0x1.4dd6d4p-2f;

    /// A little beyond where a power is ∞, and where it is 0.
    static final float POW_MOST = 89;
    static final float POW_LEAST = -88;
    /// 16 / ln 2.
    static final float SIXTEENTHS = 16 * LOG2_E;
    /// ln 2 / 16 in two parts.
    static final float SIXTEENTH_HIGH = LN2_HIGH / 16;
    static final float SIXTEENTH_LOW = LN2_LOW / 16;
    /// (eʳ - 1 - r) / r² for |r| ≤ ln 2 / 32. Error of eʳ: 2⁻²⁹·².
    static final float ROOT_0 = 0x1.00022p-1f;
    static final float ROOT_1 = 0x1.555762p-3f;

    private SingleMath() {}

    /// eˣ = 2ᵏ eʳ with r = x - k ln 2, at most ½ ln 2 from 0.
    public static float exp(float x) {
        if (!(x <= EXP_MOST)) {
            return x > EXP_MOST ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (x < EXP_LEAST) {
            return 0;
        }
        float shifted = Math.fma(x, LOG2_E, ROUNDER);
        float k = shifted - ROUNDER;
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
        return timesTwoTo(shifted, 1 + Math.fma(r * r, expSeries(r), r));
    }

    /// `value` · 2ᵏ, where the lowest bits of `shifted` hold k.
    private static float timesTwoTo(float shifted, float value) {
        return Float.intBitsToFloat(
                Float.floatToRawIntBits(value) + (Float.floatToRawIntBits(shifted) << EXPONENT_SHIFT));
    }

    private static float expSeries(float r) {
        float r2 = r * r;
        float from0 = Math.fma(Math.fma(r, EXP_3, EXP_2), r2, Math.fma(r, EXP_1, EXP_0));
        return Math.fma(Math.fma(r, EXP_5, EXP_4), r2 * r2, from0);
    }

    /// Natural logarithm: ln x = k ln 2 + ln m with m between √½ and √2. NaN below 0, -∞ at 0.
    public static float log(float x) {
        if (!(x > 0 && x < Float.POSITIVE_INFINITY)) {
            return logOfSpecial(x);
        }
        boolean subnormal = x < Float.MIN_NORMAL;
        int split = split(subnormal ? x * LIFT : x);
        float k = exponent(split, subnormal ? LIFTED_BIAS : EXPONENT_BIAS);
        float f = mantissa(split) - 1;
        return Math.fma(k, LN2_HIGH, logNearOne(f, k * -LN2_LOW));
    }

    private static float logOfSpecial(float x) {
        if (x == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        return x > 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    }

    private static int split(float x) {
        return Float.floatToRawIntBits(x) + SPLITTER;
    }

    private static float exponent(int split, float bias) {
        return Float.intBitsToFloat((split >>> EXPONENT_SHIFT) | WHOLE) - bias;
    }

    private static float mantissa(int split) {
        return Float.intBitsToFloat((split & FRACTION) + SPLIT);
    }

    /// ln(1 + f) - less, by ln(1 + f) = 2 artanh(s) with s = f / (2 + f), arranged so that f itself comes last.
    private static float logNearOne(float f, float less) {
        float s = f / (2 + f);
        float s2 = s * s;
        return f - Math.fma(s, Math.fma(s2, logSeries(s2), f), less);
    }

    private static float logSeries(float s2) {
        return Math.fma(Math.fma(s2, LOG_3, LOG_2), s2 * s2, Math.fma(s2, LOG_1, LOG_0));
    }

    /// ln(1 + x), exact to the last digits also where x is small. NaN below -1, -∞ at -1.
    ///
    /// With u = 1 + x rounded and c what that gained: ln u - c/u; but where u needs no power of two taken out, straight from x.
    public static float log1p(float x) {
        if (!(x > -1 && x < LARGE)) {
            return x > -1 ? log(x) : logOfSpecial(1 + x);
        }
        float u = 1 + x;
        float gained = u - 1 - x;
        int split = split(u);
        float k = exponent(split, EXPONENT_BIAS);
        if (k == 0) {
            return logNearOne(x, 0);
        }
        float f = mantissa(split) - 1;
        float less = Math.fma(k, -LN2_LOW, gained * inverse(u));
        return Math.fma(k, LN2_HIGH, logNearOne(f, less));
    }

    /// 1 / u, roughly.
    private static float inverse(float u) {
        return Float.intBitsToFloat(INVERSE_OF_BITS - Float.floatToRawIntBits(u));
    }

    /// x to the power y, special cases as [Math#pow(float, float)], except that a subnormal result is 0.
    public static float pow(float x, float y) {
        if (y == 0) {
            return 1;
        }
        boolean ordinary = x >= Float.MIN_NORMAL && x < Float.POSITIVE_INFINITY && Math.abs(y) < Float.POSITIVE_INFINITY;
        return ordinary ? powOfNormal(x, EXPONENT_BIAS, y) : powOfSpecial(x, y);
    }

    private static float powOfSpecial(float x, float y) {
        if (Float.isNaN(x) || Float.isNaN(y)) {
            return Float.NaN;
        }
        float size = Math.abs(x);
        if (Math.abs(y) == Float.POSITIVE_INFINITY) {
            if (size == 1) {
                return Float.NaN;
            }
            return (size > 1) == (y > 0) ? Float.POSITIVE_INFINITY : 0;
        }
        boolean negative = Float.floatToRawIntBits(x) < 0;
        if (negative && !isWhole(y) && size > 0 && size < Float.POSITIVE_INFINITY) {
            return Float.NaN;
        }
        float power = powOfSize(size, y);
        return negative && isWhole(y) && !isWhole(0.5f * y) ? -power : power;
    }

    private static float powOfSize(float size, float y) {
        if (size == 0 || size == Float.POSITIVE_INFINITY) {
            return (size == 0) == (y > 0) ? 0 : Float.POSITIVE_INFINITY;
        } else if (y == 1) {
            return size;
        }
        return size < Float.MIN_NORMAL
                ? powOfNormal(size * LIFT, LIFTED_BIAS, y)
                : powOfNormal(size, EXPONENT_BIAS, y);
    }

    private static boolean isWhole(float y) {
        float size = Math.abs(y);
        return size >= 0x1p23f || (size + 0x1p23f) - 0x1p23f == size;
    }

    /// e to the y ln x. An error of ln x is multiplied by up to 88 on the way, so it is carried as the sum of two floats.
    ///
    /// ln x = k ln 2 - ln c + ln(1 + r) with c from a table, near 2ᵏ/x and of so few digits that r = c x/2ᵏ - 1 is exact.
    private static float powOfNormal(float x, float bias, float y) {
        int split = Float.floatToRawIntBits(x) + POW_SPLITTER;
        float k = exponent(split, bias);
        float m = Float.intBitsToFloat((split & FRACTION) + POW_SPLIT);
        int cell = split >>> CELL_SHIFT & CELL;
        float r = Math.fma(m, SinglePowTables.INVERSE[cell], -1);

        // sum + low = k ln 2 - ln c + r
        float powers = Math.fma(k, LN2_HIGH, SinglePowTables.LOG_HIGH[cell]);
        float sum = powers + r;
        float low = Math.fma(k, LN2_LOW, SinglePowTables.LOG_LOW[cell]) + (powers - sum + r);
        float half = -0.5f * r;

        // high + rest = ln x; high and what its rounding lost are sum - ½r². In doubles, where y ln x is up to 709, this sum is normalized.
        float high = Math.fma(half, r, sum);
        float r2 = r * r;
        float rest = Math.fma(half * r2, powSeries(r, r2), low + Math.fma(half, r, sum - high));

        float exponent = y * high;
        return expOfDifference(exponent, Math.fma(-y, rest, Math.fma(-y, high, exponent)));
    }

    private static float powSeries(float r, float r2) {
        return Math.fma(Math.fma(r, POW_3, POW_2), r2, Math.fma(r, POW_1, POW_0));
    }

    /// e to the x - less, with less at most a thousandth of x: 2 to the i/16, times eʳ with r at most ln 2 / 32 from 0.
    private static float expOfDifference(float x, float less) {
        if (!(x >= POW_LEAST && x <= POW_MOST)) {
            return expAtTheEnds(x);
        }
        float shifted = Math.fma(x - less, SIXTEENTHS, ROUNDER);
        float i = shifted - ROUNDER;
        float r = Math.fma(i, -SIXTEENTH_HIGH, x) - Math.fma(i, SIXTEENTH_LOW, less);
        float power = timesRoot(Float.floatToRawIntBits(shifted), Math.fma(r * r, Math.fma(r, ROOT_1, ROOT_0), r));
        // Where a power is too large for the format or too small, its exponent came out as that of ∞, or as 0.
        if (!(power <= Float.MAX_VALUE)) {
            return Float.POSITIVE_INFINITY;
        }
        return power < Float.MIN_NORMAL ? 0 : power;
    }

    private static float expAtTheEnds(float x) {
        if (x > POW_MOST) {
            return Float.POSITIVE_INFINITY;
        }
        return x < POW_LEAST ? 0 : Float.NaN;
    }

    /// 2 to the i/16, times 1 + q.
    private static float timesRoot(int i, float q) {
        int sixteenth = i & CELL;
        float root = SinglePowTables.ROOT[sixteenth];
        return Float.intBitsToFloat(Float.floatToRawIntBits(Math.fma(root, q, root)) + ((i - sixteenth) << CELL_SHIFT));
    }
}
