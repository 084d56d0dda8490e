package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// 1 − the correlation of the values of two rows, between 0 and 2: the cosine distance of rows from each of which its mean is taken. A row without
/// variance is at 1 from those that have some, and at 0 from another.
public final class Correlation implements Metric {
    private final Cosine ofDeviations = new Cosine();

    @Override
    public String name() {
        return "correlation";
    }

    @Override
    public String summary() {
        return "1 - the correlation of two rows";
    }

    @Override
    public boolean isCentered() {
        return true;
    }

    @Override
    public List<Expr> ofRow(Expr x, Arguments given) {
        return ofDeviations.ofRow(x, given);
    }

    @Override
    public Expr value(Expr x, List<Expr> ofRow, Arguments given) {
        return ofDeviations.value(x, ofRow, given);
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return ofDeviations.sums(x, y, given);
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        return ofDeviations.distance(sums, largest, given);
    }
}
