package dev.starling.testkit.junit;

import dev.starling.api.Kernel;
import dev.starling.testkit.KernelLaws;
import dev.starling.testkit.Laws;
import org.apiguardian.api.API;

/// The laws of a kernel; see [KernelLaws].
///
///     class MineTest implements KernelLawsTest { public Kernel kernel() { return new Mine(); } }
@API(status = API.Status.STABLE, since = "1.0")
public interface KernelLawsTest extends SampledLawsTest {
    /// The kernel, a new one at each call.
    Kernel kernel();

    @Override
    default Laws laws() {
        return KernelLaws.of(kernel());
    }
}
