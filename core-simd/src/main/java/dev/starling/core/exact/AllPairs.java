package dev.starling.core.exact;

import dev.starling.core.base.Workers;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.compile.Storage;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.Rows;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Runs a pass over all pairs of points.
///
/// Where each pair is met once, points are cut into blocks, and the blocks meet by the plan of a [Tournament]. A meeting is a tile of
/// pairs. Its sums of rows and columns are taken within the tile first, and then added to those of the points, so that no chain of additions is
/// longer than a block has points or than there are blocks. Neither the plan nor the tiles depend on the number of threads.
///
/// Where (i, j) and (j, i) differ, rows are shared out in groups, and each runs along all columns.
final class AllPairs<A> {
    /// Points of a block: at least as many as outweigh what a row costs, at most as many as fit into the first cache.
    private static final int LEAST_BLOCK = 128;

    private static final int MOST_BLOCK = 512;

    /// From so many points on there are twice as many blocks.
    private static final int MANY = 2048;

    /// Blocks at least, an even number so that all of them meet in a round: as many as leave some threads enough meetings.
    private static final int BLOCKS = 8;

    /// The same where there is a matrix, which is read in pieces of rows as long as a block; short ones keep the processor from fetching
    /// ahead.
    private static final int BLOCKS_OF_A_MATRIX = 4;

    /// A multiple of every number of lanes.
    private static final int WIDTH = 16;

    private final Inputs inputs;
    private final LoopCompiler.Compiled compiled;
    private final LoopFormula formula;
    private final Storage<A> storage;
    private final int lanes;
    private final Workers workers;
    private final UnaryOperator<DenseMatrix> transpose;
    private final Queue<Operands<A>> idle = new ConcurrentLinkedQueue<>();

    /// The matrices that have been read, and what they are here: in this precision, and transposed where that is asked for.
    private final Map<Reading, A> matrices = new HashMap<>();

    private record Reading(DenseMatrix matrix, boolean transposed) {}

    AllPairs(Inputs inputs, Storage<A> storage, Workers workers, UnaryOperator<DenseMatrix> transpose) {
        this.inputs = inputs;
        this.compiled = inputs.compiled();
        this.formula = compiled.formula();
        this.storage = storage;
        this.lanes = storage.precision().lanes();
        this.workers = workers;
        this.transpose = transpose;
    }

    /// Points of a block: the same in all, but fewer in the last.
    private int blockOf(int n) {
        int least = (formula.matrices().isEmpty() ? BLOCKS : BLOCKS_OF_A_MATRIX) * (n < MANY ? 1 : 2);
        int blocks = Math.max(least, Math.ceilDiv(n, 2 * MOST_BLOCK) * 2);
        return Math.max(LEAST_BLOCK, Math.ceilDiv(Math.ceilDiv(n, blocks), WIDTH) * WIDTH);
    }

    /// @param p  null where the formulas read no matrix
    void run(Positions y, Rows asked, @Nullable DenseMatrix p, LeafValues values, Destinations destinations) {
        new Run(y, asked, p, values, destinations).run();
    }

    /// The matrix in this precision, converted once.
    private A converted(DenseMatrix matrix, boolean transposed, Rows asked) {
        return switch (asked) {
            case Rows.All _ -> converted(new Reading(matrix, transposed));
            case Rows.Chosen(int[] rows) -> storage.of(chosen(transposed ? transpose.apply(matrix) : matrix, rows));
        };
    }

