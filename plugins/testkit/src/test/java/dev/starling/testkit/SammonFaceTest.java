package dev.starling.testkit;

import dev.starling.api.Cost;
import dev.starling.core.plan.Catalog;
import dev.starling.testkit.junit.CostLawsTest;

/// The face of costs that authors use, on one of our own: JUnit and jqwik both run it.
class SammonFaceTest implements CostLawsTest {
    @Override
    public Cost cost() {
        return Catalog.installed().find(Cost.class, "sammon");
    }
}
