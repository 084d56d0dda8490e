package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.api.Arguments;
import dev.starling.api.Normalization;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import dev.starling.api.Recipe;
import dev.starling.api.expr.Expr;
import dev.starling.core.base.NumericalException;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Runs an optimizer on an objective by the schedule of a recipe: exaggerated attraction first, then the true gradient.
@API(status = API.Status.STABLE, since = "1.0")
public final class Optimization {
    /// Iterations between two computations of the cost, where the optimizer does not compute it anyway.
    public static final int COST_EVERY = 50;

    /// The end of a run whose thread was interrupted.
    public static final String INTERRUPTED = "interrupted";

    /// How often a learning rate is halved after the numbers have gone astray.
    private static final int HALVINGS = 3;

    /// A cost so many times that of the start has gone astray, though it is a number still.
    private static final double ASTRAY = 1e6;

    /// What a cost at the start counts as at least: of one that is 0, but for rounding, every cost is a large multiple.
    private static final double LEAST_COST = 0x1p-20;

    /// Share of the spread of the start below which a map is a point.
    private static final double COLLAPSED = 1e-8;

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
    /// affinities that sum to 1; where each row does, the gradient is n times as long, and this is divided by n.
    double automaticLearningRate() {
        Recipe recipe = plan.recipe();
        double exaggeration = recipe.exaggeration() > 1 ? recipe.exaggeration() : 12;
        double rate = Math.max(objective.n() / exaggeration, 50);
        boolean rows = plan.composition() instanceof Composition.OfProbabilities probabilities
                && (probabilities.normalization() == Normalization.POINT || recipe.affinity() == Affinity.ROW);
        return rows ? rate / objective.n() : rate;
    }

    /// Goes on from `start` (dimension-major, left alone) until the iterations are used up, the optimizer is finished, or the
    /// thread is interrupted.
    ///
    /// Where the numbers go astray, and there is a learning rate, the optimizer begins anew where the cost was last good, with half the rate;
    /// three times, and then the run ends.
    ///
    /// @throws NumericalException if the cost or the gradient is not finite, or the cost a million times that of the start
    public Embedding run(double[] start, Progress progress) {
        return new Descent(start, progress).toItsEnd();
    }

    /// The arguments of the optimizer, with a learning rate if it has one.
    private Arguments arguments(Progress progress) {
        Arguments arguments = plan.optimizerArguments();
        if (rate().isEmpty() || !Double.isNaN(arguments.value(rate().get()))) {
            return arguments;
        }
        double automatic = automaticLearningRate();
        progress.note("learning rate " + automatic + " (automatic)");
        return arguments.with(LEARNING_RATE, Expr.constant(automatic));
    }

    private Optional<Parameter> rate() {
        return plan.optimizer().parameters().stream().filter(parameter -> parameter.name().equals(LEARNING_RATE)).findFirst();
    }

    /// One run of the optimizer, and what it can go back to.
    private final class Descent {
        private final Recipe recipe = plan.recipe();
        private final Progress progress;
        private final double startSpread;
        private final List<Embedding.CostAt> costs = new ArrayList<>();

        /// Number of iterations with exaggerated attraction.
        private final int exaggerated;

        private Arguments arguments;
        private double learningRate;
        private Optimizer.Run run;
        private boolean exaggerating;
        private int iteration;
        private String finished = "";

        /// Where the cost was last good.
        private double[] good;

        private int halvings;

        Descent(double[] start, Progress progress) {
            this.progress = progress;
            startSpread = spread(start);
            arguments = arguments(progress);
            learningRate = rate().map(arguments::value).orElse(Double.NaN);
            int wanted = recipe.exaggerated() < recipe.iterations() ? recipe.exaggerated() : recipe.iterations() / 4;
            exaggerated = recipe.exaggeration() == 1 ? 0 : wanted;
            objective.exaggerate(1);
            good = whole.start(start);
            record(whole.value(good));
            exaggerate(exaggerated > 0);
            run = begin();
        }

