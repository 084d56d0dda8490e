package dev.starling.testkit;

import dev.starling.api.Transform;
import dev.starling.core.plan.Catalog;
import dev.starling.testkit.junit.TransformLawsTest;

/// The face of transforms that authors use, on one of our own: JUnit and jqwik both run it.
class SquaredFaceTest implements TransformLawsTest {
    @Override
    public Transform transform() {
        return Catalog.installed().find(Transform.class, "squared");
    }
}
