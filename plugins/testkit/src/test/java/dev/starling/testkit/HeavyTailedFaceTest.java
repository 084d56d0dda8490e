package dev.starling.testkit;

import dev.starling.api.Kernel;
import dev.starling.core.plan.Catalog;
import dev.starling.testkit.junit.KernelLawsTest;

/// The face of kernels that authors use, on one of our own: JUnit and jqwik both run it.
class HeavyTailedFaceTest implements KernelLawsTest {
    @Override
    public Kernel kernel() {
        return Catalog.installed().find(Kernel.class, "heavy-tailed");
    }
}
