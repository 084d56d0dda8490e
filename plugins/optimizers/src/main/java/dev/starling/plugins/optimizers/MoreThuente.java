package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Parameter;

/// Line search for a step α that satisfies the strong Wolfe conditions along φ(α) = C(y + α·direction):
///
///     φ(α) ≤ φ(0) + μ α φ'(0)        sufficient decrease
///     |φ'(α)| ≤ η |φ'(0)|            curvature
///
/// It keeps an interval of uncertainty with ends `low` (the best step so far) and `high`, and picks the next trial by cubic and
/// quadratic interpolation. While no step is known that decreases φ enough and has φ' ≥ 0, it works on ψ(α) = φ(α) − φ(0) − μαφ'(0)
/// instead, so that the interval holds a step that satisfies both conditions.
///
/// A trial where the cost or the gradient is not finite lies behind a wall: it is too long, and the search goes on before it.
///
/// Source: Moré & Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20, 1994. Cases 1 to 4 of the trial
/// are those of its section 4.
final class MoreThuente implements LineSearch {
    static final Parameter SUFFICIENT_DECREASE = Parameter.named("sufficient-decrease")
            .above(0)
            .below(0.5)
            .orElse(1e-4)
            .meaning("share of the fall promised by the slope that a step must keep");
    static final Parameter CURVATURE = Parameter.named("curvature")
            .above(0)
            .below(1)
            .orElse(0.9)
            .meaning("share of the slope that may be left after a step; must be above sufficient-decrease");
    static final Parameter EXACT_CURVATURE = CURVATURE.orElse(0.1);
    static final Parameter MAX_EVALUATIONS = Parameter.named("max-evaluations")
            .atLeast(2)
            .orElse(20)
            .meaning("trial steps in one line search");

    /// While the interval is open, a trial goes at least this many times the last advance further, and at most
    /// [#LONGEST_EXTRAPOLATION] times.
    private static final double SHORTEST_EXTRAPOLATION = 1.1;

    private static final double LONGEST_EXTRAPOLATION = 4;

    /// A trial keeps away from the far end of the interval by the rest of this share, and an interval that has not shrunk to this
    /// share in two trials is halved.
    private static final double SHRINKAGE = 0.66;

    /// Share of the way to a wall that is tried after it was met, and that later trials may go.
    private static final double BACK_FROM_A_WALL = 0.1;

    private static final double BEFORE_A_WALL = 0.9;

    /// Relative width at which an interval can't be told from a point.
    private static final double NARROWEST = 0x1p-50;

    private final Objective objective;
    private final double decrease;
    private final double curvature;
    private final int maxEvaluations;

    private final double[] point;
    private final double[] gradient;
    private int evaluations;

    /// Ends of the interval of uncertainty: `low` is the best step so far; `high` is on the side where φ falls from there.
    private Trial low = new Trial(0, 0, 0);
    private Trial high = low;
    private boolean bracketed;

    /// A step that was tried.
    ///
    /// @param value  φ there
    /// @param slope  φ' there
    private record Trial(double step, double value, double slope) {
        boolean isFinite() {
            return Double.isFinite(value) && Double.isFinite(slope);
        }

        /// The same for φ(α) − α·tilt.
        Trial tilted(double tilt) {
            return new Trial(step, value - step * tilt, slope - tilt);
        }
    }

    /// @param length  number of coordinates, and of parameters behind them
    /// @param given   values of [#SUFFICIENT_DECREASE], [#MAX_EVALUATIONS] and `remaining`
    /// @param remaining  [#CURVATURE] or [#EXACT_CURVATURE]
    MoreThuente(Objective objective, int length, Arguments given, Parameter remaining) {
        this.objective = objective;
        this.decrease = given.value(SUFFICIENT_DECREASE);
        this.curvature = given.value(remaining);
        if (!(decrease < curvature)) {
            throw new IllegalArgumentException(
                    "sufficient-decrease must be below curvature, but they are " + decrease + " and " + curvature);
        }
        this.maxEvaluations = (int) given.value(MAX_EVALUATIONS);
        this.point = new double[length];
        this.gradient = new double[length];
    }

    @Override
    public double[] point() {
        return point;
    }

    @Override
    public double[] gradient() {
        return gradient;
    }

    /// Number of trials of the last search.
    int evaluations() {
        return evaluations;
    }

