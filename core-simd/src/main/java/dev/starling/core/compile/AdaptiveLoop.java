package dev.starling.core.compile;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Begins with the scalar loop. Once enough pairs have passed, or it is known that they will, a spare thread makes the vector loop and
/// runs it on made-up columns until the JIT has compiled it and it beats the scalar one; from then on it does the work. Since both give
/// the same bits, nobody can see the change but by the clock.
///
/// A warm-up that has not won, such as on a machine that is busy with other things, is tried again when several times as many pairs have
/// passed.
final class AdaptiveLoop implements LoopSource {
    /// Pairs before warming up is worth a core's time. A long formula takes as much longer to compile as it does to run, so that this does
    /// not depend on it. More than the costs of a usual run over 2,000 points, for which a faster loop would be ready when the run is over.
    /// The system property is for tests, in which runs are short.
    static final long WORTH_IT = Long.getLong("starling.vector.after", 60_000_000);

    /// How many times as many pairs as for the last warm-up have to pass for another one.
    static final int AGAIN = 4;

    /// Columns of the warm-up: as many as a tile has, few enough to stay in the first cache.
    static final int STAGE = 512;

    /// Columns of the data in the warm-up, where each pair keeps sums of its own: enough for the JIT to see a loop.
    private static final int DEPTH = 16;

    /// Turns of a call while the interpreter counts calls: as few as will be noticed, since it is slow.
    private static final int CALLS_OF_ONE_TURN = 250;

    /// Turns of a call from then on, enough for the JIT to see that there is a loop.
    private static final int TURNS = 4;

    /// Calls between two comparisons.
    private static final int CALLS = 250;

    /// Rounds of calls after which the JIT has counted enough of them. From then on the loop is waiting in its queue.
    private static final int COUNTED = 24;

    /// Rounds of a warm-up: some ten seconds of a processor of its own, and as much longer as others have it. A loop that has not won by
    /// then may be too long to be compiled well.
    static final int ROUNDS = 1_000;

    /// How much faster the vector loop must be, so that a draw in a noisy moment changes nothing.
    private static final double CLEARLY = 0.9;

    /// Masks of a row with a column and one without: a branch that the JIT has never seen taken would be left out, and compiled again later.
    private static final int[] FEW_ROWS = {1, 0};

    /// As many rows as a tile on the diagonal has.
    private static final int[] ALL_ROWS = new int[Operands.ROWS];

    static {
        Arrays.fill(ALL_ROWS, 1);
    }

    /// What a warm-up takes of the machine.
    interface Machine {
        /// A clock that only ever goes on.
        long nanos();

        /// Leaves the processor to the JIT for a moment.
        void pause();

        /// Runs a task beside the work.
        void spare(Runnable task);
    }

    /// This machine.
    private static final class Here implements Machine {
        private static final long PAUSE_NANOS = 10_000_000;

        private final ExecutorService thread = Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().daemon().name("starling-warm-up").unstarted(task));

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause() {
            LockSupport.parkNanos(PAUSE_NANOS);
        }

