package dev.starling.testkit;

import dev.starling.api.Method;
import dev.starling.api.Recipe;
import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.core.base.CounterRandom;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What every method promises.
///
/// | law | promise |
/// |---|---|
/// | `paper` | it says in one line where it comes from |
/// | `recipe` | it is the same at every call, and its numbers make sense |
/// | `parts` | the parts that it names are there, and so are the parameters that it sets |
/// | `embeds` | forty points are embedded, the cost gets less, and twice the same bits come out |
///
/// and those of every extension: `name`, `parameters`, `parameters-print-and-parse`, `stateless`.
@API(status = API.Status.STABLE, since = "1.0")
public final class MethodLaws {
    private static final int POINTS = 40;
    private static final int COLUMNS = 5;

    /// After the exaggeration: enough to get below where a tiny start is, which costs little.
    private static final int ITERATIONS = 250;

    private MethodLaws() {}

    /// The laws of a method, with the waivers that stand beside its class.
    ///
    /// @param catalog where the parts that it names are found
    public static Laws of(Method method, Catalog catalog) {
        List<Law> laws = new ArrayList<>(ExtensionLaws.of(method));
        laws.add(Law.once("paper", () -> paper(method)));
        laws.add(Law.once("recipe", () -> recipe(method)));
        laws.add(Law.once("parts", () -> Plan.of(method.name(), method.recipe(), catalog)));
        laws.add(Law.once("embeds", () -> embeds(method, catalog)));
        return new Laws("MethodLaws", "method", method, laws, Waivers.beside(method));
    }

    private static void paper(Method method) {
        String paper = method.paper();
        LawBroken.unless(
                paper != null && !paper.isBlank() && paper.lines().count() == 1,
                "paper() must be one line of authors, title, place and year, but was '" + paper + "'");
    }

    private static void recipe(Method method) {
        Recipe recipe = method.recipe();
        LawBroken.unless(recipe.equals(method.recipe()), "recipe() is another one at the second call");
        LawBroken.unless(recipe.equals(ExtensionLaws.another(method).recipe()), "two instances have different recipes");
        LawBroken.unless(recipe.iterations() >= 1, "it has " + recipe.iterations() + " iterations; at least 1 is needed");
        LawBroken.unless(recipe.exaggeration() > 0, "its exaggeration is " + recipe.exaggeration() + "; it must be above 0");
        LawBroken.unless(
                recipe.exaggerated() >= 0 && recipe.exaggerated() < recipe.iterations(),
                "it exaggerates for " + recipe.exaggerated() + " of " + recipe.iterations() + " iterations; some must be left without");
        LawBroken.unless(
                recipe.spread() >= 0 && Double.isFinite(recipe.spread()), "its start has the spread " + recipe.spread() + "; at least 0");
    }

    private static void embeds(Method method, Catalog catalog) {
        Embedding first = embed(method, catalog);
        LawBroken.unless(
                Arrays.stream(first.coordinates()).allMatch(Double::isFinite), "the map has coordinates that are no numbers");
        double before = first.costs().getFirst().cost();
        double after = first.costs().getLast().cost();
        LawBroken.unless(after < before, "after " + first.iterations() + " iterations the cost is " + after + ", at the start it was " + before);
        LawBroken.unless(
                Arrays.equals(first.coordinates(), embed(method, catalog).coordinates()), "the same data give another map the second time");
    }

    private static Embedding embed(Method method, Catalog catalog) {
        CounterRandom random = new CounterRandom(1, 4);
        double[][] data = new double[POINTS][COLUMNS];
        for (int i = 0; i < POINTS; i++) {
            for (int c = 0; c < COLUMNS; c++) {
                // Two clusters, so that there is something to find.
                data[i][c] = random.normal((long) i * COLUMNS + c) + (i % 2 == 0 ? 3 : 0);
            }
        }
        Recipe recipe = method.recipe();
        int iterations = Math.min(recipe.iterations(), recipe.exaggerated() + ITERATIONS);
        return Embedder.of(Plan.of(method.name(), recipe.forIterations(iterations), catalog)).threads(1).embed(data);
    }
}
