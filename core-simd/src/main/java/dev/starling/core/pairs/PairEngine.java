package dev.starling.core.pairs;

import dev.starling.core.base.Precision;

import java.util.List;
import java.util.Optional;

/// Adds up formulas over pairs of points, in its own way.
public interface PairEngine extends AutoCloseable {
    /// The answer to a question, made once and run at many positions; empty if this engine has none and the next is to be asked.
    ///
    /// @param precision  arithmetic of the terms; sums that leave the engine are in double
    Optional<Pass> pass(PassFormula question, Precision precision);

    /// What the answers may differ by from the exact ones, relative to the sum of the sizes of the terms; 0 for the bits of the exact engine.
    double tolerance();

    /// Sets what answers may differ by from now on; an engine that is exact stays so.
    default void aim(double tolerance) {}

    @Override
    default void close() {}

    /// The answer of the first engine that has one.
    static Pass first(List<PairEngine> engines, PassFormula question, Precision precision) {
        return engines.stream()
                .flatMap(engine -> engine.pass(question, precision).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no engine answers " + question));
    }
}