    @Override
    public Found search(double[] start, double cost, double[] direction, double slope, double first) {
        double sufficient = decrease * slope;
        low = new Trial(0, cost, slope);
        high = low;
        bracketed = false;
        evaluations = 0;
        boolean sufficientSeen = false;
        double wall = Double.POSITIVE_INFINITY;
        double width = Double.POSITIVE_INFINITY;
        double widthBefore = Double.POSITIVE_INFINITY;
        double next = first;
        while (evaluations < maxEvaluations) {
            Trial trial = evaluate(start, direction, next);
            evaluations++;
            if (!trial.isFinite()) {
                if (!bracketed) {
                    wall = trial.step;
                }
                next = low.step + BACK_FROM_A_WALL * (trial.step - low.step);
                continue;
            }
            boolean enough = trial.value <= cost + trial.step * sufficient;
            if (enough && Math.abs(trial.slope) <= curvature * -slope) {
                return new Found(Outcome.FOUND, trial.step, trial.value);
            }
            sufficientSeen |= enough && trial.slope >= 0;
            boolean tilt = !sufficientSeen && !enough && trial.value <= low.value;
            next = tilt
                    ? next(low.tilted(sufficient), trial.tilted(sufficient), high.tilted(sufficient))
                    : next(low, trial, high);
            narrow(trial, tilt ? sufficient : 0);
            if (bracketed) {
                double now = Math.abs(high.step - low.step);
                if (now >= SHRINKAGE * widthBefore) {
                    next = low.step + (high.step - low.step) / 2;
                }
                widthBefore = width;
                width = now;
                double nearest = Math.min(low.step, high.step);
                double farthest = Math.max(low.step, high.step);
                if (!(next > nearest && next < farthest) || farthest - nearest <= NARROWEST * farthest) {
                    break;
                }
            } else {
                next = Math.min(next, low.step + BEFORE_A_WALL * (wall - low.step));
            }
        }
        return best(start, cost, direction);
    }

    /// The best end of an interval that was given up.
    private Found best(double[] start, double cost, double[] direction) {
        if (!(low.step > 0 && low.value < cost)) {
            return new Found(Outcome.NONE, 0, cost);
        }
        Trial again = evaluate(start, direction, low.step);
        return new Found(Outcome.LOWER, again.step, again.value);
    }

    private Trial evaluate(double[] start, double[] direction, double step) {
        for (int c = 0; c < point.length; c++) {
            point[c] = start[c] + step * direction[c];
        }
        try {
            double value = objective.valueAndGradient(point, gradient);
            return new Trial(step, value, Vectors.dot(gradient, direction));
        } catch (ArithmeticException behindAWall) {
            return new Trial(step, Double.NaN, Double.NaN);
        }
    }

    /// The next trial, from the ends of the interval and the trial just made.
    private double next(Trial l, Trial t, Trial u) {
        double advance = t.step - l.step;
        if (t.value > l.value) { // case 1: the minimum is between them
            double cubic = l.step + cubic(l, t) * advance;
            double quadratic = l.step + l.slope / ((l.value - t.value) / advance + l.slope) / 2 * advance;
            return Math.abs(cubic - l.step) < Math.abs(quadratic - l.step) ? cubic : cubic + (quadratic - cubic) / 2;
        }
        double secant = t.step - t.slope / (t.slope - l.slope) * advance;
        if (opposite(t.slope, l.slope)) { // case 2: likewise
            double cubic = t.step - cubic(t, l) * advance;
            return Math.abs(cubic - t.step) > Math.abs(secant - t.step) ? cubic : secant;
        }
        // While the interval is open, low is behind the trial, and high is not known.
        double nearest = l.step == 0 ? t.step : t.step + SHORTEST_EXTRAPOLATION * advance;
        double farthest = t.step + LONGEST_EXTRAPOLATION * advance;
        if (Math.abs(t.slope) <= Math.abs(l.slope)) { // case 3: the minimum is perhaps not far beyond
            double ratio = cubic(t, l);
            double cubic = ratio < 0 ? t.step - ratio * advance : (bracketed ? u.step : farthest);
            boolean cubicIsNearer = Math.abs(cubic - t.step) < Math.abs(secant - t.step);
            if (!bracketed) {
                return Math.clamp(cubicIsNearer ? secant : cubic, nearest, farthest);
            }
            double chosen = cubicIsNearer ? cubic : secant;
            double limit = t.step + SHRINKAGE * (u.step - t.step);
            return t.step > l.step ? Math.min(limit, chosen) : Math.max(limit, chosen);
        }
        // Case 4: the slope grows, the function falls ever faster.
        return bracketed ? t.step + cubic(t, u) * (u.step - t.step) : farthest;
    }

    /// Where the cubic through a and b has its minimum, as a share of the way from a to b; NaN if it has none.
    private static double cubic(Trial a, Trial b) {
        double theta = 3 * (a.value - b.value) / (b.step - a.step) + a.slope + b.slope;
        double scale = Math.max(Math.abs(theta), Math.max(Math.abs(a.slope), Math.abs(b.slope)));
        double root = scale * Math.sqrt(theta / scale * (theta / scale) - a.slope / scale * (b.slope / scale));
        double gamma = b.step > a.step ? root : -root;
        return (gamma - a.slope + theta) / (gamma - a.slope + gamma + b.slope);
    }

    private static boolean opposite(double a, double b) {
        return a < 0 ? b > 0 : a > 0 && b < 0;
    }

    /// Replaces an end of the interval by the trial, so that it keeps a minimum of φ(α) − α·tilt.
    private void narrow(Trial trial, double tilt) {
        Trial l = low.tilted(tilt);
        Trial t = trial.tilted(tilt);
        if (t.value > l.value) {
            high = trial;
            bracketed = true;
            return;
        }
        if (opposite(t.slope, l.slope)) {
            high = low;
            bracketed = true;
        }
        low = trial;
    }
}
