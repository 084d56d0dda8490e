package dev.starling.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What measures of quality say, in words.
final class Sentences {
    private static final Pattern NUMBER = Pattern.compile("(\\d+)");

    private Sentences() {}

    /// A measure: its name, its value as text, and what it means.
    record Sentence(String name, String value, String meaning) {}

    /// One for each measure that is a number.
    static List<Sentence> of(Map<String, Double> quality) {
        List<Sentence> sentences = new ArrayList<>();
        quality.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                sentences.add(new Sentence(name, String.format(Locale.ROOT, "%.3g", value), meaning(name.toLowerCase(Locale.ROOT), value)));
            }
        });
        return sentences;
    }

    private static String meaning(String name, double value) {
        if (name.contains("trustworthiness")) {
            return "Whether those near a point on the map are near it in the data; 1 is best.";
        }
        if (name.contains("continuity")) {
            return "Whether those near a point in the data are still near it on the map; 1 is best.";
        }
        if (name.contains("accuracy")) {
            String neighbors = number(name) > 1 ? "neighbors" : "neighbor";
            return percent(value) + " of the points have the label of their nearest " + neighbors + " on the map.";
        }
        if (name.contains("neighbor") || name.contains("recall") || name.contains("kept")) {
            String k = number(name) > 0 ? number(name) + " " : "";
            return "Of each point's " + k + "nearest in the data, " + percent(value) + " are among its nearest on the map.";
        }
        if (name.contains("spearman") || name.contains("correlation") || name.contains("distance")) {
            return "How well the order of distances on the map follows the order in the data; 1 is best, 0 is chance.";
        }
        if (name.contains("silhouette")) {
            return "How well the labels are apart on the map, from -1 to 1.";
        }
        return "";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /// The last number in a name, 0 if there is none.
    private static int number(String name) {
        int number = 0;
        Matcher digits = NUMBER.matcher(name);
        while (digits.find()) {
            number = digits.group().length() < 9 ? Integer.parseInt(digits.group()) : 0;
        }
        return number;
    }
}
