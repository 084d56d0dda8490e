package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// 1 − the correlation of the values of two rows, between 0 and 2. A row without variance is at 1 from those that have some, and at 0 from another.
public final class Correlation implements Metric {
    @Override
    public String name() {
        return "correlation";
    }

    @Override
    public String summary() {
        return "1 - the correlation of two rows";
    }

    @Override
    public List<Expr> ofRow(Expr x, Arguments given) {
        return List.of(x, x.squared(), Expr.constant(1));
    }

    @Override
    public Expr value(Expr x, List<Expr> ofRow, Arguments given) {
        Expr count = ofRow.get(2);
        Expr deviation = x.minus(ofRow.get(0).over(count));
        // Of equal values, what differs from their mean is rounding.
        Expr rounding = ofRow.get(1).over(count).sqrt().times(0x1p-50);
        return Expr.where(Terms.absolute(deviation).isAtMost(rounding), Expr.constant(0), deviation);
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return List.of(x.times(y), x.squared(), y.squared());
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        Expr sizes = sums.get(1).times(sums.get(2)).sqrt();
        Expr both = Expr.constant(1).minus(sums.get(0).over(sizes)).max(Expr.constant(0));
        Expr constant = Expr.where(sums.get(1).plus(sums.get(2)).isEqualTo(Expr.constant(0)), Expr.constant(0), Expr.constant(1));
        return Expr.where(sizes.isEqualTo(Expr.constant(0)), constant, both);
    }
}
