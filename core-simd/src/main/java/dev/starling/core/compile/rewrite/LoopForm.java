package dev.starling.core.compile.rewrite;

import dev.starling.api.expr.Expr;
import org.apiguardian.api.API;

import java.util.List;

/// Formulas of one pass as a loop computes them soonest: with few divisions, and 1 + s in place of s.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class LoopForm {
    private LoopForm() {}

    /// The formulas in their order.
    public static List<Expr> of(List<Expr> formulas) {
        return OnePlusDistance.of(SharedReciprocals.of(formulas));
    }
}
