package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;

import java.util.HashMap;
import java.util.Map;

/// The cost by its definition, C = Σᵢⱼ c(pᵢⱼ, wᵢⱼ/S), in dual numbers. It knows nothing of log forms, stiffness or passes.
///
/// @param p        affinities or distances, n × n
/// @param points   values that differ from point to point, by name of the leaf
record PlainObjective(Composition composition, double[][] p, Map<String, double[]> points, int dimensions) {
    private static final Expr P = Expr.leaf("p");
    private static final Expr Q = Expr.leaf("q");
    private static final Expr D = Expr.leaf("d");
    private static final Expr F = Expr.leaf("f");

    double cost(double[] y) {
        return cost(y, -1).value();
    }

    /// ∂C/∂y of one coordinate.
    double derivative(double[] y, int coordinate) {
        return cost(y, coordinate).slope();
    }

    private Dual cost(double[] y, int moved) {
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
        return switch (composition) {
            case Composition.OfDistances parts -> ofDistances(parts, squared);
            case Composition.OfProbabilities parts -> ofProbabilities(parts, squared);
        };
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
        Expr transform = parts.transform().transform(D, parts.transformArguments());
        Expr weight = parts.kernel().weight(F, parts.kernelArguments());
        Expr cost = parts.cost().cost(P, Q, parts.costArguments());
        Dual[][] w = new Dual[n][n];
        Dual grand = Dual.constant(0);
        Dual[] rows = new Dual[n];
        for (int i = 0; i < n; i++) {
            rows[i] = Dual.constant(0);
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    Map<String, Dual> leaves = new HashMap<>();
                    leaves.put("f", Dual.of(transform, Map.of("d", squared[i][j].sqrt())));
                    int row = i;
                    points.forEach((name, values) -> leaves.put(name, Dual.constant(values[row])));
                    w[i][j] = Dual.of(weight, leaves);
                    rows[i] = rows[i].plus(w[i][j]);
                }
            }
            grand = grand.plus(rows[i]);
        }
        boolean floored = Chain.of(parts).floored;
        Dual sum = Dual.constant(0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    Dual q = switch (parts.normalization()) {
                        case NONE -> w[i][j];
                        case POINT -> w[i][j].over(rows[i]);
                        case PAIR -> w[i][j].over(grand);
                    };
                    double input = floored ? Math.max(p[i][j], Chain.FLOOR) : p[i][j];
                    sum = sum.plus(Dual.of(cost, Map.of("p", Dual.constant(input), "q", q)));
                }
            }
        }
        return sum;
    }

}
