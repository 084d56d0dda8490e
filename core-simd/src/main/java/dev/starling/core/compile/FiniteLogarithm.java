package dev.starling.core.compile;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Constant;
import dev.starling.api.expr.tree.Logarithm;
import dev.starling.api.expr.tree.Minimum;
import org.apiguardian.api.API;

import java.util.Optional;

/// ln min(x, the largest number). It is finite wherever x is above 0, so that its product with a weight of 0 is 0. A loop needs no minimum for
/// it: a logarithm that does not look for ∞ takes its bits for those of a number next to the largest ([Op#WEIGHTED_LOG]).
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class FiniteLogarithm {
    private static final Constant LARGEST = new Constant(Double.MAX_VALUE);

    private FiniteLogarithm() {}

    public static Expr of(Expr x) {
        return new Logarithm(new Minimum(x, LARGEST));
    }

    /// The x of such a formula; nothing if it is another.
    public static Optional<Expr> operand(Expr e) {
        return e instanceof Logarithm(Minimum(Expr x, Expr most)) && most.equals(LARGEST) ? Optional.of(x) : Optional.empty();
    }
}
