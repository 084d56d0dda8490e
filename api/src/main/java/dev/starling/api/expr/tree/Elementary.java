package dev.starling.api.expr.tree;

/// `exp`, `log`, `log1p` and `pow`, the same bits on every machine.
///
/// Made of `+ - * /`, fma, comparisons and operations on bits alone, in a fixed order, since these are the same everywhere and the
/// functions of a platform's mathematics library are not. The vector form in the core does the same operations in the same order,
/// lane by lane, with the constants below, so both give the same bits. Whoever changes a line here changes it there.
///
/// `exp`, `log` and `log1p` are within 1 unit in the last place, `pow` within 1 as well (2 are promised). A result of `exp` or
/// `pow` that would be subnormal, below 2⁻¹⁰²², is 0: arithmetic with subnormal numbers is some twenty times slower, and a weight
/// that small pulls nothing. A result that is not a number is always [Double#NaN] itself.
///
/// Polynomials are minimax, found by Remez exchange in 60 digits and rounded; their errors, given beside them, are what that
/// leaves. They are added up in pairs (Estrin), as a chain of fma would wait for each to finish.
public final class Elementary {
    /// 1.5 · 2⁵². Adding it leaves no room for a fraction: it rounds to a whole number, held in the lowest bits.
    public static final double ROUNDER = 0x1.8p52;
    /// 2⁵², the bits of a double that hold a whole number in their lowest 52.
    public static final long WHOLE = 0x433L << 52;
    public static final int EXPONENT_SHIFT = 52;
    public static final long FRACTION = (1L << EXPONENT_SHIFT) - 1;

    public static final double LOG2_E = 0x1.71547652b82fep0;
    /// ln 2 to 41 binary places: its product with an exponent is exact.
    public static final double LN2_HIGH = 0x1.62e42fefa3p-1;
    /// ln 2 - [#LN2_HIGH].
    public static final double LN2_LOW = 0x1.3de6af278ece6p-42;

    /// The largest double whose exponential is finite: ln([Double#MAX_VALUE]), rounded down.
    public static final double EXP_MOST = 0x1.62e42fefa39efp9;
    /// The smallest double whose exponential is normal: ln([Double#MIN_NORMAL]), rounded up.
    public static final double EXP_LEAST = -0x1.6232bdd7abcd2p9;

    /// (eʳ - 1 - r) / r² for |r| ≤ ½ ln 2. Error of eʳ: 2⁻⁵⁷·⁹.
    public static final double EXP_0 = 0x1.000000000000ap-1;
    public static final double EXP_1 = 0x1.55555555554fap-3;
    public static final double EXP_2 = 0x1.555555555088cp-5;
    public static final double EXP_3 = 0x1.1111111127b9cp-7;
    public static final double EXP_4 = 0x1.6c16c1842672fp-10;
    public static final double EXP_5 = 0x1.a01a012a698cep-13;
    public static final double EXP_6 = 0x1.a0199a16d3012p-16;
    public static final double EXP_7 = 0x1.71df253a6f9f1p-19;
    public static final double EXP_8 = 0x1.28ad68af79d8dp-22;
    public static final double EXP_9 = 0x1.ad7f7a9a4cfdp-26;

    /// Bits of √½, where one power of two ends and the next begins.
    public static final long SPLIT = 0x3fe6a09e667f3bcdL;
    /// Added to the bits of a number, it leaves k + [#EXPONENT_BIAS] above and the fraction counted from √½ below.
    public static final long SPLITTER = (1024L << EXPONENT_SHIFT) - SPLIT;
    public static final double EXPONENT_BIAS = 0x1p52 + 1024;
    /// A subnormal number times this is normal.
    public static final double LIFT = 0x1p54;
    public static final double LIFTED_BIAS = EXPONENT_BIAS + 54;

