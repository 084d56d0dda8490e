package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// max |x − y|.
public final class Chebyshev implements Metric {
    @Override
    public String name() {
        return "chebyshev";
    }

    @Override
    public String summary() {
        return "max(abs(x-y)): the largest difference of a column";
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return List.of();
    }

    @Override
    public List<Expr> largest(Expr x, Expr y, Arguments given) {
        return List.of(Terms.absolute(x.minus(y)));
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        return largest.getFirst();
    }
}
