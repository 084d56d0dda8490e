package dev.starling.benchmarks;

import dev.starling.api.expr.Formula;
import dev.starling.core.base.Precision;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.compile.Storage;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// What does an elementary function of a number cost, ours against those of the vector module, at the width that the machine prefers?
/// Both are added up: ours in a generated loop, which has a copy of its code, those of the module in a loop written here, one for each
/// function since the JIT must see which it is.
///
/// Numbers are of the range that embeddings have: exp of -30 to 0, ln and ln(1 + x) of 0 to 100, powers -3 to 3 of 0 to 100.
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ElementaryBenchmark.COUNT * Operands.ROWS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ElementaryBenchmark {
    static final int COUNT = 4_096;

    private static final VectorSpecies<Double> DOUBLE = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> SINGLE = FloatVector.SPECIES_PREFERRED;

    /// A function by its formula, and the range of its first operand.
    public enum Function {
        EXP("exp(x)", -30, 0),
        LOG("log(x)", 0x1p-20, 100),
        LOG1P("log1p(x)", 0x1p-20, 100),
        POW("x^y", 0x1p-20, 100);

        private final String formula;
        private final double least;
        private final double most;

        Function(String formula, double least, double most) {
            this.formula = formula;
            this.least = least;
            this.most = most;
        }

        private List<String> operands() {
            return this == POW ? List.of("x", "y") : List.of("x");
        }
    }

    @Param
    private Function function;

    @Param
    private Precision precision;

    private final double[] x = new double[COUNT];
    private final double[] y = new double[COUNT];
    private final float[] singleX = new float[COUNT];
    private final float[] singleY = new float[COUNT];
    private PairLoop loop;
    private Operands<?> operands;

    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < COUNT; i++) {
            x[i] = random.nextDouble(function.least, function.most);
            y[i] = random.nextDouble(-3, 3);
            singleX[i] = (float) x[i];
            singleY[i] = (float) y[i];
        }
        LoopFormula formula = new LoopFormula(
                1, LoopFormula.Pairs.ORDERED, function.operands(), List.of(), List.of(), List.of(),
                List.of(Formula.parse(function.formula)), List.of());
        LoopCompiler.Compiled compiled = LoopCompiler.compile(formula, precision, Backend.SIMD);
        loop = compiled.loops().loopFor(COUNT);
        operands = opened(compiled, Storage.of(precision));
    }

    /// All rows have the same numbers, which the loop cannot know.
    private <A> Operands<A> opened(LoopCompiler.Compiled compiled, Storage<A> storage) {
        A[] inputs = storage.newArrays(1 + function.operands().size());
        inputs[0] = storage.of(new double[COUNT]);
        inputs[1] = storage.of(x);
        if (inputs.length > 2) {
            inputs[2] = storage.of(y);
        }
        Operands<A> opened = compiled.newOperands(storage, COUNT);
        opened.open(inputs, new int[inputs.length - 1], storage.of(new double[Operands.ROWS]), compiled.constants(storage, new double[0]));
        return opened;
    }

    @Benchmark
    public void generated() {
        for (int row = 0; row < Operands.ROWS; row += loop.rows()) {
            loop.blocks(operands, row, 0, COUNT);
        }
    }

    @Benchmark
    public double ofModule() {
        double sum = 0;
        for (int row = 0; row < Operands.ROWS; row++) {
            sum += switch (precision) {
                case DOUBLE -> switch (function) {
                    case EXP -> exp(x);
                    case LOG -> log(x);
                    case LOG1P -> log1p(x);
                    case POW -> pow(x, y);
                };
                case SINGLE -> switch (function) {
                    case EXP -> exp(singleX);
                    case LOG -> log(singleX);
                    case LOG1P -> log1p(singleX);
                    case POW -> pow(singleX, singleY);
                };
            };
        }
        return sum;
    }

    private static double exp(double[] x) {
        DoubleVector sum = DoubleVector.zero(DOUBLE);
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            sum = sum.add(DoubleVector.fromArray(DOUBLE, x, i).lanewise(VectorOperators.EXP));
        }
        return sum.lane(0);
    }

    private static double log(double[] x) {
        DoubleVector sum = DoubleVector.zero(DOUBLE);
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            sum = sum.add(DoubleVector.fromArray(DOUBLE, x, i).lanewise(VectorOperators.LOG));
        }
        return sum.lane(0);
    }

    private static double log1p(double[] x) {
        DoubleVector sum = DoubleVector.zero(DOUBLE);
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            sum = sum.add(DoubleVector.fromArray(DOUBLE, x, i).lanewise(VectorOperators.LOG1P));
        }
        return sum.lane(0);
    }

    private static double pow(double[] x, double[] y) {
        DoubleVector sum = DoubleVector.zero(DOUBLE);
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            sum = sum.add(DoubleVector.fromArray(DOUBLE, x, i)
                    .lanewise(VectorOperators.POW, DoubleVector.fromArray(DOUBLE, y, i)));
        }
        return sum.lane(0);
    }

    private static float exp(float[] x) {
        FloatVector sum = FloatVector.zero(SINGLE);
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            sum = sum.add(FloatVector.fromArray(SINGLE, x, i).lanewise(VectorOperators.EXP));
        }
        return sum.lane(0);
    }

    private static float log(float[] x) {
        FloatVector sum = FloatVector.zero(SINGLE);
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            sum = sum.add(FloatVector.fromArray(SINGLE, x, i).lanewise(VectorOperators.LOG));
        }
        return sum.lane(0);
    }

    private static float log1p(float[] x) {
        FloatVector sum = FloatVector.zero(SINGLE);
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            sum = sum.add(FloatVector.fromArray(SINGLE, x, i).lanewise(VectorOperators.LOG1P));
        }
        return sum.lane(0);
    }

    private static float pow(float[] x, float[] y) {
        FloatVector sum = FloatVector.zero(SINGLE);
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            sum = sum.add(FloatVector.fromArray(SINGLE, x, i)
                    .lanewise(VectorOperators.POW, FloatVector.fromArray(SINGLE, y, i)));
        }
        return sum.lane(0);
    }
}
