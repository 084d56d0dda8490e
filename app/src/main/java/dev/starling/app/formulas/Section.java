package dev.starling.app.formulas;

import dev.starling.app.fault.Nearest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A table of a TOML file, read key by key. What was not asked for when all is read is a fault, so that no misspelling is overlooked.
final class Section {
    private static final int MAX_TEXT = 1_000;

    private final String path;
    private final JsonNode table;
    private final Set<String> known = new TreeSet<>();

    Section(String path, JsonNode table) {
        this.path = path;
        this.table = table;
        if (!table.isObject()) {
            throw fault("it must be a table");
        }
    }

    /// `kernel[2].weight: problem`; parts are counted from 1.
    IllegalArgumentException fault(String key, String problem) {
        return new IllegalArgumentException(path(key) + ": " + problem);
    }

    IllegalArgumentException fault(String problem) {
        return new IllegalArgumentException((path.isEmpty() ? "" : path + ": ") + problem);
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private @Nullable JsonNode find(String key) {
        known.add(key);
        return table.get(key);
    }

    boolean has(String key) {
        return find(key) != null;
    }

    /// Those of some keys that are not there, each with its place, and what may be there instead.
    List<String> missing(List<String> keys) {
        known.addAll(keys);
        return keys.stream().filter(key -> table.get(key) == null).map(key -> path(key) + insteadOf(key)).toList();
    }

    String text(String key) {
        JsonNode value = find(key);
        if (value == null) {
            throw fault(key, "it is missing; add " + key + " = \"...\"" + insteadOf(key));
        }
        if (!value.isString()) {
            throw fault(key, "it must be a text in quotes, but is " + shown(value));
        }
        String text = value.stringValue();
        if (text.isBlank() || text.length() > MAX_TEXT || text.codePoints().anyMatch(Character::isISOControl)) {
            throw fault(key, "it must be one line of 1 to " + MAX_TEXT + " characters");
        }
        return text;
    }

    String text(String key, String fallback) {
        return has(key) ? text(key) : fallback;
    }

    String matching(String key, String pattern, String words) {
        String text = text(key);
        if (!text.matches(pattern)) {
            throw fault(key, "it must be " + words + ", but is '" + text + "'");
        }
        return text;
    }

    double number(String key, double fallback) {
        JsonNode value = find(key);
        if (value == null) {
            return fallback;
        }
        // Too large for a double is no number here either.
        double number = value.isNumber() ? value.doubleValue(Double.NaN) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw fault(key, "it must be a finite number, but is " + shown(value));
        }
        return number;
    }

    int count(String key, int least, int fallback) {
        double value = number(key, fallback);
        if (value != Math.rint(value) || value < least || value > Integer.MAX_VALUE) {
            throw fault(key, "it must be a whole number, at least " + least + ", but is " + value);
        }
        return (int) value;
    }

    boolean truth(String key) {
        JsonNode value = find(key);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw fault(key, "it must be true or false, but is " + shown(value));
        }
        return value.booleanValue();
    }

    <E extends Enum<E>> E choice(String key, Class<E> kind, E fallback) {
        if (!has(key)) {
            return fallback;
        }
        String text = text(key);
        List<String> names = new ArrayList<>();
        for (E each : kind.getEnumConstants()) {
            String name = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text)) {
                return each;
            }
            names.add(name);
        }
        throw fault(key, "there is no '" + text + "'; did you mean " + Nearest.first(text, names).getFirst() + "? There are "
                + String.join(", ", names));
    }

    /// The tables of an array of tables, `[[key]]`; none if there is none.
    List<Section> sections(String key, int most) {
        JsonNode array = find(key);
        if (array == null) {
            return List.of();
        }
        if (!array.isArray()) {
            throw fault(key, "it must be written [[" + key + "]], with two brackets");
        }
        if (array.size() > most) {
            throw fault(key, "there are " + array.size() + "; at most " + most + " are allowed");
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            sections.add(new Section(path(key) + "[" + (i + 1) + "]", array.get(i)));
        }
        return sections;
    }

    /// A table; an empty one if there is none.
    Section section(String key) {
        JsonNode value = find(key);
        return new Section(path(key), value == null ? JsonNodeFactory.instance.objectNode() : value);
    }

    List<String> keys() {
        return table.properties().stream().map(Map.Entry::getKey).toList();
    }

    boolean isTable(String key) {
        JsonNode value = find(key);
        return value != null && value.isObject();
    }

    /// @throws IllegalArgumentException if there are keys that nobody asked for, with the nearest that there is
    void refuseOthers() {
        for (String key : keys()) {
            if (!known.contains(key)) {
                throw fault(key, "there is no such key; did you mean " + Nearest.first(key, known).getFirst() + "? There are "
                        + String.join(", ", known));
            }
        }
    }

    /// A hint where a missing key was probably misspelled.
    private String insteadOf(String key) {
        return keys().stream()
                .filter(other -> !known.contains(other) && !table.get(other).isContainer() && Nearest.first(other, known).getFirst().equals(key))
                .findFirst()
                .map(other -> " (there is '" + other + "')")
                .orElse("");
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
