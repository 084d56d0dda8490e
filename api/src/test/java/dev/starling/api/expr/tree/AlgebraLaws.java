package dev.starling.api.expr.tree;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formulas;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

import static dev.starling.api.expr.tree.Algebra.*;
import static org.assertj.core.api.Assertions.assertThat;

/// A simpler formula has the same value, to the bit, whatever its leaves hold: NaN, ±0, ±∞, subnormals.
///
/// Each builder of [Algebra] is held to the plain node that it stands for, over operands of every shape that a rule looks for and
/// over all awkward numbers. Three things may differ, and are said in [Algebra]: the sign of a zero; a term with the constant factor
/// 0; and what re-associating by a power of two does at the edge of the range of doubles.
@Tag("laws")
@org.junit.jupiter.api.Tag("laws")
class AlgebraLaws {
    private static final Leaf A = new Leaf("a");
    private static final Leaf B = new Leaf("b");

    private static List<Expr> shapes(Leaf x) {
        return List.of(
                x, new Constant(0), new Constant(1), new Constant(-1), new Constant(2), new Constant(0.1), new Constant(1e300),
                new Constant(0x1p-64), new Constant(Double.NaN), new Constant(Double.POSITIVE_INFINITY), new Negation(x),
                new Negation(new Constant(3)), new Product(new Constant(2), x), new Product(new Constant(0.3), x),
                new Product(new Constant(-0x1p60), x), new Product(new Constant(1e300), x), new Difference(x, new Constant(1)),
                new Sum(x, new Constant(1)), new Square(x), new Quotient(new Constant(1), x), new Negation(new Negation(x)));
    }

    @Test
    void aSumKeepsItsValue() {
        binary(Sum::new, Algebra::sum);
    }

    @Test
    void aDifferenceKeepsItsValue() {
        binary(Difference::new, Algebra::difference);
    }

    @Test
    void aProductKeepsItsValue() {
        binary(Product::new, Algebra::product);
    }

    @Test
    void aQuotientKeepsItsValue() {
        binary(Quotient::new, Algebra::quotient);
    }

    @Test
    void zeroTimesALogarithmKeepsItsValue() {
        binary(XLogY::new, Algebra::xlogy);
    }

    @Test
    void aNegationKeepsItsValue() {
        unary(Negation::new, Algebra::negation);
    }

    @Test
    void aLogarithmKeepsItsValue() {
        unary(Logarithm::new, Algebra::logarithm);
    }

    @Test
    void aSquareKeepsItsValue() {
        unary(Square::new, a -> simplify(new Square(a)));
    }

    /// But for the exponents that [Expr#pow(double)] spells with products and roots.
    @Test
    void aPowerKeepsItsValue() {
        for (double exponent : new double[] {0, 0.3, -1.5, 5, -3, 1e300, Double.NaN}) {
            unary(a -> new Power(a, new Constant(exponent)), a -> power(a, new Constant(exponent)));
        }
        unary(a -> new Power(a, B), a -> power(a, B));
    }

    @ParameterizedTest
    @CsvSource({"-2", "-1", "-0.5", "0.5", "1", "2", "3", "4"})
    void aSpelledPowerIsWithinTwoUnitsInTheLastPlace(double exponent) {
        Expr spelled = power(A, new Constant(exponent));
        assertThat(spelled).isNotInstanceOf(Power.class).isEqualTo(simplify(A.pow(exponent)));
        for (double a = 1e-3; a < 1e3; a *= 1.37) {
            double power = Math.pow(a, exponent);
            assertThat(Math.abs(spelled.evaluate(Map.of("a", a)) - power)).isLessThanOrEqualTo(2 * Math.ulp(power));
        }
    }

    @Test
    void aChoiceKeepsItsValue() {
        for (Comparison comparison : Comparison.values()) {
            binary((a, b) -> new Where(new Condition(a, comparison, b), a, b), (a, b) -> where(new Condition(a, comparison, b), a, b));
            binary((a, b) -> new Where(new Condition(a, comparison, b), b, b), (a, b) -> where(new Condition(a, comparison, b), b, b));
        }
    }

    /// A constant that leaves the range of doubles when two are multiplied is not made: 2⁶⁰ · (10³⁰⁰ · a) is finite at a = 10⁻³⁰⁰.
    @Test
    void constantsAreNotMultipliedIntoInfinity() {
        Expr product = product(new Constant(0x1p60), product(new Constant(1e300), A));
        assertThat(product.evaluate(Map.of("a", 1e-300))).isEqualTo(0x1p60 * (1e300 * 1e-300));
        Expr small = product(new Constant(0x1p-60), product(new Constant(1e-300), A));
        assertThat(small.evaluate(Map.of("a", 1e300))).isEqualTo(0x1p-60 * (1e-300 * 1e300));
    }

