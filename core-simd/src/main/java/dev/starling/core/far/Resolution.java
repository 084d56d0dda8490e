package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.base.CounterRandom;
import dev.starling.core.pairs.Leaves;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How fine proxies have to be for some radial formulas: found by trying, not derived from the formulas.
///
/// Over boxes of sides from 2⁻²⁰ to 2²⁰ that lie a side apart, formulas are interpolated at random pairs of points. The error is relative to the
/// values there or, if that is more, to the mean term of a sum over evenly spread points near by: far away a Gaussian may have any error, as it
/// hardly counts. Both are root mean squares.
///
/// Small boxes, over which the formulas hardly bend, need not lie apart at all: proxies stand for them beside and on top of one another. Which are
/// small is found in the same way.
///
/// @param p            proxies along an axis
/// @param admissible   by [#FIRST_SIDE] and on, whether proxies may stand for boxes of such a side
/// @param overlapping  likewise, of boxes that touch and overlap; up to some side
/// @param spots        whether the formulas have values at distance 0
record Resolution(int p, long admissible, long overlapping, boolean spots) {
    /// With fewer than two proxies there is no more than a mean; with more than ten, rounding is all that is left.
    static final int LEAST = 2;

    static final int MOST = 10;

    /// Binary logarithms of the sides.
    private static final int FIRST_SIDE = -20;

    private static final int SIDES = 41;

    private static final long ALL = (1L << SIDES) - 1;

    /// Random pairs of points, a third each of boxes a side apart straight, half across and across.
    private static final int PAIRS = 36;

    /// Steps of the integral over distance, four an octave.
    private static final int STEPS = 96;

    /// Points of a leaf at most, by p; at a few more than twice the proxies, points and proxies take as long as each other.
    private static final int[] CAPACITIES = {0, 0, 32, 48, 80, 80, 96, 128, 160, 192, 224};

    /// The coarsest that is good enough.
    ///
    /// @param sums       radial formulas that are summed up
    /// @param pulls      those that are multiplied to the displacement first
    /// @param values     of the other leaves, at each of some points where they differ by point
    static Optional<Resolution> of(
            double tolerance, int dimensions, List<Expr> sums, List<Expr> pulls, List<ToDoubleFunction<String>> values) {
        boolean spots = values.stream().allMatch(point -> Stream.concat(sums.stream(), pulls.stream())
                .allMatch(radial -> Double.isFinite(valueAt(radial, 0, point))));
        List<Trial> trials = values.stream().map(point -> new Trial(dimensions, sums, pulls, point)).toList();
        for (int p = LEAST; p <= MOST; p++) {
            int tried = p;
            if (trials.stream().allMatch(trial -> trial.isEnough(tried, tolerance))) {
                return Optional.of(new Resolution(p, ALL, inAll(trials, trial -> spots ? trial.overlapping(tried, tolerance) : 0), spots));
            }
        }
        long[] admissible = new long[MOST + 1];
        for (int p = LEAST; p <= MOST; p++) {
            int tried = p;
            admissible[p] = inAll(trials, trial -> trial.admissible(tried, tolerance));
        }
        return IntStream.rangeClosed(LEAST, MOST)
                .filter(p -> (~admissible[p] & admissible[MOST]) == 0)
                .mapToObj(p -> new Resolution(
                        p, admissible[MOST], inAll(trials, trial -> spots ? trial.overlapping(p, tolerance) : 0) & admissible[MOST], spots))
                .filter(found -> found.admissible != 0)
                .findFirst();
    }

    /// The largest error that so many proxies along an axis have of a formula, at any side of boxes that lie apart.
    static double error(int p, int dimensions, Expr radial) {
        Trial trial = new Trial(dimensions, List.of(radial), List.of(), leaf -> {
            throw new IllegalArgumentException("a formula of s alone, and not of " + leaf);
        });
        return IntStream.range(0, SIDES).mapToDouble(side -> trial.worst(p, Math.scalb(1.0, FIRST_SIDE + side))).max().orElseThrow();
    }

