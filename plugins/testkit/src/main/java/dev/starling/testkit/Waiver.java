package dev.starling.testkit;

import dev.starling.api.expr.Formula;
import org.apiguardian.api.API;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A law that an extension breaks on purpose, and why. Written as one line:
///
///     kernel distance decreasing: it is a distance, which rises
///     cost cross-entropy divergence when softening > 0: the softened cost is least beside p = q
///
/// @param kind      `kernel`, `cost`, `transform`, `metric`, `optimizer`, `method` or `reader`
/// @param extension name of the extension
/// @param law       name of the law
/// @param condition a comparison of the extension's parameters, for which alone the law is waived; empty for always
/// @param reason    why; printed wherever the law would be
@API(status = API.Status.STABLE, since = "1.0")
public record Waiver(String kind, String extension, String law, String condition, String reason) {
    private static final Pattern LINE = Pattern.compile(
            "(kernel|cost|transform|metric|optimizer|method|reader) +([a-z0-9-]+) +([a-z0-9-]+)( +when +([^:]+))?: *(.+)");

    public Waiver {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("the waiver of " + law + " for " + kind + " " + extension + " needs a reason");
        }
        if (!condition.isEmpty()) {
            // A comparison that cannot be read is found here and not in the middle of a check.
            Formula.parse(test(condition));
        }
    }

    /// Reads a line.
    ///
    /// @throws IllegalArgumentException if it is none
    public static Waiver parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + line.strip()
                    + "' is no waiver; write: KIND NAME LAW: REASON, or KIND NAME LAW when PARAMETER > NUMBER: REASON");
        }
        String condition = matcher.group(5) == null ? "" : matcher.group(5).strip();
        return new Waiver(matcher.group(1), matcher.group(2), matcher.group(3), condition, matcher.group(6).strip());
    }

    /// What the condition speaks of beside these parameters.
    List<String> unknown(List<String> parameters) {
        if (condition.isEmpty()) {
            return List.of();
        }
        String text = condition;
        for (String name : parameters) {
            text = text.replace(name, letters(name));
        }
        List<String> known = parameters.stream().map(Waiver::letters).toList();
        return Formula.parse(test(text)).leaves().stream().filter(leaf -> !known.contains(leaf)).toList();
    }

    /// Whether the law is waived for these values of the parameters.
    boolean holdsFor(Map<String, Double> values) {
        if (condition.isEmpty()) {
            return true;
        }
        String text = condition;
        for (String name : values.keySet()) {
            text = text.replace(name, letters(name));
        }
        Map<String, Double> leaves = new HashMap<>();
        values.forEach((name, value) -> leaves.put(letters(name), value));
        return Formula.parse(test(text)).evaluate(leaves) != 0;
    }

    private static String test(String comparison) {
        return "where(" + comparison + ", 1, 0)";
    }

    /// A hyphen would be read as a minus.
    private static String letters(String name) {
        return name.replace('-', '_');
    }

    @Override
    public String toString() {
        return kind + " " + extension + " " + law + (condition.isEmpty() ? "" : " when " + condition) + ": " + reason;
    }
}
