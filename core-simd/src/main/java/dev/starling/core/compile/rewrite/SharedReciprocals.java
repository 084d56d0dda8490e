package dev.starling.core.compile.rewrite;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Node;
import dev.starling.api.expr.tree.Quotient;
import dev.starling.api.expr.tree.Square;
import dev.starling.api.expr.tree.Sum;
import dev.starling.api.expr.tree.Tree;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static dev.starling.api.expr.tree.Algebra.ONE;
import static dev.starling.api.expr.tree.Algebra.product;
import static dev.starling.api.expr.tree.Algebra.quotient;
import static dev.starling.api.expr.tree.Algebra.simplify;

/// Formulas of one pass with fewer divisions, which cost a processor as much as ten other operations: where several quotients have the
/// same denominator b, or b², they become products with 1/b, which is then computed once. So with the heavy-tailed kernel, whose weight has
/// 1/b² and whose slope 1/b.
///
/// Only for b = 1 + x, as kernels have it: its reciprocal is in range where x is at least 0. Values differ by the rounding of a product, and
/// where b² overflows: there a quotient was 0, and the product is below 10⁻¹⁵⁰ times its numerator.
final class SharedReciprocals {
    private final Set<Expr> shared = new HashSet<>();

    private SharedReciprocals(List<Expr> formulas) {
        Map<Expr, Set<Expr>> quotients = new HashMap<>();
        formulas.forEach(formula -> Tree.visit(formula, e -> {
            if (e instanceof Quotient(Expr _, Expr denominator) && isOnePlus(root(denominator))) {
                quotients.computeIfAbsent(root(denominator), _ -> new HashSet<>()).add(e);
            }
        }));
        quotients.forEach((root, all) -> {
            if (all.size() > 1) {
                shared.add(root);
            }
        });
    }

    /// The formulas in their order.
    static List<Expr> of(List<Expr> formulas) {
        SharedReciprocals reciprocals = new SharedReciprocals(formulas);
        return formulas.stream().map(reciprocals::rewrite).toList();
    }

    private static Expr root(Expr denominator) {
        return denominator instanceof Square(Expr root) ? root : denominator;
    }

    private static boolean isOnePlus(Expr e) {
        return e instanceof Sum(Expr a, Expr b) && (a.is(1) || b.is(1));
    }

    private Expr rewrite(Expr e) {
        Expr inner = simplify(((Node) e).map(this::rewrite));
        if (!(inner instanceof Quotient(Expr numerator, Expr denominator)) || !shared.contains(root(denominator))) {
            return inner;
        }
        Expr reciprocal = quotient(ONE, root(denominator));
        return product(numerator, denominator instanceof Square ? product(reciprocal, reciprocal) : reciprocal);
    }
}
