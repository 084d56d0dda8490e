package dev.starling.api.expr.tree;

import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;

import java.util.Map;

/// Builds formulas by the rules of arithmetic that change no value.
///
/// Folding of constants is done with the arithmetic that would be used at run time. Signs are moved outwards, since a sign is
/// exact wherever it stands. Nothing is re-associated and nothing canceled, except by a power of two. One rule is the field's and
/// not IEEE's: a factor that is the constant 0 removes its term, also where the other factor is infinite; so a mixture with
/// weight 0 is really without that part. Zeros may change their sign.
public final class Algebra {
    public static final Expr ZERO = new Constant(0);
    public static final Expr HALF = new Constant(0.5);
    public static final Expr ONE = new Constant(1);
    public static final Expr TWO = new Constant(2);

    private Algebra() {}

    public static Expr simplify(Expr e) {
        return switch (((Node) e).map(Algebra::simplify)) {
            case Sum(Expr a, Expr b) -> sum(a, b);
            case Difference(Expr a, Expr b) -> difference(a, b);
            case Product(Expr a, Expr b) -> product(a, b);
            case Quotient(Expr a, Expr b) -> quotient(a, b);
            case Negation(Expr a) -> negation(a);
            case Logarithm(Expr a) -> logarithm(a);
            case Power(Expr a, Expr b) -> power(a, b);
            case XLogY(Expr a, Expr b) -> xlogy(a, b);
            case Where(Condition condition, Expr then, Expr otherwise) -> where(condition, then, otherwise);
            case Square(Negation(Expr a)) -> new Square(a);
            case Expr other -> folded(other);
        };
    }

    public static Expr sum(Expr a, Expr b) {
        if (isZero(a)) {
            return b;
        } else if (isZero(b)) {
            return a;
        } else if (b instanceof Negation(Expr inner)) {
            return difference(a, inner);
        } else if (a instanceof Negation(Expr inner)) {
            return difference(b, inner);
        }
        return folded(new Sum(a, b));
    }

    public static Expr difference(Expr a, Expr b) {
        if (isZero(b)) {
            return a;
        } else if (isZero(a)) {
            return negation(b);
        } else if (b instanceof Negation(Expr inner)) {
            return sum(a, inner);
        } else if (a instanceof Negation(Expr inner)) {
            return negation(sum(inner, b));
        }
        return folded(new Difference(a, b));
    }

    public static Expr product(Expr a, Expr b) {
        if (isZero(a) || isZero(b)) {
            return ZERO;
        } else if (is(a, 1)) {
            return b;
        } else if (is(b, 1)) {
            return a;
        } else if (is(a, -1)) {
            return negation(b);
        } else if (is(b, -1)) {
            return negation(a);
        } else if (a instanceof Negation(Expr inner)) {
            return negation(product(inner, b));
        } else if (b instanceof Negation(Expr inner)) {
            return negation(product(a, inner));
        } else if (b instanceof Constant && !(a instanceof Constant)) {
            return product(b, a);
        } else if (a instanceof Constant(double c) && b instanceof Product(Constant(double d), Expr rest)
                && (isPowerOfTwo(c) || isPowerOfTwo(d)) && isNormal(c * d)) {
            return product(new Constant(c * d), rest);
        } else if (b instanceof Product(Constant(double c), Expr rest) && isPowerOfTwo(c)) {
            return product(new Constant(c), product(a, rest));
        } else if (a instanceof Product(Constant(double c), Expr rest) && isPowerOfTwo(c) && !(b instanceof Constant)) {
            return product(new Constant(c), product(rest, b));
        } else if (a.equals(b)) {
            return folded(new Square(a));
        }
        return folded(new Product(a, b));
    }

    public static Expr quotient(Expr a, Expr b) {
        if (isZero(a)) {
            return ZERO;
        } else if (is(b, 1)) {
            return a;
        } else if (is(b, -1)) {
            return negation(a);
        } else if (a instanceof Negation(Expr inner)) {
            return negation(quotient(inner, b));
        } else if (b instanceof Negation(Expr inner)) {
            return negation(quotient(a, inner));
        } else if (b instanceof Constant(double c) && isPowerOfTwo(c)) {
            return product(new Constant(1 / c), a);
        }
        return folded(new Quotient(a, b));
    }

    public static Expr negation(Expr a) {
        return switch (a) {
            case Negation(Expr inner) -> inner;
            case Constant(double value) -> new Constant(value == 0 ? 0 : -value);
            case Difference(Expr x, Expr y) -> new Difference(y, x);
            case Product(Constant(double c), Expr rest) -> product(new Constant(-c), rest);
            default -> new Negation(a);
        };
    }

    public static Expr logarithm(Expr a) {
        return is(a, 1) ? ZERO : folded(new Logarithm(a));
    }

    /// Spelled with products, quotients and roots where [Expr#pow(double)] would spell it so.
    public static Expr power(Expr a, Expr b) {
        if (is(b, 0)) {
            return ONE;
        }
        if (b instanceof Constant(double value)) {
            Expr spelled = spelled(a, value);
            return spelled instanceof Power ? folded(spelled) : simplify(spelled);
        }
        return folded(new Power(a, b));
    }

    /// A power as [Expr#pow(double)] has it, of any size: what is derived from a formula may be larger than it may be.
    public static Expr spelled(Expr a, double exponent) {
        if (exponent == -0.5 || exponent == -1 || exponent == -2) {
            return new Quotient(ONE, spelled(a, -exponent));
        } else if (exponent == 0.5) {
            return new SquareRoot(a);
        } else if (exponent == 1) {
            return a;
        } else if (exponent == 2) {
            return new Square(a);
        } else if (exponent == 3) {
            return new Product(new Square(a), a);
        } else if (exponent == 4) {
            return new Square(new Square(a));
        }
        return new Power(a, new Constant(exponent));
    }

    public static Expr xlogy(Expr a, Expr b) {
        if (isZero(a)) {
            return ZERO;
        }
        return is(a, 1) ? logarithm(b) : folded(new XLogY(a, b));
    }

    public static Expr where(Condition condition, Expr then, Expr otherwise) {
        if (then.equals(otherwise)) {
            return then;
        }
        if (condition.left() instanceof Constant left && condition.right() instanceof Constant(double right)) {
            SpecialValues.tell(left, right);
            return condition.comparison().holds(left.value(), right) ? then : otherwise;
        }
        return new Where(condition, then, otherwise);
    }

    private static boolean isZero(Expr e) {
        return is(e, 0);
    }

    /// As [Expr#is], but no question of an author's.
    private static boolean is(Expr e, double number) {
        return e instanceof Constant(double value) && value == number;
    }

    private static boolean isPowerOfTwo(double value) {
        return Math.abs(value) >= 0x1p-64 && Math.abs(value) <= 0x1p64 && Math.abs(value) == Math.ulp(value) * 0x1p52;
    }

    private static boolean isNormal(double value) {
        return Math.abs(value) >= Double.MIN_NORMAL && Math.abs(value) <= Double.MAX_VALUE;
    }

    /// A node over constants only is the constant that it evaluates to.
    private static Expr folded(Expr e) {
        boolean constant = !(e instanceof Leaf) && ((Node) e).children().stream().allMatch(Constant.class::isInstance);
        return constant ? new Constant(Evaluation.of(e, Map.of())) : e;
    }
}
