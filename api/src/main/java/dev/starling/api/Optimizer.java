package dev.starling.api;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/// How the points move downhill. It sees a flat array and an [Objective], nothing of points, kernels or costs.
@API(status = API.Status.STABLE, since = "1.0")
public interface Optimizer extends Extension {
    /// Begins at a copy of `y`.
    Run start(Objective objective, double[] y, Arguments given);

    /// How many arrays as long as the coordinates a run holds at most, from which it is told before what memory a map takes.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    default int arrays(Arguments given) {
        return 8;
    }

    /// An optimization under way.
    @API(status = API.Status.STABLE, since = "1.0")
    interface Run {
        /// Goes one iteration on.
        Step step();

        /// The coordinates reached, a copy.
        double[] position();

        /// Everything that the next step depends on, as named arrays, copies; the coordinates among them.
        Map<String, double[]> state();

        /// Goes back to a state that a run of the same optimizer, objective and arguments was in; steps from there are the same bits.
        void restore(Map<String, double[]> state);

        /// The objective is no longer what it was, as when early exaggeration ends: whatever was remembered of its values is void.
        default void objectiveChanged() {}
    }

    /// What one iteration did.
    ///
    /// @param cost          cost at the position reached, or NaN if it was not computed on the way
    /// @param gradientNorm  Euclidean norm of the last gradient
    /// @param finished      why there is nothing more to do, or null to go on
    @API(status = API.Status.STABLE, since = "1.0")
    record Step(double cost, double gradientNorm, @Nullable String finished) {}
}
