package dev.starling.core.compile;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What the compiler makes, shares and refuses.
class LoopCompilerTest {
    private static PassFormula pass(String... sums) {
        return new PassFormula(
                2, List.of("p"), List.of("c"), java.util.Arrays.stream(sums).map(Formula::parse).toList(), List.of(Expr.leaf("p")));
    }

    private static String heavyTailed(double alpha) {
        return "exp(-log1p(" + alpha + "*s)/" + alpha + ")";
    }

    @ParameterizedTest
    @EnumSource(value = Backend.class, names = {"SCALAR", "SIMD"})
    void aSweepOverAParameterCompilesOnce(Backend backend) {
        LoopCompiler.Compiled first = LoopCompiler.compile(pass(heavyTailed(0.3)), backend);
        LoopCompiler.Compiled second = LoopCompiler.compile(pass(heavyTailed(0.7)), backend);
        assertThat(second.loop()).isSameAs(first.loop());
        assertThat(first.literals()).containsExactly(0.3);
        assertThat(second.literals()).containsExactly(0.7);
        assertThat(LoopCompiler.compile(pass("p*" + heavyTailed(0.3)), backend).loop()).isNotSameAs(first.loop());
    }

    /// 0.5 occurs twice and is one literal; 0.5 and 0.25 are two, and another program.
    @Test
    void equalLiteralsAreSharedAndDifferentOnesAreNot() {
        LoopCompiler.Compiled one = LoopCompiler.compile(pass("0.3*s + 0.3*p"), Backend.SCALAR);
        LoopCompiler.Compiled two = LoopCompiler.compile(pass("0.3*s + 0.7*p"), Backend.SCALAR);
        assertThat(one.literals()).containsExactly(0.3);
        assertThat(two.literals()).containsExactly(0.3, 0.7);
        assertThat(two.loop()).isNotSameAs(one.loop());
    }

    @Test
    void aPartThatOccursTwiceIsComputedOnce() {
        assertThat(LoopCompiler.compile(pass("1/(1+s)"), Backend.SCALAR).operations()).isEqualTo(2);
        assertThat(LoopCompiler.compile(pass("1/(1+s)", "p/(1+s) + (1+s)"), Backend.SCALAR).operations()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"SCALAR, ScalarLoop", "SIMD, VectorLoop"})
    void aLoopSaysWhatItComputes(Backend backend, String name) {
        PairLoop loop = LoopCompiler.compile(pass("1 / (1 + s + 17.5 * c)"), backend).loop();
        assertThat(loop.getClass().isHidden()).isTrue();
        assertThat(loop.getClass().getSimpleName()).startsWith(name);
        assertThat(loop).hasToString(name + ": sums [1 / (1 + s + 17.5 * c)] pulls [p]");
    }

    @ParameterizedTest
    @EnumSource(value = Backend.class, names = {"SCALAR", "SIMD"})
    void whatIsWrittenIsAValidClassWithTheFormulaAsItsSource(Backend backend) {
        PassFormula formula = pass("where(s < c, exp(-s)^1.5, xlogy(p, s))", "min(p, sqrt(c)) / max(s, 2) - log1p(p^2)");
        Program program = Program.of(concat(formula.sums(), formula.pulls()));
        byte[] bytes = backend == Backend.SIMD
                ? new VectorLoopWriter(formula, program).write(LoopCompiler.class, "VectorLoop")
                : new ScalarLoopWriter(formula, program).write(LoopCompiler.class, "ScalarLoop");
        assertThat(ClassFile.of().verify(bytes)).isEmpty();
        ClassModel model = ClassFile.of().parse(bytes);
        assertThat(model.findAttribute(Attributes.sourceFile()).orElseThrow().sourceFile().stringValue()).isEqualTo(formula.toString());
        assertThat(model.methods()).extracting(method -> method.methodName().stringValue())
                .containsExactlyInAnyOrder("<init>", "toString", "blocks", "masked");
    }

    private static List<Expr> concat(List<Expr> a, List<Expr> b) {
        List<Expr> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    /// HotSpot compiles no method beyond 8,000 bytecodes; such a loop would be slower than its interpreter.
    @ParameterizedTest
    @EnumSource(value = Backend.class, names = {"SCALAR", "SIMD", "ADAPTIVE"})
    void aFormulaTooLongToCompileIsInterpreted(Backend backend) {
        List<Expr> many = new ArrayList<>();
        for (int k = 0; k < 600; k++) {
            many.add(Formula.parse("exp(s*p) + " + k + ".5 * c"));
        }
        LoopCompiler.Compiled compiled = LoopCompiler.compile(new PassFormula(2, List.of("p"), List.of("c"), many, List.of()), backend);
        assertThat(compiled.backend()).isEqualTo(Backend.INTERPRET);
        assertThat(compiled.running()).isEqualTo(Backend.INTERPRET);
        double[] constants = compiled.newConstants();
        double[] lanes = new double[600 * PairLoop.LANES];
        compiled.loop().blocks(new double[3][8], new int[3], constants, 0, 8, lanes);
        assertThat(lanes[0]).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aLeafWithoutAValueIsRefusedByName(Backend backend) {
        assertThatThrownBy(() -> LoopCompiler.compile(pass("s*kernel.alpha + beta"), backend))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no value is known for ")
                .hasMessageContaining("kernel.alpha")
                .hasMessageContaining("beta");
    }

    @ParameterizedTest
    @EnumSource(value = Backend.class, names = {"INTERPRET", "SCALAR", "SIMD"})
    void whatRunsIsWhatWasAskedFor(Backend backend) {
        assertThat(LoopCompiler.compile(pass("s"), backend).running()).isEqualTo(backend);
    }

    @Test
    void anAdaptiveLoopBeginsWithTheScalarOne() {
        assertThat(LoopCompiler.compile(pass("s+1"), Backend.ADAPTIVE).running()).isEqualTo(Backend.SCALAR);
        assertThat(LoopCompiler.compile(pass("s+1"), Backend.ADAPTIVE).backend()).isEqualTo(Backend.ADAPTIVE);
    }

    @ParameterizedTest
    @CsvSource({"interpret, INTERPRET", "scalar, SCALAR", "simd, SIMD", "'', ADAPTIVE"})
    void thePropertyForcesABackEnd(String value, Backend backend) {
        withProperty(value, () -> assertThat(LoopCompiler.preferred()).isEqualTo(backend));
    }

    @Test
    void aPropertyThatIsNoBackEndIsRefused() {
        withProperty("vector", () -> assertThatThrownBy(LoopCompiler::preferred)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dstarling.expr must be interpret, scalar or simd, but was 'vector'"));
    }

    private static void withProperty(String value, Runnable test) {
        String before = System.getProperty("starling.expr");
        System.setProperty("starling.expr", value);
        try {
            test.run();
        } finally {
            if (before == null) {
                System.clearProperty("starling.expr");
            } else {
                System.setProperty("starling.expr", before);
            }
        }
    }
}
