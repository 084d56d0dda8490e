package dev.starling.app.pipeline.embed;

import dev.starling.api.Recipe;
import dev.starling.core.Embedder;
import dev.starling.core.Engine;
import dev.starling.core.base.Counted;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a run does where nobody said anything: the numbers that it was left to choose, in words.
///
/// @param start in the words of the command line
record Resolved(Plan plan, int n, Embedder embedder, String start) {
    /// @param automatic whether the perplexity was left to the program
    List<String> lines(boolean automatic) {
        List<String> parts = new ArrayList<>();
        Recipe recipe = plan.recipe();
        boolean exaggerates = recipe.exaggeration() != 1 && recipe.exaggerated() > 0;
        if (plan.composition() instanceof Composition.OfProbabilities) {
            String perplexities = embedder.perplexitiesOf(n).stream().map(p -> number(p.value())).collect(Collectors.joining(", "));
            parts.add(perplexities.isEmpty()
                    ? "affinities as given"
                    : "perplexity " + perplexities + (automatic ? " (automatic)" : "") + " over " + (embedder.isDense(n) ? "all pairs" : "neighbors"));
        }
        parts.add("start " + start);
        parts.add(Counted.of(recipe.iterations(), "iteration") + " at most" + (exaggerates
                ? ", the first " + Math.min(recipe.exaggerated(), recipe.iterations()) + " exaggerated by " + number(recipe.exaggeration())
                : ""));
        parts.add((embedder.engineOf(n) == Engine.FAR ? "far" : "exact") + " sums");
        List<String> lines = new ArrayList<>(List.of(String.join("; ", parts)));
        if (exaggerates && recipe.iterations() <= recipe.exaggerated()) {
            lines.add("all iterations are exaggerated, since that phase takes " + recipe.exaggerated() + ": groups are drawn tighter than they are."
                    + " Say --iterations " + 4 * recipe.exaggerated() + ", or --exaggeration 1");
        }
        return lines;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4g", value);
    }
}
