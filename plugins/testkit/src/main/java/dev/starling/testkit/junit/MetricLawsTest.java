package dev.starling.testkit.junit;

import dev.starling.api.Metric;
import dev.starling.testkit.Laws;
import dev.starling.testkit.MetricLaws;
import org.apiguardian.api.API;

/// The laws of a metric; see [MetricLaws].
///
///     class MineTest implements MetricLawsTest { public Metric metric() { return new Mine(); } }
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public interface MetricLawsTest extends SampledLawsTest {
    /// The metric, a new one at each call.
    Metric metric();

    @Override
    default Laws laws() {
        return MetricLaws.of(metric());
    }
}
