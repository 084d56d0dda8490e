package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// Σ|x − y| / Σ|x + y|, of two rows of 0 it is 0.
///
/// Source: Bray, Curtis, "An ordination of the upland forest communities of southern Wisconsin", Ecological Monographs 27, 1957.
public final class BrayCurtis implements Metric {
    @Override
    public String name() {
        return "bray-curtis";
    }

    @Override
    public String summary() {
        return "sum(abs(x-y))/sum(abs(x+y)): the share of counts that are not common";
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return List.of(Terms.absolute(x.minus(y)), Terms.absolute(x.plus(y)));
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        return Terms.orZero(sums.get(0), sums.get(1));
    }
}
