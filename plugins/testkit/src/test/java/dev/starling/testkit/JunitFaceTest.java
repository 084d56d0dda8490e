package dev.starling.testkit;

import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Optimizer;
import dev.starling.api.Transform;
import dev.starling.core.Catalog;
import dev.starling.testkit.junit.CostLawsTest;
import dev.starling.testkit.junit.KernelLawsTest;
import dev.starling.testkit.junit.MethodLawsTest;
import dev.starling.testkit.junit.OptimizerLawsTest;
import dev.starling.testkit.junit.TransformLawsTest;
import net.jqwik.api.Group;
import org.junit.jupiter.api.Nested;

/// The faces that authors use, each on one of our own plug-ins, as an author would.
class JunitFaceTest {
    private static final Catalog CATALOG = Catalog.installed();

    @Nested
    @Group
    class HeavyTailedTest implements KernelLawsTest {
        @Override
        public Kernel kernel() {
            return CATALOG.find(Kernel.class, "heavy-tailed");
        }
    }

    @Nested
    @Group
    class JensenShannonTest implements CostLawsTest {
        @Override
        public Cost cost() {
            return CATALOG.find(Cost.class, "jensen-shannon");
        }
    }

    @Nested
    @Group
    class SammonTest implements CostLawsTest {
        @Override
        public Cost cost() {
            return CATALOG.find(DistanceCost.class, "sammon");
        }
    }

    @Nested
    @Group
    class SquaredTest implements TransformLawsTest {
        @Override
        public Transform transform() {
            return CATALOG.find(Transform.class, "squared");
        }
    }

    @Nested
    @Group
    class GradientDescentTest implements OptimizerLawsTest {
        @Override
        public Optimizer optimizer() {
            return CATALOG.find(Optimizer.class, "gradient-descent");
        }
    }

    @Nested
    @Group
    class TsneTest implements MethodLawsTest {
        @Override
        public Method method() {
            return CATALOG.find(Method.class, "t-sne");
        }
    }
}
