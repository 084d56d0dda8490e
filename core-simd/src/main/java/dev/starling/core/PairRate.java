package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.core.affinity.AffinityRule;
import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.core.plan.PointValues;
import org.apiguardian.api.API;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/// How fast one core of this machine gets through the exact gradient of a plan. For people to read; no result depends on it.
///
/// @param pairsPerSecond ordered pairs of points in a second, of the fastest gradient that was timed
/// @param backend        what the loops ran on
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record PairRate(double pairsPerSecond, Backend backend) {
    /// Few enough points for the first cache, enough for the loops to matter.
    private static final int POINTS = 2_000;

    private static final int NEIGHBORS = 10;

    /// What a gradient that is faster than all before takes of their time.
    private static final double NOTABLY = 0.95;

    /// What is waited for work at most, as a multiple of the time that it takes where nothing else runs.
    private static final int MOST_PATIENCE = 5;

    private static final int USE = 77;

    /// Times gradients, as a run over so many points has them, of random points in two dimensions for a while, or twice that where they get faster still; the first second goes into
    /// the compiler's work. Where other programs have the processors, it takes up to five times as long.
    ///
    /// @param storage of P
    public static PairRate measure(Plan plan, Storage storage, Duration duration) {
        Backend backend = LoopCompiler.vectorBits() > 0 ? Backend.SIMD : Backend.SCALAR;
        CounterRandom random = new CounterRandom(1, USE);
        double[] coordinates = new double[2 * POINTS];
        for (int c = 0; c < coordinates.length; c++) {
            coordinates[c] = random.normal(c);
        }
        try (Workers one = new Workers(1)) {
            LearningObjective objective = new LearningObjective(objective(plan, storage, new ExactEngine(one, backend)), plan.learned());
            double[] y = objective.start(coordinates);
            double[] gradient = new double[y.length];
            long best = fastest(() -> objective.gradient(y, gradient), duration.toNanos(), System::nanoTime, PairRate::worked);
            return new PairRate(1e9 * POINTS * (POINTS - 1) / best, backend);
        }
    }

    /// Nanoseconds of the fastest turn. On a busy machine it takes longer: what makes loops fast, and goes on until they are, is the work of this program, and
    /// it gets only a part of the time.
    ///
    /// @param nanos  how much work there must be
    /// @param clock  in nanoseconds
    /// @param worked nanoseconds of processors that this program has had
    static long fastest(Runnable turn, long nanos, LongSupplier clock, LongSupplier worked) {
        long begun = clock.getAsLong();
        long workedBefore = worked.getAsLong();
        long best = Long.MAX_VALUE;
        long better = 0;
        long done = 0;
        long now = begun;
        // As long as it still gets faster, the compiler is at work; but not for ever.
        while (now - begun < MOST_PATIENCE * nanos && (done < nanos || (done - better < nanos / 4 && done < 2 * nanos))) {
            long start = now;
            turn.run();
            now = clock.getAsLong();
            // Processors beside ours may have done more.
            done = Math.min(now - begun, worked.getAsLong() - workedBefore);
            if (now - start < best) {
                better = now - start < NOTABLY * best ? done : better;
                best = now - start;
            }
        }
        return best;
    }

    /// Where that is not known, all the time there is.
    private static long worked() {
        return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElseGet(System::nanoTime);
    }

    /// The objective of a run over points of a ring, all of one precision.
    static EmbeddingObjective objective(Plan plan, Storage storage, PairEngine engine) {
        Affinity affinity = plan.recipe().affinity();
        PairMatrix matrix = plan.composition() instanceof Composition.OfDistances ? distances(new CounterRandom(1, USE))
                : storage == Storage.DENSE ? neighbors(affinity).toDense() : neighbors(affinity);
        double[] precisions = new double[POINTS];
        Arrays.fill(precisions, 1);
        PointValues own = PointValues.of(plan, matrix, List.of(), List.of(precisions), 2);
        return EmbeddingProblem.of(own.composition(), matrix, own.values(), 2).objective(List.of(engine), Precision.DOUBLE);
    }

    private static DenseMatrix distances(CounterRandom random) {
        int stride = DenseMatrix.strideOf(POINTS);
        double[] values = new double[POINTS * stride];
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < i; j++) {
                double r = 0.1 + Math.abs(random.normal((long) i * POINTS + j));
                values[i * stride + j] = r;
                values[j * stride + i] = r;
            }
        }
        return DenseMatrix.trusted(POINTS, stride, values, true);
    }

    /// A ring in which each point has ten neighbors.
    private static SparseMatrix neighbors(Affinity affinity) {
        int[] starts = new int[POINTS + 1];
        int[] columns = new int[POINTS * NEIGHBORS];
        for (int i = 0; i < POINTS; i++) {
            for (int k = 0; k < NEIGHBORS; k++) {
                int step = k < NEIGHBORS / 2 ? k - NEIGHBORS / 2 : k - NEIGHBORS / 2 + 1;
                columns[i * NEIGHBORS + k] = Math.floorMod(i + step, POINTS);
            }
            Arrays.sort(columns, i * NEIGHBORS, (i + 1) * NEIGHBORS);
            starts[i + 1] = (i + 1) * NEIGHBORS;
        }
        double mean = 1.0 / columns.length;
        double[] values = new double[columns.length];
        double[] transposed = new double[columns.length];
        double more = AffinityRule.isSymmetric(affinity) ? 0 : mean / 2;
        for (int e = 0; e < values.length; e++) {
            values[e] = columns[e] > e / NEIGHBORS ? mean + more : mean - more;
            transposed[e] = columns[e] > e / NEIGHBORS ? mean - more : mean + more;
        }
        return SparseMatrix.sharing(POINTS, starts, columns, values, more == 0 ? values : transposed);
    }
}
