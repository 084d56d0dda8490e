package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A run that searches along one direction after the other. No step raises the cost.
///
/// Where a direction is none of descent, or no lower cost is found along it, all that was learned is forgotten and the search follows
/// the negative gradient; if that fails too, the run ends.
final class LineSearchRun implements Optimizer.Run {
    /// A slope flatter than this share of |gradient||direction| is no descent: what the angle is then is decided by rounding.
    private static final double FLATTEST = 0x1p-40;

    /// Share of the coordinates' length by which a first step moves them.
    private static final double CAUTIOUS_SHARE = 0x1p-4;

    /// As long as the coordinates: these, gradient and direction, and both of the point that is tried.
    static final int ARRAYS = 5;

    private final Objective objective;
    private final Memory memory;
    private final Directions directions;
    private final Convergence convergence;
    private final LineSearch lineSearch;

    private final double[] position;
    private final double[] gradient;
    private final double[] cost;

    /// 1 if cost and gradient are those of the position.
    private final double[] evaluated;

    private final double[] direction;
    private double length;

    /// The parameters of a run, with those of the optimizer and its line search before them.
    static List<Parameter> parameters(Parameter... own) {
        List<Parameter> all = new ArrayList<>(List.of(own));
        all.addAll(List.of(
                Convergence.MIN_GRADIENT,
                Convergence.MIN_COST_CHANGE,
                Convergence.COST_WINDOW,
                Convergence.MIN_STEP));
        return List.copyOf(all);
    }

    /// @param memory  of the run, in which the directions keep what they learn
    LineSearchRun(
            Objective objective, double[] y, Arguments given, Memory memory, Directions directions, LineSearch lineSearch) {
        this.objective = objective;
        this.memory = memory;
        this.directions = directions;
        convergence = new Convergence(given, memory);
        this.lineSearch = lineSearch;
        position = memory.array("position", y.length);
        Vectors.copy(y, position);
        gradient = memory.array("gradient", y.length);
        cost = memory.number("cost");
        evaluated = memory.number("evaluated");
        direction = new double[y.length];
    }

    @Override
    public Optimizer.Step step() {
        if (evaluated[0] == 0) {
            cost[0] = objective.valueAndGradient(position, gradient);
            evaluated[0] = 1;
        }
        double norm = Vectors.norm(gradient);
        if (!Double.isFinite(cost[0]) || !Double.isFinite(norm)) {
            return new Optimizer.Step(cost[0], norm, "the cost is " + cost[0] + ", the gradient norm " + norm + " where the run begins");
        }
        String atOnce = convergence.ofGradient(norm, position, cost[0]);
        if (atOnce != null) {
            return new Optimizer.Step(cost[0], norm, atOnce);
        }
        if (!alongTheDirection(norm) && !alongTheGradient(norm)) {
            return new Optimizer.Step(cost[0], norm, "no step along the gradient lowers the cost any more");
        }
        norm = Vectors.norm(gradient);
        return new Optimizer.Step(cost[0], norm, finished(norm));
    }

    private boolean alongTheDirection(double norm) {
        directions.choose(gradient, direction);
        double slope = Vectors.dot(gradient, direction);
        boolean descends = slope < -FLATTEST * norm * Vectors.norm(direction);
        return descends && search(slope, directions.firstTrial(slope, cautiousTrial(norm)));
    }

    private boolean alongTheGradient(double norm) {
        directions.forget();
        Vectors.scale(-1, gradient, direction);
        return search(-norm * norm, cautiousTrial(norm));
    }

    private boolean search(double slope, double first) {
        LineSearch.Found found = lineSearch.search(position, cost[0], direction, slope, first);
        if (found.outcome() == LineSearch.Outcome.NONE) {
            return false;
        }
        directions.learn(direction, found.step(), slope, gradient, lineSearch.gradient());
        length = found.step() * Vectors.norm(direction);
        Vectors.copy(lineSearch.point(), position);
        Vectors.copy(lineSearch.gradient(), gradient);
        cost[0] = found.cost();
        return true;
    }

    private @Nullable String finished(double norm) {
        String byCost = convergence.ofCost(cost[0]);
        String byGradient = convergence.ofGradient(norm, position, cost[0]);
        if (byGradient != null) {
            return byGradient;
        }
        return byCost != null ? byCost : convergence.ofStep(length, position);
    }

    /// A first step along the negative gradient when nothing is known of the curvature: as far as moves the coordinates by a share of
    /// their length, or would by its slope use up the cost, if that is nearer. So it has the unit of the problem, whatever that is;
    /// only where all coordinates are 0 there is none, and it has a length of 1.
    private double cautiousTrial(double norm) {
        double length = Vectors.norm(position);
        double byLength = (length > 0 ? CAUTIOUS_SHARE * length : 1) / norm;
        double byCost = Math.abs(cost[0]) / norm / norm;
        return byCost > 0 ? Math.min(byLength, byCost) : byLength;
    }

    @Override
    public double[] position() {
        return position.clone();
    }

    @Override
    public Map<String, double[]> state() {
        return memory.copies();
    }

    @Override
    public void restore(Map<String, double[]> state) {
        memory.restore(state);
    }

    @Override
    public void objectiveChanged() {
        directions.forget();
        convergence.forget();
        evaluated[0] = 0;
    }
}
