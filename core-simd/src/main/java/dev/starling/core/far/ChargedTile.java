package dev.starling.core.far;

import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.compile.Storage;

import java.util.Arrays;

/// Rows that meet gathered columns, each with its charges, by the generated loop of a pass. One thread uses it at a time.
final class ChargedTile<A> {
    private static final int[] NO_STRIDES = {};

    private final Storage<A> storage;
    private final Operands<A> operands;
    private final A constants;
    private final int firstCharge;
    private final int lanes;
    private final double[] sums = new double[Operands.ROWS];
    private final A[] columns;
    private int room;
    private int count;

    /// Columns at the beginning that are the rows themselves.
    private int own;

    /// @param constants  of the pass
    /// @param own      numbers that a column has beside its charges: coordinates, and what the formulas have of columns
    /// @param charges  number of charges
    ChargedTile(LoopCompiler.Compiled compiled, Storage<A> storage, A constants, int own, int charges) {
        this.storage = storage;
        this.constants = constants;
        operands = compiled.newOperands(storage, 0);
        firstCharge = own;
        int inputs = own + charges;
        lanes = storage.precision().lanes();
        columns = storage.newArrays(inputs);
        for (int c = 0; c < inputs; c++) {
            columns[c] = storage.newArray(0);
        }
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
        own = 0;
    }

    /// Adds columns `from` until before `to`. Those of the rows themselves come first, in the order of the rows.
    void gather(A[] source, int from, int to, boolean areTheRows) {
        int length = to - from;
        reserve(count + length);
        for (int c = 0; c < columns.length; c++) {
            System.arraycopy(source[c], from, columns[c], count, length);
        }
        count += length;
        own = areTheRows ? count : own;
    }

    private void reserve(int needed) {
        if (needed > room) {
            room = 2 * needed;
            for (int c = 0; c < columns.length; c++) {
                A enlarged = storage.newArray(room + 2 * lanes);
                System.arraycopy(columns[c], 0, enlarged, 0, count);
                columns[c] = enlarged;
            }
        }
    }

    /// Adds the sums over the columns to `results`, by output, those of the first row at `at`.
    ///
    /// @param points  coordinates of point after point, that of the first row being `first`, with as many to spare as rows are held at a time
    void run(PairLoop loop, A points, int first, int rows, double[][] results, int at) {
        if (count == 0) {
            return;
        }
        int whole = fillLastWidth();
        operands.open(columns, NO_STRIDES, points, constants);
        for (int group = 0; group < rows; group += Operands.ROWS) {
            int taken = Math.min(Operands.ROWS, rows - group);
            operands.setFirst(first + group);
            int start = group < own ? withoutThemselves(loop, group, taken) : 0;
            blocks(loop, taken, start, whole);
            int rest = Math.max(start, whole);
            if (rest < count) {
                loop.masked(operands, masks(taken, (1 << count - rest) - 1), rest);
            }
            take(loop, taken, results, at + group);
        }
    }

    /// Fills the last width with columns that have no charge, unless all are the rows' own; returns where the whole widths end.
    private int fillLastWidth() {
        int whole = count & -lanes;
        if (whole == count || own == count) {
            return whole;
        }
        int end = whole + lanes;
        for (int c = 0; c < columns.length; c++) {
            if (c < firstCharge) {
                for (int at = count; at < end; at++) {
                    System.arraycopy(columns[c], own, columns[c], at, 1);
                }
            } else {
                storage.clear(columns[c], count, end);
            }
        }
        return end;
    }

    /// The columns until the end of the width that holds the rows of a group: without the pairs of a row and itself.
    private int withoutThemselves(PairLoop loop, int group, int taken) {
        int start = group & -lanes;
        blocks(loop, taken, 0, start);
        int[] masks = masks(taken, count - start >= lanes ? (1 << lanes) - 1 : (1 << count - start) - 1);
        for (int row = 0; row < taken; row++) {
            masks[row] &= ~(1 << group + row - start);
        }
        loop.masked(operands, masks, start);
        return start + lanes;
    }

    /// As many rows at a time as the loop takes; what it adds up beyond those asked for is thrown away.
    private void blocks(PairLoop loop, int taken, int from, int to) {
        for (int row = 0; row < taken && from < to; row += loop.rows()) {
            loop.blocks(operands, row, from, to);
        }
    }

    private void take(PairLoop loop, int taken, double[][] results, int at) {
        for (int output = 0; output < results.length; output++) {
            Arrays.fill(sums, 0);
            loop.takeRows(operands, output, Operands.ROWS, sums, 0);
            for (int row = 0; row < taken; row++) {
                results[output][at + row] += sums[row];
            }
        }
    }

    private static int[] masks(int rows, int mask) {
        int[] masks = new int[rows];
        Arrays.fill(masks, mask);
        return masks;
    }
}
