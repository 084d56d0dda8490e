package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// √(½ Σ(√p − √q)²), where p and q are the shares of values in their rows, which must not be negative. A row of 0 has no shares; its roots are 0.
public final class Hellinger implements Metric {
    @Override
    public String name() {
        return "hellinger";
    }

    @Override
    public String summary() {
        return "of shares: the distance of their roots, between 0 and 1";
    }

    @Override
    public boolean refusesNegative() {
        return true;
    }

    @Override
    public List<Expr> ofRow(Expr x, Arguments given) {
        return List.of(x);
    }

    @Override
    public Expr value(Expr x, List<Expr> ofRow, Arguments given) {
        return Terms.orZero(x, ofRow.getFirst()).sqrt();
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return List.of(x.minus(y).squared());
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        return sums.getFirst().times(0.5).sqrt();
    }
}