    /// (2 - 2 artanh(s)/s) / s² as a polynomial in s², for |s| ≤ (√2 - 1) / (√2 + 1). Error of artanh: 2⁻⁵⁹·⁴.
    public static final double LOG_0 = -0x1.5555555555592p-1;
    public static final double LOG_1 = -0x1.999999997fdb7p-2;
    public static final double LOG_2 = -0x1.24924941f1251p-2;
    public static final double LOG_3 = -0x1.c71c52095cae1p-3;
    public static final double LOG_4 = -0x1.74663ee88c7e8p-3;
    public static final double LOG_5 = -0x1.39a1bab3bdedfp-3;
    public static final double LOG_6 = -0x1.2f0563ac70d88p-3;

    /// The bits of a number taken from these are those of its inverse, to 5 percent: enough for a correction in the last place.
    public static final long INVERSE_OF_BITS = 0x7fde620000000000L;
    /// From here on, 1 + x is x.
    public static final double LARGE = 0x1p54;

    /// Bits of 45/64, where `pow` ends one power of two and begins the next: 1 lies inside a cell of [PowTables].
    public static final long POW_SPLIT = 0x3fe6800000000000L;
    public static final long POW_SPLITTER = (1024L << EXPONENT_SHIFT) - POW_SPLIT;
    /// The highest four bits of a fraction are the number of its cell.
    public static final int CELL_SHIFT = EXPONENT_SHIFT - 4;
    public static final int CELL = 15;
    /// (r - ½r² - ln(1 + r)) / ½r³ as a polynomial in r, for r between -0.043 and 0.055. Error of ln(1 + r) / r: 2⁻⁶³·⁹.
    public static final double POW_0 = -0x1.5555555555556p-1;
    public static final double POW_1 = 0x1.ffffffffffee7p-2;
    public static final double POW_2 = -0x1.99999999982cp-2;
    public static final double POW_3 = 0x1.555555566e648p-2;
    public static final double POW_4 = -0x1.249249353b2e7p-2;
    public static final double POW_5 = 0x1.fffff459dc64fp-3;
    public static final double POW_6 = -0x1.c71bc7d7a2b4dp-3;
    public static final double POW_7 = 0x1.99b2c549cdeb4p-3;
    public static final double POW_8 = -0x1.75dde3d64fcd3p-3;
    public static final double POW_9 = 0x1.42b242a57781cp-3;

    /// A little beyond where a power is ∞, and where it is 0.
    public static final double POW_MOST = 710;
    public static final double POW_LEAST = -709;
    /// 16 / ln 2.
    public static final double SIXTEENTHS = 16 * LOG2_E;
    /// ln 2 / 16 in two parts.
    public static final double SIXTEENTH_HIGH = LN2_HIGH / 16;
    public static final double SIXTEENTH_LOW = LN2_LOW / 16;
    /// (eʳ - 1 - r) / r² for |r| ≤ ln 2 / 32. Error of eʳ: 2⁻⁵⁶·³.
    public static final double ROOT_0 = 0x1.0000000000005p-1;
    public static final double ROOT_1 = 0x1.555555548f20dp-3;
    public static final double ROOT_2 = 0x1.555555545cb6p-5;
    public static final double ROOT_3 = 0x1.11123afc560d2p-7;
    public static final double ROOT_4 = 0x1.6c185f361f302p-10;

    private Elementary() {}

    /// eˣ = 2ᵏ eʳ with r = x - k ln 2, at most ½ ln 2 from 0.
    public static double exp(double x) {
        if (!(x <= EXP_MOST)) {
            return x > EXP_MOST ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (x < EXP_LEAST) {
            return 0;
        }
        double shifted = Math.fma(x, LOG2_E, ROUNDER);
        double k = shifted - ROUNDER;
        double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
        return timesTwoTo(shifted, 1 + Math.fma(r * r, expSeries(r), r));
    }

    /// `value` · 2ᵏ, where the lowest bits of `shifted` hold k.
    private static double timesTwoTo(double shifted, double value) {
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(value) + (Double.doubleToRawLongBits(shifted) << EXPONENT_SHIFT));
    }

    private static double expSeries(double r) {
        double r2 = r * r;
        double r4 = r2 * r2;
        double from0 = Math.fma(Math.fma(r, EXP_3, EXP_2), r2, Math.fma(r, EXP_1, EXP_0));
        double from4 = Math.fma(Math.fma(r, EXP_7, EXP_6), r2, Math.fma(r, EXP_5, EXP_4));
        double from8 = Math.fma(r, EXP_9, EXP_8);
        return Math.fma(Math.fma(from8, r4, from4), r4, from0);
    }

