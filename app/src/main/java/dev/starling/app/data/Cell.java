package dev.starling.app.data;

import tools.jackson.core.io.NumberInput;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands in a cell of a column of numbers.
///
///     number = [sign] (digits ["." [digits]] | "." digits) [("e" | "E") [sign] digits]
///
/// Only ASCII digits count, and none of what Java alone understands (`1.5f`, `0x1p3`): a table is not a program.
final class Cell {
    private static final Set<String> MISSING =
            Set.of("", "na", "n/a", "#n/a", "nan", "-nan", "+nan", "null", "none", "nil", "?", "-", ".", "1.#ind", "-1.#ind", "1.#qnan");
    private static final Pattern INFINITE = Pattern.compile("[+-]?(inf|infinity|1\\.#inf)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_COMMA = Pattern.compile("[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?");

    /// A number with a sign beside it that changes what it means, or with something between thousands.
    private static final Pattern ADORNED = Pattern.compile(
            "[<>≤≥~≈±]?=?\\s*[+-]?[$€£¥]?\\s*[0-9]+([.,'’\\h][0-9]{3})*([.,][0-9]+)?([eE][+-]?[0-9]+)?\\s*[%‰$€£¥°*†]?");

    private static final int SHOWN = 30;
    private static final int LAST_ASCII = 0x7F;

    /// Powers of ten that are doubles exactly.
    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    /// Integers up to here are doubles exactly.
    private static final long EXACT = 1L << 53;

    private Cell() {}

    /// The double nearest to a number; infinite if it is too large, NaN if the text is no number.
    static double parse(char[] text, int from, int to) {
        int i = from;
        boolean negative = i < to && text[i] == '-';
        if (negative || (i < to && text[i] == '+')) {
            i++;
        }
        long mantissa = 0;
        int digits = 0;
        int decimals = 0;
        boolean exact = true;
        for (boolean afterPoint = false; i < to && (isDigit(text[i]) || (text[i] == '.' && !afterPoint)); i++) {
            if (text[i] == '.') {
                afterPoint = true;
                continue;
            }
            digits++;
            decimals += afterPoint ? 1 : 0;
            exact &= mantissa <= EXACT / 10;
            mantissa = exact ? 10 * mantissa + (text[i] - '0') : mantissa;
        }
        if (digits == 0) {
            return Double.NaN;
        }
        if (i < to) {
            exact = false;
            if (!isExponent(text, i, to)) {
                return Double.NaN;
            }
        }
        if (exact && decimals < TENS.length) {
            // Both are exact, so that one division rounds once, as it must.
            double size = mantissa / TENS[decimals];
            return negative ? -size : size;
        }
        return NumberInput.parseDouble(text, from, to - from, true);
    }

    private static boolean isExponent(char[] text, int from, int to) {
        if (text[from] != 'e' && text[from] != 'E') {
            return false;
        }
        int i = from + 1;
        if (i < to && (text[i] == '-' || text[i] == '+')) {
            i++;
        }
        int first = i;
        while (i < to && isDigit(text[i])) {
            i++;
        }
        return i == to && i > first;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /// Whether a text says that there is no value.
    static boolean isMissing(String text) {
        return MISSING.contains(text.toLowerCase(Locale.ROOT));
    }

    /// Whether a text belongs to a column of numbers, if not as a number that can be used.
    static boolean isMeantAsNumber(String text) {
        return !Double.isNaN(parse(text))
                || INFINITE.matcher(text).matches()
                || WITH_COMMA.matcher(text).matches()
                || ADORNED.matcher(text).matches()
                || hasForeignDigits(text);
    }

    private static boolean hasForeignDigits(String text) {
        return text.codePoints().allMatch(c -> Character.isDigit(c) || "+-−.".indexOf(c) >= 0)
                && text.codePoints().anyMatch(Character::isDigit)
                && text.codePoints().anyMatch(c -> c > LAST_ASCII);
    }

    /// What is wrong with a text that is no finite number where numbers are written in a given way: `"5kg" is not a number`.
    static String fault(String text, Decimals form) {
        if (text.isEmpty()) {
            return "the value is missing";
        }
        String shown = shown(text);
        if (isMissing(text)) {
            return shown + " means that the value is missing";
        } else if (INFINITE.matcher(text).matches()) {
            return shown + " is not finite";
        } else if (Double.isInfinite(parse(text))) {
            return shown + " is too large for a double (at most 1.8e308)";
        } else if (form.point() == ',' && Double.isFinite(parse(text))) {
            return shown + " is not a number: decimals take a comma here (--decimal . if not)";
        } else if (WITH_COMMA.matcher(text).matches()) {
            return shown + " is not a number: it has a comma (--decimal , if it comes before decimals, --thousands , if it stands between"
                    + " thousands)";
        } else if (ADORNED.matcher(text).matches()) {
            return shown + " is not a number, but has one in it";
        }
        return shown + " is not a number"
                + text.codePoints()
                        .filter(c -> c > LAST_ASCII)
                        .mapToObj(c -> String.format(Locale.ROOT, ": it has the character U+%04X", c))
                        .findFirst()
                        .orElse("");
    }

    /// A text in quotes, short enough for a message.
    static String shown(String text) {
        return '"' + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + '"';
    }
}
