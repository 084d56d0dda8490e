package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Σ|x − y| of columns that the host has prepared by their kinds: numbers in shares of their range, and a column for each category. The
/// mean over columns of what two rows differ by.
///
/// Source: Gower, "A general coefficient of similarity and some of its properties", Biometrics 27, 1971.
public final class Gower implements Metric {
    @Override
    public String name() {
        return "gower";
    }

    @Override
    public String summary() {
        return "sum(abs(x-y)) of shares of ranges: numbers and categories side by side, see --columns";
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
