package dev.starling.core.pairs;

import dev.starling.core.compile.Backend;
import dev.starling.core.matrix.PairMatrix;
import org.jspecify.annotations.Nullable;

/// The answer to a [PassFormula], to be run at many positions.
public interface Pass {
    /// Row sums and pulls at a position. The same bits for any number of threads and any back end.
    ///
    /// @param positions  of all points
    /// @param asked      the points whose rows are wanted
    /// @param values     of the leaves that are numbers of points, or of the whole pass
    /// @param p          what the leaves of pairs stand for; null where the formulas have none and all pairs are met
    RowSums run(Positions positions, Rows asked, LeafValues values, @Nullable PairMatrix p);

    /// The rows of all points.
    default RowSums run(Positions positions, LeafValues values, @Nullable PairMatrix p) {
        return run(positions, new Rows.All(), values, p);
    }

    /// Has fast loops made ready on a thread of their own, and does not wait for them.
    default void warmUp() {}

    /// What does the work by now.
    Backend backend();
}
