package dev.starling.benchmarks;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// How long does a whole gradient take, by cost, kernel, normalization, precision and number of threads?
///
/// Divide n (n − 1) by the time for ordered pairs a second. Without P there is repulsion and partition only; a dense P is streamed.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PairsPerSecondBenchmark {
    @Param({"2000", "10000"})
    private int n;

    @Param({"kullback-leibler", "reverse-kullback-leibler", "nerv", "jensen-shannon"})
    private String cost;

    @Param({"student-t", "gaussian", "heavy-tailed"})
    private String kernel;

    @Param({"PAIR", "POINT"})
    private Normalization normalization;

    @Param({"true", "false"})
    private boolean dense;

    @Param({"DOUBLE", "SINGLE"})
    private Precision precision;

    @Param({"1", "2"})
    private int threads;

    private double[] coordinates = {};
    private double[] gradient = {};
    private final Workers[] workers = new Workers[1];
    private final EmbeddingObjective[] objective = new EmbeddingObjective[1];

    @Setup
    public void setUp() {
        coordinates = new SplittableRandom(1).doubles(2L * n, -10, 10).toArray();
        gradient = new double[coordinates.length];
        Plan plan = Plan.of("benchmark", Recipe.of(cost, kernel, normalization, Affinity.JOINT), Catalog.installed());
        workers[0] = new Workers(threads);
        objective[0] = EmbeddingProblem.of(plan.composition(), p(), 2).objective(List.of(new ExactEngine(workers[0], Backend.SIMD)), precision);
    }

    private PairMatrix p() {
        double[] none = {};
        if (!dense) {
            return SparseMatrix.sharing(n, new int[n + 1], new int[0], none, none);
        }
        int stride = DenseMatrix.strideOf(n);
        double[] values = new double[n * stride];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                values[i * stride + j] = i == j ? 0 : 1.0 / ((double) n * (n - 1));
            }
        }
        return DenseMatrix.trusted(n, stride, values, true);
    }

    @TearDown
    public void tearDown() {
        workers[0].close();
    }

    @Benchmark
    public double[] gradient() {
        objective[0].gradient(coordinates, gradient);
        return gradient;
    }
}