    /// The sides that all trials find good.
    private static long inAll(List<Trial> trials, ToLongFunction<Trial> sides) {
        return trials.stream().mapToLong(sides).reduce(ALL, (a, b) -> a & b);
    }

    Resolution finer() {
        return new Resolution(p + 1, admissible, overlapping, spots);
    }

    /// The same where boxes always have to lie apart.
    Resolution apart() {
        return new Resolution(p, admissible, 0, false);
    }

    Interactions.Admissibility admissibility() {
        return new Interactions.Admissibility(this::allows, this::allowsOverlaps, spots);
    }

    int capacity(int dimensions) {
        return switch (dimensions) {
            case 1 -> 4 * p;
            case 2 -> CAPACITIES[p];
            default -> p * p * p;
        };
    }

    /// Whether proxies may stand for a box with this half side: the powers of two above and below its side must both be admissible.
    boolean allows(double half) {
        int side = Math.getExponent(half) + 1;
        return admits(admissible, side) && admits(admissible, side + 1);
    }

    /// The same of a box that the other touches or overlaps, or is.
    boolean allowsOverlaps(double half) {
        return admits(overlapping, Math.getExponent(half) + 2);
    }

    private static boolean admits(long sides, int side) {
        return (sides >>> Math.clamp(side - FIRST_SIDE, 0, SIDES - 1) & 1) != 0;
    }

    /// Interpolation over boxes of all sides.
    private static final class Trial {
        private final int dimensions;
        private final List<Expr> sums;
        private final List<Expr> pulls;
        private final ToDoubleFunction<String> constants;
        private final CounterRandom random = new CounterRandom(1, 17);
        private int hardest = -FIRST_SIDE;

        Trial(int dimensions, List<Expr> sums, List<Expr> pulls, ToDoubleFunction<String> constants) {
            this.dimensions = dimensions;
            this.sums = sums;
            this.pulls = pulls;
            this.constants = constants;
        }

        /// Whether so many proxies are good enough at every side. The side at which fewer failed is tried first.
        boolean isEnough(int p, double tolerance) {
            for (int turn = -1; turn < SIDES; turn++) {
                int side = turn < 0 ? hardest : turn;
                if (!(worst(p, Math.scalb(1.0, FIRST_SIDE + side)) <= tolerance)) {
                    hardest = side;
                    return false;
                }
            }
            return true;
        }

        /// The sides at which an interpolation is good enough.
        long admissible(int p, double tolerance) {
            long sides = 0;
            for (int side = 0; side < SIDES; side++) {
                if (worst(p, Math.scalb(1.0, FIRST_SIDE + side)) <= tolerance) {
                    sides |= 1L << side;
                }
            }
            return sides;
        }

        /// The sides up to which it is good enough for boxes that overlap.
        long overlapping(int p, double tolerance) {
            for (int side = 0; side < SIDES; side++) {
                if (!(worst(p, Math.scalb(1.0, FIRST_SIDE + side), false) <= tolerance)) {
                    return (1L << side) - 1;
                }
            }
            return ALL;
        }

        private double worst(int p, double side) {
            return worst(p, side, true);
        }

        private double worst(int p, double side, boolean apart) {
            double worst = 0;
            for (Expr sum : sums) {
                worst = Math.max(worst, worst(sum, false, p, side, apart));
            }
            for (Expr pull : pulls) {
                worst = Math.max(worst, worst(pull, true, p, side, apart));
            }
            return worst;
        }

