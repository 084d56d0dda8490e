package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Σ (x − y)² / (x + y), where a column that is 0 in both rows adds nothing; for values that are not negative.
public final class ChiSquared implements Metric {
    @Override
    public String name() {
        return "chi-squared";
    }

    @Override
    public String summary() {
        return "sum((x-y)^2/(x+y)), of counts or shares: large ones may differ more";
    }

    @Override
    public boolean refusesNegative() {
        return true;
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return List.of(Terms.orZero(x.minus(y).squared(), x.plus(y)));
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        return sums.getFirst();
    }
}
