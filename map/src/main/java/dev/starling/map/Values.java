package dev.starling.map;

import dev.starling.core.quality.Labels;

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
/// @param distinct in the order a reader expects: numbers by size, words by alphabet; what is missing last, as an empty text
/// @param codes    index of each row's value
record Values(List<String> distinct, int[] codes) {
    private static final String GAP = "";

    /// Digits that are not part of a longer number.
    private static final Pattern DIGITS = Pattern.compile("(?<!\\d)(\\d{1,9})(?!\\d)");

    static Values of(Labels labels) {
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(labels.texts()));
        if (distinct.removeIf(labels::isGap)) {
            distinct.add(GAP);
        }
        Comparator<String> byWord = Comparator.comparing(Values::sortable).thenComparing(Comparator.naturalOrder());
        Comparator<String> order = labels.scale().isEmpty() ? byWord : Comparator.comparingDouble(labels::number).thenComparing(byWord);
        distinct.sort(Comparator.comparing(String::isEmpty).thenComparing(order));
        Map<String, Integer> code = new HashMap<>();
        for (int k = 0; k < distinct.size(); k++) {
            code.put(distinct.get(k), k);
        }
        labels.gaps().forEach(gap -> code.put(gap, code.get(GAP)));
        return new Values(Collections.unmodifiableList(distinct), labels.texts().stream().mapToInt(code::get).toArray());
    }

    /// How often each distinct value occurs.
    int[] counts() {
        int[] counts = new int[distinct.size()];
        for (int code : codes) {
            counts[code]++;
        }
        return counts;
    }

    /// A text that sorts as a reader would: `class 2` before `class 10`, capitals beside small letters.
    private static String sortable(String text) {
        return DIGITS.matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll(digits -> "0".repeat(9 - digits.group(1).length()) + digits.group(1));
    }
}
