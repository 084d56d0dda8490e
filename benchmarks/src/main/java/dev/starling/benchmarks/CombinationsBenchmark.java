package dev.starling.benchmarks;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.benchmarks.byhand.HandWrittenGradient;
import dev.starling.core.Catalog;
import dev.starling.core.Plan;
import dev.starling.core.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.input.DenseMatrix;
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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// How near does the generated gradient of each combination come to one written by hand for it, with all of them alive in one machine?
///
/// Both read one dense P, on one thread. Before anything is measured every combination has run both ways on fewer points, so that
/// shared code has seen them all. The flags of the JIT are for the loops written by hand, which call functions of their own.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx4g", "-XX:-ClipInlining", "-XX:InlineSmallCode=20000"})
public class CombinationsBenchmark {
    private static final List<String> COSTS = List.of("kullback-leibler", "reverse-kullback-leibler", "nerv", "jensen-shannon");
    private static final List<String> KERNELS = List.of("student-t", "gaussian", "heavy-tailed");
    private static final List<Normalization> NORMALIZATIONS = List.of(Normalization.PAIR, Normalization.POINT);

    private static final int WARM_UP_POINTS = 1_024;
    private static final int WARM_UP_TURNS = 20;

    @Param({"2000", "10000"})
    private int n;

    @Param({"kullback-leibler", "reverse-kullback-leibler", "nerv", "jensen-shannon"})
    private String cost;

    @Param({"student-t", "gaussian", "heavy-tailed"})
    private String kernel;

    @Param({"PAIR", "POINT"})
    private Normalization normalization;

    private double[] coordinates = {};
    private double[] gradient = {};
    private final List<Workers> workers = new ArrayList<>();
    private final List<Both> alive = new ArrayList<>();
    private final Both[] measured = new Both[1];

    /// A combination, generated and written by hand.
    private record Both(EmbeddingObjective generated, HandWrittenGradient handWritten) {}

    @Setup
    public void setUp() {
        workers.add(new Workers(1));
        DenseMatrix few = p(WARM_UP_POINTS);
        for (String ofCost : COSTS) {
            for (String ofKernel : KERNELS) {
                for (Normalization normalized : NORMALIZATIONS) {
                    alive.add(both(ofCost, ofKernel, normalized, few));
                }
            }
        }
        double[] at = coordinates(WARM_UP_POINTS);
        double[] found = new double[at.length];
        for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
            for (Both both : alive) {
                both.generated.gradient(at, found);
                both.handWritten.gradient(at, found);
            }
        }
        measured[0] = both(cost, kernel, normalization, p(n));
        coordinates = coordinates(n);
        gradient = new double[coordinates.length];
    }

    private Both both(String ofCost, String ofKernel, Normalization normalized, DenseMatrix p) {
        Plan plan = Plan.of("benchmark", Recipe.of(ofCost, ofKernel, normalized, Affinity.JOINT), Catalog.installed());
        return new Both(
                new EmbeddingObjective(plan.composition(), p, Map.of(), 2, workers.getFirst(), Backend.SIMD),
                new HandWrittenGradient(ofCost, ofKernel, normalized, p.n(), p.values()));
    }

    private static double[] coordinates(int n) {
        return new SplittableRandom(1).doubles(2L * n, -10, 10).toArray();
    }

    /// Falls with the distance of the numbers of two points. Its sum is about 1.
    private static DenseMatrix p(int n) {
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                values[i * n + j] = i == j ? 0 : 1.0 / (12.0 * n * Math.abs(i - j));
            }
        }
        return new DenseMatrix(n, n, values, true);
    }

    @TearDown
    public void tearDown() {
        workers.forEach(Workers::close);
    }

    @Benchmark
    public double[] generated() {
        measured[0].generated.gradient(coordinates, gradient);
        return gradient;
    }

    @Benchmark
    public double[] handWritten() {
        measured[0].handWritten.gradient(coordinates, gradient);
        return gradient;
    }
}
