package dev.starling.api.expr;

import org.apiguardian.api.API;

/// A comparison of two formulas, for [Expr#where]. False where either is NaN.
@API(status = API.Status.STABLE, since = "1.0")
public record Condition(Expr left, Comparison comparison, Expr right) {
}
