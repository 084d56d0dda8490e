package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.core.plan.Composition;

import java.util.HashMap;
import java.util.Map;

/// The cost by its definition, C = Σᵢⱼ c(pᵢⱼ, wᵢⱼ/S), in dual numbers. It knows nothing of log forms, stiffness or passes.
///
/// @param p        affinities or distances, n × n
/// @param points   values that differ from point to point, by name of the leaf
/// @param learned      values of leaves that are one number for all points
/// @param learnedLeaf  a leaf of a point that moves; none if `learnedPoint` is negative
record PlainObjective(
        Composition composition, double[][] p, Map<String, double[]> points, int dimensions, Map<String, Dual> learned,
        String learnedLeaf, int learnedPoint) {

    PlainObjective(Composition composition, double[][] p, Map<String, double[]> points, int dimensions) {
        this(composition, p, points, dimensions, Map.of(), "", -1);
    }

    /// 2⁻⁵², as the documents say.
    private static final double FLOOR = Math.ulp(1.0);

    private static final Expr P = Expr.leaf("p");
    private static final Expr Q = Expr.leaf("q");
    private static final Expr D = Expr.leaf("d");
    private static final Expr F = Expr.leaf("f");

    double cost(double[] y) {
        return cost(y, -1).value();
    }

    /// ∂C/∂θ of one parameter for all points, at a value.
    double derivativeBy(String leaf, double value, double[] y) {
        return new PlainObjective(composition, p, points, dimensions, Map.of(leaf, new Dual(value, 1)), "", -1).cost(y, -1).slope();
    }

    /// ∂C/∂θᵢ of one point's own parameter.
    double derivativeBy(String leaf, int point, double[] y) {
        return new PlainObjective(composition, p, points, dimensions, Map.of(), leaf, point).cost(y, -1).slope();
    }

    /// ∂C/∂y of one coordinate.
    double derivative(double[] y, int coordinate) {
        return cost(y, coordinate).slope();
    }

    /// ∂C/∂f of the unordered pair {i, j}: what both its ordered pairs give when their f alone moves.
    double derivativeByTransformed(double[] y, int i, int j) {
        Dual[][] squared = squared(y, -1);
        squared[i][j] = new Dual(squared[i][j].value(), 1);
        squared[j][i] = squared[i][j];
        double bySquared = switch (composition) {
            case Composition.OfDistances parts -> ofDistances(parts, squared).slope();
            case Composition.OfProbabilities parts -> ofProbabilities(parts, squared).slope();
        };
        return bySquared / slopeOfTransform(squared[i][j]);
    }

    /// ∂f/∂d², which is 1 for f = d²; for a cost of distances what makes (∂c/∂d)/d of it, ½.
    private double slopeOfTransform(Dual squared) {
        return switch (composition) {
            case Composition.OfDistances _ -> 0.5;
            case Composition.OfProbabilities parts ->
                Dual.of(parts.transform().transform(D, parts.transformArguments()), Map.of("d", squared.sqrt())).slope();
        };
    }

    private Dual cost(double[] y, int moved) {
        Dual[][] squared = squared(y, moved);
        return switch (composition) {
            case Composition.OfDistances parts -> ofDistances(parts, squared);
            case Composition.OfProbabilities parts -> ofProbabilities(parts, squared);
        };
    }

    private Dual[][] squared(double[] y, int moved) {
        int n = p.length;
        Dual[][] squared = new Dual[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                squared[i][j] = Dual.constant(0);
                for (int k = 0; k < dimensions; k++) {
                    Dual difference = at(y, k * n + i, moved).minus(at(y, k * n + j, moved));
                    squared[i][j] = squared[i][j].plus(difference.times(difference));
                }
            }
        }
        return squared;
    }

    private static Dual at(double[] y, int coordinate, int moved) {
        return new Dual(y[coordinate], coordinate == moved ? 1 : 0);
    }

    private Dual ofDistances(Composition.OfDistances parts, Dual[][] squared) {
        Expr cost = parts.cost().cost(P, D, parts.costArguments());
        Dual sum = Dual.constant(0);
        double all = 0;
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                boolean counted = i != j && !(parts.cost().undefinedAtZeroDistance() && p[i][j] == 0);
                if (counted) {
                    sum = sum.plus(Dual.of(cost, Map.of("p", Dual.constant(p[i][j]), "d", squared[i][j].sqrt())));
                }
                all += p[i][j];
            }
        }
        return parts.cost().relativeToDistances() ? sum.over(Dual.constant(all)) : sum;
    }

    private Dual ofProbabilities(Composition.OfProbabilities parts, Dual[][] squared) {
        int n = p.length;
        Dual[][] q = new Dual[n][n];
        for (int scale = 0; scale < parts.scales(); scale++) {
            Dual[][] one = affinities(parts, squared, scale);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (i != j) {
                        Dual share = one[i][j].over(Dual.constant(parts.scales()));
                        q[i][j] = scale == 0 ? share : q[i][j].plus(share);
                    }
                }
            }
        }
        Expr cost = parts.cost().cost(P, Q, parts.costArguments());
        boolean floored = isInfiniteAtZero(cost);
        Dual sum = Dual.constant(0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    double input = floored ? Math.max(p[i][j], FLOOR) : p[i][j];
                    sum = sum.plus(Dual.of(cost, Map.of("p", Dual.constant(input), "q", q[i][j])));
                }
            }
        }
        return sum;
    }

    /// Whether the cost, or its slope by q, is no number at p = 0: then every p has a floor.
    private static boolean isInfiniteAtZero(Expr cost) {
        for (double q : new double[] {0.5, 0x1p-20}) {
            Dual atZero = Dual.of(cost, Map.of("p", Dual.constant(0), "q", new Dual(q, 1)));
            if (!Double.isFinite(atZero.value()) || !Double.isFinite(atZero.slope())) {
                return true;
            }
        }
        return false;
    }

    private Dual[][] affinities(Composition.OfProbabilities parts, Dual[][] squared, int scale) {
        int n = p.length;
        Expr transform = parts.transform().transform(D, parts.transformArguments());
        Expr weight = parts.kernel().weight(F, parts.kernelArguments());
        Dual[][] w = new Dual[n][n];
        Dual grand = Dual.constant(0);
        Dual[] rows = new Dual[n];
        for (int i = 0; i < n; i++) {
            rows[i] = Dual.constant(0);
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    Map<String, Dual> leaves = new HashMap<>(learned);
                    int row = i;
                    points.forEach((name, values) -> leaves.put(name, Dual.constant(values[row])));
                    if (learnedPoint == row) {
                        leaves.put(learnedLeaf, new Dual(points.get(learnedLeaf)[row], 1));
                    }
                    if (parts.scales() > 1) {
                        leaves.put("precision", leaves.get(parts.precision(scale)));
                    }
                    leaves.put("f", Dual.of(transform, with(leaves, "d", squared[i][j].sqrt())));
                    w[i][j] = Dual.of(weight, leaves);
                    if (parts.weighted()) {
                        double[] m = points.get(Composition.OfProbabilities.IMPORTANCE);
                        w[i][j] = w[i][j].times(Dual.constant(m[i] * m[j]));
                    }
                    rows[i] = rows[i].plus(w[i][j]);
                }
            }
            grand = grand.plus(rows[i]);
        }
        Dual[][] q = new Dual[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    q[i][j] = switch (parts.normalization()) {
                        case NONE -> w[i][j];
                        case POINT -> w[i][j].over(rows[i]);
                        case PAIR -> w[i][j].over(grand);
                        case JOINT -> w[i][j].plus(w[j][i]).over(grand.times(Dual.constant(2)));
                    };
                }
            }
        }
        return q;
    }

    private static Map<String, Dual> with(Map<String, Dual> leaves, String name, Dual value) {
        Map<String, Dual> more = new HashMap<>(leaves);
        more.put(name, value);
        return more;
    }
}
