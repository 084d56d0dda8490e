package dev.starling.testkit;

import dev.starling.api.Method;
import dev.starling.core.plan.Catalog;
import dev.starling.testkit.junit.MethodLawsTest;

/// The face of methods that authors use, on one of our own: JUnit and jqwik both run it.
class TsneFaceTest implements MethodLawsTest {
    @Override
    public Method method() {
        return Catalog.installed().find(Method.class, "t-sne");
    }
}
