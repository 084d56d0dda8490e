package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// 1 − Σxy / (Σx² + Σy² − Σxy); of two rows of 0 it is 0.
public final class Tanimoto implements Metric {
    @Override
    public String name() {
        return "tanimoto";
    }

    @Override
    public String summary() {
        return "sum((x-y)^2)/(sum(x^2)+sum(y^2)-sum(x*y)), of fingerprints: jaccard, where they are 0 and 1";
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return List.of(x.minus(y).squared(), x.times(y), x.squared(), y.squared());
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        return Terms.orZero(sums.get(0), sums.get(2).plus(sums.get(3)).minus(sums.get(1)));
    }
}
