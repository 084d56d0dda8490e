package org.example.cressie;

import dev.starling.api.Cost;
import dev.starling.testkit.junit.CostLawsTest;

/// Every law of a cost.
class CressieReadTest implements CostLawsTest {
    @Override
    public Cost cost() {
        return new CressieRead();
    }
}
