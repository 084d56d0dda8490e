package dev.starling.app.data.cells;

import tools.jackson.core.io.NumberInput;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands in a cell of a column of numbers.
///
///     number = [sign] (digits ["." [digits]] | "." digits) [("e" | "E") [sign] digits]
///
/// The sign may be a true minus (U+2212), and the exponent of a number with a point be Fortran's `D`. Only ASCII digits count, and none of what Java alone understands (`1.5f`, `0x1p3`): a table is not a program.
public final class Cell {
    private static final Set<String> MISSING =
            Set.of("", "na", "n/a", "#n/a", "nan", "-nan", "+nan", "null", "none", "nil", "?", "-", ".", "1.#ind", "-1.#ind", "1.#qnan");
    private static final Pattern INFINITE = Pattern.compile("[+-]?(inf|infinity|1\\.#inf)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_COMMA = Pattern.compile("[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?");

    /// Groups of three digits, or of two as in India, with commas between them.
    private static final Pattern GROUPED_BY_COMMAS = Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{2,3})+,[0-9]{3}(\\.[0-9]+)?");

    private static final Pattern GROUPED_BY_POINTS = Pattern.compile("[+-]?[0-9]{1,3}(\\.[0-9]{3}){2,}(,[0-9]+)?");

    /// A number with a sign beside it that changes what it means, or with something between thousands.
    private static final Pattern ADORNED = Pattern.compile(
            "[<>≤≥~≈±]?=?\\s*[+-]?[$€£¥]?\\s*[0-9]+([.,'’\\h][0-9]{3})*([.,][0-9]+)?([eE][+-]?[0-9]+)?\\s*[%‰$€£¥°*†]?");

    /// A number at one end of a list whose numbers were taken for cells.
    private static final Pattern IN_LIST = Pattern.compile("[\\[({]+\\s*[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?|[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?\\s*[\\])}]+");

    private static final int SHOWN = 30;
    private static final int LAST_ASCII = 0x7F;

    /// The minus sign of typesetters and word processors.
    private static final char MINUS = '\u2212';

    private static final int NONE = -1;

    /// Powers of ten that are doubles exactly.
    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    /// Integers up to here are doubles exactly.
    private static final long EXACT = 1L << 53;

    private Cell() {}

    /// The double nearest to a number; infinite if it is too large, NaN if the text is no number.
    public static double parse(char[] text, int from, int to) {
        int i = from;
        boolean negative = i < to && (text[i] == '-' || text[i] == MINUS);
        if (negative || (i < to && text[i] == '+')) {
            i++;
        }
        long mantissa = 0;
        int digits = 0;
        int point = NONE;
        boolean exact = true;
        for (; i < to && (isDigit(text[i]) || (text[i] == '.' && point == NONE)); i++) {
            if (text[i] == '.') {
                point = i;
                continue;
            }
            digits++;
            exact &= mantissa <= EXACT / 10;
            mantissa = exact ? 10 * mantissa + (text[i] - '0') : mantissa;
        }
        if (digits == 0 || (i < to && !isExponent(text, i, to, point != NONE))) {
            return Double.NaN;
        }
        int decimals = point == NONE ? 0 : i - point - 1;
        if (i == to && exact && decimals < TENS.length) {
            // Both are exact, so that one division rounds once, as it must.
            double size = mantissa / TENS[decimals];
            return negative ? -size : size;
        }
        return parseLong(text, from, to);
    }

    private static double parseLong(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] > LAST_ASCII || text[i] == 'd' || text[i] == 'D') {
                String plain = new String(text, from, to - from).replace(MINUS, '-').replace('d', 'e').replace('D', 'e');
                return NumberInput.parseDouble(plain, true);
            }
        }
        return NumberInput.parseDouble(text, from, to - from, true);
    }

    /// @param pointed whether a point comes before, without which Fortran writes no `D`
    private static boolean isExponent(char[] text, int from, int to, boolean pointed) {
        boolean fortran = pointed && (text[from] == 'D' || text[from] == 'd');
        if (text[from] != 'e' && text[from] != 'E' && !fortran) {
            return false;
        }
        int i = from + 1;
        if (i < to && (text[i] == '-' || text[i] == '+' || text[i] == MINUS)) {
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

    public static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /// Whether a text says that there is no value.
    public static boolean isMissing(String text) {
        return MISSING.contains(text.toLowerCase(Locale.ROOT));
    }

    /// Whether a text belongs to a column of numbers, if not as a number that can be used.
    public static boolean isMeantAsNumber(String text) {
        return !Double.isNaN(parse(text))
                || INFINITE.matcher(text).matches()
                || WITH_COMMA.matcher(text).matches()
                || GROUPED_BY_COMMAS.matcher(text).matches()
                || ADORNED.matcher(text).matches()
                || IN_LIST.matcher(text).matches()
                || hasForeignDigits(text);
    }

    private static boolean hasForeignDigits(String text) {
        return text.codePoints().allMatch(c -> Character.isDigit(c) || "+-−.".indexOf(c) >= 0)
                && text.codePoints().anyMatch(Character::isDigit)
                && text.codePoints().anyMatch(c -> c > LAST_ASCII);
    }

    private static String inOurDigits(String text) {
        StringBuilder ours = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                ours.append(Character.digit(c, 10));
            } else {
                ours.appendCodePoint(c);
            }
        });
        return ours.toString();
    }

    /// What is wrong with a text that is no finite number where numbers are written in a given way: `"5kg" is not a number`.
    public static String fault(String text, Decimals form) {
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
        } else if (GROUPED_BY_COMMAS.matcher(text).matches()) {
            return shown + " is not a number: it has commas (--thousands , if they stand between thousands)";
        } else if (GROUPED_BY_POINTS.matcher(text).matches()) {
            return shown + " is not a number: it has points (--thousands . if they stand between thousands)";
        } else if (hasForeignDigits(text)) {
            return shown + " is not a number: its digits are not 0 to 9 (write " + inOurDigits(text) + ")";
        } else if (IN_LIST.matcher(text).matches()) {
            return shown + " is not a number, but one end of a list of them (write each list in one pair of brackets on a line of its own, or no brackets)";
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
    public static String shown(String text) {
        return '"' + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + '"';
    }
}
