package dev.starling.benchmarks;

import dev.starling.api.expr.Expr;
import dev.starling.core.base.Precision;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.compile.Storage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
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

/// How much of its speed does a generated loop lose on tiles as small as those of the far field?
///
/// A meeting there is 9 to 64 rows and some hundred columns, gathered from arrays in runs of a box; each pass of such a tile hands over
/// operands, gathers, runs the loop and fetches the sums of the rows. The result is the time of one pair; a tile of 4,096 columns is the
/// measure of what the loop can do.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class SmallTilesBenchmark {
    /// Pairs of an invocation, however they are cut into tiles.
    private static final int PAIRS = 1 << 18;

    private static final int POINTS = 1 << 14;

    /// Columns that lie side by side: those of a box.
    private static final int RUN = 16;

    @Param({"16", "64"})
    private int rows;

    @Param({"64", "128", "256", "512", "4096"})
    private int columns;

    @Param({"DOUBLE", "SINGLE"})
    private Precision precision;

    /// Whether columns are gathered for each tile, as the far field does, or stand ready.
    @Param({"true", "false"})
    private boolean gathered;

    private final Tiles<?>[] tiles = new Tiles<?>[1];

    @Setup
    public void setUp() {
        tiles[0] = tiles(Storage.of(precision));
    }

    private <A> Tiles<A> tiles(Storage<A> storage) {
        return new Tiles<>(storage);
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public double[] tile() {
        return tiles[0].run(rows, columns, gathered);
    }

    /// Tiles of Student t with a charge: Σ c w and Σ c w² Δ.
    private static final class Tiles<A> {
        private final PairLoop loop;
        private final Operands<A> operands;
        private final double[][] points = new double[3][];
        private final A[] gathered;
        private final A[] large;
        private final A own;
        private final A constants;
        private final double[] sums = new double[64];
        private final int lanes;
        private final Storage<A> storage;

        Tiles(Storage<A> storage) {
            this.storage = storage;
            lanes = storage.precision().lanes();
            Expr charge = Expr.leaf("c.j");
            Expr weight = Expr.leaf(LoopFormula.ONE_PLUS_SQUARED_DISTANCE).reciprocal();
            LoopFormula formula = new LoopFormula(
                    2, LoopFormula.Pairs.ORDERED, List.of(), List.of("c.j"), List.of(), List.of(),
                    List.of(charge.times(weight)), List.of(charge.times(weight.squared())));
            LoopCompiler.Compiled compiled = LoopCompiler.compile(formula, storage.precision(), Backend.SIMD);
            loop = compiled.loops().loopFor(0);
            operands = compiled.newOperands(storage, 0);
            SplittableRandom random = new SplittableRandom(1);
            for (int c = 0; c < points.length; c++) {
                points[c] = random.doubles(POINTS, -10, 10).toArray();
            }
            gathered = storage.newArrays(points.length);
            large = storage.newArrays(points.length);
            for (int c = 0; c < points.length; c++) {
                gathered[c] = storage.newArray(4096 + lanes);
                large[c] = storage.of(points[c]);
            }
            own = storage.newArray(2 * POINTS);
            for (int i = 0; i < 2 * POINTS; i++) {
                storage.set(own, i, points[i % 2][i / 2]);
            }
            constants = compiled.constants(storage, new double[0]);
        }

        double[] run(int rows, int columns, boolean gather) {
            int tiles = PAIRS / rows / columns;
            for (int t = 0; t < tiles; t++) {
                if (gather) {
                    gather(t, columns);
                }
                operands.open(gather ? gathered : large, new int[0], own, constants);
                for (int group = 0; group < rows; group += Operands.ROWS) {
                    operands.setFirst(t * rows + group & POINTS - 1);
                    for (int row = 0; row < Operands.ROWS; row += loop.rows()) {
                        loop.blocks(operands, row, 0, columns);
                    }
                    for (int output = 0; output < 3; output++) {
                        loop.takeRows(operands, output, Operands.ROWS, sums, group);
                    }
                }
            }
            return sums;
        }

        private void gather(int tile, int columns) {
            for (int c = 0; c < points.length; c++) {
                for (int at = 0; at < columns; at += RUN) {
                    int from = (tile * 37 + at * 5) * RUN & POINTS - 1;
                    for (int e = 0; e < RUN; e++) {
                        storage.set(gathered[c], at + e, points[c][from + e & POINTS - 1]);
                    }
                }
            }
        }
    }
}
