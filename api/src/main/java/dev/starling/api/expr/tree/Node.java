package dev.starling.api.expr.tree;

import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.function.UnaryOperator;

/// A node of a formula.
public sealed interface Node extends Expr
        permits Constant, Leaf, Sum, Difference, Product, Quotient, Negation, Square, SquareRoot, Exponential, Logarithm,
                LogarithmOnePlus, Power, Minimum, Maximum, XLogY, Where {

    /// Parts in the order in which they are printed; of a [Where]: left, right, then, otherwise.
    List<Expr> children();

    /// The same node over other parts, as many as [#children()] has, made by `part` from each; not simplified.
    Expr map(UnaryOperator<Expr> part);
}