        private double worst(Expr radial, boolean pulls, int p, double side, boolean apart) {
            double onAverage = onAverage(radial, pulls, side);
            Proxies proxies = new Proxies(p, 1);
            double errors = 0;
            double sizes = 0;
            for (int pair = 0; pair < PAIRS; pair++) {
                double[] from = new double[dimensions];
                double[] to = new double[dimensions];
                for (int k = 0; k < dimensions; k++) {
                    int index = 8 * pair + 2 * k;
                    from[k] = random.uniform(index) - 0.5;
                    to[k] = random.uniform(index + 1) - 0.5 + (apart ? (k == 0 ? 2 : k == 1 ? pair % 3 : 0) : pair >> k & 1);
                }
                double size = size(radial, pulls, from, to, side);
                sizes += size * size;
                for (int k = 0; k < dimensions; k++) {
                    errors += squaredError(radial, pulls, proxies, from, to, k, side)
                            + squaredError(radial, pulls, proxies, to, from, k, side);
                }
            }
            // NaN, where a formula has no value, passes no test of an error.
            return errors == 0 ? 0 : Math.sqrt(errors / PAIRS) / Math.max(onAverage, Math.sqrt(sizes / PAIRS));
        }

        /// The error of interpolation along one coordinate of one point.
        private double squaredError(Expr radial, boolean pulls, Proxies proxies, double[] moved, double[] other, int axis, double side) {
            int p = proxies.nodes.length;
            double[] point = moved.clone();
            double[] shares = new double[p];
            double center = Math.rint(moved[axis]);
            proxies.shares(2 * (moved[axis] - center), shares, 0);
            double[] interpolated = new double[dimensions];
            for (int k = 0; k < p; k++) {
                point[axis] = center + proxies.nodes[k] / 2;
                add(interpolated, shares[k], radial, pulls, point, other, side);
            }
            add(interpolated, -1, radial, pulls, moved, other, side);
            double squares = 0;
            for (double off : interpolated) {
                squares += off * off;
            }
            return squares;
        }

        private void add(double[] to, double factor, Expr radial, boolean pulls, double[] a, double[] b, double side) {
            double value = factor * valueAt(radial, squared(a, b) * side * side);
            for (int k = 0; k < (pulls ? dimensions : 1); k++) {
                to[k] += pulls ? value * (a[k] - b[k]) * side : value;
            }
        }

        private double size(Expr radial, boolean pulls, double[] a, double[] b, double side) {
            double squared = squared(a, b) * side * side;
            return Math.abs(valueAt(radial, squared)) * (pulls ? Math.sqrt(squared) : 1);
        }

        private static double squared(double[] a, double[] b) {
            double sum = 0;
            for (int k = 0; k < a.length; k++) {
                sum += (a[k] - b[k]) * (a[k] - b[k]);
            }
            return sum;
        }

        /// The sum of sizes over evenly spread points that are as near as the boxes, shared out among the points of the boxes.
        private double onAverage(Expr radial, boolean pulls, double side) {
            double integral = 0;
            for (int step = 0; step < STEPS; step++) {
                double distance = 4 * side * StrictMath.pow(2, -step / 4.0);
                double size = Math.abs(valueAt(radial, distance * distance)) * (pulls ? distance : 1);
                if (Double.isFinite(size)) {
                    integral += size * StrictMath.pow(distance / side, dimensions) / 4;
                }
            }
            double surface = dimensions == 1 ? 2 : dimensions == 2 ? 2 * Math.PI : 4 * Math.PI;
            double boxes = StrictMath.pow(6, dimensions) - StrictMath.pow(3, dimensions);
            return integral * surface * 0.69 / boxes;
        }

        private double valueAt(Expr radial, double squared) {
            return Resolution.valueAt(radial, squared, constants);
        }
    }

    /// A radial formula at a squared distance.
    static double valueAt(Expr radial, double squared, ToDoubleFunction<String> values) {
        return Evaluation.of(radial, leaf -> leaf.equals(Leaves.SQUARED_DISTANCE.name())
                ? squared
                : leaf.equals(Leaves.ONE_PLUS_SQUARED_DISTANCE.name()) ? 1 + squared : values.applyAsDouble(leaf));
    }
}
