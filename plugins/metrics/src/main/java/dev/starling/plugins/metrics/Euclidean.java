package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// √Σ(x − y)².
public final class Euclidean implements Metric {
    @Override
    public String name() {
        return "euclidean";
    }

    @Override
    public String summary() {
        return "sqrt(sum((x-y)^2)): the length of the difference";
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
