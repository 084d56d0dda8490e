package dev.starling.testkit;

import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Constant;
import dev.starling.api.expr.tree.Difference;
import dev.starling.api.expr.tree.Elementary;
import dev.starling.api.expr.tree.Exponential;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Logarithm;
import dev.starling.api.expr.tree.LogarithmOnePlus;
import dev.starling.api.expr.tree.Maximum;
import dev.starling.api.expr.tree.Minimum;
import dev.starling.api.expr.tree.Negation;
import dev.starling.api.expr.tree.Power;
import dev.starling.api.expr.tree.Product;
import dev.starling.api.expr.tree.Quotient;
import dev.starling.api.expr.tree.Square;
import dev.starling.api.expr.tree.SquareRoot;
import dev.starling.api.expr.tree.Sum;
import dev.starling.api.expr.tree.Where;
import dev.starling.api.expr.tree.XLogY;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/// All values between two, and what a formula makes of them: never less than there are, and often more, since a leaf that stands twice
/// is taken for two. It is what tells of everything between two samples. Rounding is left out, which a law allows for anyway.
record Interval(double least, double most) {
    /// Where a formula may be no number, or anything.
    static final Interval ANYTHING = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    static Interval point(double value) {
        return Double.isNaN(value) ? ANYTHING : new Interval(value, value);
    }

    /// The values of a formula where one of its leaves is anywhere in `range` and the others have theirs.
    static Interval of(Expr e, Map<String, Double> others, String leaf, Interval range) {
        return switch (e) {
            case Constant(double value) -> point(value);
            case Leaf(String name) -> name.equals(leaf) ? range : point(Objects.requireNonNull(others.get(name)));
            case Sum(Expr a, Expr b) -> of(a, others, leaf, range).plus(of(b, others, leaf, range));
            case Difference(Expr a, Expr b) -> of(a, others, leaf, range).plus(of(b, others, leaf, range).negated());
            case Product(Expr a, Expr b) -> a.equals(b)
                    ? of(a, others, leaf, range).squared()
                    : of(a, others, leaf, range).times(of(b, others, leaf, range));
            case Quotient(Expr a, Expr b) -> of(a, others, leaf, range).times(of(b, others, leaf, range).reciprocal());
            case Negation(Expr a) -> of(a, others, leaf, range).negated();
            case Square(Expr a) -> of(a, others, leaf, range).squared();
            case SquareRoot(Expr a) -> of(a, others, leaf, range).rising(Math::sqrt);
            case Exponential(Expr a) -> of(a, others, leaf, range).rising(Elementary::exp);
            case Logarithm(Expr a) -> of(a, others, leaf, range).rising(Elementary::log);
            case LogarithmOnePlus(Expr a) -> of(a, others, leaf, range).rising(Elementary::log1p);
            case Power(Expr a, Expr b) -> of(a, others, leaf, range).pow(of(b, others, leaf, range));
            case Minimum(Expr a, Expr b) -> of(a, others, leaf, range).min(of(b, others, leaf, range));
            case Maximum(Expr a, Expr b) ->
                of(a, others, leaf, range).negated().min(of(b, others, leaf, range).negated()).negated();
            case XLogY(Expr a, Expr b) -> of(a, others, leaf, range).times(of(b, others, leaf, range).rising(Elementary::log));
            case Where(Condition condition, Expr then, Expr otherwise) -> {
                Boolean holds = decided(condition, others, leaf, range);
                Interval one = Boolean.FALSE.equals(holds) ? null : of(then, others, leaf, range);
                Interval other = Boolean.TRUE.equals(holds) ? null : of(otherwise, others, leaf, range);
                yield one == null ? Objects.requireNonNull(other) : other == null ? one : one.or(other);
            }
        };
    }

    /// Whether a condition holds in the whole range, or nowhere in it; null where it may be both.
    static @Nullable Boolean decided(Condition condition, Map<String, Double> others, String leaf, Interval range) {
        Interval left = of(condition.left(), others, leaf, range);
        Interval right = of(condition.right(), others, leaf, range);
        boolean apart = left.most < right.least || right.most < left.least;
        return switch (condition.comparison()) {
            case LESS -> left.most < right.least ? Boolean.TRUE : left.least >= right.most ? Boolean.FALSE : null;
            case AT_MOST -> left.most <= right.least ? Boolean.TRUE : left.least > right.most ? Boolean.FALSE : null;
            case EQUAL -> apart ? Boolean.FALSE : left.equals(right) && left.least == left.most ? Boolean.TRUE : null;
        };
    }

    /// Between these ends; anything where one of them is no number.
    private static Interval between(double one, double other) {
        return Double.isNaN(one) || Double.isNaN(other) ? ANYTHING : new Interval(Math.min(one, other), Math.max(one, other));
    }

    private Interval or(Interval other) {
        return new Interval(Math.min(least, other.least), Math.max(most, other.most));
    }

    private Interval plus(Interval other) {
        return between(least + other.least, most + other.most);
    }

    private Interval negated() {
        return new Interval(-most, -least);
    }

    private Interval times(Interval other) {
        double[] ends = {
            product(least, other.least), product(least, other.most), product(most, other.least), product(most, other.most)
        };
        return between(DoubleStream.of(ends).min().orElseThrow(), DoubleStream.of(ends).max().orElseThrow());
    }

    /// 0 times what is beyond all bounds is 0, as an end: nearer to it the product is whatever the other ends say.
    private static double product(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }

    private Interval reciprocal() {
        if (least < 0 && most > 0 || least == 0 && most == 0) {
            return ANYTHING;
        }
        // An end of 0 is come to from the side on which the others are.
        return least == 0
                ? new Interval(1 / most, Double.POSITIVE_INFINITY)
                : most == 0 ? new Interval(Double.NEGATIVE_INFINITY, 1 / least) : between(1 / most, 1 / least);
    }

    private Interval squared() {
        double low = least * least;
        double high = most * most;
        return new Interval(least <= 0 && most >= 0 ? 0 : Math.min(low, high), Math.max(low, high));
    }

    private Interval rising(DoubleUnaryOperator function) {
        return between(function.applyAsDouble(least), function.applyAsDouble(most));
    }

    /// A positive number to any power, or any number to a whole one.
    private Interval pow(Interval exponent) {
        if (least >= 0) {
            return rising(Elementary::log).times(exponent).rising(Elementary::exp);
        }
        double n = exponent.least;
        if (n != exponent.most || n != Math.rint(n) || n < 0) {
            return ANYTHING;
        }
        return n % 2 == 0 && most > 0
                ? new Interval(0, Math.max(Elementary.pow(least, n), Elementary.pow(most, n)))
                : between(Elementary.pow(least, n), Elementary.pow(most, n));
    }

    private Interval min(Interval other) {
        return new Interval(Math.min(least, other.least), Math.min(most, other.most));
    }
}
