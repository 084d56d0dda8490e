package org.acme.one;

import dev.starling.api.Arguments;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;

import java.util.Optional;

public final class OneCost implements ProbabilityCost {
    @Override
    public String name() {
        return "one-cost";
    }

    @Override
    public String summary() {
        return "written for API 1.0, with a derivative of its own";
    }

    @Override
    public Expr cost(Expr p, Expr q, Arguments given) {
        return p.xlogy(p.over(q));
    }

    @Override
    public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
        return Optional.of(p.negated());
    }
}
