package dev.starling.core;

import dev.starling.core.base.NumericalException;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.plan.Plan;
import org.apiguardian.api.API;

/// Runs an optimizer on an objective by the schedule of a recipe: exaggerated attraction first, then the true gradient.
@API(status = API.Status.STABLE, since = "1.0")
public final class Optimization {
    /// Iterations between two computations of the cost, where the optimizer does not compute it anyway.
    public static final int COST_EVERY = Descent.COST_EVERY;

    private final Plan plan;
    private final EmbeddingObjective objective;
    private final double costUnit;
    private final Phases phases;

    public Optimization(Plan plan, EmbeddingObjective objective) {
        this(plan, objective, 1, Phases.USUAL);
    }

    /// @param costUnit what a cost of 1 of the objective is told as
    Optimization(Plan plan, EmbeddingObjective objective, double costUnit, Phases phases) {
        this.plan = plan;
        this.objective = objective;
        this.costUnit = costUnit;
        this.phases = phases;
    }

    /// Goes on from `start` (dimension-major, left alone) until the iterations are used up, the optimizer is finished, or the
    /// listener interrupts the thread.
    ///
    /// Where the numbers go astray, and there is a learning rate, the optimizer begins anew where the cost was best, with half the rate;
    /// three times, and then the run ends.
    ///
    /// @throws NumericalException if the cost or the gradient is not finite, or the cost a million times that of the start
    public Embedding run(double[] start, Progress progress) {
        return begin(start, progress).toItsEnd();
    }

    /// The same, to be taken iteration by iteration.
    public Descent begin(double[] start, Progress progress) {
        return Descent.begin(plan, objective, costUnit, phases, start, progress);
    }

    /// Goes on where another descent of the same plan and objective was.
    public Descent resume(Checkpoint checkpoint, Progress progress) {
        return Descent.resume(plan, objective, costUnit, phases, checkpoint, progress);
    }
}
