package dev.starling.core.exact;

import dev.starling.core.base.Workers;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.compile.Storage;
import dev.starling.core.matrix.Numbers;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.Rows;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import static dev.starling.core.base.Precision.DOUBLE;

/// Runs a pass over the non-zero pairs of a sparse P. Rows are shared out in blocks. What belongs to the columns of a block is gathered
/// first, so that the loop sees the columns of a row side by side. It is gathered for the whole block and not row by row: a vector that is loaded right
/// after its numbers were stored one by one has to wait until they have left the processor's queue.
final class NonZeroPairs {
    /// Rows of a block: enough that a block outweighs its hand-over, few enough that what is gathered stays in the first cache.
    private static final int BLOCK = 16;

    private final Inputs inputs;
    private final LoopCompiler.Compiled compiled;
    private final Workers workers;
    private final int[] noStrides;
    private final Queue<Scratch> idle = new ConcurrentLinkedQueue<>();

    /// What a thread needs for a block. Masks are those of a row alone: 0 for the rows before it.
    private static final class Scratch {
        private final Operands<double[]> operands;
        private final int[][] masks = new int[Operands.ROWS][];
        private double[][] gathered;

        Scratch(LoopCompiler.Compiled compiled) {
            LoopFormula formula = compiled.formula();
            operands = compiled.newOperands(new Storage.Doubles(), 0);
            gathered = new double[formula.dimensions() + formula.columns().size() + formula.matrices().size()][0];
            Arrays.setAll(masks, row -> new int[row + 1]);
        }

        void reserve(int stored) {
            if (gathered[0].length < stored + DOUBLE.lanes()) {
                gathered = new double[gathered.length][2 * stored + DOUBLE.lanes()];
            }
        }
    }

    NonZeroPairs(Inputs inputs, Workers workers) {
        this.inputs = inputs;
        this.compiled = inputs.compiled();
        this.workers = workers;
        this.noStrides = new int[compiled.formula().matrices().size()];
    }

    void run(Positions y, Rows asked, SparseMatrix matrix, LeafValues values, Destinations destinations) {
        int n = asked.count(y.n());
        SparseMatrix p = asked instanceof Rows.Chosen(int[] rows) ? chosen(matrix, rows) : matrix;
        Inputs.Opened<double[]> opened = inputs.opened(new Storage.Doubles(), y, asked, values);
        workers.run((n + BLOCK - 1) / BLOCK, block -> {
            Scratch known = idle.poll();
            Scratch scratch = known == null ? new Scratch(compiled) : known;
            int from = block * BLOCK;
            int to = Math.min(n, from + BLOCK);
            int start = p.starts()[from];
            int stored = p.starts()[to] - start;
            scratch.reserve(stored);
            gather(start, stored, p, opened, scratch);
            opened.openWith(scratch.operands, scratch.gathered, noStrides);
            PairLoop loop = compiled.loops().loopFor(stored);
            for (int group = from; group < to; group += Operands.ROWS) {
                int count = Math.min(Operands.ROWS, to - group);
                scratch.operands.setFirst(group);
                for (int row = 0; row < count; row++) {
                    row(loop, scratch, row, p.starts()[group + row] - start, p.starts()[group + row + 1] - start);
                }
                destinations.takeRows(loop, scratch.operands, group, count);
            }
            idle.add(scratch);
        });
    }

    /// Some rows of a matrix, in the place of all.
    private static SparseMatrix chosen(SparseMatrix p, int[] rows) {
        int[] starts = new int[rows.length + 1];
        for (int r = 0; r < rows.length; r++) {
            starts[r + 1] = starts[r] + p.starts()[rows[r] + 1] - p.starts()[rows[r]];
        }
        int[] columns = new int[starts[rows.length]];
        double[] values = new double[columns.length];
        double[] transposed = new double[columns.length];
        for (int r = 0; r < rows.length; r++) {
            int from = p.starts()[rows[r]];
            int count = starts[r + 1] - starts[r];
            System.arraycopy(p.columns(), from, columns, starts[r], count);
            for (int e = 0; e < count; e++) {
                values[starts[r] + e] = p.values().at(from + e);
                transposed[starts[r] + e] = p.transposed().at(from + e);
            }
        }
        return SparseMatrix.trusted(rows.length, starts, columns, values, transposed);
    }

    private static void row(PairLoop loop, Scratch scratch, int row, int from, int to) {
        int whole = from + ((to - from) & -DOUBLE.lanes());
        if (from < whole) {
            loop.blocks(scratch.operands, row, from, whole);
        }
        if (whole < to) {
            int[] masks = scratch.masks[row];
            masks[row] = (1 << (to - whole)) - 1;
            loop.masked(scratch.operands, masks, whole);
        }
    }

    private void gather(int start, int stored, SparseMatrix p, Inputs.Opened<double[]> opened, Scratch scratch) {
        int at = 0;
        for (; at < opened.count(); at++) {
            gather(opened.column(at), p.columns(), start, stored, scratch.gathered[at]);
        }
        for (String matrix : compiled.formula().matrices()) {
            Numbers source = inputs.isTransposed(matrix) ? p.transposed() : p.values();
            source.copy(start, stored, scratch.gathered[at++]);
        }
    }

    private static void gather(double[] source, int[] columns, int start, int stored, double[] gathered) {
        for (int e = 0; e < stored; e++) {
            gathered[e] = source[columns[start + e]];
        }
    }
}
