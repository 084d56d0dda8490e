package org.acme.one;

import dev.starling.api.Arguments;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;

public final class OneTransform implements Transform {
    @Override
    public String name() {
        return "one-transform";
    }

    @Override
    public String summary() {
        return "written for API 1.0";
    }

    @Override
    public Expr transform(Expr d, Arguments given) {
        Expr bent = Formula.parse("where(d < 1, d^2, 2*d - 1)");
        return bent.substitute(Expr.leaf("d"), d);
    }
}