    /// A mixture with weight 0 is really without that part, even where the part is infinite.
    @ParameterizedTest
    @CsvSource({"0.0", "Infinity", "-Infinity", "NaN"})
    void aConstantFactorZeroRemovesItsTerm(double value) {
        assertThat(product(ZERO, A).evaluate(Map.of("a", value))).isZero();
        assertThat(product(A, ZERO).evaluate(Map.of("a", value))).isZero();
        assertThat(quotient(ZERO, A).evaluate(Map.of("a", value))).isZero();
        assertThat(simplify(new Sum(ONE, new Product(ZERO, new Logarithm(A)))).is(1)).isTrue();
    }

    private static void unary(UnaryOperator<Expr> plain, UnaryOperator<Expr> built) {
        binary((a, _) -> plain.apply(a), (a, _) -> built.apply(a));
    }

    private static void binary(BinaryOperator<Expr> plain, BinaryOperator<Expr> built) {
        int compared = 0;
        for (Expr a : shapes(A)) {
            for (Expr b : shapes(B)) {
                Expr node = plain.apply(a, b);
                Expr simple = built.apply(a, b);
                for (double x : Formulas.AWKWARD) {
                    for (double y : Formulas.AWKWARD) {
                        Map<String, Double> at = Map.of("a", x, "b", y);
                        if (hasZeroFactor(node) || (isScaled(a) || isScaled(b)) && !isInRange(node, at)) {
                            continue;
                        }
                        compared++;
                        double expected = Evaluation.of(node, at);
                        double value = Evaluation.of(simple, at);
                        boolean same = expected == value || Double.isNaN(expected) && Double.isNaN(value);
                        if (!same) {
                            assertThat(value).as("%s for %s at a = %s, b = %s", simple, node, x, y).isEqualTo(expected);
                        }
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(10_000);
    }

    private static boolean hasZeroFactor(Expr e) {
        return switch (e) {
            case Product(Expr a, Expr b) -> a.is(0) || b.is(0);
            case Quotient(Expr a, Expr _) -> a.is(0);
            case XLogY(Expr a, Expr _) -> a.is(0);
            default -> false;
        };
    }

    private static boolean isScaled(Expr e) {
        return e instanceof Product || e instanceof Constant;
    }

    /// Whether no part is so small or so large that a power of two is not exact.
    private static boolean isInRange(Expr e, Map<String, Double> at) {
        boolean[] in = {true};
        Tree.visit(e, part -> {
            double size = Math.abs(Evaluation.of(part, at));
            in[0] &= size == 0 || Double.isNaN(size) || size >= 0x1p-900 && size <= 0x1p900
                    || part instanceof Leaf && size == Double.POSITIVE_INFINITY;
        });
        return in[0];
    }

    @Provide
    Arbitrary<Expr> formulas() {
        return Formulas.in("a", "b");
    }

    /// Where every part is an ordinary number. A zero may change its sign, which a quotient would show.
    @Property(seed = "1", tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void simplifyingChangesNoBit(
            @ForAll("formulas") Expr formula, @ForAll @DoubleRange(min = -3, max = 3) double a,
            @ForAll @DoubleRange(min = 0, max = 9) double b) {
        Map<String, Double> at = Map.of("a", a, "b", b);
        boolean[] ordinary = {true};
        Tree.visit(formula, part -> {
            double value = Evaluation.of(part, at);
            ordinary[0] &= value != 0 && isInRange(new Constant(value), at) && !Double.isNaN(value);
        });
        if (ordinary[0]) {
            assertThat(formula.simplify().evaluate(at)).as("%s simplified to %s", formula, formula.simplify())
                    .isEqualTo(formula.evaluate(at));
        }
    }

    @Property(seed = "1", tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void simplifyingTwiceIsSimplifyingOnce(@ForAll("formulas") Expr formula) {
        Expr once = formula.simplify();
        assertThat(once.simplify()).as(formula.toString()).isEqualTo(once);
    }

    @Property(seed = "1", tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void simplifyingAddsNothing(@ForAll("formulas") Expr formula) {
        assertThat(size(formula.simplify())).as("%s simplified to %s", formula, formula.simplify()).isLessThanOrEqualTo(size(formula));
    }

    private static int size(Expr e) {
        int[] nodes = {0};
        Tree.visit(e, _ -> nodes[0]++);
        return nodes[0];
    }
}
