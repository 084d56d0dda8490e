package dev.starling.app.command.options;

import dev.starling.api.Affinity;
import dev.starling.api.DistanceCost;
import dev.starling.api.Method;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is minimized, and by what: a method, or parts by name or formula.
public final class PartOptions {
    private static final String USUAL = "t-sne";

    @Option(names = "--method", paramLabel = "NAME", description = "A combination that has a name: see starling list methods (t-sne).")
    private @Nullable String method;

    @Option(names = "--cost", paramLabel = "COST", description = "A cost by name, or a formula of p and q, or of r and d.")
    private @Nullable String cost;

    @Option(names = "--kernel", paramLabel = "KERNEL", description = "A kernel by name, or a formula of f.")
    private @Nullable String kernel;

    @Option(names = "--transform", paramLabel = "T", description = "What the kernel sees of a distance: a name, or a formula of d (squared).")
    private @Nullable String transform;

    @Option(names = "--normalize", paramLabel = "HOW", description = "How weights become q: none, point (by row), pair, joint.")
    private @Nullable Normalization normalization;

    @Mixin
    private SetOption set = new SetOption();

    @Option(
            names = "--learn",
            paramLabel = "PART.PARAMETER[=each]",
            description = "A parameter of kernel or transform that is optimized with the coordinates: one value, or one for each point. "
                    + "May be given again.")
    private List<String> learned = new ArrayList<>();

    @Mixin
    private KindOption kind = new KindOption();

    @Option(names = "--data-precisions", description = "The kernel has each point's precision of the data, as in the original NeRV.")
    private boolean dataPrecisions;

    @Option(names = "--weighted", description = "Points count by their degree in P, as in weighted t-SNE.")
    private boolean weighted;

    /// The recipe asked for: the method's, with parts exchanged.
    public Recipe recipe(Catalog catalog) {
        Recipe recipe = method == null && cost != null && Plan.cost(cost, catalog) instanceof DistanceCost
                ? Recipe.of(cost).withOptimizer("l-bfgs")
                : catalog.find(Method.class, method == null ? USUAL : method).recipe();
        if (cost != null) {
            recipe = recipe.withCost(cost);
        }
        if (kernel != null) {
            recipe = recipe.withKernel(kernel);
        }
        if (transform != null) {
            recipe = recipe.withTransform(transform);
        }
        if (normalization != null) {
            recipe = recipe.withNormalization(normalization).withAffinity(affinity(normalization, recipe.affinity()));
        }
        Affinity affinity = kind.kind();
        if (affinity != null) {
            recipe = recipe.withAffinity(affinity);
        }
        if (dataPrecisions) {
            recipe = recipe.withDataPrecisions();
        }
        if (weighted) {
            recipe = recipe.weightedByDegree();
        }
        for (String text : learned) {
            recipe = learning(recipe, text);
        }
        return recipe.with(set.ofOthers());
    }

    private static Recipe learning(Recipe recipe, String text) {
        String each = "=each";
        boolean eachPoint = text.endsWith(each);
        String parameter = eachPoint ? text.substring(0, text.length() - each.length()) : text;
        if (parameter.contains("=")) {
            throw new IllegalArgumentException("--learn needs PART.PARAMETER or PART.PARAMETER=each, such as kernel.alpha, but was '" + text
                    + "'; where it begins is said by --set");
        }
        return recipe.learning(parameter, eachPoint ? Recipe.Sharing.EACH_POINT : Recipe.Sharing.ALL_POINTS);
    }

    /// What goes with a normalization: rows that sum to 1 where q's do.
    private static Affinity affinity(Normalization normalization, Affinity own) {
        return switch (normalization) {
            case POINT -> Affinity.ROW;
            case PAIR, JOINT -> own == Affinity.ROW ? Affinity.JOINT : own;
            case NONE -> own;
        };
    }

    /// Parameters of the metric, by their names.
    public Map<String, Double> ofMetric() {
        return set.ofMetric();
    }

    /// What to call the run: the method, and what was exchanged in it.
    public String title() {
        List<String> parts = new ArrayList<>();
        if (method != null || cost == null && kernel == null) {
            parts.add(method == null ? USUAL : method);
        }
        if (cost != null) {
            parts.add("cost " + cost);
        }
        if (kernel != null) {
            parts.add("kernel " + kernel);
        }
        if (transform != null) {
            parts.add("transform " + transform);
        }
        if (normalization != null) {
            parts.add("normalized by " + normalization.name().toLowerCase(Locale.ROOT));
        }
        set.typed().forEach((key, value) -> parts.add(key + " " + value));
        learned.forEach(parameter -> parts.add(parameter + " learned"));
        return String.join(", ", parts);
    }
}
