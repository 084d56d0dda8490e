package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.core.base.Precision;
import dev.starling.core.plan.Catalog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The coordinates of a run by the far field are the same, bit for bit, for any number of threads, and close to those of the exact engine.
@Tag("machines")
class FarBitsTest {
    @ParameterizedTest
    @CsvSource({
        "kullback-leibler, student-t, PAIR, DOUBLE, 2",
        "kullback-leibler, student-t, PAIR, SINGLE, 2",
        "nerv, heavy-tailed, PAIR, DOUBLE, 3",
        "jensen-shannon, gaussian, POINT, DOUBLE, 2",
        "i-divergence, student-t, NONE, DOUBLE, 1"
    })
    void theCoordinatesDoNotDependOnThreads(String cost, String kernel, Normalization normalization, Precision precision, int dimensions) {
        Recipe recipe = Recipe.of(cost, kernel, normalization);
        Embedding one = embed(recipe, precision, dimensions, 1);
        assertThat(embed(recipe, precision, dimensions, 3).coordinates()).isEqualTo(one.coordinates());
        wasByTheFarField(one);
    }

    /// Points that have numbers of their own in the kernel stay points.
    @ParameterizedTest
    @ValueSource(strings = {"basne", "bnerv", "itsne"})
    void norDoThoseOfPointsWithPrecisions(String method) {
        Recipe recipe = Catalog.installed().find(Method.class, method).recipe();
        Embedding one = embed(recipe, Precision.DOUBLE, 2, 1);
        assertThat(embed(recipe, Precision.DOUBLE, 2, 3).coordinates()).isEqualTo(one.coordinates());
        wasByTheFarField(one);
    }

    private static void wasByTheFarField(Embedding map) {
        assertThat(map.engine().engine()).isEqualTo(Engine.FAR);
        assertThat(map.engine().proxies()).isPositive();
        assertThat(map.engine().audits()).isPositive();
        assertThat(map.engine().worstShare()).isLessThanOrEqualTo(1);
    }

    private static Embedding embed(Recipe recipe, Precision precision, int dimensions, int threads) {
        return Embedder.of(recipe.forIterations(12))
                .engine(Engine.FAR)
                .dimensions(dimensions)
                .perplexity(9)
                .precision(precision)
                .threads(threads)
                .embed(Blobs.of(500, 5, 3));
    }
}
