package org.acme.one;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.expr.Expr;

public final class OneStress implements DistanceCost {
    @Override
    public String name() {
        return "one-stress";
    }

    @Override
    public String summary() {
        return "written for API 1.0";
    }

    @Override
    public Expr cost(Expr r, Expr d, Arguments given) {
        return r.minus(d).squared().over(r);
    }

    @Override
    public boolean undefinedAtZeroDistance() {
        return true;
    }

    @Override
    public boolean relativeToDistances() {
        return true;
    }
}
