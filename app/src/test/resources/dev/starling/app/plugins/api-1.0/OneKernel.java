package org.acme.one;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;

import java.util.List;

public final class OneKernel implements Kernel {
    static final Parameter ALPHA = Parameter.named("alpha").atLeast(0).atMost(8).orElse(0.5).meaning("heaviness of the tail");

    @Override
    public String name() {
        return "one-kernel";
    }

    @Override
    public String summary() {
        return "written for API 1.0";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALPHA);
    }

    @Override
    public Expr weight(Expr f, Arguments given) {
        Expr alpha = given.get(ALPHA);
        Expr scaled = f.times(given.precision());
        return alpha.is(0) ? scaled.negated().exp() : scaled.times(alpha).log1p().over(alpha).negated().exp();
    }
}