        @Override
        public void spare(Runnable task) {
            thread.execute(task);
        }
    }

    private static final Machine HERE = new Here();

    private final LoopFormula formula;
    private final double[] literals;
    private final Storage<?> storage;
    private final PairLoop scalar;
    private final Supplier<PairLoop> vector;
    private final Machine machine;
    private final LongAdder passed = new LongAdder();

    /// Pairs from which on a warm-up begins by itself; none while there is one.
    private volatile long worthIt = WORTH_IT;

    private volatile PairLoop current;
    private volatile boolean warming;

    /// @param literals of the formulas, as part of the operands
    AdaptiveLoop(LoopFormula formula, double[] literals, Storage<?> storage, PairLoop scalar, Supplier<PairLoop> vector) {
        this(formula, literals, storage, scalar, vector, HERE);
    }

    AdaptiveLoop(LoopFormula formula, double[] literals, Storage<?> storage, PairLoop scalar, Supplier<PairLoop> vector, Machine machine) {
        this.formula = formula;
        this.literals = literals;
        this.storage = storage;
        this.scalar = scalar;
        this.vector = vector;
        this.machine = machine;
        this.current = scalar;
    }

    boolean usesVectors() {
        return current != scalar;
    }

    @Override
    public PairLoop loopFor(long pairs) {
        if (!warming) {
            passed.add(pairs);
            if (passed.sum() > worthIt) {
                warmUp();
            }
        }
        return current;
    }

    /// Begins a warm-up, unless one has begun or has won.
    synchronized void warmUp() {
        if (!warming) {
            warming = true;
            machine.spare(() -> {
                if (!isWon()) {
                    worthIt = AGAIN * Math.max(worthIt, passed.sum());
                    warming = false;
                }
            });
        }
    }

    /// Warms the vector loop up; puts it to work and returns true once it is clearly faster.
    private boolean isWon() {
        PairLoop candidate = vector.get();
        Operands<?> stage = stage(storage);
        int width = storage.precision().lanes();
        call(candidate, stage, CALLS_OF_ONE_TURN, width);
        for (int round = 0; round < ROUNDS; round++) {
            if (round > COUNTED) {
                machine.pause();
            }
            call(candidate, stage, CALLS, TURNS * width);
            if (nanos(candidate, stage) < CLEARLY * nanos(scalar, stage)) {
                current = candidate;
                return true;
            }
        }
        return false;
    }

    /// Short calls of all methods. The JIT counts calls as well as turns, and long calls of a loop that still runs in the interpreter
    /// cost most of the time until it is compiled.
    private void call(PairLoop loop, Operands<?> stage, int calls, int columns) {
        double[] sums = new double[Operands.ROWS];
        for (int call = 0; call < calls; call++) {
            int from = call * columns % STAGE;
            loop.blocks(stage, 0, from, from + columns);
            if (!formula.pairs().keepEach()) {
                loop.masked(stage, FEW_ROWS, from);
                loop.takeRows(stage, 0, Operands.ROWS, sums, 0);
            }
        }
    }

    /// Made-up columns and rows. Some of the numbers are 0, as a P may be.
    private <A> Operands<A> stage(Storage<A> kind) {
        int depth = formula.pairs().keepEach() ? DEPTH : 1;
        int width = kind.precision().lanes();
        A[] columns = kind.newArrays(formula.dimensions() + formula.columns().size() + formula.matrices().size());
        for (int c = 0; c < columns.length; c++) {
            double[] column = new double[(STAGE + width) * depth];
            for (int j = 0; j < column.length; j++) {
                column[j] = j * (c + 7) % 101 / 128.0;
            }
            columns[c] = kind.of(column);
        }
        double[] halves = new double[Operands.ROWS * formula.ownOfRow() * depth + formula.constants().size()];
        Arrays.fill(halves, 0.5);
        Operands<A> stage = new Operands<>(kind, formula, STAGE + width);
        stage.setDepth(depth);
        stage.open(
                columns,
                new int[formula.matrices().size()],
                kind.of(halves),
                Operands.constants(kind, Arrays.copyOf(halves, formula.constants().size()), literals));
        stage.clearColumns(0, STAGE);
        return stage;
    }

    /// Shortest of a few trials.
    private long nanos(PairLoop loop, Operands<?> stage) {
        long best = Long.MAX_VALUE;
        double[] sums = new double[Operands.ROWS];
        for (int trial = 0; trial < 3; trial++) {
            long start = machine.nanos();
            for (int row = 0; row < Operands.ROWS; row += loop.rows()) {
                loop.blocks(stage, row, 0, STAGE);
            }
            if (!formula.pairs().keepEach()) {
                loop.masked(stage, ALL_ROWS, 0);
                for (int output = 0; output < formula.outputs(); output++) {
                    loop.takeRows(stage, output, Operands.ROWS, sums, 0);
                }
            }
            best = Math.min(best, machine.nanos() - start);
        }
        return best;
    }

    @Override
    public String toString() {
        return "adaptive " + formula;
    }
}
