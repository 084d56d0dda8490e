package dev.starling.testkit.junit;

import dev.starling.api.Optimizer;
import dev.starling.testkit.Laws;
import dev.starling.testkit.OptimizerLaws;
import org.apiguardian.api.API;

/// The laws of an optimizer; see [OptimizerLaws].
///
///     class MineTest implements OptimizerLawsTest { public Optimizer optimizer() { return new Mine(); } }
@API(status = API.Status.STABLE, since = "1.0")
public interface OptimizerLawsTest extends SampledLawsTest {
    /// The optimizer, a new one at each call.
    Optimizer optimizer();

    @Override
    default Laws laws() {
        return OptimizerLaws.of(optimizer());
    }
}
