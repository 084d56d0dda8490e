package dev.starling.core.gradient;

import dev.starling.core.Workers;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.compile.PassFormula;
import dev.starling.core.compile.Storage;
import dev.starling.core.input.SparseMatrix;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import static dev.starling.core.Precision.DOUBLE;

/// Runs a pass over the stored pairs of a sparse P. What belongs to the columns of a row is gathered first, so that the loop sees
/// them side by side; rows are shared out in blocks.
final class StoredPairs {
    /// Rows of a block: enough that a block outweighs its hand-over, few enough that two threads end together.
    private static final int BLOCK = 64;

    private final LoopCompiler.Compiled compiled;
    private final Workers workers;
    private final int[] noStrides;
    private final Queue<Scratch> idle = new ConcurrentLinkedQueue<>();

    /// What a thread needs for a row.
    private static final class Scratch {
        private final Operands<double[]> operands;
        private double[][] gathered;

        Scratch(LoopCompiler.Compiled compiled) {
            PassFormula formula = compiled.formula();
            operands = compiled.newOperands(new Storage.Doubles(), 0);
            gathered = new double[formula.dimensions() + formula.columns().size() + formula.matrices().size()][0];
        }

        void reserve(int stored) {
            if (gathered[0].length < stored + DOUBLE.lanes()) {
                gathered = new double[gathered.length][2 * stored + DOUBLE.lanes()];
            }
        }
    }

    StoredPairs(LoopCompiler.Compiled compiled, Workers workers) {
        this.compiled = compiled;
        this.workers = workers;
        this.noStrides = new int[compiled.formula().matrices().size()];
    }

    PairPass.Rows run(PaddedPoints y, SparseMatrix p, PairPass.Values values) {
        PassFormula formula = compiled.formula();
        int n = y.n();
        PairPass.Rows rows = PairPass.Rows.zero(n, formula);
        PassInputs<double[]> inputs = new PassInputs<>(compiled, new Storage.Doubles(), y, values);
        workers.run((n + BLOCK - 1) / BLOCK, block -> {
            Scratch known = idle.poll();
            Scratch scratch = known == null ? new Scratch(compiled) : known;
            int from = block * BLOCK;
            int to = Math.min(n, from + BLOCK);
            PairLoop loop = compiled.loops().loopFor(p.starts()[to] - p.starts()[from]);
            for (int i = from; i < to; i++) {
                row(i, p, inputs, scratch, loop);
                for (int output = 0; output < formula.outputs(); output++) {
                    rows.array(output, formula.dimensions())[rows.start(output, formula.dimensions(), n) + i] =
                            scratch.operands.takeSum(output);
                }
            }
            idle.add(scratch);
        });
        return rows;
    }

    private void row(int i, SparseMatrix p, PassInputs<double[]> inputs, Scratch scratch, PairLoop loop) {
        int start = p.starts()[i];
        int stored = p.starts()[i + 1] - start;
        scratch.reserve(stored);
        gather(start, stored, p, inputs, scratch);
        Operands<double[]> operands = scratch.operands;
        inputs.openWith(operands, scratch.gathered, noStrides);
        operands.setFirst(i);
        int whole = stored & -DOUBLE.lanes();
        if (whole > 0) {
            loop.blocks(operands, 0, 0, whole);
        }
        if (whole < stored) {
            loop.masked(operands, 0, whole, (1 << (stored - whole)) - 1);
        }
    }

    private void gather(int start, int stored, SparseMatrix p, PassInputs<double[]> inputs, Scratch scratch) {
        int at = 0;
        for (; at < inputs.count(); at++) {
            gather(inputs.column(at), p.columns(), start, stored, scratch.gathered[at]);
        }
        for (String matrix : compiled.formula().matrices()) {
            double[] source = matrix.equals(Chain.P) ? p.values() : p.transposed();
            System.arraycopy(source, start, scratch.gathered[at++], 0, stored);
        }
    }

    private static void gather(double[] source, int[] columns, int start, int stored, double[] gathered) {
        for (int e = 0; e < stored; e++) {
            gathered[e] = source[columns[start + e]];
        }
    }
}
