package dev.starling.testkit.junit;

import dev.starling.api.Method;
import dev.starling.core.plan.Catalog;
import dev.starling.testkit.Laws;
import dev.starling.testkit.MethodLaws;
import org.apiguardian.api.API;

/// The laws of a method; see [MethodLaws]. The plug-ins whose parts it names are dependencies of the test.
///
///     class MineTest implements MethodLawsTest { public Method method() { return new Mine(); } }
@API(status = API.Status.STABLE, since = "1.0")
public interface MethodLawsTest extends LawsTest {
    /// The method, a new one at each call.
    Method method();

    @Override
    default Laws laws() {
        return MethodLaws.of(method(), Catalog.installed());
    }
}
