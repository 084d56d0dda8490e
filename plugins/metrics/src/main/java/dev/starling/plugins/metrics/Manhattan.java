package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Σ|x − y|, the city-block distance.
public final class Manhattan implements Metric {
    @Override
    public String name() {
        return "manhattan";
    }

    @Override
    public String summary() {
        return "sum(abs(x-y)): the sum of the differences of columns";
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return List.of(Terms.absolute(x.minus(y)));
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        return sums.getFirst();
    }
}
