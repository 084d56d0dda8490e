package dev.starling.app.command.options;

import picocli.CommandLine.Option;

import java.util.Map;
import java.util.TreeMap;

/// Parameters of parts.
public final class SetOption {
    private static final String METRIC = "metric.";

    @Option(
            names = "--set",
            paramLabel = "PART.PARAMETER=VALUE",
            description = "A parameter, such as kernel.alpha=0.5, optimizer.learning-rate=200 or, of a formula, metric.p=3. May be given again.")
    private Map<String, String> settings = new TreeMap<>();

    /// As they were typed, by part and name.
    Map<String, String> typed() {
        return settings;
    }

    /// Those of the metric, by their own names.
    public Map<String, Double> ofMetric() {
        Map<String, Double> numbers = new TreeMap<>();
        settings.forEach((key, text) -> {
            if (key.startsWith(METRIC)) {
                numbers.put(key.substring(METRIC.length()), number(key, text));
            }
        });
        return numbers;
    }

    /// Those of the metric, where there is no other part.
    ///
    /// @throws IllegalArgumentException if another is named
    public Map<String, Double> ofMetricAlone() {
        for (String key : ofOthers().keySet()) {
            throw new IllegalArgumentException("--set " + key + " is of no part of this command, which has a metric only, as in --set metric.p=3");
        }
        return ofMetric();
    }

    /// Those of all other parts, by part and name.
    Map<String, Double> ofOthers() {
        Map<String, Double> numbers = new TreeMap<>();
        settings.forEach((key, text) -> {
            if (!key.startsWith(METRIC)) {
                numbers.put(key, number(key, text));
            }
        });
        return numbers;
    }

    private static Double number(String key, String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--set " + key + " needs a number, but was '" + text + "'", e);
        }
    }
}
