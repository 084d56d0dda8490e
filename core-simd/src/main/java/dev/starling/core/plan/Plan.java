package dev.starling.core.plan;

import dev.starling.api.Arguments;
import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Metric;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Recipe;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// A recipe with its parts found and their parameters set: what will be minimized, and how.
///
/// @param name                what to call it: a method's name, or the names of its parts
/// @param recipe              the recipe it was made from
/// @param composition         the parts of the objective
/// @param learned             parameters that are optimized with the coordinates
/// @param optimizer           what minimizes it
/// @param optimizerArguments  values of the optimizer's parameters; the learning rate may still be NaN, to be worked out from the data
@API(status = API.Status.STABLE, since = "1.0")
public record Plan(
        String name, Recipe recipe, Composition composition, List<LearnedParameter> learned, Optimizer optimizer,
        Arguments optimizerArguments) {

    public Plan {
        learned = List.copyOf(learned);
    }

    /// The same parts by another schedule: what the recipe says of iterations, exaggeration and the start.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Plan with(Recipe schedule) {
        return new Plan(name, schedule, composition, learned, optimizer, optimizerArguments);
    }

    /// The same with another optimizer, or other values of its parameters.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Plan with(Optimizer other, Arguments arguments) {
        return new Plan(name, recipe.withOptimizer(other.name()), composition, learned, other, arguments);
    }

    /// Parts that are at hand, for their cost and gradient; to be optimized, it needs an optimizer first.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Plan of(Composition parts) {
        Recipe recipe = switch (parts) {
            case Composition.OfProbabilities of ->
                Recipe.of(of.cost().name(), of.kernel().name(), of.normalization());
            case Composition.OfDistances of -> Recipe.of(of.cost().name());
        };
        return new Plan(recipe.cost() + " " + recipe.kernel(), recipe, parts, List.of(), new NoOptimizer(), Arguments.defaults(List.of()));
    }

    private static final Set<String> PREFIXES = Set.of("cost", "kernel", "transform", "optimizer");

    /// Finds the parts of a recipe. Where it names none of the catalog's, what it says is read as a formula.
    ///
    /// @throws IllegalArgumentException if a setting names no parameter, or a value is out of range
    public static Plan of(String name, Recipe recipe, Catalog catalog) {
        checkSettings(recipe);
        Optimizer optimizer = catalog.find(Optimizer.class, recipe.optimizer());
        Arguments optimizerArguments = arguments(optimizer, "optimizer", recipe);
        Cost cost = cost(recipe.cost(), catalog);
        List<LearnedParameter> learned = new ArrayList<>();
        Composition composition = switch (cost) {
            case DistanceCost distance -> ofDistances(distance, recipe);
            case ProbabilityCost probability -> ofProbabilities(probability, recipe, catalog, learned);
        };
        Optional<String> unknown = recipe.learned().keySet().stream()
                .filter(key -> learned.stream().noneMatch(one -> one.leaf().equals(key)))
                .findFirst();
        if (composition instanceof Composition.OfProbabilities parts && unknown.isPresent()) {
            throw new IllegalArgumentException("'" + unknown.get() + "' cannot be learned: " + whyNot(unknown.get(), parts));
        }
        return new Plan(name, recipe, composition, learned, optimizer, optimizerArguments);
    }

    private static String whyNot(String key, Composition.OfProbabilities parts) {
        String prefix = prefix(key);
        if (!prefix.equals("kernel") && !prefix.equals("transform")) {
            return "only parameters of the kernel and the transform can, such as kernel.alpha";
        }
        Extension part = prefix.equals("kernel") ? parts.kernel() : parts.transform();
        List<String> names = learnable(part).stream().map(Parameter::name).toList();
        return prefix + " '" + part.name() + "' has no parameter '" + key.substring(prefix.length() + 1) + "'; it has "
                + (names.isEmpty() ? "none, as kernel 'heavy-tailed' has alpha" : String.join(", ", names));
    }

    private static void checkSettings(Recipe recipe) {
        for (String key : recipe.settings().keySet()) {
            if (!PREFIXES.contains(prefix(key))) {
                throw new IllegalArgumentException("'" + key + "' names no parameter: write cost.NAME, kernel.NAME, "
                        + "transform.NAME or optimizer.NAME");
            }
        }
    }

    private static Composition ofDistances(DistanceCost cost, Recipe recipe) {
        if (!recipe.learned().isEmpty()) {
            throw new IllegalArgumentException("the cost '" + cost.name() + "' has no kernel whose parameters could be learned");
        }
        return new Composition.OfDistances(cost, arguments(cost, "cost", recipe));
    }

    /// @param learned receives the parameters that are
    private static Composition ofProbabilities(ProbabilityCost cost, Recipe recipe, Catalog catalog, List<LearnedParameter> learned) {
        if (recipe.kernel().isEmpty()) {
            throw new IllegalArgumentException("the cost '" + cost.name() + "' compares affinities and needs a kernel");
        }
        Kernel kernel = part(Kernel.class, recipe.kernel(), catalog, FormulaPart::kernel);
        Transform transform = part(Transform.class, recipe.transform(), catalog, FormulaPart::transform);
        return new Composition.OfProbabilities(
                cost,
                arguments(cost, "cost", recipe),
                kernel,
                learning(kernelArguments(kernel, recipe), kernel, "kernel", recipe, learned),
                transform,
                learning(arguments(transform, "transform", recipe), transform, "transform", recipe, learned),
                recipe.normalization(),
                recipe.weighted(),
                1);
    }

    private static Arguments kernelArguments(Kernel kernel, Recipe recipe) {
        Arguments arguments = arguments(kernel, "kernel", recipe);
        if (!recipe.dataPrecisions()) {
            return arguments;
        }
        if (!kernel.hasPrecision()) {
            throw new IllegalArgumentException("the kernel '" + kernel.name() + "' has no precision that could be that of the data");
        }
        return arguments.with(Arguments.PRECISION, Expr.leaf(Arguments.PRECISION));
    }

    /// The arguments with leaves in the place of parameters that are learned, which are added to `found`.
    private static Arguments learning(
            Arguments arguments, Extension part, String prefix, Recipe recipe, List<LearnedParameter> found) {
        Arguments learning = arguments;
        for (Parameter parameter : learnable(part)) {
            String leaf = prefix + "." + parameter.name();
            Recipe.Sharing sharing = recipe.learned().get(leaf);
            if (sharing != null) {
                found.add(LearnedParameter.of(leaf, parameter, arguments.value(parameter), sharing));
                learning = learning.with(parameter.name(), Expr.leaf(leaf));
            }
        }
        return learning;
    }

    private static List<Parameter> learnable(Extension part) {
        List<Parameter> parameters = new ArrayList<>(part.parameters());
        if (part instanceof Kernel kernel && kernel.hasPrecision()) {
            parameters.add(Kernel.PRECISION);
        }
        return parameters;
    }

    /// The cost that a text names, or that it is the formula of.
    ///
    /// @throws RuntimeException that says which there are, if it is neither
    public static Cost cost(String text, Catalog catalog) {
        return part(Cost.class, text, catalog, FormulaPart::cost);
    }

    /// The metric that a text names, or that it is the formula of.
    ///
    /// @throws RuntimeException that says which there are, if it is neither
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Metric metric(String text, Catalog catalog) {
        return part(Metric.class, text, catalog, FormulaPart::metric);
    }

    private static <E extends Extension> E part(Class<E> kind, String text, Catalog catalog, Function<String, ? extends E> formula) {
        return catalog.names(kind).contains(text) || isName(text) ? catalog.find(kind, text) : formula.apply(text);
    }

    /// Whether a text is meant as a name and not as a formula, where no part is called so: words of more than a letter, joined by hyphens.
    public static boolean isName(String text) {
        return text.contains(":") || text.matches("[a-z][a-z0-9]+(-[a-z0-9]+)*");
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
