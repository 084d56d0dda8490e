package dev.starling.api.expr;

import dev.starling.api.expr.tree.*;
import org.apiguardian.api.API;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// An immutable formula in named leaves, such as `1 / (1 + f)`.
///
/// A formula is built with the verbs below and nothing else: it has no loops, no indices and no sums over points, ever. What has
/// an index belongs to the core. Values are IEEE doubles; `exp`, `log`, `log1p` and `pow` are those of
/// [dev.starling.api.expr.tree.Elementary] and give the same bits on every machine.
///
/// Two formulas are equal when they have the same structure. A formula holds at most [#MAX_NODES] nodes, [#MAX_DEPTH] deep;
/// the verb that would exceed a limit throws [IllegalArgumentException].
@API(status = API.Status.STABLE, since = "1.0")
public sealed interface Expr permits Node {

    /// Largest number of nodes of a formula, counted as printed (a part used twice counts twice).
    int MAX_NODES = 256;

    /// Largest number of nodes on a way from the whole formula to a leaf.
    int MAX_DEPTH = 64;

    /// A number.
    static Expr constant(double value) {
        return new Constant(value);
    }

    /// A named quantity whose value is given later: `f`, `p`, `q`, a parameter.
    static Expr leaf(String name) {
        return new Leaf(name);
    }

    /// One formula where a condition holds and another where it does not; only the chosen one counts, also in the derivative.
    static Expr where(Condition condition, Expr then, Expr otherwise) {
        return Limits.check(new Where(condition, then, otherwise));
    }

    default Expr plus(Expr other) {
        return Limits.check(new Sum(this, other));
    }

    default Expr plus(double other) {
        return plus(constant(other));
    }

    default Expr minus(Expr other) {
        return Limits.check(new Difference(this, other));
    }

    default Expr minus(double other) {
        return minus(constant(other));
    }

    default Expr times(Expr other) {
        return Limits.check(new Product(this, other));
    }

    default Expr times(double other) {
        return times(constant(other));
    }

    default Expr over(Expr other) {
        return Limits.check(new Quotient(this, other));
    }

    default Expr over(double other) {
        return over(constant(other));
    }

    default Expr negated() {
        return Limits.check(new Negation(this));
    }

    default Expr squared() {
        return Limits.check(new Square(this));
    }

    default Expr reciprocal() {
        return constant(1).over(this);
    }

    default Expr sqrt() {
        return Limits.check(new SquareRoot(this));
    }

    default Expr exp() {
        return Limits.check(new Exponential(this));
    }

    /// Natural logarithm.
    default Expr log() {
        return Limits.check(new Logarithm(this));
    }

    /// ln(1 + this), exact to the last digit where this is small.
    default Expr log1p() {
        return Limits.check(new LogarithmOnePlus(this));
    }

    /// This to a power that may itself be a formula.
    default Expr pow(Expr exponent) {
        return exponent instanceof Constant(double value) ? pow(value) : Limits.check(new Power(this, exponent));
    }

    /// This to a constant power. The powers -2, -1, -½, ½, 1, 2, 3 and 4 are spelled with products, quotients and roots.
    default Expr pow(double exponent) {
        return Limits.check(Algebra.spelled(this, exponent));
    }

    default Expr min(Expr other) {
        return Limits.check(new Minimum(this, other));
    }

    default Expr max(Expr other) {
        return Limits.check(new Maximum(this, other));
    }

    /// this · ln(argument), and 0 where this is 0, whatever the argument is: the field's convention 0 · ln 0 = 0.
    default Expr xlogy(Expr argument) {
        return Limits.check(new XLogY(this, argument));
    }

    default Condition isLessThan(Expr other) {
        return new Condition(this, Comparison.LESS, other);
    }

    default Condition isAtMost(Expr other) {
        return new Condition(this, Comparison.AT_MOST, other);
    }

    default Condition isEqualTo(Expr other) {
        return new Condition(this, Comparison.EQUAL, other);
    }

    /// Whether this is the number `value`, and not a formula or a leaf whose value is yet to come.
    default boolean is(double value) {
        return this instanceof Constant(double own) && own == value;
    }

    /// Value of this formula for given leaves. The plain definition that every compiled form is held to.
    ///
    /// @throws IllegalArgumentException if a leaf has no value
    default double evaluate(Map<String, Double> leaves) {
        return Evaluation.of(this, leaves);
    }

    /// ∂ this / ∂ leaf, simplified.
    default Expr derivative(Expr leaf) {
        return Derivative.by((Leaf) leaf).of(this);
    }

    /// leaf · ∂ this / ∂ leaf = ∂ this / ∂ ln(leaf), simplified in log form: for p·ln(p/q) and q this is -p, without p/q ever formed.
    default Expr derivativeByLog(Expr leaf) {
        return Derivative.byLog((Leaf) leaf).of(this);
    }

    /// The same formula with less to compute, by rules that change no value (see [dev.starling.api.expr.tree.Algebra]).
    default Expr simplify() {
        return Algebra.simplify(this);
    }

    /// This formula with a formula in place of a leaf, simplified.
    ///
    /// @throws IllegalArgumentException if the result is beyond the limits
    default Expr substitute(Expr leaf, Expr replacement) {
        return Limits.check(Algebra.simplify(Tree.substitute(this, Map.of(((Leaf) leaf).name(), replacement))));
    }

    /// Names of the leaves, sorted.
    default Set<String> leaves() {
        Set<String> names = new TreeSet<>();
        Tree.visit(this, node -> {
            if (node instanceof Leaf(String name)) {
                names.add(name);
            }
        });
        return names;
    }

    /// This formula as LaTeX source, without dollar signs.
    default String toLatex() {
        return LatexPrinter.print(this);
    }
}
