package dev.starling.benchmarks;

import dev.starling.api.Normalization;
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
import java.util.concurrent.TimeUnit;

/// One combination of [Combinations] at a time, for a look at it with the tools of JMH. To compare generated and written by hand,
/// [SideBySide] runs them in turn.
///
/// The flags of the JIT are for the loops written by hand, which call functions of their own.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx4g", "-XX:-ClipInlining", "-XX:InlineSmallCode=20000"})
public class CombinationsBenchmark {
    @Param({"2000", "10000"})
    private int n;

    @Param({"kullback-leibler", "reverse-kullback-leibler", "nerv", "jensen-shannon"})
    private String cost;

    @Param({"student-t", "gaussian", "heavy-tailed"})
    private String kernel;

    @Param({"PAIR", "POINT"})
    private Normalization normalization;

    private final List<Combinations> combinations = new ArrayList<>();
    private final Combinations.Both[] measured = new Combinations.Both[1];

    @Setup
    public void setUp() {
        combinations.add(new Combinations());
        measured[0] = combinations.getFirst().of(cost, kernel, normalization, Combinations.p(n));
    }

    @TearDown
    public void tearDown() {
        combinations.forEach(Combinations::close);
    }

    @Benchmark
    public double[] generated() {
        return measured[0].generate();
    }

    @Benchmark
    public double[] handWritten() {
        return measured[0].runByHand();
    }
}
