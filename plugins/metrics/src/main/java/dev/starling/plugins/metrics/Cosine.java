package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// 1 − Σxy / √(Σx² Σy²), between 0 and 2; as scikit-learn has it, 1 from a row of 0, and 0 between two such.
///
/// Rows are divided by their lengths first. Then it is half the square of their distance, of which no digit is lost where they are near.
public final class Cosine implements Metric {
    @Override
    public String name() {
        return "cosine";
    }

    @Override
    public String summary() {
        return "1 - cos of the angle between two rows, as vectors of text and genes are compared";
    }

    @Override
    public List<Expr> ofRow(Expr x, Arguments given) {
        return List.of(x.squared());
    }

    @Override
    public Expr value(Expr x, List<Expr> ofRow, Arguments given) {
        return Terms.orZero(x, ofRow.getFirst().sqrt());
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return List.of(x.minus(y).squared(), x.squared(), y.squared());
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        Expr anyIsZero = Terms.differs(sums.get(1), sums.get(2));
        return Expr.where(anyIsZero.isEqualTo(Expr.constant(0)), sums.get(0).times(0.5), Expr.constant(1));
    }
}
