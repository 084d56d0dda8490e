package dev.starling.api.expr.tree;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;

import static dev.starling.api.expr.tree.Algebra.*;

/// The derivative of a formula by one leaf, simplified as it is built.
///
/// Two recursions hold each other up: [#of] is e′, [#ofLog] is (ln e)′ = e′/e. Logarithms, products, quotients and powers are
/// easier in the second, and there factors cancel before they are formed: (p ln(p/q))′ = -p/q, without (p/q²)/(p/q) on the way.
public final class Derivative {
    private final Leaf leaf;
    private final Expr ofLeaf;
    private final Expr ofLogLeaf;

    private Derivative(Leaf leaf, Expr ofLeaf, Expr ofLogLeaf) {
        this.leaf = leaf;
        this.ofLeaf = ofLeaf;
        this.ofLogLeaf = ofLogLeaf;
    }

    /// ∂/∂x: x′ = 1, (ln x)′ = 1/x.
    public static Derivative by(Leaf x) {
        return new Derivative(x, ONE, quotient(ONE, x));
    }

    /// ∂/∂ln x = x ∂/∂x: x′ = x, (ln x)′ = 1.
    public static Derivative byLog(Leaf x) {
        return new Derivative(x, x, ONE);
    }

    public Expr of(Expr e) {
        if (!Tree.contains(e, leaf.name())) {
            return ZERO;
        }
        return switch (e) {
            case Constant _ -> ZERO;
            case Leaf _ -> ofLeaf;
            case Sum(Expr a, Expr b) -> sum(of(a), of(b));
            case Difference(Expr a, Expr b) -> difference(of(a), of(b));
            case Product(Expr a, Expr b) -> sum(product(of(a), b), product(a, of(b)));
            case Quotient(Expr a, Expr b) -> ofQuotient(e, a, b);
            case Negation(Expr a) -> negation(of(a));
            case Square(Expr a) -> product(TWO, product(a, of(a)));
            case SquareRoot(Expr a) when Support.isLimited(a) -> withinSupport(e, a);
            case SquareRoot(Expr a) when isLogarithmic() -> product(HALF, product(e, ofLog(a)));
            case SquareRoot(Expr a) -> quotient(of(a), product(TWO, e));
            case Exponential(Expr a) -> product(of(a), e);
            case Logarithm(Expr a) -> ofLog(a);
            case LogarithmOnePlus(Expr a) -> quotient(of(a), sum(ONE, a));
            case Power(Expr a, Constant _) when Support.isLimited(a) -> withinSupport(e, a);
            case Power(Expr a, Expr b) -> ofPower(e, a, b);
            case Minimum(Expr a, Expr b) -> where(new Condition(a, Comparison.LESS, b), of(a), of(b));
            case Maximum(Expr a, Expr b) -> where(new Condition(b, Comparison.LESS, a), of(a), of(b));
            case XLogY(Expr a, Expr b) -> sum(xlogy(of(a), b), product(a, ofLog(b)));
            case Where(Condition condition, Expr then, Expr otherwise) -> where(condition, of(then), of(otherwise));
        };
    }

    /// (ln e)′ = e′/e.
    public Expr ofLog(Expr e) {
        if (!Tree.contains(e, leaf.name())) {
            return ZERO;
        }
        return switch (e) {
            case Leaf _ -> ofLogLeaf;
            case Product(Expr a, Expr b) -> sum(ofLog(a), ofLog(b));
            case Quotient(Expr a, Expr b) -> difference(ofLog(a), ofLog(b));
            case Negation(Expr a) -> ofLog(a);
            case Square(Expr a) -> product(TWO, ofLog(a));
            case SquareRoot(Expr a) -> product(HALF, ofLog(a));
            case Exponential(Expr a) -> of(a);
            case Power(Expr a, Expr b) when !Tree.contains(b, leaf.name()) -> product(b, ofLog(a));
            case Minimum(Expr a, Expr b) -> where(new Condition(a, Comparison.LESS, b), ofLog(a), ofLog(b));
            case Maximum(Expr a, Expr b) -> where(new Condition(b, Comparison.LESS, a), ofLog(a), ofLog(b));
            case Where(Condition condition, Expr then, Expr otherwise) -> where(condition, ofLog(then), ofLog(otherwise));
            default -> quotient(of(e), e);
        };
    }

    private Expr ofQuotient(Expr e, Expr a, Expr b) {
        if (!Tree.contains(b, leaf.name())) {
            return quotient(of(a), b);
        }
        if (!Tree.contains(a, leaf.name())) {
            return negation(product(e, ofLog(b)));
        }
        return difference(quotient(of(a), b), product(e, ofLog(b)));
    }

    /// Of a root or a power of a, which is 0, and so has no slope there that could be computed, beyond its support.
    private Expr withinSupport(Expr e, Expr a) {
        return where(new Condition(a, Comparison.EQUAL, ZERO), ZERO, product(e, ofLog(e)));
    }

    private Expr ofPower(Expr e, Expr a, Expr b) {
        if (!Tree.contains(b, leaf.name())) {
            return isLogarithmic() ? product(e, product(b, ofLog(a))) : product(product(b, power(a, difference(b, ONE))), of(a));
        }
        return product(e, sum(product(of(b), logarithm(a)), product(b, ofLog(a))));
    }

    /// By ln x, a power is its own derivative but for a factor: no x^(b-1), which is infinite at 0, is multiplied by an x that is 0.
    private boolean isLogarithmic() {
        return ofLeaf.equals(leaf);
    }
}
