package dev.starling.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A column as codes into its sorted distinct values.
///
/// @param distinct in the order a reader expects: numbers by size, words by alphabet, what is missing last
/// @param codes    index of each row's value
record Values(List<String> distinct, int[] codes) {
    /// Digits that are not part of a longer number.
    private static final Pattern DIGITS = Pattern.compile("(?<!\\d)(\\d{1,9})(?!\\d)");

    static Values of(List<String> values) {
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(values));
        Map<String, Double> numbers = new HashMap<>();
        distinct.forEach(value -> numbers.put(value, number(value)));
        Comparator<String> byWord = Comparator.comparing(Values::sortable).thenComparing(Comparator.naturalOrder());
        boolean allNumbers = distinct.stream().allMatch(value -> value.isEmpty() || !numbers.getOrDefault(value, Double.NaN).isNaN());
        Comparator<String> order = allNumbers ? Comparator.comparing((String value) -> numbers.get(value)).thenComparing(byWord) : byWord;
        distinct.sort(Comparator.comparing(String::isEmpty).thenComparing(order));
        Map<String, Integer> code = new HashMap<>();
        for (int k = 0; k < distinct.size(); k++) {
            code.put(distinct.get(k), k);
        }
        return new Values(Collections.unmodifiableList(distinct), values.stream().mapToInt(code::get).toArray());
    }

    /// How often each distinct value occurs.
    int[] counts() {
        int[] counts = new int[distinct.size()];
        for (int code : codes) {
            counts[code]++;
        }
        return counts;
    }

    /// Whether they are better seen as classes than as sizes: words, or not more than twenty whole numbers.
    boolean areClasses(boolean numeric) {
        return !numeric || (distinct.size() <= Palette.MOST && distinct.stream().allMatch(Values::isWholeOrMissing));
    }

    private static boolean isWholeOrMissing(String value) {
        double number = number(value);
        return Double.isNaN(number) || number == (long) number;
    }

    /// A text that sorts as a reader would: `class 2` before `class 10`, capitals beside small letters.
    private static String sortable(String text) {
        return DIGITS.matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll(digits -> "0".repeat(9 - digits.group(1).length()) + digits.group(1));
    }

    /// The number that a text is; NaN if it is none.
    static double number(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
