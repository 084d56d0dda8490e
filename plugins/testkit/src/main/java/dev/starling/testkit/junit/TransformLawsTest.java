package dev.starling.testkit.junit;

import dev.starling.api.Transform;
import dev.starling.testkit.Laws;
import dev.starling.testkit.TransformLaws;
import org.apiguardian.api.API;

/// The laws of a transform; see [TransformLaws].
///
///     class MineTest implements TransformLawsTest { public Transform transform() { return new Mine(); } }
@API(status = API.Status.STABLE, since = "1.0")
public interface TransformLawsTest extends SampledLawsTest {
    /// The transform, a new one at each call.
    Transform transform();

    @Override
    default Laws laws() {
        return TransformLaws.of(transform());
    }
}
