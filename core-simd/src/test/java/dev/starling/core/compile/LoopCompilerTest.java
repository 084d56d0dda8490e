package dev.starling.core.compile;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.core.base.Precision;
import dev.starling.core.simd.VectorSupport;
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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What the compiler makes, shares and refuses.
class LoopCompilerTest {
    private static LoopFormula pass(String... sums) {
        return pass(java.util.Arrays.stream(sums).map(Formula::parse).toList(), List.of(Expr.leaf("p")));
    }

    private static LoopFormula pass(List<Expr> sums, List<Expr> pulls) {
        return new LoopFormula(2, LoopFormula.Pairs.ORDERED, List.of(), List.of("p"), List.of(), List.of("c"), sums, pulls);
    }

    private static PairLoop loop(LoopCompiler.Compiled compiled) {
        return compiled.loops().loopFor(1);
    }

    private static String heavyTailed(double alpha) {
        return "exp(-log1p(" + alpha + "*s)/" + alpha + ")";
    }

    @ParameterizedTest
    @EnumSource(value = Backend.class, names = {"SCALAR", "SIMD"})
    void aSweepOverAParameterCompilesOnce(Backend backend) {
        LoopCompiler.Compiled first = LoopCompiler.compile(pass(heavyTailed(0.3)), backend);
        LoopCompiler.Compiled second = LoopCompiler.compile(pass(heavyTailed(0.7)), backend);
        assertThat(loop(second)).isSameAs(loop(first));
        assertThat(first.literals()).containsExactly(0.3);
        assertThat(second.literals()).containsExactly(0.7);
        assertThat(loop(LoopCompiler.compile(pass("p*" + heavyTailed(0.3)), backend))).isNotSameAs(loop(first));
    }

    /// 0.5 occurs twice and is one literal; 0.5 and 0.25 are two, and another program.
    @Test
    void equalLiteralsAreSharedAndDifferentOnesAreNot() {
        LoopCompiler.Compiled one = LoopCompiler.compile(pass("0.3*s + 0.3*p"), Backend.SCALAR);
        LoopCompiler.Compiled two = LoopCompiler.compile(pass("0.3*s + 0.7*p"), Backend.SCALAR);
        assertThat(one.literals()).containsExactly(0.3);
        assertThat(two.literals()).containsExactly(0.3, 0.7);
        assertThat(loop(two)).isNotSameAs(loop(one));
    }

    @Test
    void aPartThatOccursTwiceIsComputedOnce() {
        assertThat(LoopCompiler.compile(pass("1/(1+s)"), Backend.SCALAR).operations()).isEqualTo(2);
        assertThat(LoopCompiler.compile(pass("1/(1+s)", "p/(1+s) + (1+s)"), Backend.SCALAR).operations()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"SCALAR, ScalarLoop", "SIMD, VectorLoop"})
    void aLoopSaysWhatItComputes(Backend backend, String name) {
        PairLoop loop = loop(LoopCompiler.compile(pass("1 / (1 + s + 17.5 * c)"), backend));
        assertThat(loop.getClass().isHidden()).isTrue();
        assertThat(loop.getClass().getSimpleName()).startsWith(name);
        assertThat(loop).hasToString(name + ": sums [1 / (1 + s + 17.5 * c)] pulls [p]");
    }

    @ParameterizedTest
    @EnumSource(value = Backend.class, names = {"SCALAR", "SIMD"})
    void whatIsWrittenIsAValidClassWithTheFormulaAsItsSource(Backend backend) {
        LoopFormula formula = pass("where(s < c, exp(-s)^1.5, xlogy(p, s))", "min(p, sqrt(c)) / max(s, 2) - log1p(p^2)");
        Program program = Program.of(concat(formula.sums(), formula.pulls()));
        byte[] bytes = backend == Backend.SIMD
                ? new VectorLoopWriter(formula, program, Precision.DOUBLE, true).write(LoopCompiler.class, "VectorLoop")
                : new ScalarLoopWriter(formula, program, Precision.DOUBLE).write(LoopCompiler.class, "ScalarLoop");
        assertThat(ClassFile.of().verify(bytes)).isEmpty();
        ClassModel model = ClassFile.of().parse(bytes);
        assertThat(model.findAttribute(Attributes.sourceFile()).orElseThrow().sourceFile().stringValue()).isEqualTo(formula.toString());
        List<String> names = new ArrayList<>(List.of("<init>", "toString", "rows", "blocks", "masked"));
        if (backend == Backend.SIMD && LoopCompiler.vectorBits() >= 256) {
            names.add("takeRows");
        }
        assertThat(model.methods()).extracting(method -> method.methodName().stringValue()).containsExactlyInAnyOrderElementsOf(names);
    }

