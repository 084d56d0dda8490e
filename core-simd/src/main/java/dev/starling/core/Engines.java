package dev.starling.core;

import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.far.Audit;
import dev.starling.core.far.FarField;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.PairEngine;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/// The one place where engines are chosen.
final class Engines {
    /// From so many points on the far field is the faster one. A number and no measurement of this machine, so that the same data give the
    /// same bits on any.
    static final int FAR_FROM = 10_000;

    /// More dimensions would need too many proxies.
    private static final int MOST_DIMENSIONS = 3;

    private final ExactEngine exact;
    private final @Nullable FarField far;
    private final double tolerance;

    private Engines(ExactEngine exact, @Nullable FarField far, double tolerance) {
        this.exact = exact;
        this.far = far;
        this.tolerance = tolerance;
    }

    /// The engine that is meant for so many points.
    ///
    /// @param dense  whether P is over all pairs, so that they have to be met anyway
    static Engine resolved(Engine asked, int n, int dimensions, boolean dense) {
        if (asked == Engine.AUTO) {
            return n >= FAR_FROM && dimensions <= MOST_DIMENSIONS && !dense ? Engine.FAR : Engine.EXACT;
        }
        return asked;
    }

    /// Refuses what the far field can't do.
    static void check(Engine engine, int dimensions, PairMatrix p) {
        if (engine != Engine.FAR) {
            return;
        }
        if (dimensions > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("the far field knows up to " + MOST_DIMENSIONS + " dimensions, and there are " + dimensions
                    + ": use the exact engine");
        }
        if (p instanceof DenseMatrix) {
            throw new IllegalArgumentException("the far field is for affinities of neighbors only (sparse), and these are of all pairs: use the "
                    + "exact engine");
        }
    }

    /// @param engine     resolved
    /// @param tolerance  of the far field; NaN where that is left to the phase
    /// @param notes      told in a line that the far field is used, and what it leaves to the exact engine
    static Engines of(Engine engine, double tolerance, Workers workers, Consumer<String> notes) {
        Backend backend = LoopCompiler.preferred();
        ExactEngine exact = new ExactEngine(workers, backend);
        if (engine != Engine.FAR) {
            return new Engines(exact, null, tolerance);
        }
        notes.accept("far field: points far apart meet through proxies of their boxes; --engine exact meets all pairs");
        return new Engines(exact, new FarField(exact, workers, backend, tolerance, notes), tolerance);
    }

    /// Those to ask, in this order.
    List<PairEngine> toAsk() {
        return far == null ? List.of(exact) : List.of(far, exact);
    }

    EngineReport report() {
        if (far == null) {
            return EngineReport.EXACT;
        }
        Audit.Figures audited = far.audited();
        return new EngineReport(Engine.FAR, tolerance, audited.proxies(), audited.count(), audited.worst(), audited.worstShare());
    }
}
