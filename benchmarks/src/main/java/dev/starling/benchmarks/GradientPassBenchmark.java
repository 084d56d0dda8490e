package dev.starling.benchmarks;

import dev.starling.api.Method;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
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
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// How near do the generated loops of a t-SNE gradient come to a loop written by hand for it, on one thread?
///
/// All compute the partition and the repulsion of all pairs in the plane; P is empty, so that nothing else is timed.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class GradientPassBenchmark {
    @Param({"2000", "10000"})
    private int n;

    private double[] coordinates = {};
    private double[] gradient = {};
    private HandWrittenTsne handWritten = new HandWrittenTsne(coordinates);
    private EmbeddingObjective vector = objective(Backend.SIMD);
    private EmbeddingObjective scalar = objective(Backend.SCALAR);

    @Setup
    public void setUp() {
        coordinates = new SplittableRandom(1).doubles(2L * n, -10, 10).toArray();
        gradient = new double[coordinates.length];
        handWritten = new HandWrittenTsne(coordinates);
        vector = objective(Backend.SIMD);
        scalar = objective(Backend.SCALAR);
    }

    private EmbeddingObjective objective(Backend backend) {
        Catalog catalog = Catalog.installed();
        Plan plan = Plan.of("t-sne", catalog.find(Method.class, "t-sne").recipe(), catalog);
        SparseMatrix empty = SparseMatrix.sharing(n, new int[n + 1], new int[0], NOTHING, NOTHING);
        return EmbeddingProblem.of(plan.composition(), empty, 2).objective(List.of(new ExactEngine(new Workers(1), backend)), Precision.DOUBLE);
    }

    private static final double[] NOTHING = {};

    @Benchmark
    public double handWritten() {
        return handWritten.run(gradient);
    }

    @Benchmark
    public double[] generatedVector() {
        vector.gradient(coordinates, gradient);
        return gradient;
    }

    @Benchmark
    public double[] generatedScalar() {
        scalar.gradient(coordinates, gradient);
        return gradient;
    }
}
