package dev.starling.map;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/// Numbers as a browser writes them, so that a number may stand for its text.
final class Numbers {
    /// From here on, and below its inverse, browsers write exponents.
    private static final double PLAIN_BELOW = 1e21;

    private static final double PLAIN_FROM = 1e-6;

    private static final int MOST_DECIMALS = 20;

    private static final MathContext SEVEN = new MathContext(7, RoundingMode.HALF_UP);

    private Numbers() {}

    /// How a page keeps the numbers of a column.
    ///
    /// @param bytes    of a number: 4 are enough for seven digits
    /// @param decimals that each is written with; -1 for as many as it needs
    record Form(int bytes, int decimals) {}

    /// The shortest text that reads back as the same double, without an exponent where a browser has none.
    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        boolean plain = size >= PLAIN_FROM && size < PLAIN_BELOW;
        return plain ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString() : Double.toString(value);
    }

    /// The form in which numbers say each of these texts, but for the notation of exponents; null if there is none: `01003`, `1.10` beside
    /// `1.1`, more digits than a double has.
    static @Nullable Form formOf(List<String> texts) {
        int decimals = texts.stream().filter(text -> !text.isEmpty()).findFirst().map(Numbers::decimals).orElse(0);
        boolean fixed = decimals > 0 && decimals <= MOST_DECIMALS;
        boolean shortest = true;
        boolean four = true;
        for (String text : texts) {
            if (text.isEmpty()) {
                continue;
            }
            double value = parse(text);
            if (Double.isNaN(value) || (value == 0 && text.startsWith("-"))) {
                return null;
            }
            fixed = fixed && decimals(text) == decimals && fixed(value, decimals).equals(text);
            shortest = shortest && says(value, text);
            if (!fixed && !shortest) {
                return null;
            }
            four = four && Float.isFinite((float) value) && (fixed ? fixed((float) value, decimals).equals(text) : says(sevenDigits((float) value), text));
        }
        return new Form(four ? Float.BYTES : Double.BYTES, fixed ? decimals : -1);
    }

    /// The number that a text is; NaN if it is none.
    static double parse(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static int decimals(String text) {
        int point = text.indexOf('.');
        return point < 0 ? 0 : text.length() - point - 1;
    }

    private static String fixed(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    private static boolean says(double value, String text) {
        boolean exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        return exponent ? new BigDecimal(text).compareTo(new BigDecimal(Double.toString(value))) == 0 : text(value).equals(text);
    }

    /// What a page makes of a number of four bytes.
    private static double sevenDigits(float value) {
        return new BigDecimal(value).round(SEVEN).doubleValue();
    }
}
