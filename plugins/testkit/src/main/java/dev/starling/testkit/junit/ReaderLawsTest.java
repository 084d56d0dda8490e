package dev.starling.testkit.junit;

import dev.starling.api.Reader;
import dev.starling.testkit.Laws;
import dev.starling.testkit.ReaderLaws;
import org.apiguardian.api.API;

/// The laws of a reader; see [ReaderLaws]. That it reads its format right is for tests of your own to show, over files that another program
/// has made.
///
///     class MineTest implements ReaderLawsTest { public Reader reader() { return new Mine(); } }
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public interface ReaderLawsTest extends SampledLawsTest {
    /// The reader, a new one at each call.
    Reader reader();

    @Override
    default Laws laws() {
        return ReaderLaws.of(reader());
    }
}
