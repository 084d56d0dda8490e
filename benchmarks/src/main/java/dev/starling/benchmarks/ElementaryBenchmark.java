package dev.starling.benchmarks;

import dev.starling.core.simd.SingleVectorMath;
import dev.starling.core.simd.VectorMath;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// What does an elementary function of a number cost, ours against those of the vector module, at the width that the machine prefers?
///
/// Numbers are of the range that embeddings have: exp of -30 to 0, ln and ln(1 + x) of 0 to 100, powers -3 to 3 of 0 to 100.
///
/// Generated loops have a copy of the code of a function, and here it is called: the flags have the JIT inline it whatever it did before,
/// and a benchmark itself stays out of the loop that times it, whose code would grow too large for that.
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ElementaryBenchmark.COUNT)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:-ClipInlining", "-XX:InlineSmallCode=20000"})
public class ElementaryBenchmark {
    static final int COUNT = 4_096;

    private static final VectorSpecies<Double> DOUBLE = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> SINGLE = FloatVector.SPECIES_PREFERRED;

    private final double[] negative = new double[COUNT];
    private final double[] positive = new double[COUNT];
    private final double[] exponents = new double[COUNT];
    private final double[] results = new double[COUNT];
    private final float[] singleNegative = new float[COUNT];
    private final float[] singlePositive = new float[COUNT];
    private final float[] singleExponents = new float[COUNT];
    private final float[] singleResults = new float[COUNT];

    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < COUNT; i++) {
            negative[i] = random.nextDouble(-30, 0);
            positive[i] = random.nextDouble(0x1p-20, 100);
            exponents[i] = random.nextDouble(-3, 3);
            singleNegative[i] = (float) negative[i];
            singlePositive[i] = (float) positive[i];
            singleExponents[i] = (float) exponents[i];
        }
    }

    @Benchmark
    public double[] exp() {
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            VectorMath.exp(DoubleVector.fromArray(DOUBLE, negative, i)).intoArray(results, i);
        }
        return results;
    }

    @Benchmark
    public double[] expOfModule() {
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            DoubleVector.fromArray(DOUBLE, negative, i).lanewise(VectorOperators.EXP).intoArray(results, i);
        }
        return results;
    }

    @Benchmark
    public double[] log() {
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            VectorMath.log(DoubleVector.fromArray(DOUBLE, positive, i)).intoArray(results, i);
        }
        return results;
    }

    @Benchmark
    public double[] logOfModule() {
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            DoubleVector.fromArray(DOUBLE, positive, i).lanewise(VectorOperators.LOG).intoArray(results, i);
        }
        return results;
    }

    @Benchmark
    public double[] log1p() {
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            VectorMath.log1p(DoubleVector.fromArray(DOUBLE, positive, i)).intoArray(results, i);
        }
        return results;
    }

    @Benchmark
    public double[] log1pOfModule() {
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            DoubleVector.fromArray(DOUBLE, positive, i).lanewise(VectorOperators.LOG1P).intoArray(results, i);
        }
        return results;
    }

    @Benchmark
    public double[] pow() {
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            VectorMath.pow(DoubleVector.fromArray(DOUBLE, positive, i), DoubleVector.fromArray(DOUBLE, exponents, i))
                    .intoArray(results, i);
        }
        return results;
    }

    @Benchmark
    public double[] powOfModule() {
        for (int i = 0; i < COUNT; i += DOUBLE.length()) {
            DoubleVector.fromArray(DOUBLE, positive, i)
                    .lanewise(VectorOperators.POW, DoubleVector.fromArray(DOUBLE, exponents, i))
                    .intoArray(results, i);
        }
        return results;
    }

    @Benchmark
    public float[] singleExp() {
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            SingleVectorMath.exp(FloatVector.fromArray(SINGLE, singleNegative, i)).intoArray(singleResults, i);
        }
        return singleResults;
    }

    @Benchmark
    public float[] singleExpOfModule() {
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            FloatVector.fromArray(SINGLE, singleNegative, i).lanewise(VectorOperators.EXP).intoArray(singleResults, i);
        }
        return singleResults;
    }

    @Benchmark
    public float[] singleLog() {
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            SingleVectorMath.log(FloatVector.fromArray(SINGLE, singlePositive, i)).intoArray(singleResults, i);
        }
        return singleResults;
    }

    @Benchmark
    public float[] singleLogOfModule() {
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            FloatVector.fromArray(SINGLE, singlePositive, i).lanewise(VectorOperators.LOG).intoArray(singleResults, i);
        }
        return singleResults;
    }

    @Benchmark
    public float[] singleLog1p() {
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            SingleVectorMath.log1p(FloatVector.fromArray(SINGLE, singlePositive, i)).intoArray(singleResults, i);
        }
        return singleResults;
    }

    @Benchmark
    public float[] singleLog1pOfModule() {
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            FloatVector.fromArray(SINGLE, singlePositive, i).lanewise(VectorOperators.LOG1P).intoArray(singleResults, i);
        }
        return singleResults;
    }

    @Benchmark
    public float[] singlePow() {
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            SingleVectorMath.pow(FloatVector.fromArray(SINGLE, singlePositive, i), FloatVector.fromArray(SINGLE, singleExponents, i))
                    .intoArray(singleResults, i);
        }
        return singleResults;
    }

    @Benchmark
    public float[] singlePowOfModule() {
        for (int i = 0; i < COUNT; i += SINGLE.length()) {
            FloatVector.fromArray(SINGLE, singlePositive, i)
                    .lanewise(VectorOperators.POW, FloatVector.fromArray(SINGLE, singleExponents, i))
                    .intoArray(singleResults, i);
        }
        return singleResults;
    }
}
