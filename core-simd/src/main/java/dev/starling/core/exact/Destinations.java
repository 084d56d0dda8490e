package dev.starling.core.exact;

import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.pairs.RowSums;

/// Where the outputs of a loop go, by output.
///
/// @param arrays  an array of [RowSums]
/// @param starts  the place of row 0 in it
record Destinations(double[][] arrays, int[] starts) {
    static Destinations of(RowSums rows, int dimensions, int count) {
        int ofSums = rows.sums().length;
        double[][] arrays = new double[ofSums + dimensions * rows.pulls().length][];
        int[] starts = new int[arrays.length];
        for (int output = 0; output < arrays.length; output++) {
            int ofPulls = output - ofSums;
            arrays[output] = ofPulls < 0 ? rows.sums()[output] : rows.pulls()[ofPulls / dimensions];
            starts[output] = ofPulls < 0 ? 0 : ofPulls % dimensions * count;
        }
        return new Destinations(arrays, starts);
    }

    /// Adds up the rows that a loop holds, of which `first` is the first.
    void takeRows(PairLoop loop, Operands<?> operands, int first, int count) {
        for (int output = 0; output < arrays.length; output++) {
            loop.takeRows(operands, output, count, arrays[output], starts[output] + first);
        }
    }

    /// Adds what columns `from` until before `to` were given.
    void takeColumns(Operands<?> operands, int output, int from, int to) {
        operands.addColumns(output, from, to, arrays[output], starts[output] + from);
    }
}
