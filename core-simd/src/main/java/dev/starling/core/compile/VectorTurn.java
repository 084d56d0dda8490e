package dev.starling.core.compile;

import dev.starling.core.base.Precision;
import dev.starling.core.simd.VectorSupport;

/// What a turn of a vector loop takes: less where vectors are narrow, as it then has several of them, and where the formula is long.
///
/// @param rows      that share the loads of a column
/// @param panels    of points; 1 unless each pair keeps sums of its own
/// @param oneByOne  whether the parts of a turn are done one after the other by the same code, instead of side by side: a long formula is then
///                  compiled once and not as often as there are parts
record VectorTurn(int rows, int panels, boolean oneByOne) {
    /// Operations of a turn over several rows. Beyond, running sums no longer fit into registers, and the JIT takes seconds.
    private static final int OPERATIONS = 130;

    /// Rows that share the loads of a column at most.
    private static final int MOST_ROWS = 4;

    /// Values that outlast a turn, at most. There are as many registers, and a turn needs some of them itself; but to read P by four rows
    /// at a time is worth more than what then goes to memory and back.
    private static final int REGISTERS = 32;

    /// Vectors of sums that pairs keep, where one has all lanes, and where it is narrower: such machines may have half as many registers.
    private static final int SUMS_OF_PAIRS = 16;

    private static final int NARROW_SUMS_OF_PAIRS = 8;

    static VectorTurn of(LoopFormula formula, Program program, Precision precision) {
        int parts = parts(precision);
        int operations = program.weight() + 2 * formula.dimensions() + 2 * formula.outputs();
        boolean oneByOne = parts > 1 && parts * operations > OPERATIONS;
        return switch (formula.pairs()) {
            case NON_ZERO, OF_ONE_ROW -> new VectorTurn(1, 1, oneByOne);
            case EACH, EACH_LARGEST -> ofPairs(formula.outputs(), operations, parts, oneByOne);
            case ORDERED, UNORDERED, UNORDERED_TOTALS -> ofRows(formula, operations, parts, oneByOne);
        };
    }

    /// Vectors that cover the lanes.
    static int parts(Precision precision) {
        return precision.lanes() / VectorSupport.width(precision);
    }

    private static VectorTurn ofRows(LoopFormula formula, int operations, int parts, boolean oneByOne) {
        int together = oneByOne ? 1 : parts;
        int rows = MOST_ROWS / together;
        while (rows > 1 && (rows * together * operations > OPERATIONS || registers(formula, rows) > REGISTERS)) {
            rows /= 2;
        }
        return new VectorTurn(Math.max(1, rows), 1, oneByOne);
    }

    /// What should stay in registers: running sums and coordinates of rows, sums of columns.
    private static int registers(LoopFormula formula, int rows) {
        return rows * (formula.outputs() + formula.dimensions()) + formula.outputsOfColumns();
    }

    private static VectorTurn ofPairs(int outputs, int operations, int parts, boolean oneByOne) {
        int together = oneByOne ? 1 : parts;
        int most = parts == 1 ? SUMS_OF_PAIRS : NARROW_SUMS_OF_PAIRS;
        int rows = MOST_ROWS;
        int panels = parts == 1 ? 2 : 1;
        while (rows > 1 && (rows * panels * together * outputs > most || rows * panels * together * operations > OPERATIONS)) {
            if (panels > 1) {
                panels = 1;
            } else {
                rows /= 2;
            }
        }
        return new VectorTurn(rows, panels, oneByOne);
    }
}
