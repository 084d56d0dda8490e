package dev.starling.app.fault;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Names in the order of their likeness to what somebody typed.
public final class Nearest {
    private Nearest() {}

    /// All candidates, the nearest to `typed` first: by edit distance, to the beginning of a candidate too, since long names are cut short;
    /// then by that to the whole of it; then by the alphabet. Hyphens, underscores and case don't count.
    public static List<String> first(String typed, Collection<String> candidates) {
        String bare = bare(typed);
        return candidates.stream()
                .sorted(Comparator.comparingInt((String candidate) -> likeness(bare, bare(candidate)))
                        .thenComparingInt(candidate -> distances(bare, bare(candidate))[bare(candidate).length()])
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    private static int likeness(String typed, String candidate) {
        int[] distances = distances(typed, candidate);
        int toBeginning = Arrays.stream(distances).min().orElseThrow();
        return Math.min(distances[candidate.length()], toBeginning + 1);
    }

    /// Levenshtein distances of `s` to the first 0, 1, 2, ... letters of `t`.
    private static int[] distances(String s, String t) {
        int[] row = new int[t.length() + 1];
        for (int j = 0; j <= t.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= s.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= t.length(); j++) {
                int exchange = diagonal + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchange, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row;
    }
}