    /// Natural logarithm: ln x = k ln 2 + ln m with m between √½ and √2. NaN below 0, -∞ at 0.
    public static double log(double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return logOfSpecial(x);
        }
        boolean subnormal = x < Double.MIN_NORMAL;
        long split = split(subnormal ? x * LIFT : x);
        double k = exponent(split, subnormal ? LIFTED_BIAS : EXPONENT_BIAS);
        double f = mantissa(split) - 1;
        return Math.fma(k, LN2_HIGH, logNearOne(f, k * -LN2_LOW));
    }

    private static double logOfSpecial(double x) {
        if (x == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return x > 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    private static long split(double x) {
        return Double.doubleToRawLongBits(x) + SPLITTER;
    }

    private static double exponent(long split, double bias) {
        return Double.longBitsToDouble((split >>> EXPONENT_SHIFT) | WHOLE) - bias;
    }

    private static double mantissa(long split) {
        return Double.longBitsToDouble((split & FRACTION) + SPLIT);
    }

    /// ln(1 + f) - less, by ln(1 + f) = 2 artanh(s) with s = f / (2 + f), arranged so that f itself comes last.
    private static double logNearOne(double f, double less) {
        double s = f / (2 + f);
        double s2 = s * s;
        return f - Math.fma(s, Math.fma(s2, logSeries(s2), f), less);
    }

    private static double logSeries(double s2) {
        double s4 = s2 * s2;
        double from0 = Math.fma(s2, LOG_1, LOG_0);
        double from2 = Math.fma(s2, LOG_3, LOG_2);
        double from4 = Math.fma(s4, LOG_6, Math.fma(s2, LOG_5, LOG_4));
        return Math.fma(Math.fma(from4, s4, from2), s4, from0);
    }

    /// ln(1 + x), exact to the last digits also where x is small. NaN below -1, -∞ at -1.
    ///
    /// With u = 1 + x rounded and c what that gained: ln u - c/u; but where u needs no power of two taken out, straight from x.
    public static double log1p(double x) {
        if (!(x > -1 && x < LARGE)) {
            return x > -1 ? log(x) : logOfSpecial(1 + x);
        }
        double u = 1 + x;
        double gained = u - 1 - x;
        long split = split(u);
        double k = exponent(split, EXPONENT_BIAS);
        if (k == 0) {
            return logNearOne(x, 0);
        }
        double f = mantissa(split) - 1;
        double less = Math.fma(k, -LN2_LOW, gained * inverse(u));
        return Math.fma(k, LN2_HIGH, logNearOne(f, less));
    }

    /// 1 / u, roughly.
    private static double inverse(double u) {
        return Double.longBitsToDouble(INVERSE_OF_BITS - Double.doubleToRawLongBits(u));
    }

    /// x to the power y, special cases as [Math#pow(double, double)], except that a subnormal result is 0.
    public static double pow(double x, double y) {
        if (y == 0) {
            return 1;
        }
        boolean ordinary = x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY && Math.abs(y) < Double.POSITIVE_INFINITY;
        return ordinary ? powOfNormal(x, EXPONENT_BIAS, y) : powOfSpecial(x, y);
    }

    private static double powOfSpecial(double x, double y) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        double size = Math.abs(x);
        if (Math.abs(y) == Double.POSITIVE_INFINITY) {
            if (size == 1) {
                return Double.NaN;
            }
            return (size > 1) == (y > 0) ? Double.POSITIVE_INFINITY : 0;
        }
        boolean negative = Double.doubleToRawLongBits(x) < 0;
        if (negative && !isWhole(y) && size > 0 && size < Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        double power = powOfSize(size, y);
        return negative && isWhole(y) && !isWhole(0.5 * y) ? -power : power;
    }

    private static double powOfSize(double size, double y) {
        if (size == 0 || size == Double.POSITIVE_INFINITY) {
            return (size == 0) == (y > 0) ? 0 : Double.POSITIVE_INFINITY;
        } else if (y == 1) {
            return size;
        }
        return size < Double.MIN_NORMAL
                ? powOfNormal(size * LIFT, LIFTED_BIAS, y)
                : powOfNormal(size, EXPONENT_BIAS, y);
    }

    private static boolean isWhole(double y) {
        double size = Math.abs(y);
        return size >= 0x1p52 || (size + 0x1p52) - 0x1p52 == size;
    }

    /// e to the y ln x. An error of ln x is multiplied by up to 745 on the way, so it is carried as the sum of two doubles.
    ///
    /// ln x = k ln 2 - ln c + ln(1 + r) with c from a table, near 2ᵏ/x and of so few digits that r = c x/2ᵏ - 1 is exact.
    private static double powOfNormal(double x, double bias, double y) {
        long split = Double.doubleToRawLongBits(x) + POW_SPLITTER;
        double k = exponent(split, bias);
        double m = Double.longBitsToDouble((split & FRACTION) + POW_SPLIT);
        int cell = (int) (split >>> CELL_SHIFT) & CELL;
        double r = Math.fma(m, PowTables.INVERSE[cell], -1);

        // sum + low = k ln 2 - ln c + r
        double powers = Math.fma(k, LN2_HIGH, PowTables.LOG_HIGH[cell]);
        double sum = powers + r;
        double low = Math.fma(k, LN2_LOW, PowTables.LOG_LOW[cell]) + (powers - sum + r);
        double half = -0.5 * r;

        // log + logLow = ln x; high and what its rounding lost are sum - ½r²
        double high = Math.fma(half, r, sum);
        double r2 = r * r;
        double rest = Math.fma(half * r2, powSeries(r, r2), low + Math.fma(half, r, sum - high));
        double log = high + rest;
        double logLow = high - log + rest;

        double exponent = y * log;
        return expOfDifference(exponent, Math.fma(-y, logLow, Math.fma(-y, log, exponent)));
    }

    private static double powSeries(double r, double r2) {
        double r4 = r2 * r2;
        double from0 = Math.fma(Math.fma(r, POW_3, POW_2), r2, Math.fma(r, POW_1, POW_0));
        double from4 = Math.fma(Math.fma(r, POW_7, POW_6), r2, Math.fma(r, POW_5, POW_4));
        double from8 = Math.fma(r, POW_9, POW_8);
        return Math.fma(Math.fma(from8, r4, from4), r4, from0);
    }

    /// e to the x - less, with less far smaller than x: 2 to the i/16, times eʳ with r at most ln 2 / 32 from 0.
    private static double expOfDifference(double x, double less) {
        if (!(x >= POW_LEAST && x <= POW_MOST)) {
            return expAtTheEnds(x);
        }
        double shifted = Math.fma(x, SIXTEENTHS, ROUNDER);
        double i = shifted - ROUNDER;
        double r = Math.fma(i, -SIXTEENTH_HIGH, x) - Math.fma(i, SIXTEENTH_LOW, less);
        double power = timesRoot(Double.doubleToRawLongBits(shifted), Math.fma(r * r, rootSeries(r), r));
        // Where a power is too large for the format or too small, its exponent came out as that of ∞, or as 0.
        if (!(power <= Double.MAX_VALUE)) {
            return Double.POSITIVE_INFINITY;
        }
        return power < Double.MIN_NORMAL ? 0 : power;
    }

    private static double expAtTheEnds(double x) {
        if (x > POW_MOST) {
            return Double.POSITIVE_INFINITY;
        }
        return x < POW_LEAST ? 0 : Double.NaN;
    }

    /// 2 to the i/16, times 1 + q.
    private static double timesRoot(long i, double q) {
        int sixteenth = (int) i & CELL;
        double root = PowTables.ROOT[sixteenth];
        double value = root + Math.fma(root, q, PowTables.ROOT_LOW[sixteenth]);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) + ((i - sixteenth) << CELL_SHIFT));
    }

    private static double rootSeries(double r) {
        double r2 = r * r;
        return Math.fma(Math.fma(r2, ROOT_4, Math.fma(r, ROOT_3, ROOT_2)), r2, Math.fma(r, ROOT_1, ROOT_0));
    }
}