        private Optimizer.Run begin() {
            return plan.optimizer().start(plan.learned().isEmpty() ? objective : whole, good, arguments);
        }

        private void exaggerate(boolean now) {
            exaggerating = now;
            objective.exaggerate(now ? recipe.exaggeration() : 1);
        }

        Embedding toItsEnd() {
            while (finished.isEmpty() && iteration < recipe.iterations()) {
                try {
                    iterate();
                } catch (NumericalException astray) {
                    goBack(astray);
                }
            }
            if (costs.getLast().cost() > costs.getFirst().cost()) {
                progress.note("the cost ends above that of the start");
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

        private void iterate() {
            if (exaggerating && iteration == exaggerated) {
                exaggerate(false);
                run.objectiveChanged();
            }
            Optimizer.Step step = step();
            iteration++;
            if (!Double.isFinite(step.gradientNorm())) {
                throw new NumericalException("the gradient is no longer finite after " + iteration + " iterations");
            }
            boolean done = step.finished() != null && !exaggerating;
            boolean last = done || iteration == recipe.iterations();
            if (iteration % COST_EVERY == 0 || last) {
                record(Double.isNaN(step.cost()) || exaggerating ? whole.value(run.position()) : step.cost());
                good = run.position();
            }
            finished = done ? Objects.requireNonNull(step.finished()) : "";
            progress.iteration(iteration, recipe.iterations(), costs.getLast().cost());
            if (Thread.interrupted()) {
                finished = INTERRUPTED;
                if (!last) {
                    record(whole.value(run.position()));
                }
            }
            if (last) {
                checkSpread();
            }
        }

        private Optimizer.Step step() {
            try {
                return run.step();
            } catch (IllegalStateException e) {
                throw new NumericalException(e.getMessage() + " (after " + iteration + " iterations)", e);
            }
        }

        /// To where the cost was last good, to begin there at half the learning rate.
        private void goBack(NumericalException astray) {
            if (Double.isNaN(learningRate)) {
                throw astray;
            }
            if (halvings == HALVINGS) {
                throw new NumericalException(astray.getMessage() + "; going back to learning rates down to " + learningRate
                        + " did not help. Try one that is smaller still: --set optimizer.learning-rate=...", astray);
            }
            halvings++;
            learningRate /= 2;
            arguments = arguments.with(LEARNING_RATE, Expr.constant(learningRate));
            iteration = costs.getLast().iteration();
            exaggerate(iteration < exaggerated);
            run = begin();
            progress.note(astray.getMessage() + "; going on from iteration " + iteration + " with learning rate " + learningRate);
        }

        /// Takes down the cost of this iteration if it is good.
        private void record(double cost) {
            if (!Double.isFinite(cost)) {
                throw new NumericalException("the cost is " + cost + " after " + iteration + " iterations");
            }
            if (!costs.isEmpty() && cost > ASTRAY * Math.max(costs.getFirst().cost(), LEAST_COST)) {
                throw new NumericalException(
                        "the cost is " + cost + " after " + iteration + " iterations, and was " + costs.getFirst().cost() + " at the start");
            }
            costs.add(new Embedding.CostAt(iteration, cost));
        }

        /// A map that has shrunk to a point is finite, and worthless.
        private void checkSpread() {
            double share = spread(whole.coordinates(run.position())) / startSpread;
            if (share < COLLAPSED) {
                finished = "the map has collapsed: its spread is " + share + " of that of the start";
                progress.note(finished);
            }
        }
    }

    /// Root of the mean squared distance of the points from their centre.
    private double spread(double[] y) {
        int n = objective.n();
        double squares = 0;
        for (int k = 0; k < objective.dimensions(); k++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += y[k * n + i];
            }
            for (int i = 0; i < n; i++) {
                double off = y[k * n + i] - sum / n;
                squares = Math.fma(off, off, squares);
            }
        }
        return Math.sqrt(squares / n);
    }
}
