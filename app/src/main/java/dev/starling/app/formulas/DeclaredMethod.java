package dev.starling.app.formulas;

import dev.starling.api.Affinity;
import dev.starling.api.Method;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.core.plan.FormulaPart;
import dev.starling.core.plan.Plan;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A method declared in a file. Its parts are names, of this file or any other plug-in, or formulas.
record DeclaredMethod(String name, String summary, String paper, Recipe recipe) implements Method {
    private static final String KERNEL = "kernel";

    static DeclaredMethod of(Section part) {
        String name = part.matching("name", DeclaredPart.NAME, DeclaredPart.NAME_WORDS);
        String cost = part.text("cost");
        // A cost of distances is named without a kernel, and has no P to make.
        Recipe recipe = part.has(KERNEL)
                ? Recipe.of(
                        cost,
                        part.text(KERNEL),
                        part.choice("normalization", Normalization.class, Normalization.PAIR),
                        part.choice("affinity", Affinity.class, Affinity.JOINT))
                : Recipe.of(cost);
        recipe = recipe.withTransform(part.text("transform", recipe.transform()))
                .withOptimizer(part.text("optimizer", recipe.optimizer()))
                .forIterations(part.count("iterations", 1, recipe.iterations()))
                .exaggeratedBy(positive(part, "exaggeration"), part.count("exaggerated", 0, 0))
                .startingAt(part.number("start", recipe.spread()))
                .with(settings(part.section("settings")));
        for (Map.Entry<String, Recipe.Sharing> each : learned(part.section("learned")).entrySet()) {
            recipe = recipe.learning(each.getKey(), each.getValue());
        }
        if (part.truth("data-precisions")) {
            recipe = recipe.withDataPrecisions();
        }
        if (part.truth("weighted")) {
            recipe = recipe.weightedByDegree();
        }
        if (recipe.spread() < 0) {
            throw part.fault("start", "it must be at least 0, but is " + recipe.spread());
        }
        refuseBrokenFormulas(part, recipe);
        DeclaredMethod method = new DeclaredMethod(name, part.text("summary"), part.text("paper", "no paper named"), recipe);
        part.refuseOthers();
        return method;
    }

    private static double positive(Section part, String key) {
        double value = part.number(key, 1);
        if (value <= 0) {
            throw part.fault(key, "it must be above 0, but is " + value);
        }
        return value;
    }

    private static void refuseBrokenFormulas(Section part, Recipe recipe) {
        checked(part, "cost", recipe.cost(), FormulaPart::cost);
        checked(part, KERNEL, recipe.kernel(), FormulaPart::kernel);
        checked(part, "transform", recipe.transform(), FormulaPart::transform);
    }

    private interface Reading {
        Object read(String text);
    }

    private static void checked(Section part, String key, String text, Reading reading) {
        if (text.isEmpty() || Plan.isName(text)) {
            return;
        }
        try {
            reading.read(text);
        } catch (IllegalArgumentException e) {
            throw part.fault(key, String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " of \"" + text + "\"");
        }
    }

    /// `kernel.alpha = "all-points"` in `[method.learned]`.
    private static SortedMap<String, Recipe.Sharing> learned(Section learned) {
        SortedMap<String, Recipe.Sharing> sharing = new TreeMap<>();
        for (String key : learned.keys()) {
            if (!learned.isTable(key) || !key.matches("kernel|transform")) {
                throw learned.fault(key, "what is learned is named kernel.NAME or transform.NAME, and is \"all-points\" or \"each-point\"");
            }
            Section of = learned.section(key);
            of.keys().forEach(name ->
                    sharing.put(key + "." + name, of.choice(name, Recipe.Sharing.class, Recipe.Sharing.ALL_POINTS)));
        }
        return sharing;
    }

    /// `kernel.alpha = 0.5` in `[method.settings]`.
    private static SortedMap<String, Double> settings(Section settings) {
        SortedMap<String, Double> values = new TreeMap<>();
        for (String key : settings.keys()) {
            if (settings.isTable(key)) {
                Section of = settings.section(key);
                of.keys().forEach(name -> values.put(key + "." + name, of.number(name, 0)));
            } else {
                values.put(key, settings.number(key, 0));
            }
        }
        for (String key : values.keySet()) {
            if (!key.matches("(cost|kernel|transform|optimizer)\\.[a-z][a-z0-9-]*")) {
                throw settings.fault(key, "settings are named cost.NAME, kernel.NAME, transform.NAME or optimizer.NAME");
            }
        }
        return values;
    }
}
