package dev.starling.core.base;

import dev.starling.api.expr.tree.Elementary;
import org.apiguardian.api.API;

/// Random numbers by number: the value depends on seed, use and index only, not on what was drawn before or by which thread.
///
/// The bits are those of SplitMix64 (Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), each
/// index hashed from the start.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class CounterRandom {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long key;

    /// @param use what the numbers are for; other uses of a seed have other numbers
    public CounterRandom(long seed, int use) {
        key = mix(mix(seed) + GOLDEN * (use + 1L));
    }

    /// 64 random bits.
    public long bits(long index) {
        return mix(key + GOLDEN * (index + 1));
    }

    /// Uniform in (0, 1), never 0 and never 1.
    public double uniform(long index) {
        return ((bits(index) >>> 12) + 0.5) * 0x1p-52;
    }

    /// Standard normal, by the inverse of its distribution (Acklam's rational approximation, relative error below 1.2e-9).
    public double normal(long index) {
        double p = uniform(index);
        if (p < 0.02425) {
            return tail(p);
        }
        if (p > 1 - 0.02425) {
            return -tail(1 - p);
        }
        double q = p - 0.5;
        double r = q * q;
        double numerator = (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
                                                + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r
                        + 2.506628277459239e+00) * q;
        double denominator = ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                                        + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1;
        return numerator / denominator;
    }

    private static double tail(double p) {
        double q = Math.sqrt(-2 * Elementary.log(p));
        double numerator = ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q
                                        - 2.549732539343734e+00) * q + 4.374664141464968e+00) * q + 2.938163982698783e+00;
        double denominator = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q
                                + 3.754408661907416e+00) * q + 1;
        return numerator / denominator;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
