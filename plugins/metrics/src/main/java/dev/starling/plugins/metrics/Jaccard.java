package dev.starling.plugins.metrics;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.Expr;

import java.util.List;

/// 1 − Σ min(x, y) / Σ max(x, y), for values that are not negative; of 0 and 1 it is the distance of Jaccard, also called that of Tanimoto. Of
/// two rows of 0 it is 0.
public final class Jaccard implements Metric {
    @Override
    public String name() {
        return "jaccard";
    }

    @Override
    public String summary() {
        return "1 - sum(min(x,y))/sum(max(x,y)): the share of a union that is not common, of sets as 0 and 1, or counts";
    }

    @Override
    public boolean refusesNegative() {
        return true;
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return List.of(Terms.absolute(x.minus(y)), x.max(y));
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        // max − min = |x − y|, so that nothing cancels.
        return Terms.orZero(sums.get(0), sums.get(1));
    }
}
