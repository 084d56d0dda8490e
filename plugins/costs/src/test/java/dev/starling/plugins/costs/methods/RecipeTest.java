package dev.starling.plugins.costs.methods;

import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Recipe;
import dev.starling.api.Transform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

import static dev.starling.api.Affinity.JOINT;
import static dev.starling.api.Affinity.ROW;
import static dev.starling.api.Normalization.NONE;
import static dev.starling.api.Normalization.PAIR;
import static dev.starling.api.Normalization.POINT;
import static org.assertj.core.api.Assertions.assertThat;

/// A recipe names its parts; here they are looked up.
class RecipeTest {
    private static final Set<String> OPTIMIZERS =
            Set.of("gradient-descent", "l-bfgs", "spectral-direction", "conjugate-gradient");

    /// Costs that mean nothing unless weights are normalized, and those that do only if they are not.
    private static final Set<String> FOR_DISTRIBUTIONS = Set.of("kullback-leibler", "reverse-kullback-leibler", "nerv");
    private static final Set<String> FOR_WEIGHTS = Set.of("largevis", "elastic-embedding");

    @ParameterizedTest
    @MethodSource("methods")
    void thePartsOfARecipeExist(Method method) {
        Recipe recipe = method.recipe();
        part(ProbabilityCost.class, recipe.cost());
        part(Kernel.class, recipe.kernel());
        part(Transform.class, recipe.transform());
        assertThat(OPTIMIZERS).contains(recipe.optimizer());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theSettingsOfARecipeAreParametersInTheirRange(Method method) {
        Recipe recipe = method.recipe();
        Map<String, List<Parameter>> parameters = Map.of(
                "cost", part(ProbabilityCost.class, recipe.cost()).parameters(),
                "kernel", part(Kernel.class, recipe.kernel()).parameters());
        recipe.settings().forEach((setting, value) -> {
            String[] words = setting.split("\\.");
            if (words[0].equals("optimizer")) {
                return; // Another plug-in's; the host's tests put methods and optimizers together.
            }
            Parameter parameter = parameters.get(words[0]).stream()
                    .filter(p -> p.name().equals(words[1]))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(method.name() + " sets " + setting + ", which there is not"));
            assertThat(parameter.check(value)).isEqualTo(value);
        });
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aCostMeetsTheNormalizationThatItIsFor(Method method) {
        Recipe recipe = method.recipe();
        assertThat(FOR_DISTRIBUTIONS.contains(recipe.cost()) && recipe.normalization() == NONE).isFalse();
        assertThat(FOR_WEIGHTS.contains(recipe.cost()) && recipe.normalization() != NONE).isFalse();
        // Of two distributions, both are one a row, or neither is.
        assertThat(recipe.normalization() == NONE || (recipe.normalization() == POINT) == (recipe.affinity() == ROW)).isTrue();
    }

    @Test
    void theFamilyIsComplete() {
        assertThat(methods().stream().map(Extension::name)).contains(
                "asne", "ssne", "t-sne", "tasne", "hssne", "nerv", "snerv", "tnerv", "jse", "sjse", "hsjse", "rasne", "rssne", "rtsne",
                "largevis", "elastic-embedding", "parametric-t-sne", "chi2-sne", "hellinger-sne", "absne");
    }

    @Test
    void tSneIsAsItsProgramsHaveIt() {
        Recipe expected = Recipe.of("kullback-leibler", "student-t", PAIR, JOINT)
                .exaggeratedBy(12, 250)
                .forIterations(1000)
                .startingAt(1e-4)
                .withOptimizer("gradient-descent");
        assertThat(new TSne().recipe()).isEqualTo(expected);
    }

    static List<Method> methods() {
        return ServiceLoader.load(Method.class).stream().map(ServiceLoader.Provider::get).toList();
    }

    private static <T extends Extension> T part(Class<T> kind, String name) {
        return ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .filter(extension -> extension.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " is named " + name));
    }
}