    /// What is longer than this HotSpot compiles for itself, and its vectors stay in registers wherever it is called from.
    @ParameterizedTest
    @EnumSource
    void totalsOfRowsAreTooLongToBeInlined(Precision precision) {
        assumeTrue(LoopCompiler.vectorBits() >= 256, "vectors of two lanes take rows one by one");
        LoopFormula formula = pass("s");
        byte[] bytes = new VectorLoopWriter(formula, Program.of(concat(formula.sums(), formula.pulls())), precision, true)
                .write(LoopCompiler.class, "VectorLoop");
        assertThat(ClassFile.of().parse(bytes).methods())
                .filteredOn(method -> method.methodName().equalsString("takeRows"))
                .singleElement()
                .satisfies(method -> assertThat(method.findAttribute(Attributes.code()).orElseThrow().codeLength()).isGreaterThan(325));
    }

    /// Cross-entropy with the kernel of UMAP has two powers and two logarithms: called instead of copied, each would send its vectors through
    /// the heap. Where vectors are narrow the code stands there several times, and may be too long.
    @ParameterizedTest
    @EnumSource
    void longFormulasAreShortEnoughForAllFunctionsToBeCopied(Precision precision) {
        LoopFormula formula = pass(
                List.of(Formula.parse("xlogy(p, p * (1 + c * s^0.8)) + (1 - p) * log((1 - p) / (1 - 1 / (1 + c * s^0.8)))")),
                List.of(Formula.parse("where(s < 1.0e-6, 1, s)^(-0.2) / (1 + c * s^0.8) * (p - 1 / (1 + c * s^0.8)) / (1 - 1 / (1 + c * s^0.8))")));
        Program program = Program.of(concat(formula.sums(), formula.pulls()));
        byte[] bytes = new VectorLoopWriter(formula, program, precision, true).write(LoopCompiler.class, "VectorLoop");
        int most = 8_000 * (precision.lanes() / VectorSupport.width(precision));
        assertThat(ClassFile.of().parse(bytes).methods()).allSatisfy(method -> method.findAttribute(Attributes.code())
                .ifPresent(code -> assertThat(code.codeLength()).as(method.methodName().stringValue()).isLessThanOrEqualTo(most)));
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
        LoopCompiler.Compiled compiled = LoopCompiler.compile(pass(many, List.of()), backend);
        assertThat(compiled.backend()).isEqualTo(Backend.INTERPRET);
        assertThat(compiled.running()).isEqualTo(Backend.INTERPRET);
        Storage.Doubles doubles = new Storage.Doubles();
        Operands<double[]> operands = compiled.newOperands(doubles, 8);
        operands.open(new double[3][8], new int[0], new double[2], compiled.constants(doubles, new double[1]));
        loop(compiled).blocks(operands, 0, 0, 8);
        double[] sum = new double[1];
        operands.takeRows(0, 1, sum, 0);
        assertThat(sum[0]).isEqualTo(8);
    }

    /// Single precision has no other interpreter than that of byte code, of which a method holds 65,535 bytes.
    @Test
    void aFormulaTooLongForAClassIsRefusedInSinglePrecision() {
        List<Expr> many = new ArrayList<>();
        for (int k = 0; k < 600; k++) {
            many.add(Formula.parse("exp(s*p) + " + k + ".5 * c"));
        }
        assertThat(LoopCompiler.compile(pass(many, List.of()), Precision.SINGLE, Backend.SCALAR).backend()).isEqualTo(Backend.SCALAR);
        for (int k = 600; k < 4_000; k++) {
            many.add(Formula.parse("exp(s*p) + " + k + ".5 * c"));
        }
        assertThatThrownBy(() -> LoopCompiler.compile(pass(many, List.of()), Precision.SINGLE, Backend.SCALAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the formulas are too long for single precision; use double: ");
    }

    /// A program that lives long meets ever new formulas. Whoever still has a loop keeps it.
    @Test
    void loopsThatHaveNotBeenUsedForLongAreForgotten() {
        PairLoop first = loop(LoopCompiler.compile(ofShape(0), Backend.SCALAR));
        PairLoop second = loop(LoopCompiler.compile(ofShape(1), Backend.SCALAR));
        for (int shape = 2; shape < 300; shape++) {
            LoopCompiler.compile(ofShape(shape), Backend.SCALAR);
            assertThat(loop(LoopCompiler.compile(ofShape(1), Backend.SCALAR))).as("in use").isSameAs(second);
        }
        assertThat(loop(LoopCompiler.compile(ofShape(0), Backend.SCALAR))).isNotSameAs(first);
    }

    /// A formula whose operations are the digits of a number.
    private static LoopFormula ofShape(int number) {
        StringBuilder formula = new StringBuilder("s");
        for (int bit = 0; bit < 9; bit++) {
            formula.insert(0, '(').append((number >> bit & 1) == 0 ? " + p)" : " * p)");
        }
        return pass(formula.toString());
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
