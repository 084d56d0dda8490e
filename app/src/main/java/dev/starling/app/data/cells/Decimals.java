package dev.starling.app.data.cells;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How numbers are written.
///
/// @param point     what comes before the decimals: a point or a comma
/// @param thousands what stands between groups of three digits, or of two where the mark is a comma; null if nothing does
/// @param both      whether a point comes before decimals, too, where it could not stand between thousands
public record Decimals(char point, @Nullable Character thousands, boolean both) {
    public static final Decimals PLAIN = new Decimals('.', null, false);

    private static final String POINTS = ".,";
    private static final Pattern ONE_MARK = Pattern.compile("[+\u2212-]?([0-9]*)([.,])([0-9]+)([eE][+\u2212-]?[0-9]+)?");
    private static final Pattern GROUPED = Pattern.compile("[+\u2212-]?(?:[1-9][0-9]{0,2}|[1-9][0-9]?(?:,[0-9]{2})+(?=,))"
            + "(?:([.,'’\u00A0\u202F\u2009])[0-9]{3})(?:\\1[0-9]{3})*(?:([.,])[0-9]+)?");

    /// A number whose point stands before no three digits, or behind what is no group of thousands.
    private static final Pattern POINTED =
            Pattern.compile("[+\u2212-]?(?:[0-9]*\\.(?:[0-9]{1,2}|[0-9]{4,})|(?:0?|0[0-9]+|[0-9]{4,})\\.[0-9]{3})([eE][+\u2212-]?[0-9]+)?");

    private static final Pattern POINT_EITHER_WAY = Pattern.compile("[+\u2212-]?[1-9][0-9]{0,2}\\.[0-9]{3}");
    private static final Pattern BELOW_THOUSAND = Pattern.compile("[+\u2212-]?[0-9]{1,3}");

    /// Lakhs and crores: groups of two digits before the last, as in India.
    private static final Pattern LAKHS = Pattern.compile("[+\u2212-]?[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}");

    /// How the numbers of a sample are written, by those that can be read in one way only: `0,5` has a decimal comma, `1,234,567` groups
    /// of three, `1,25,125` those of India, `1,234` either. If they contradict each other, decimals take a point and nothing stands between thousands; or both, where it is
    /// told that they take a comma.
    public static Decimals of(Notation told, Stream<String> cells) {
        Set<Character> points = new TreeSet<>();
        Set<Character> marks = new TreeSet<>();
        cells.forEach(text -> {
            Matcher one = ONE_MARK.matcher(text);
            Matcher grouped = GROUPED.matcher(text);
            if (grouped.matches()) {
                char mark = grouped.group(1).charAt(0);
                String last = grouped.group(2);
                boolean pointed = POINTS.indexOf(mark) >= 0;
                boolean sure = last == null ? text.indexOf(mark) != text.lastIndexOf(mark) || !pointed : last.charAt(0) != mark;
                if (sure) {
                    marks.add(mark);
                }
                if (sure && (last != null || pointed)) {
                    points.add(last != null ? last.charAt(0) : mark == '.' ? ',' : '.');
                }
            } else if (one.matches()) {
                points.add(one.group(2).charAt(0));
            }
        });
        boolean contradiction = points.size() > 1;
        char found = points.contains(',') && !contradiction ? ',' : '.';
        char free = told.thousands() == null ? found : told.thousands() == '.' ? ',' : told.thousands() == ',' ? '.' : found;
        char point = told.decimal() == null ? free : told.decimal();
        Character between = told.thousands();
        if (between == null && !contradiction) {
            between = marks.stream().filter(mark -> mark != point).findFirst().orElse(null);
        }
        boolean both = point == ',' && contradiction && between == null;
        return new Decimals(point, between, both);
    }

    /// Whether a number has one point, which may stand between thousands or before decimals.
    public static boolean isPointEitherWay(String text) {
        return POINT_EITHER_WAY.matcher(text).matches();
    }

    /// Whether a number has no decimals, and needs no mark between thousands.
    public static boolean isBelowThousand(String text) {
        return BELOW_THOUSAND.matcher(text).matches();
    }

    public boolean isPlain() {
        return point == '.' && thousands == null;
    }

    /// The same number with a decimal point and nothing between thousands; null if it is not written in this way.
    @Nullable String plain(String text) {
        String whole = text;
        if (thousands != null && text.indexOf(thousands) >= 0) {
            int end = text.indexOf(point) < 0 ? text.length() : text.indexOf(point);
            String groups = Pattern.quote(String.valueOf(thousands));
            String grouped = text.substring(0, end);
            boolean lakhs = thousands == ',' && LAKHS.matcher(grouped).matches();
            if (!lakhs && !grouped.matches("[+\u2212-]?[1-9][0-9]{0,2}(" + groups + "[0-9]{3})+")) {
                return null;
            }
            whole = grouped.replace(String.valueOf(thousands), "") + text.substring(end);
        }
        if (point == '.') {
            return whole;
        }
        if (whole.indexOf('.') >= 0) {
            return both && POINTED.matcher(whole).matches() ? whole : null;
        }
        return whole.replace(',', '.');
    }

    public double parse(String text) {
        String plain = plain(text);
        return plain == null ? Double.NaN : Cell.parse(plain);
    }

    /// What a person calls it, with the options that decide otherwise; empty if it is the usual.
    public String describe() {
        return both ? "decimals take a comma, or a point where it cannot stand between thousands"
                : (point == ',' ? "decimals take a comma (--decimal . if not)" : "")
                + (thousands == null ? "" : (point == ',' ? ", " : "") + "'" + thousands + "' stands between thousands");
    }

}
