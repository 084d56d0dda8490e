package dev.starling.core.compile;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Begins with the scalar loop. Once enough columns have passed, a spare thread makes the vector loop and runs it on made-up
/// columns until the JIT has compiled it and it beats the scalar one; from then on it does the work. Since both give the same
/// bits, nobody can see the change but by the clock.
final class AdaptiveLoop implements PairLoop {
    /// Columns before warming up is worth a core's time: a good twentieth of a second of scalar work.
    private static final long WORTH_IT = 30_000_000;

    /// Columns of a rehearsal: as many as a row of a mid-sized problem has, few enough to stay in the first cache.
    private static final int REHEARSED = 1024;

    /// A rehearsal that has not won by then never will; the formula is too long to be compiled well.
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /// How much faster the vector loop must be, so that a draw in a noisy moment changes nothing.
    private static final double CLEARLY = 0.9;

    private static final ExecutorService SPARE = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("starling-warm-up").unstarted(task));

    private final PassFormula formula;
    private final PairLoop scalar;
    private final Supplier<PairLoop> vector;
    private final double[] literals;
    private final LongAdder passed = new LongAdder();
    private volatile PairLoop current;
    private volatile boolean rehearsing;

    AdaptiveLoop(PassFormula formula, PairLoop scalar, Supplier<PairLoop> vector, double[] literals) {
        this.formula = formula;
        this.scalar = scalar;
        this.vector = vector;
        this.literals = literals;
        this.current = scalar;
    }

    boolean usesVectors() {
        return current != scalar;
    }

    @Override
    public void blocks(double[][] columns, int[] bases, double[] constants, int from, int to, double[] lanes) {
        current.blocks(columns, bases, constants, from, to, lanes);
        if (!rehearsing) {
            passed.add(to - from);
            if (passed.sum() > WORTH_IT) {
                rehearse();
            }
        }
    }

    @Override
    public void masked(double[][] columns, int[] bases, double[] constants, int from, int mask, double[] lanes) {
        current.masked(columns, bases, constants, from, mask, lanes);
    }

    private synchronized void rehearse() {
        if (!rehearsing) {
            rehearsing = true;
            SPARE.execute(() -> {
                PairLoop candidate = vector.get();
                long end = System.nanoTime() + PATIENCE_NANOS;
                while (System.nanoTime() < end) {
                    long vectors = nanos(candidate);
                    if (vectors < CLEARLY * nanos(scalar)) {
                        current = candidate;
                        return;
                    }
                }
            });
        }
    }

    /// Shortest of a few rehearsals.
    private long nanos(PairLoop loop) {
        int dimensions = formula.dimensions();
        double[][] columns = new double[dimensions + formula.columns().size()][REHEARSED];
        for (int c = 0; c < columns.length; c++) {
            for (int j = 0; j < REHEARSED; j++) {
                columns[c][j] = (j * (c + 7) % 101 + 1) / 128.0;
            }
        }
        double[] constants = new double[dimensions + formula.constants().size() + literals.length];
        Arrays.fill(constants, 0, dimensions + formula.constants().size(), 0.5);
        System.arraycopy(literals, 0, constants, constants.length - literals.length, literals.length);
        double[] lanes = new double[formula.outputs() * LANES];
        int[] bases = new int[columns.length];
        long best = Long.MAX_VALUE;
        for (int trial = 0; trial < 20; trial++) {
            Arrays.fill(lanes, 0);
            long start = System.nanoTime();
            loop.blocks(columns, bases, constants, 0, REHEARSED, lanes);
            loop.masked(columns, bases, constants, 0, 1, lanes);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    @Override
    public String toString() {
        return "adaptive " + formula;
    }
}
