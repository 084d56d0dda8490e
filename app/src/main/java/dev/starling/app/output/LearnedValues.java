package dev.starling.app.output;

import dev.starling.core.Embedding;
import dev.starling.core.plan.LearnedParameter;
import dev.starling.core.plan.Plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the learned parameters of a run came to, in words.
public final class LearnedValues {
    private LearnedValues() {}

    /// `kernel.alpha = 0.734, from 0.5 at the start`; empty if nothing was learned.
    public static String describe(Plan plan, Embedding map) {
        return plan.learned().stream().map(one -> describe(one, map)).collect(Collectors.joining("; "));
    }

    private static String describe(LearnedParameter parameter, Embedding map) {
        double[] values = map.learned().getOrDefault(parameter.leaf(), new double[0]).clone();
        Arrays.sort(values);
        String start = String.format(Locale.ROOT, ", from %.4g at the start", parameter.start());
        return values.length == 1
                ? String.format(Locale.ROOT, "%s = %.6g", parameter.leaf(), values[0]) + start
                : String.format(
                        Locale.ROOT, "%s between %.4g and %.4g, half of them below %.4g", parameter.leaf(), values[0],
                        values[values.length - 1], values[values.length / 2]) + start;
    }
}
