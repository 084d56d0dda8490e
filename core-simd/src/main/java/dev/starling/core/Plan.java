package dev.starling.core;

import dev.starling.api.Arguments;
import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Optimizer;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Recipe;
import dev.starling.api.Transform;
import dev.starling.core.formula.FormulaPart;
import dev.starling.core.gradient.Composition;
import org.apiguardian.api.API;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// A recipe with its parts found and their parameters set: what will be minimised, and how.
///
/// @param name                what to call it: a method's name, or the names of its parts
/// @param recipe              the recipe it was made from
/// @param composition         the parts of the objective
/// @param optimizer           what minimises it
/// @param optimizerArguments  values of the optimizer's parameters; the learning rate may still be NaN, to be worked out from the data
@API(status = API.Status.STABLE, since = "1.0")
public record Plan(
        String name, Recipe recipe, Composition composition, Optimizer optimizer, Arguments optimizerArguments) {

    private static final Set<String> PREFIXES = Set.of("cost", "kernel", "transform", "optimizer");

    /// Finds the parts of a recipe. Where it names none of the catalogue's, what it says is read as a formula.
    ///
    /// @throws IllegalArgumentException if a setting names no parameter, or a value is out of range
    public static Plan of(String name, Recipe recipe, Catalog catalog) {
        for (String key : recipe.settings().keySet()) {
            if (!PREFIXES.contains(prefix(key))) {
                throw new IllegalArgumentException("'" + key + "' names no parameter: write cost.NAME, kernel.NAME, "
                        + "transform.NAME or optimizer.NAME");
            }
        }
        Optimizer optimizer = catalog.find(Optimizer.class, recipe.optimizer());
        Arguments optimizerArguments = arguments(optimizer, "optimizer", recipe);
        Cost cost = part(Cost.class, recipe.cost(), catalog, FormulaPart::cost);
        Composition composition = switch (cost) {
            case DistanceCost distance -> new Composition.OfDistances(distance, arguments(distance, "cost", recipe));
            case ProbabilityCost probability -> {
                if (recipe.kernel().isEmpty()) {
                    throw new IllegalArgumentException("the cost '" + cost.name() + "' compares affinities and needs a kernel");
                }
                Kernel kernel = part(Kernel.class, recipe.kernel(), catalog, FormulaPart::kernel);
                Transform transform = part(Transform.class, recipe.transform(), catalog, FormulaPart::transform);
                yield new Composition.OfProbabilities(
                        probability,
                        arguments(probability, "cost", recipe),
                        kernel,
                        arguments(kernel, "kernel", recipe),
                        transform,
                        arguments(transform, "transform", recipe),
                        recipe.normalization());
            }
        };
        return new Plan(name, recipe, composition, optimizer, optimizerArguments);
    }

    private static <E extends Extension> E part(Class<E> kind, String text, Catalog catalog, Function<String, ? extends E> formula) {
        return isName(text) ? catalog.find(kind, text) : formula.apply(text);
    }

    /// Whether a text is the name of a part and not a formula: words joined by hyphens, more than a letter long.
    public static boolean isName(String text) {
        return text.matches("([a-z0-9.-]+:)?[a-z][a-z0-9]+(-[a-z0-9]+)*");
    }

    private static Arguments arguments(Extension part, String prefix, Recipe recipe) {
        Map<String, Double> own = new TreeMap<>();
        recipe.settings().forEach((key, value) -> {
            if (prefix(key).equals(prefix)) {
                own.put(key.substring(prefix.length() + 1), value);
            }
        });
        return Arguments.of(part, own);
    }

    private static String prefix(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? "" : key.substring(0, dot);
    }
}