    /// Some rows of a matrix, in the place of all.
    private static double[] chosen(DenseMatrix matrix, int[] rows) {
        double[] values = new double[rows.length * matrix.stride()];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(matrix.values(), rows[r] * matrix.stride(), values, r * matrix.stride(), matrix.stride());
        }
        return values;
    }

    private A converted(Reading reading) {
        return matrices.computeIfAbsent(reading, _ -> storage.of((reading.transposed ? transpose.apply(reading.matrix) : reading.matrix).values()));
    }

    private int lanesFrom(int column) {
        return column & -lanes;
    }

    /// Bits of columns `at` until before `to`, of a width of them.
    private int mask(int at, int to) {
        return to - at >= lanes ? (1 << lanes) - 1 : (1 << Math.max(0, to - at)) - 1;
    }

    /// One run at one position.
    private final class Run {
        private final int n;
        private final int[] strides;
        private final A[] converted;
        private final Inputs.Opened<A> opened;
        private final Destinations destinations;
        private final Rows asked;

        Run(Positions y, Rows asked, @Nullable DenseMatrix p, LeafValues values, Destinations destinations) {
            this.asked = asked;
            this.destinations = destinations;
            n = y.n();
            List<String> names = formula.matrices();
            strides = new int[names.size()];
            converted = storage.newArrays(names.size());
            for (int m = 0; m < strides.length; m++) {
                DenseMatrix matrix = Objects.requireNonNull(p, "a pass over all pairs reads a dense matrix only");
                strides[m] = matrix.stride();
                converted[m] = converted(matrix, inputs.isTransposed(names.get(m)), asked);
            }
            opened = inputs.opened(storage, y, asked, values);
        }

        void run() {
            switch (formula.pairs()) {
                case UNORDERED, UNORDERED_TOTALS -> unordered();
                case ORDERED -> workers.run(Math.ceilDiv(asked.count(n), Operands.ROWS), this::ordered);
                case NON_ZERO, EACH, EACH_LARGEST, OF_ONE_ROW -> throw new IllegalStateException("a pass over all pairs, but " + formula.pairs() + ": " + formula);
            }
        }

        private void unordered() {
            int block = blockOf(n);
            new Tournament((n + block - 1) / block).play(workers, (first, second) -> tile(first, second, block));
        }

        /// The pairs of the points of two blocks, or within one.
        private void tile(int rowBlock, int columnBlock, int block) {
            int rowsTo = Math.min(n, (rowBlock + 1) * block);
            int from = columnBlock * block;
            int to = Math.min(n, from + block);
            PairLoop loop = compiled.loops().loopFor((long) (rowsTo - rowBlock * block) * (to - from));
            Operands<A> operands = operands();
            operands.clearColumns(from, to);
            for (int group = rowBlock * block; group < rowsTo; group += Operands.ROWS) {
                int count = Math.min(Operands.ROWS, rowsTo - group);
                operands.setFirst(group);
                int start = from;
                if (rowBlock == columnBlock) {
                    int own = lanesFrom(group);
                    int[] masks = masks(count, mask(own, to));
                    for (int r = 0; r < count; r++) {
                        masks[r] &= -1 << (group + r - own + 1);
                    }
                    loop.masked(operands, masks, own);
                    start = own + lanes;
                }
                blocks(loop, operands, count, start, lanesFrom(to));
                tail(loop, operands, count, start, to);
                destinations.takeRows(loop, operands, group, count);
            }
            for (int output = formula.firstOfColumns(); output < formula.outputs(); output++) {
                destinations.takeColumns(operands, output, from, to);
            }
            idle.add(operands);
        }

        /// A group of rows along all columns but their own, which are masked out where they are met.
        private void ordered(int number) {
            int group = number * Operands.ROWS;
            int count = Math.min(Operands.ROWS, asked.count(n) - group);
            PairLoop loop = compiled.loops().loopFor((long) count * n);
            Operands<A> operands = operands();
            operands.setFirst(group);
            int[] points = IntStream.range(group, group + count).map(asked::point).toArray();
            int from = 0;
            for (int own : IntStream.of(points).map(AllPairs.this::lanesFrom).sorted().distinct().toArray()) {
                blocks(loop, operands, count, from, own);
                int[] masks = masks(count, mask(own, n));
                for (int r = 0; r < count; r++) {
                    masks[r] &= lanesFrom(points[r]) == own ? ~(1 << (points[r] - own)) : -1;
                }
                loop.masked(operands, masks, own);
                from = own + lanes;
            }
            blocks(loop, operands, count, from, lanesFrom(n));
            tail(loop, operands, count, from, n);
            destinations.takeRows(loop, operands, group, count);
            idle.add(operands);
        }

        private Operands<A> operands() {
            Operands<A> known = idle.poll();
            Operands<A> operands = known == null ? compiled.newOperands(storage, n) : known;
            opened.open(operands, converted, strides);
            return operands;
        }
    }

    /// Whole widths of columns of all rows, as many rows at a time as the loop takes, and the last few a width at a time.
    private void blocks(PairLoop loop, Operands<A> operands, int count, int from, int to) {
        if (from >= to) {
            return;
        }
        int row = 0;
        for (; row + loop.rows() <= count; row += loop.rows()) {
            loop.blocks(operands, row, from, to);
        }
        if (row < count) {
            int[] rest = masks(count, mask(from, to));
            Arrays.fill(rest, 0, row, 0);
            for (int at = from; at < to; at += lanes) {
                loop.masked(operands, rest, at);
            }
        }
    }

    /// The columns behind the last whole width.
    private void tail(PairLoop loop, Operands<A> operands, int count, int from, int to) {
        int whole = Math.max(from, lanesFrom(to));
        if (whole < to) {
            loop.masked(operands, masks(count, mask(whole, to)), whole);
        }
    }

    private static int[] masks(int rows, int mask) {
        int[] masks = new int[rows];
        Arrays.fill(masks, mask);
        return masks;
    }
}
