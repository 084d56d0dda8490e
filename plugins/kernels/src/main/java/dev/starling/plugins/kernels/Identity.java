package dev.starling.plugins.kernels;

import dev.starling.api.Arguments;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;

/// The distance as it is, f = d. Cones instead of bowls: where two points meet, the map has a kink.
///
/// Source: the "none" transform of the R package sneer.
public final class Identity implements Transform {
    @Override
    public String name() {
        return "identity";
    }

    @Override
    public String summary() {
        return "the distance as it is, f = d";
    }

    @Override
    public Expr transform(Expr d, Arguments given) {
        return d;
    }
}
