package dev.starling.core.compile;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Begins with the scalar loop. Once enough columns have passed, or it is known that they will, a spare thread makes the vector loop and
/// runs it on made-up columns until the JIT has compiled it and it beats the scalar one; from then on it does the work. Since both give
/// the same bits, nobody can see the change but by the clock.
final class AdaptiveLoop implements LoopSource {
    /// Pairs before warming up is worth a core's time. A long formula takes as much longer to compile as it does to run, so that this does
    /// not depend on it. More than the costs of a usual run over 2,000 points, for which a faster loop would be ready when the run is over.
    /// The system property is for tests, in which runs are short.
    private static final long WORTH_IT = Long.getLong("starling.vector.after", 60_000_000);

    /// Columns of the warm-up: as many as a tile has, few enough to stay in the first cache.
    private static final int STAGE = 512;

    /// Turns of a call while the interpreter counts calls: as little of its slow work as it takes to be noticed.
    private static final int CALLS_OF_ONE_TURN = 250;

    /// Turns of a call from then on, enough for the JIT to see that there is a loop.
    private static final int TURNS = 4;

    /// Calls between two comparisons.
    private static final int CALLS = 250;

    /// Rounds of calls after which the JIT has counted enough of them. From then on the loop is waiting in its queue.
    private static final int COUNTED = 24;

    /// Between two rounds from then on, so that the processor is the JIT's.
    private static final long PAUSE_NANOS = 10_000_000;

    /// A warm-up that has not won by then never will; the formula is too long to be compiled well.
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /// How much faster the vector loop must be, so that a draw in a noisy moment changes nothing.
    private static final double CLEARLY = 0.9;

    /// Masks of a row with a column and one without: whatever the JIT has not seen it leaves out, and is sorry later.
    private static final int[] FEW_ROWS = {1, 0};

    /// As many rows as a tile on the diagonal has.
    private static final int[] ALL_ROWS = new int[Operands.ROWS];

    static {
        Arrays.fill(ALL_ROWS, 1);
    }

    private static final ExecutorService SPARE = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("starling-warm-up").unstarted(task));

    private final LoopCompiler.Compiled compiled;
    private final Storage<?> storage;
    private final PairLoop scalar;
    private final Supplier<PairLoop> vector;
    private final LongAdder passed = new LongAdder();
    private volatile PairLoop current;
    private volatile boolean warming;

    AdaptiveLoop(LoopCompiler.Compiled compiled, Storage<?> storage, Supplier<PairLoop> vector) {
        this.compiled = compiled;
        this.storage = storage;
        this.scalar = compiled.loops().loopFor(0);
        this.vector = vector;
        this.current = scalar;
    }

    boolean usesVectors() {
        return current != scalar;
    }

    @Override
    public PairLoop loopFor(long pairs) {
        if (!warming) {
            passed.add(pairs);
            if (passed.sum() > WORTH_IT) {
                warmUp();
            }
        }
        return current;
    }

    /// Begins the warm-up, unless it has begun.
    synchronized void warmUp() {
        if (!warming) {
            warming = true;
            SPARE.execute(() -> {
                PairLoop candidate = vector.get();
                Operands<?> stage = stage(storage);
                int width = storage.precision().lanes();
                call(candidate, stage, CALLS_OF_ONE_TURN, width);
                long end = System.nanoTime() + PATIENCE_NANOS;
                for (int round = 0; System.nanoTime() < end; round++) {
                    if (round > COUNTED) {
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                    call(candidate, stage, CALLS, TURNS * width);
                    if (nanos(candidate, stage) < CLEARLY * nanos(scalar, stage)) {
                        current = candidate;
                        return;
                    }
                }
            });
        }
    }

    /// Short calls of all methods. The JIT counts calls as well as turns, and long calls of a loop that still runs in the interpreter
    /// cost most of the time until it is compiled.
    private static void call(PairLoop loop, Operands<?> stage, int calls, int columns) {
        double[] sums = new double[Operands.ROWS];
        for (int call = 0; call < calls; call++) {
            int from = call * columns % STAGE;
            loop.blocks(stage, 0, from, from + columns);
            loop.masked(stage, FEW_ROWS, from);
            loop.takeRows(stage, 0, Operands.ROWS, sums, 0);
        }
    }

    /// Made-up columns and rows. Some of the numbers are 0, as a P may be.
    private <A> Operands<A> stage(Storage<A> kind) {
        LoopFormula formula = compiled.formula();
        A[] columns = kind.newArrays(formula.dimensions() + formula.columns().size() + formula.matrices().size());
        for (int c = 0; c < columns.length; c++) {
            double[] column = new double[STAGE];
            for (int j = 0; j < STAGE; j++) {
                column[j] = j * (c + 7) % 101 / 128.0;
            }
            columns[c] = kind.of(column);
        }
        double[] halves = new double[Operands.ROWS * formula.ownOfRow() + formula.constants().size()];
        Arrays.fill(halves, 0.5);
        Operands<A> stage = compiled.newOperands(kind, STAGE);
        stage.open(
                columns,
                new int[formula.matrices().size()],
                kind.of(halves),
                compiled.constants(kind, Arrays.copyOf(halves, formula.constants().size())));
        stage.clearColumns(0, STAGE);
        return stage;
    }

    /// Shortest of a few trials.
    private long nanos(PairLoop loop, Operands<?> stage) {
        long best = Long.MAX_VALUE;
        double[] sums = new double[Operands.ROWS];
        for (int trial = 0; trial < 3; trial++) {
            long start = System.nanoTime();
            for (int row = 0; row < Operands.ROWS; row += loop.rows()) {
                loop.blocks(stage, row, 0, STAGE);
            }
            loop.masked(stage, ALL_ROWS, 0);
            for (int output = 0; output < compiled.formula().outputs(); output++) {
                loop.takeRows(stage, output, Operands.ROWS, sums, 0);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    @Override
    public String toString() {
        return "adaptive " + compiled.formula();
    }
}
