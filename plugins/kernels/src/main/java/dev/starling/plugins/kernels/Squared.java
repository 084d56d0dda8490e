package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;

/// Squared distance, f = d²: the field's choice, smooth where two points meet.
///
/// Source: Hinton, Roweis, "Stochastic Neighbor Embedding", NIPS 2002.
public final class Squared implements Transform {
    @Override
    public String name() {
        return "squared";
    }

    @Override
    public String summary() {
        return "squared distance, f = d²";
    }

    @Override
    public Expr transform(Expr d, Arguments given) {
        return d.squared();
    }
}
