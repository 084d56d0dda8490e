package dev.starling.benchmarks;

import dev.starling.core.affinity.Neighbors;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;
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

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// How long do 90 exact neighbors of 4,000 points take on one thread, and how much longer under a metric that is a formula? Each column of each of
/// ½ n² pairs takes an fma and a difference.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class NeighborsBenchmark {
    private static final int N = 4_000;

    @Param({"50", "784"})
    private int columns;

    /// Empty for Euclidean distances; the others are a sum, the largest of columns, three sums of which two are of one row alone, and three of both rows.
    @Param({"", "sum(abs(x-y))", "max(abs(x-y))", "1-sum(x*y)/sqrt(sum(x^2)*sum(y^2))", "sum(abs(x-y))*sum(x*y)/sum(x+y)"})
    private String metric;

    private Points points = Points.copyOf(0, 0, new double[0]);

    @Setup
    public void setUp() {
        Points plain = Points.copyOf(N, columns, new SplittableRandom(1).doubles((long) N * columns).toArray());
        points = metric.isEmpty() ? plain : plain.under(BoundMetric.of(Plan.metric(metric, Catalog.installed()), Map.of()));
    }

    @Benchmark
    public Neighbors exact() {
        try (Workers one = new Workers(1)) {
            return Neighbors.exact(points, 90, one);
        }
    }
}
