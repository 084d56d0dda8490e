package dev.starling.core;

import dev.starling.api.Arguments;
import dev.starling.api.Normalization;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import dev.starling.api.Recipe;
import dev.starling.api.expr.Expr;
import dev.starling.core.gradient.Composition;
import dev.starling.core.gradient.EmbeddingObjective;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs an optimizer on an objective by the schedule of a recipe: exaggerated attraction first, then the true gradient.
@API(status = API.Status.STABLE, since = "1.0")
public final class Optimization {
    /// Iterations between two computations of the cost, where the optimizer does not compute it anyway.
    public static final int COST_EVERY = 50;

    /// The end of a run whose thread was interrupted.
    public static final String INTERRUPTED = "interrupted";

    private static final String LEARNING_RATE = "learning-rate";

    private final Plan plan;
    private final EmbeddingObjective objective;
    private final LearningObjective whole;

    public Optimization(Plan plan, EmbeddingObjective objective) {
        this.plan = plan;
        this.objective = objective;
        this.whole = new LearningObjective(objective, plan.learned());
    }

    /// The learning rate where the user sets none: max(n/exaggeration, 50), as is usual for t-SNE since Belkina et al. (2019), for
    /// affinities that sum to 1; where each row does (point-wise normalisation), the gradient is n times as long, and this is divided by n.
    double automaticLearningRate() {
        Recipe recipe = plan.recipe();
        double exaggeration = recipe.exaggeration() > 1 ? recipe.exaggeration() : 12;
        double rate = Math.max(objective.n() / exaggeration, 50);
        boolean rows = plan.composition() instanceof Composition.OfProbabilities probabilities
                && probabilities.normalization() == Normalization.POINT;
        return rows ? rate / objective.n() : rate;
    }

    /// Goes on from `start` (dimension-major, left alone) until the iterations are used up, the optimizer is finished, or the
    /// thread is interrupted.
    ///
    /// @throws NumericalException if the cost or the gradient is not finite
    public Embedding run(double[] start, Progress progress) {
        Recipe recipe = plan.recipe();
        Arguments arguments = plan.optimizerArguments();
        Optional<Parameter> rate = plan.optimizer().parameters().stream()
                .filter(parameter -> parameter.name().equals(LEARNING_RATE))
                .findFirst();
        if (rate.isPresent() && Double.isNaN(arguments.value(rate.get()))) {
            double automatic = automaticLearningRate();
            arguments = arguments.with(LEARNING_RATE, Expr.constant(automatic));
            progress.note("learning rate " + automatic + " (automatic)");
        }
        double learningRate = rate.isPresent() ? arguments.value(rate.get()) : Double.NaN;

        List<Embedding.CostAt> costs = new ArrayList<>();
        objective.exaggerate(1);
        double[] y = whole.start(start);
        record(costs, 0, whole.value(y));
        int exaggerated = recipe.exaggerated() < recipe.iterations() ? recipe.exaggerated() : recipe.iterations() / 4;
        boolean exaggerating = recipe.exaggeration() != 1 && exaggerated > 0;
        objective.exaggerate(exaggerating ? recipe.exaggeration() : 1);
        Optimizer.Run run = plan.optimizer().start(plan.learned().isEmpty() ? objective : whole, y, arguments);
        int iteration = 0;
        String finished = "";
        while (finished.isEmpty() && iteration < recipe.iterations()) {
            if (exaggerating && iteration == exaggerated) {
                exaggerating = false;
                objective.exaggerate(1);
                run.objectiveChanged();
            }
            Optimizer.Step step = step(run, iteration);
            iteration++;
            if (!Double.isFinite(step.gradientNorm())) {
                throw new NumericalException("the gradient is no longer finite after " + iteration
                        + " iterations. A smaller learning rate (--set optimizer.learning-rate=...) may help.");
            }
            if (step.finished() != null && !exaggerating) {
                finished = step.finished();
            }
            boolean last = !finished.isEmpty() || iteration == recipe.iterations();
            if (iteration % COST_EVERY == 0 || last) {
                record(costs, iteration, Double.isNaN(step.cost()) || exaggerating ? whole.value(run.position()) : step.cost());
            }
            progress.iteration(iteration, recipe.iterations(), costs.getLast().cost());
            if (Thread.interrupted()) {
                finished = INTERRUPTED;
                if (!last) {
                    record(costs, iteration, whole.value(run.position()));
                }
            }
        }
        return new Embedding(
                objective.n(),
                objective.dimensions(),
                whole.coordinates(run.position()),
                whole.values(run.position()),
                List.copyOf(costs),
                iteration,
                finished.isEmpty() ? "all " + iteration + " iterations done" : finished,
                learningRate,
                objective.floored(),
                objective.backend());
    }

    private static Optimizer.Step step(Optimizer.Run run, int iteration) {
        try {
            return run.step();
        } catch (IllegalStateException e) {
            throw new NumericalException(e.getMessage() + " (after " + iteration + " iterations)", e);
        }
    }

    private static void record(List<Embedding.CostAt> costs, int iteration, double cost) {
        if (!Double.isFinite(cost)) {
            throw new NumericalException("the cost is " + cost + " after " + iteration + " iterations");
        }
        costs.add(new Embedding.CostAt(iteration, cost));
    }
}
