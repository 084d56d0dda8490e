package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// The number of columns with x ≠ y, as a share of all.
public final class Hamming implements Metric {
    @Override
    public String name() {
        return "hamming";
    }

    @Override
    public String summary() {
        return "the share of columns in which two rows differ";
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return List.of(Expr.where(x.isEqualTo(y), Expr.constant(0), Expr.constant(1)), Expr.constant(1));
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        return sums.get(0).over(sums.get(1));
    }
}
