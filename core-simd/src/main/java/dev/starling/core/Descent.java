package dev.starling.core;

import dev.starling.api.Optimizer;
import dev.starling.api.Recipe;
import dev.starling.core.base.Counted;
import dev.starling.core.base.NumericalException;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// An optimization under way, iteration by iteration. Between two of them its whole state can be taken out, and put into another.
///
///     Descent descent = new Optimization(plan, objective).begin(start, progress);
///     while (descent.goOn()) {
///         keep(descent.checkpoint());
///     }
///     Embedding map = descent.result();
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class Descent {
    /// Iterations from one cost that is computed and kept to the next.
    static final int COST_EVERY = 50;

    /// How often a learning rate is halved after the numbers have gone astray.
    private static final int HALVINGS = 3;

    /// A cost so many times that of the start has gone astray, though it is a number still.
    private static final double ASTRAY = 1e6;

    /// What a cost of the objective counts as at least where another is compared with it: of one that is 0, but for rounding, every cost is a large multiple.
    private static final double LEAST_COST = 0x1p-20;

    /// Costs that differ by less than this share are the same but for rounding.
    private static final double SAME_AS_START = 1e-9;

    /// What an optimizer calls the end must not be above the best by more than this share.
    private static final double SAME_AS_BEST = 1e-6;

    /// Share of the spread of the start, or of the width that kernels have where that is less, below which a map is a point.
    private static final double COLLAPSED = 1e-8;

    /// Errors of the gradient, relative to the sum of the sizes of its terms, that do not show in a map: see docs/far-field.md.
    private static final double WHILE_EXAGGERATING = 1e-2;
    private static final double MEANWHILE = 3e-3;
    private static final double AT_THE_END = 1e-4;

    /// The end is a tenth of the iterations.
    private static final int LAST_PART = 10;

    /// Divergences of affinities that agree are roundings.
    private static final double COST_OF_A_FIT = 1e-9;

    private final Plan plan;
    private final LearningObjective whole;
    private final double costUnit;
    private final Phases phases;
    private final Progress progress;
    private final double startSpread;
    private final List<Embedding.CostAt> costs;

    private LearningRate rate;
    private Optimizer.Run run;
    private boolean exaggerating;
    private int iteration;
    private int halvings;
    private @Nullable Ending ending;

    /// Which pair made the last cost that was no number; empty where none did.
    private String why = "";

    /// The lowest cost so far, and where it was.
    private Embedding.CostAt best;

    private double[] bestPosition;

    static Descent begin(
            Plan plan, EmbeddingObjective objective, double costUnit, Phases phases, double[] start, Progress progress) {
        LearningObjective whole = new LearningObjective(objective, plan.learned());
        LearningRate rate = LearningRate.of(plan, whole);
        rate.note().ifPresent(progress::note);
        if (!plan.learned().isEmpty() && exaggerated(plan.recipe()) > 0) {
            progress.note(String.join(", ", plan.recipe().learned().keySet()) + " learned from iteration " + exaggerated(plan.recipe()) + " on, when exaggeration has ended");
        }
        objective.exaggerate(1);
        double[] position = whole.start(start);
        Embedding.CostAt atStart = new Embedding.CostAt(0, costUnit * whole.value(position));
        if (!Double.isFinite(atStart.cost())) {
            throw new NumericalException("the cost is " + atStart.cost() + " at the start" + after(": ", whole.explainValue(position)));
        }
        Checkpoint here = new Checkpoint(
                0, exaggerated(plan.recipe()) > 0, rate.value(), 0, whole.spread(start), List.of(atStart), atStart, position, Map.of());
        return new Descent(plan, whole, costUnit, phases, rate, here, progress);
    }

    static Descent resume(
            Plan plan, EmbeddingObjective objective, double costUnit, Phases phases, Checkpoint from, Progress progress) {
        LearningObjective whole = new LearningObjective(objective, plan.learned());
        Descent descent = new Descent(plan, whole, costUnit, phases, LearningRate.of(plan, whole).at(from.learningRate()), from, progress);
        descent.run.restore(from.optimizer());
        return descent;
    }

    /// Begins a new run of the optimizer where the cost was best.
    private Descent(
            Plan plan, LearningObjective whole, double costUnit, Phases phases, LearningRate rate, Checkpoint from, Progress progress) {
        this.plan = plan;
        this.whole = whole;
        this.costUnit = costUnit;
        this.phases = phases;
        this.rate = rate;
        this.progress = progress;
        startSpread = from.startSpread();
        costs = new ArrayList<>(from.costs());
        iteration = from.iteration();
        halvings = from.halvings();
        best = from.best();
        bestPosition = from.bestPosition();
        exaggerating = from.exaggerating();
        run = begin(bestPosition);
    }

    /// Number of iterations with exaggerated attraction.
    private static int exaggerated(Recipe recipe) {
        int wanted = recipe.exaggerated() < recipe.iterations() ? recipe.exaggerated() : recipe.iterations() / 4;
        return recipe.exaggeration() == 1 ? 0 : wanted;
    }

    private Optimizer.Run begin(double[] position) {
        exaggerate();
        return plan.optimizer().start(whole.variables(), position, rateOfPhase().arguments());
    }

    private void exaggerate() {
        whole.objective().exaggerate(exaggerating ? plan.recipe().exaggeration() : phases.late());
        whole.learn(!exaggerating);
    }

    /// The rate is that of the exaggeration at first; weaker pulls bear a larger one.
    private LearningRate rateOfPhase() {
        boolean other = phases.ownRates() && !exaggerating && exaggerated(plan.recipe()) > 0;
        return other ? rate.at(rate.value() * plan.recipe().exaggeration() / phases.late()).withLongestStep(plan) : rate;
    }

    private void endExaggeration() {
        exaggerating = false;
        LearningRate now = rateOfPhase();
        if (phases.late() != 1) {
            progress.note("attraction times " + phases.late() + " from iteration " + iteration + " on");
        }
        if (now == rate) {
            exaggerate();
            run.objectiveChanged();
        } else {
            progress.note("learning rate " + now.inWords() + " from iteration " + iteration + " on");
            Map<String, double[]> state = run.state();
            run = begin(run.position());
            run.restore(state);
            run.objectiveChanged();
        }
    }

    Embedding toItsEnd() {
        while (goOn()) {
            // Each turn is one iteration.
        }
        return result();
    }

    /// Does one iteration, or goes back to the best state if the numbers have gone astray.
    ///
    /// @return whether there is more to do
    /// @throws NumericalException    if the numbers went astray, and going back does not help
    /// @throws CancellationException if the thread is interrupted, but for an interrupt by the listener, which is its way to end the run
    public boolean goOn() {
        if (ending == null && iteration >= plan.recipe().iterations()) {
            finish(null, Double.NaN);
        }
        if (ending == null) {
            try {
                iterate();
            } catch (NumericalException astray) {
                if (!goBack(String.valueOf(astray.getMessage()))) {
                    throw hopeless(astray);
                }
            }
        }
        return ending == null;
    }

    private void iterate() {
        if (exaggerating && iteration == exaggerated(plan.recipe())) {
            endExaggeration();
        }
        whole.objective().tolerate(toleranceOfPhase());
        Optimizer.Step step = step();
        iteration++;
        if (!Double.isFinite(step.gradientNorm())) {
            throw new NumericalException("the gradient is no longer finite after " + Counted.of(iteration, "iteration"));
        }
        String reason = exaggerating ? null : step.finished();
        boolean last = reason != null || iteration == plan.recipe().iterations();
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted after " + Counted.of(iteration, "iteration"));
        }
        if (iteration % COST_EVERY == 0 || last) {
            record(Double.isNaN(step.cost()) || exaggerating || phases.late() != 1 ? whole.value(run.position()) : step.cost());
        }
        progress.iteration(iteration, plan.recipe().iterations(), costs.getLast().cost());
        if (Thread.interrupted()) { // by the listener
            if (costs.getLast().iteration() != iteration) {
                record(whole.value(run.position()));
            }
            ending = new Ending.Interrupted();
        } else if (last) {
            finish(reason, step.gradientNorm());
        }
    }

    /// Coarse while clusters form, and fine when they settle.
    private double toleranceOfPhase() {
        if (exaggerating) {
            return WHILE_EXAGGERATING;
        }
        int iterations = plan.recipe().iterations();
        return iteration < iterations - iterations / LAST_PART ? MEANWHILE : AT_THE_END;
    }

    private Optimizer.Step step() {
        try {
            return run.step();
        } catch (CancellationException e) {
            throw e;
        } catch (IllegalStateException e) {
            throw new NumericalException(e.getMessage() + " (after " + Counted.of(iteration, "iteration") + ")", e);
        }
    }

    /// Takes down the cost of this iteration if it is good.
    private void record(double ofObjective) {
        double cost = costUnit * ofObjective;
        if (!Double.isFinite(cost)) {
            why = whole.explainValue(run.position());
            throw new NumericalException("the cost is " + cost + " after " + Counted.of(iteration, "iteration") + after(": ", why));
        }
        if (cost > ASTRAY * Math.max(costs.getFirst().cost(), costUnit * LEAST_COST)) {
            throw new NumericalException(
                    "the cost is " + cost + " after " + Counted.of(iteration, "iteration") + ", and was " + costs.getFirst().cost() + " at the start");
        }
        Embedding.CostAt now = new Embedding.CostAt(iteration, cost);
        costs.add(now);
        // Late exaggeration looks for no minimum of the cost: there the last is the best.
        if (cost < best.cost() || phases.late() != 1 && !exaggerating) {
            best = now;
            bestPosition = run.position();
        }
    }

    /// Ends the run, unless its end is none: an optimizer sees a gradient that vanishes far from any minimum as well as at one, and
    /// only the costs on the way tell them apart.
    ///
    /// @param reason       what the optimizer says, or null if the iterations are used up
    /// @param gradientNorm of the last step
    private void finish(@Nullable String reason, double gradientNorm) {
        double cost = costs.getLast().cost();
        double startCost = costs.getFirst().cost();
        boolean above = exceeds(cost, startCost, SAME_AS_START);
        boolean risen = exceeds(cost, best.cost(), SAME_AS_BEST);
        if ((above || risen && reason != null) && goBack(String.format(
                Locale.ROOT, "the cost ends at %.6g, and was %.6g after %s", cost, best.cost(), Counted.of(best.iteration(), "iteration")))) {
            return;
        }
        double spread = whole.spread(whole.coordinates(position()));
        if (spread < COLLAPSED * Math.min(startSpread, 1)) {
            ending = new Ending.Collapsed(spread / startSpread);
        } else if (gradientNorm == 0 && isUnmoved(cost)) {
            ending = new Ending.Unmoved(cost);
        } else if (Ending.OutOfReach.isPossible(plan.composition(), startSpread) && !exceeds(startCost, cost, SAME_AS_START)) {
            ending = new Ending.OutOfReach(startSpread);
        } else if (above && best.iteration() == 0) {
            ending = new Ending.AboveStart(cost, startCost);
        } else if (risen && best.iteration() > 0) {
            ending = new Ending.Risen(iteration, best.iteration());
        } else {
            ending = reason == null ? new Ending.AllDone(iteration) : atItsEnd(reason, gradientNorm * spread * Math.sqrt(whole.n()), cost / costUnit);
        }
        if (ending.failed()) {
            progress.note(ending.inWords());
        }
    }

    private Ending atItsEnd(String reason, double gain, double cost) {
        Optional<Ending> stalled = phases.late() == 1 ? Ending.Stalled.of(plan, reason, gain, cost, whole.objective().usualCost()) : Optional.empty();
        return stalled.orElse(new Ending.Converged(reason));
    }

    /// Whether the map is its start, though its points differ and its affinities are not those of the data. Distances may be right at the start.
    private boolean isUnmoved(double cost) {
        return !(plan.composition() instanceof Composition.OfDistances) && startSpread > 0 && cost > COST_OF_A_FIT
                && best.iteration() == 0 && Arrays.equals(run.position(), bestPosition);
    }

    private boolean exceeds(double cost, double other, double share) {
        return cost - other > share * Math.max(Math.abs(other), costUnit * LEAST_COST);
    }

    /// To where the cost was best, to begin there at half the learning rate.
    ///
    /// @return whether there is a rate to halve, and a step to make at it
    private boolean goBack(String trouble) {
        if (Double.isNaN(rate.value()) || halvings == HALVINGS || !hasGradientWhereBest()) {
            return false;
        }
        halvings++;
        rate = rate.at(rate.value() / 2);
        iteration = best.iteration();
        costs.removeIf(at -> at.iteration() > iteration);
        exaggerating = iteration < exaggerated(plan.recipe());
        run = begin(bestPosition);
        progress.note(trouble + "; going on from iteration " + iteration + " with learning rate " + rate.inWords());
        return true;
    }

    /// Without a gradient there, no rate helps.
    private boolean hasGradientWhereBest() {
        try {
            double[] gradient = new double[bestPosition.length];
            whole.gradient(bestPosition, gradient);
            return Arrays.stream(gradient).allMatch(Double::isFinite);
        } catch (NumericalException e) {
            return false;
        }
    }

    private NumericalException hopeless(NumericalException astray) {
        return halvings == 0 ? astray : new NumericalException(
                astray.getMessage() + "; going back to learning rates down to " + rate.inWords()
                        + " did not help." + (why.isEmpty() ? " Try one that is smaller still: --set optimizer.learning-rate=..." : ""), astray);
    }

    private static String after(String mark, String text) {
        return text.isEmpty() ? "" : mark + text;
    }

    /// Everything that the next iteration depends on.
    public Checkpoint checkpoint() {
        return new Checkpoint(iteration, exaggerating, rate.value(), halvings, startSpread, costs, best, bestPosition, run.state());
    }

    public int iteration() {
        return iteration;
    }

    /// The best position; where none is better than the start, the last.
    private double[] position() {
        return best.iteration() > 0 ? bestPosition : run.position();
    }

    /// What has been reached: of the positions of which the cost is known, the best; where none is better than the start, the last.
    public Embedding result() {
        double[] position = position();
        boolean known = costs.getLast().iteration() == iteration;
        Embedding.CostAt reached = best.iteration() > 0 ? best
                : known ? costs.getLast() : new Embedding.CostAt(iteration, costUnit * whole.value(position));
        return new Embedding(
                whole.n(),
                whole.dimensions(),
                whole.coordinates(position),
                whole.values(position),
                List.copyOf(costs),
                reached,
                iteration,
                ending == null ? new Ending.Interrupted() : ending,
                rateOfPhase().value(),
                whole.objective().floored(),
                whole.objective().backend(),
                EngineReport.EXACT);
    }
}
