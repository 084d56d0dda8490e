package dev.starling.testkit;

import dev.starling.api.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ServiceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/// Textbooks say which metrics are ones in the strict sense.
class TriangleInequalityTest {
    private static Metric metric(String name) {
        return ServiceLoader.load(Metric.class).stream().map(ServiceLoader.Provider::get).filter(m -> m.name().equals(name)).findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"euclidean", "manhattan", "chebyshev", "angular", "hellinger", "hamming", "jaccard", "canberra"})
    void isKept(String name) {
        assertThat(TriangleInequality.counterexample(metric(name))).as(name).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cosine", "bray-curtis", "correlation"})
    void isBrokenAndTold(String name) {
        assertThat(TriangleInequality.counterexample(metric(name))).get().asString().contains("are ", " apart, by way of ", " only ");
    }
}
