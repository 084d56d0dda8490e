package dev.starling.testkit;

import dev.starling.api.Cost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.Optimizer;
import dev.starling.api.Reader;
import dev.starling.api.Transform;
import dev.starling.core.plan.Catalog;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.stream.Stream;

/// The plug-ins that come with Starling are held to the laws of everybody's. Waivers stand in their JARs.
@Tag("laws")
class OurPluginsTest {
    private static final Catalog CATALOG = Catalog.installed();

    @TestFactory
    Stream<DynamicContainer> everyLawOfEveryExtension() {
        List<Extension> all = Stream.of(Kernel.class, Transform.class, Metric.class, Cost.class, Optimizer.class, Method.class, Reader.class)
                .<Extension>flatMap(kind -> CATALOG.all(kind).stream())
                .toList();
        return all.parallelStream().map(OurPluginsTest::laws).toList().stream(); // Extensions have no state, and know nothing of each other.
    }

    private static DynamicContainer laws(Extension extension) {
        List<Verdict> verdicts = Laws.of(extension, CATALOG).verdicts();
        return DynamicContainer.dynamicContainer(
                extension.name(), verdicts.stream().map(verdict -> DynamicTest.dynamicTest(verdict.law(), () -> {
                    switch (verdict.outcome()) {
                        case HOLDS -> {}
                        case WAIVED -> Assumptions.abort(verdict.line());
                        case BROKEN -> Assertions.fail(extension.name() + ": " + verdict.line());
                    }
                })));
    }
}
