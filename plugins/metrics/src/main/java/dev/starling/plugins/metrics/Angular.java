package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// √Σ(x/|x| − y/|y|)² = √(2 − 2 cos). A row of 0 has no direction, and is at 1 from all that have one.
public final class Angular implements Metric {
    @Override
    public String name() {
        return "angular";
    }

    @Override
    public String summary() {
        return "the chord between two rows of length 1: between 0 and 2, and a metric, unlike cosine";
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
        return List.of(x.minus(y).squared());
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        return sums.getFirst().sqrt();
    }
}
