package dev.starling.testkit;

import dev.starling.api.Optimizer;
import dev.starling.core.plan.Catalog;
import dev.starling.testkit.junit.OptimizerLawsTest;

/// The face of optimizers that authors use, on one of our own: JUnit and jqwik both run it.
class GradientDescentFaceTest implements OptimizerLawsTest {
    @Override
    public Optimizer optimizer() {
        return Catalog.installed().find(Optimizer.class, "gradient-descent");
    }
}
