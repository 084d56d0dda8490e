package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.*;

/// The coordinates depend on data, settings and seed, and on nothing else.
@Tag("machines")
class SameBitsTest {
    private static final double[][] DATA = Blobs.of(67, 5, 3);

    static Stream<String> methods() {
        return Catalog.installed().all(Method.class).stream().map(Method::name);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void anyNumberOfThreadsGivesTheSameCoordinates(String method) {
        long one = hash(embedder(method).threads(1));
        for (int threads : new int[] {2, 3, 4, 7}) {
            assertThat(hash(embedder(method).threads(threads))).as("%s on %d threads", method, threads).isEqualTo(one);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t-sne", "ssne", "asne"})
    void sparseAffinitiesToo(String method) {
        long one = hash(embedder(method).dense(false).perplexity(6).threads(1));
        for (int threads : new int[] {2, 3, 4}) {
            assertThat(hash(embedder(method).dense(false).perplexity(6).threads(threads))).isEqualTo(one);
        }
    }

    @Test
    void theSeedMatters() {
        assertThat(hash(embedder("t-sne").randomStart().seed(1))).isNotEqualTo(hash(embedder("t-sne").randomStart().seed(2)));
        assertThat(hash(embedder("t-sne").randomStart().seed(2))).isEqualTo(hash(embedder("t-sne").randomStart().seed(2)));
    }

    private static Embedder embedder(String method) {
        Catalog catalog = Catalog.installed();
        return Embedder.of(Plan.of(method, catalog.find(Method.class, method).recipe().forIterations(60), catalog));
    }

    private static long hash(Embedder embedder) {
        return Arrays.hashCode(embedder.embed(DATA).coordinates());
    }
}
