package org.example.rprop;

import dev.starling.api.Optimizer;
import dev.starling.testkit.junit.OptimizerLawsTest;

/// Every law of an optimizer.
class RpropTest implements OptimizerLawsTest {
    @Override
    public Optimizer optimizer() {
        return new Rprop();
    }
}
