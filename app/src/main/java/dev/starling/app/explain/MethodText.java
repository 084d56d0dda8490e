package dev.starling.app.explain;

import dev.starling.api.Cost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Recipe;
import dev.starling.core.plan.Anatomy;
import dev.starling.core.plan.Catalog;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What the documentation of a method says of it, from the method itself and the formulas of its parts, so that the two cannot part.
public final class MethodText {
    private MethodText() {}

    /// Formulas, parts and paper in Markdown; formulas in LaTeX.
    public static String markdown(Method method, Catalog catalog) {
        Recipe recipe = method.recipe();
        StringBuilder text = new StringBuilder();
        text.append(capitalized(method.summary())).append(".\n\n");
        text.append(formulas("Cost", catalog.find(Cost.class, recipe.cost())));
        if (!recipe.kernel().isEmpty()) {
            text.append(formulas("Kernel", catalog.find(Kernel.class, recipe.kernel())));
        }
        text.append("| | |\n|---|---|\n");
        row(text, "cost", "`" + recipe.cost() + "`");
        if (!recipe.kernel().isEmpty()) {
            row(text, "kernel", "`" + recipe.kernel() + "`" + (recipe.transform().equals("squared") ? "" : " of `" + recipe.transform() + "`"));
            row(text, "normalization", word(recipe.normalization()));
            row(text, "affinities", word(recipe.affinity()) + (recipe.dataPrecisions() ? ", their precisions in the kernel" : "")
                    + (recipe.weighted() ? ", points weighted by their degree" : ""));
        }
        if (!recipe.settings().isEmpty()) {
            row(text, "settings", settings(recipe.settings()));
        }
        if (!recipe.learned().isEmpty()) {
            row(text, "learned", recipe.learned().entrySet().stream()
                    .map(entry -> "`" + entry.getKey() + "`" + (entry.getValue() == Recipe.Sharing.EACH_POINT ? " of each point" : ""))
                    .collect(Collectors.joining(", ")));
        }
        row(text, "optimizer", "`" + recipe.optimizer() + "`, " + recipe.iterations() + " iterations"
                + (recipe.exaggeration() == 1 ? "" : ", exaggeration " + number(recipe.exaggeration()) + " for " + recipe.exaggerated()));
        text.append("\nSource: ").append(method.paper()).append(".\n");
        return text.toString();
    }

    private static String formulas(String title, Extension part) {
        return title + " `" + part.name() + "`:\n\n" + Anatomy.of(part).stream()
                .filter(anatomy -> SHOWN.containsKey(anatomy.symbol()))
                .map(anatomy -> "$$ " + SHOWN.get(anatomy.symbol()) + " = " + anatomy.formula().toLatex() + " $$\n\n")
                .collect(Collectors.joining());
    }

    private static final Map<String, String> SHOWN = Map.of(
            "c(p, q)", "c(p, q)", "h = q ∂c/∂q", "h = q\\,\\frac{\\partial c}{\\partial q}", "w(f)", "w(f)", "∂ ln w/∂f",
            "\\frac{\\partial \\ln w}{\\partial f}", "c(r, d)", "c(r, d)", "K = (∂c/∂d)/d", "K = \\frac{1}{d}\\frac{\\partial c}{\\partial d}");

    private static void row(StringBuilder text, String key, String value) {
        text.append("| ").append(key).append(" | ").append(value).append(" |\n");
    }

    private static String settings(Map<String, Double> settings) {
        return settings.entrySet().stream()
                .map(entry -> "`" + entry.getKey() + "=" + number(entry.getValue()) + "`")
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String capitalized(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    public static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
