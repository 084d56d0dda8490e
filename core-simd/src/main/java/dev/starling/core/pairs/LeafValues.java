package dev.starling.core.pairs;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Difference;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Product;
import dev.starling.api.expr.tree.Sum;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/// Values of the leaves of a pass that are numbers of points, or of the whole pass.
///
/// @param scalars  leaves that are one number
/// @param points   leaves that are one number a point, padded like [Positions#padded]
public record LeafValues(Map<String, Double> scalars, Map<String, double[]> points) {
    public double scalar(String name) {
        Double value = scalars.get(name);
        if (value == null) {
            throw new IllegalStateException("no value for '" + name + "'");
        }
        return value;
    }

    public double[] point(String name) {
        double[] of = points.get(name);
        if (of == null) {
            throw new IllegalStateException("no values for '" + name + "'");
        }
        return of;
    }

    /// These, and what formulas of them are at each of n points, by their names.
    public LeafValues with(Map<String, Expr> ofPoints, int n) {
        if (ofPoints.isEmpty()) {
            return this;
        }
        LeafValues more = new LeafValues(scalars, new HashMap<>(points));
        ofPoints.forEach((name, formula) -> more.points.put(name, Positions.padded(ofPoints(formula, n))));
        return more;
    }

    /// Whether a formula is another number for another point.
    public boolean differByPoint(Expr e) {
        return e.leaves().stream().anyMatch(points::containsKey);
    }

    /// A formula of scalars.
    public double of(Expr e) {
        return Evaluation.of(e, this::scalar);
    }

    /// A formula of these leaves, at each of n points; the common operations for all points at a time.
    public double[] ofPoints(Expr e, int n) {
        return switch (e) {
            case Expr same when !differByPoint(same) -> {
                double[] values = new double[n];
                Arrays.fill(values, of(same));
                yield values;
            }
            case Leaf(String name) -> Arrays.copyOf(point(name), n);
            case Product(Expr a, Expr b) -> combined(a, b, n, (x, y) -> x * y);
            case Sum(Expr a, Expr b) -> combined(a, b, n, Double::sum);
            case Difference(Expr a, Expr b) -> combined(a, b, n, (x, y) -> x - y);
            default -> {
                double[] values = new double[n];
                Arrays.setAll(values, i -> Evaluation.of(e, leaf -> points.containsKey(leaf) ? point(leaf)[i] : scalar(leaf)));
                yield values;
            }
        };
    }

    private double[] combined(Expr a, Expr b, int n, DoubleBinaryOperator operator) {
        double[] left = ofPoints(a, n);
        double[] right = ofPoints(b, n);
        Arrays.setAll(left, i -> operator.applyAsDouble(left[i], right[i]));
        return left;
    }
}
