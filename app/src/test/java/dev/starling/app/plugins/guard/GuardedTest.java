package dev.starling.app.plugins.guard;

import dev.starling.api.Extension;
import dev.starling.api.Optimizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Method;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class GuardedTest {
    /// A method of the API that a wrapper left to its default would never reach the plug-in.
    @ParameterizedTest
    @ValueSource(classes = {
        Guarded.OfKernel.class, Guarded.OfProbabilityCost.class, Guarded.OfDistanceCost.class, Guarded.OfTransform.class,
        Guarded.OfMethod.class, Guarded.OfOptimizer.class, Guarded.OfReader.class, Guarded.OfMetric.class, GuardedRun.class
    })
    void everyMethodOfTheApiIsPassedOn(Class<?> wrapper) {
        assertThat(Arrays.stream(wrapper.getMethods())
                        .filter(method -> Extension.class.isAssignableFrom(method.getDeclaringClass())
                                || Optimizer.Run.class.isAssignableFrom(method.getDeclaringClass()))
                        .filter(method -> method.getDeclaringClass().isInterface())
                        .map(Method::getName))
                .isEmpty();
    }
}
