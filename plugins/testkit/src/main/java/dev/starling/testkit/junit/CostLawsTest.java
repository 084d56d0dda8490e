package dev.starling.testkit.junit;

import dev.starling.api.Cost;
import dev.starling.testkit.CostLaws;
import dev.starling.testkit.Laws;
import org.apiguardian.api.API;

/// The laws of a cost; see [CostLaws].
///
///     class MineTest implements CostLawsTest { public Cost cost() { return new Mine(); } }
@API(status = API.Status.STABLE, since = "1.0")
public interface CostLawsTest extends SampledLawsTest {
    /// The cost, a new one at each call.
    Cost cost();

    @Override
    default Laws laws() {
        return CostLaws.of(cost());
    }
}
