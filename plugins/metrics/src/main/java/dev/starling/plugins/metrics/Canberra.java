package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Σ |x − y| / (|x| + |y|), where a column that is 0 in both rows adds nothing.
///
/// Source: Lance, Williams, "Computer programs for hierarchical polythetic classification", The Computer Journal 9, 1966.
public final class Canberra implements Metric {
    @Override
    public String name() {
        return "canberra";
    }

    @Override
    public String summary() {
        return "sum(abs(x-y)/(abs(x)+abs(y))): each difference as a share of the two sizes";
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        Expr size = Terms.absolute(x).plus(Terms.absolute(y));
        return List.of(Terms.orZero(Terms.absolute(x.minus(y)), size));
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        return sums.getFirst();
    }
}
