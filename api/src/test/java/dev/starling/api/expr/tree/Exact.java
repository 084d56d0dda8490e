package dev.starling.api.expr.tree;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// The elementary functions to some sixty digits, by the plainest series there are: what [Elementary] is held to.
final class Exact {
    private static final MathContext DIGITS = new MathContext(75);
    private static final BigDecimal NEGLIGIBLE = new BigDecimal("1e-72");
    private static final BigDecimal TWO = BigDecimal.TWO;
    private static final BigDecimal LN_2 = TWO.multiply(inverseHyperbolicTangent(BigDecimal.ONE.divide(BigDecimal.valueOf(3), DIGITS)));

    private Exact() {}

    /// eˣ = 2ᵏ (1 + r + r²/2! + ...) with r = x - k ln 2.
    static BigDecimal exp(BigDecimal x) {
        int k = x.divide(LN_2, DIGITS).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
        BigDecimal r = x.subtract(LN_2.multiply(BigDecimal.valueOf(k)));
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 1; term.abs().compareTo(NEGLIGIBLE) > 0; n++) {
            term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term);
        }
        return sum.multiply(twoTo(k), DIGITS);
    }

    /// ln x = k ln 2 + 2 artanh((m - 1) / (m + 1)) with m = 2⁻ᵏ x near 1.
    static BigDecimal log(BigDecimal x) {
        int k = Math.getExponent(x.doubleValue());
        if (k < Double.MIN_EXPONENT) { // subnormal: any k will do that leaves m near 1
            k = Math.getExponent(x.multiply(twoTo(60)).doubleValue()) - 60;
        }
        BigDecimal m = x.divide(twoTo(k), new MathContext(900));
        if (m.compareTo(new BigDecimal("1.4")) > 0) {
            m = m.divide(TWO);
            k++;
        }
        BigDecimal s = m.subtract(BigDecimal.ONE).divide(m.add(BigDecimal.ONE), DIGITS);
        return LN_2.multiply(BigDecimal.valueOf(k)).add(TWO.multiply(inverseHyperbolicTangent(s)));
    }

    static BigDecimal log1p(BigDecimal x) {
        return log(BigDecimal.ONE.add(x));
    }

    static BigDecimal pow(BigDecimal x, BigDecimal y) {
        return exp(y.multiply(log(x), DIGITS));
    }

    /// s + s³/3 + s⁵/5 + ..., until a term is negligible beside the first.
    private static BigDecimal inverseHyperbolicTangent(BigDecimal s) {
        BigDecimal square = s.multiply(s, DIGITS);
        BigDecimal least = s.abs().multiply(NEGLIGIBLE);
        BigDecimal power = s;
        BigDecimal sum = s;
        for (int n = 3; power.abs().compareTo(least) > 0; n += 2) {
            power = power.multiply(square, DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS));
        }
        return sum;
    }

    static BigDecimal twoTo(int k) {
        return k >= 0 ? TWO.pow(k) : BigDecimal.ONE.divide(TWO.pow(-k));
    }

    /// How far `value` is from `exact`, in units in the last place of the double nearest to `exact`.
    static double ulps(double value, BigDecimal exact) {
        BigDecimal unit = new BigDecimal(Math.ulp(exact.doubleValue()));
        return new BigDecimal(value).subtract(exact).abs().divide(unit, MathContext.DECIMAL64).doubleValue();
    }
}
