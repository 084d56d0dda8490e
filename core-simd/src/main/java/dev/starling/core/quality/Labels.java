package dev.starling.core.quality;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A column of texts, and what they stand for: the one place that decides it, for scores, legends and pages alike.
///
/// Texts are kept as they are in the table; but of classes, those that people see as one have the text of the first: `1`, `1.0` and `1,0` are one whole
/// number, and an `ö` may be one character or two. A gap is an empty text, or one that says that there is no value (`NA`, `NaN`, `?` ...).
/// Without its gaps, a column is
///
/// | kind | if |
/// |---|---|
/// | `CODE` | all are digits, and some begin with a zero or are too long for a double; or they are few numbers with decimals, each met often, and one is
/// spelled in two ways, as the versions 1.1 and 1.10 |
/// | `CLASS` | all are whole numbers, and there are few, or they count up from −1, 0 or 1 and each is met often |
/// | `QUANTITY` | all are other numbers |
/// | `DATE` | all are days or moments, year first or `day.month.year` |
/// | `TEXT` | otherwise |
///
/// @param kind  what they stand for
/// @param texts one a point
/// @param gaps  those texts that are gaps
/// @param scale of every distinct text that is no gap, the number it stands for; empty if there are such without one
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record Labels(LabelKind kind, List<String> texts, Set<String> gaps, Map<String, Double> scale) {
    /// No labels at all.
    public static final Labels NONE = new Labels(LabelKind.TEXT, List.of(), Set.of(), Map.of());

    /// Spellings of a gap wherever they stand. Case matters: `Na` is sodium.
    private static final Set<String> GAPS =
            Set.of("", "NA", "N/A", "#N/A", "n/a", "<NA>", "NaN", "nan", "NAN", "-nan", "NaT", "null", "NULL", "?");

    /// Those that mean a gap among numbers and dates only.
    private static final Set<String> GAPS_AMONG_NUMBERS =
            Set.of("na", "none", "nil", "-", ".", "+nan", "#n/a", "1.#ind", "-1.#ind", "1.#qnan", "nat", "null");

    private static final Pattern NUMBER = Pattern.compile("[+\u2212-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    /// The minus sign of typesetters.
    private static final char MINUS = '\u2212';

    private static final Pattern DECIMALS_BY_COMMA = Pattern.compile("[+\u2212-]?[0-9]+(,([0-9]{1,2}|[0-9]{4,}))?");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /// Doubles hold all whole numbers up to here.
    private static final double EXACT = 0x1p53;

    /// Whole numbers of up to so many values are classes.
    private static final int FEW = 10;

    /// So many are classes if each is met often enough.
    private static final int SOME = 20;

    /// So many can be told from each other if they count up.
    private static final int MANY = 200;

    private static final int OFTEN = 5;

    /// Points that each of many classes has on average, so that nearest neighbors say something.
    private static final int LEAST_MEAN = 3;

    /// Finds out what they stand for.
    public static Labels of(List<String> texts) {
        return of(texts, null);
    }

    /// @param told what they stand for; null to find out
    /// @throws IllegalArgumentException if they are told to be numbers or dates, and one of them is none
    public static Labels of(List<String> texts, @Nullable LabelKind told) {
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> counts.merge(text, 1, Integer::sum));
        Set<String> distinct = counts.keySet();
        Map<String, Double> numbers = told == LabelKind.DATE ? Map.of() : numbers(distinct);
        Map<String, Double> dates = numbers.isEmpty() && told != LabelKind.QUANTITY ? dates(distinct) : Map.of();
        LabelKind kind = told != null ? told : numbers.isEmpty() ? dates.isEmpty() ? LabelKind.TEXT : LabelKind.DATE : kind(numbers, counts);
        Map<String, Double> scale = numbers.isEmpty() ? dates : numbers;
        if (!kind.isClasses() && scale.isEmpty()) {
            throw new IllegalArgumentException(refusal(kind, distinct));
        }
        Set<String> gaps = Set.copyOf(distinct.stream()
                .filter(text -> told == LabelKind.TEXT ? text.isEmpty() : scale.isEmpty() ? GAPS.contains(text) : !scale.containsKey(text))
                .toList());
        List<String> one = kind.isClasses() ? spelledAlike(texts, distinct, kind == LabelKind.CLASS ? scale : Map.of()) : texts;
        return new Labels(kind, one, gaps, kind == LabelKind.TEXT ? Map.of() : Map.copyOf(scale));
    }

    /// With one spelling for a whole number and for a word, the first one.
    private static List<String> spelledAlike(List<String> texts, Set<String> distinct, Map<String, Double> numbers) {
        if (distinct.stream().map(text -> same(text, numbers)).distinct().count() == distinct.size()) {
            return texts;
        }
        Map<Object, String> first = new HashMap<>();
        return texts.stream().map(text -> first.computeIfAbsent(same(text, numbers), _ -> text)).toList();
    }

    /// What is equal for all spellings of a whole number, or of a word.
    private static Object same(String text, Map<String, Double> numbers) {
        double number = numbers.getOrDefault(text, Double.NaN);
        boolean whole = number == Math.rint(number);
        return whole ? number + 0.0 : Normalizer.isNormalized(text, Normalizer.Form.NFC) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /// The texts without which this would be a scale, which more than half of its values are on; the first one first. Empty if there is no such scale, or
    /// all are on it.
    public List<String> offScale() {
        if (kind != LabelKind.TEXT) {
            return List.of();
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        texts.stream().filter(text -> !isGapAmongNumbers(text)).forEach(text -> counts.merge(text, 1, Integer::sum));
        for (Predicate<String> fits : List.<Predicate<String>>of(
                text -> NUMBER.matcher(text).matches(), text -> DECIMALS_BY_COMMA.matcher(text).matches(), text -> !Double.isNaN(Dates.days(text)))) {
            List<String> fitting = texts.stream().filter(text -> counts.containsKey(text) && fits.test(text)).toList();
            if (2L * fitting.size() > counts.values().stream().mapToInt(Integer::intValue).sum() && !of(fitting).kind.isClasses()) {
                return counts.keySet().stream().filter(fits.negate()).toList();
            }
        }
        return List.of();
    }

    private static String refusal(LabelKind kind, Set<String> distinct) {
        boolean dates = kind == LabelKind.DATE;
        String other = distinct.stream()
                .filter(text -> !isGapAmongNumbers(text))
                .filter(text -> dates ? Double.isNaN(Dates.days(text)) : !NUMBER.matcher(text).matches())
                .sorted()
                .findFirst()
                .map(text -> '"' + text + "\" is no " + (dates ? "date (2026-11-30 is one)" : "number"))
                .orElse("there is no value");
        return "the label is told to be a " + kind.name().toLowerCase(Locale.ROOT) + ", but " + other;
    }

    /// The numbers of all texts but gaps; none at all if one of them is no number, or there are only gaps.
    private static Map<String, Double> numbers(Set<String> distinct) {
        Map<String, Double> found = new HashMap<>();
        boolean commas = areDecimalsByComma(distinct);
        for (String text : distinct) {
            String plain = commas ? text.replace(',', '.') : text;
            double number = NUMBER.matcher(plain).matches() ? Double.parseDouble(plain.replace(MINUS, '-')) : Double.NaN;
            if (Double.isFinite(number)) {
                found.put(text, number);
            } else if (!isGapAmongNumbers(text)) {
                return Map.of();
            }
        }
        return found;
    }

    /// Whether commas come before decimals: none stands before three digits, as between thousands, and no number has a point.
    private static boolean areDecimalsByComma(Set<String> distinct) {
        return distinct.stream().anyMatch(text -> text.indexOf(',') >= 0)
                && distinct.stream().allMatch(text -> isGapAmongNumbers(text) || DECIMALS_BY_COMMA.matcher(text).matches());
    }

    private static Map<String, Double> dates(Set<String> distinct) {
        Map<String, Double> found = new HashMap<>();
        for (String text : distinct) {
            double days = Dates.days(text);
            if (!Double.isNaN(days)) {
                found.put(text, days);
            } else if (!isGapAmongNumbers(text)) {
                return Map.of();
            }
        }
        return found;
    }

    private static boolean isGapAmongNumbers(String text) {
        return GAPS.contains(text) || GAPS_AMONG_NUMBERS.contains(text.toLowerCase(Locale.ROOT));
    }

    private static LabelKind kind(Map<String, Double> numbers, Map<String, Integer> counts) {
        Set<String> texts = numbers.keySet();
        if (texts.stream().allMatch(text -> DIGITS.matcher(text).matches()) && texts.stream().anyMatch(Labels::isCode)) {
            return LabelKind.CODE;
        }
        Collection<Double> values = Set.copyOf(numbers.values());
        long met = texts.stream().mapToLong(text -> counts.getOrDefault(text, 0)).sum();
        if (!values.stream().allMatch(value -> value == Math.rint(value) && Math.abs(value) <= EXACT)) {
            boolean spelledTwice = values.size() < texts.size() && texts.size() <= SOME && (long) OFTEN * texts.size() <= met;
            return spelledTwice ? LabelKind.CODE : LabelKind.QUANTITY;
        }
        int distinct = values.size();
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double largest = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        boolean often = (long) OFTEN * distinct <= met;
        boolean countsUp = least >= -1 && least <= 1 && largest - least == distinct - 1;
        boolean classes = distinct <= FEW || (often && distinct <= SOME) || (often && countsUp && distinct <= MANY);
        return classes ? LabelKind.CLASS : LabelKind.QUANTITY;
    }

    private static boolean isCode(String digits) {
        return (digits.length() > 1 && digits.charAt(0) == '0') || Double.parseDouble(digits) > EXACT;
    }

    /// Whether a text of this column says that there is no value.
    public boolean isGap(String text) {
        return gaps.contains(text);
    }

    /// Where a text stands on the scale: a number, or days since 1970; NaN for a gap, and for a text without a number.
    public double number(String text) {
        return scale.getOrDefault(text, Double.NaN);
    }

    /// A place on the scale in the words of the table.
    public String words(double number) {
        return kind == LabelKind.DATE ? Dates.text(number) : plain(String.format(Locale.ROOT, "%.4g", number));
    }

    private static String plain(String number) {
        return number.contains("e") || !number.contains(".") ? number : number.replaceAll("\\.?0+$", "");
    }

    /// The class of every point, an empty text where it has none; an empty list if these are no classes, or less than two, or if no nearest
    /// neighbor can tell: where more than half of the points are alone in theirs, or many classes have less than three points on average.
    List<String> classes() {
        if (!kind.isClasses()) {
            return List.of();
        }
        Map<String, Integer> sizes = new HashMap<>();
        texts.stream().filter(text -> !isGap(text)).forEach(text -> sizes.merge(text, 1, Integer::sum));
        int known = sizes.values().stream().mapToInt(Integer::intValue).sum();
        long alone = sizes.values().stream().filter(size -> size == 1).count();
        boolean tiny = sizes.size() > FEW && known < LEAST_MEAN * sizes.size();
        return sizes.size() < 2 || 2 * alone > known || tiny ? List.of() : texts.stream().map(text -> isGap(text) ? "" : text).toList();
    }
}
