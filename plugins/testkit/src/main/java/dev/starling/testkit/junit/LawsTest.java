package dev.starling.testkit.junit;

import dev.starling.testkit.Laws;
import dev.starling.testkit.Verdict;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/// Every law of an extension as a test of its name.
@API(status = API.Status.STABLE, since = "1.0")
public interface LawsTest {
    /// The laws to be held.
    Laws laws();

    @TestFactory
    default Stream<DynamicTest> everyLaw() {
        Laws laws = laws();
        return laws.names().stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            Verdict verdict = laws.verdict(name);
            switch (verdict.outcome()) {
                case HOLDS -> {}
                case WAIVED -> Assumptions.abort(verdict.line());
                case BROKEN -> Assertions.fail(verdict.line());
            }
        }));
    }
}
