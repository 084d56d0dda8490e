package dev.starling.core.compile.rewrite;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.compile.LoopFormula;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("laws")
class OnePlusDistanceLaws {
    @Provide
    Arbitrary<List<Expr>> passes() {
        Arbitrary<String> part = Arbitraries.of("(s + 1)", "(1 + s)", "p", "exp(-s)", "s", "log(p*(s + 1))", "1/(s + 1)", "(1 + s)^1.5");
        Arbitrary<String> formula = Combinators.combine(part, Arbitraries.of(" + ", " - ", "*", "/"), part).as((a, verb, b) -> a + verb + b);
        return formula.map(Formula::parse).list().ofMinSize(1).ofMaxSize(3);
    }

    /// Bit for bit, infinities and NaN included.
    @Property(seed = "1", tries = 2_000)
    void formulasKeepTheirBits(@ForAll("passes") List<Expr> formulas, @ForAll double any) {
        List<Expr> rewritten = OnePlusDistance.of(formulas);
        for (double s : new double[] {0, Math.abs(any), Double.MIN_VALUE, 1e-16, 1, 1e300, Double.POSITIVE_INFINITY, Double.NaN}) {
            for (int f = 0; f < formulas.size(); f++) {
                assertThat(value(rewritten.get(f), s)).as("%s at s = %s", formulas.get(f), s).isEqualTo(Double.valueOf(value(formulas.get(f), s)));
            }
        }
    }

    private static double value(Expr e, double s) {
        return Evaluation.of(e, leaf -> leaf.equals(LoopFormula.SQUARED_DISTANCE) ? s : leaf.equals("p") ? 0.3 : 1 + s);
    }

    /// A pass begins its sum of squares either at 0 or at 1.
    @Property(seed = "1", tries = 500)
    void noPassNeedsBoth(@ForAll("passes") List<Expr> formulas) {
        boolean one = OnePlusDistance.of(formulas).stream().anyMatch(e -> e.leaves().contains(LoopFormula.ONE_PLUS_SQUARED_DISTANCE));
        boolean other = OnePlusDistance.of(formulas).stream().anyMatch(e -> e.leaves().contains(LoopFormula.SQUARED_DISTANCE));
        assertThat(one && other).isFalse();
    }

    @Example
    void ofStudentTNothingButTheSumIsLeft() {
        List<Expr> rewritten = OnePlusDistance.of(List.of(Formula.parse("1/(s + 1)"), Formula.parse("p/(1 + s)")));
        assertThat(rewritten).allSatisfy(e -> assertThat(e.leaves()).contains(LoopFormula.ONE_PLUS_SQUARED_DISTANCE).doesNotContain("s"));
    }
}
