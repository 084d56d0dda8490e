package dev.starling.core.compile;

import dev.starling.core.base.Precision;
import dev.starling.core.simd.VectorSupport;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/// Loops over vectors, as wide as the machine has them. A logical width of columns a turn, in one vector or several, and as many rows
/// as share the loads of a column without running out of registers.
final class VectorLoopWriter extends VectorCode {
    /// Operations of a turn over several rows. Beyond, running sums no longer fit into registers, and the JIT takes seconds.
    private static final int OPERATIONS_OF_A_TURN = 130;

    /// Rows that share the loads of a column at most.
    private static final int MOST_ROWS = 4;

    /// Values that outlast a turn, at most. There are as many registers, and a turn needs some of them itself; but to read P by four rows
    /// at a time is worth more than what then goes to memory and back.
    private static final int REGISTERS = 32;

    /// Whether the parts of a turn are done one after the other by the same code, instead of side by side: a long formula is then compiled
    /// once and not as often as there are parts.
    private final boolean oneByOne;

    /// Local variable: where the part of a turn begins, if they are done one by one.
    private int offset;

    private int[][][] sums = {};

    /// @param copies  whether the code of elementary functions is copied into the loop, instead of called
    VectorLoopWriter(LoopFormula formula, Program program, Precision precision, boolean copies) {
        super(formula, program, precision, rows(formula, program, precision), copies);
        oneByOne = isOneByOne(formula, program, precision);
    }

    private static int parts(Precision precision) {
        return precision.lanes() / VectorSupport.width(precision);
    }

    /// Operations of a row and a vector of columns.
    private static int operations(LoopFormula formula, Program program) {
        return program.weight() + 2 * formula.dimensions() + 2 * formula.outputs();
    }

    private static boolean isOneByOne(LoopFormula formula, Program program, Precision precision) {
        return parts(precision) > 1 && parts(precision) * operations(formula, program) > OPERATIONS_OF_A_TURN;
    }

    /// Rows of a turn: fewer where vectors are narrow, as a turn then takes several of them, and where the formula is long.
    private static int rows(LoopFormula formula, Program program, Precision precision) {
        if (formula.pairs() == LoopFormula.Pairs.NON_ZERO || formula.pairs() == LoopFormula.Pairs.OF_ONE_ROW) {
            return 1;
        }
        int parts = isOneByOne(formula, program, precision) ? 1 : parts(precision);
        int ofRow = operations(formula, program);
        int rows = MOST_ROWS / parts;
        while (rows > 1 && (rows * parts * ofRow > OPERATIONS_OF_A_TURN || registers(formula, rows) > REGISTERS)) {
            rows /= 2;
        }
        return Math.max(1, rows);
    }

    /// What should stay in registers: running sums and coordinates of rows, sums of columns.
    private static int registers(LoopFormula formula, int rows) {
        return rows * (formula.outputs() + formula.dimensions()) + formula.outputsOfColumns();
    }

    @Override
    void takeRows(ClassBuilder type) {
        new RowTotals(this).addTo(type);
    }

    @Override
    int stepWidth() {
        return precision.lanes();
    }

    /// Parts that are done side by side.
    private int parts() {
        return oneByOne ? 1 : parts(precision);
    }

    @Override
    void inParts(CodeBuilder code, Runnable body) {
        if (!oneByOne) {
            body.run();
            return;
        }
        offset = local(1);
        Label again = code.newLabel();
        code.iconst_0().istore(offset).labelBinding(again);
        body.run();
        code.iinc(offset, width).iload(offset).loadConstant(precision.lanes()).if_icmplt(again);
    }

    @Override
    void addOffset(CodeBuilder code, int part) {
        if (oneByOne) {
            code.iload(offset).iadd();
        } else if (part > 0) {
            code.loadConstant(part * width).iadd();
        }
    }

    @Override
    void openSums(CodeBuilder code, int rows) {
        if (!formula.pairs().haveRows()) {
            return;
        }
        sums = new int[rows][formula.outputs()][parts()];
        for (int row = 0; row < rows; row++) {
            for (int output = 0; output < formula.outputs(); output++) {
                for (int part = 0; part < parts(); part++) {
                    openLoad(code);
                    addressLanes(code, row, output, part);
                    fromArray(code);
                    sums[row][output][part] = stored(code);
                }
            }
        }
    }

    @Override
    void closeSums(CodeBuilder code, int rows) {
        if (!formula.pairs().haveRows()) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            for (int output = 0; output < formula.outputs(); output++) {
                for (int part = 0; part < parts(); part++) {
                    load(code, sums[row][output][part]);
                    addressLanes(code, row, output, part);
                    intoArray(code);
                }
            }
        }
    }

    private void addressLanes(CodeBuilder code, int row, int output, int part) {
        addressLanes(code, row, output);
        addOffset(code, part);
    }

    @Override
    void block(CodeBuilder code, int j, int rows) {
        addAllParts(code, j, rows, false);
    }

    @Override
    void maskedBlock(CodeBuilder code) {
        addAllParts(code, FROM, 1, true);
    }

    private void addAllParts(CodeBuilder code, int j, int rows, boolean masked) {
        for (int part = 0; part < parts(); part++) {
            int[] columnSums = openAccumulators(code, j, part);
            LoopColumns columns = new LoopColumns(this, code, j, part);
            for (int row = 0; row < rows; row++) {
                LoopColumns.Values values = columns.evaluate(row);
                int output = 0;
                for (int root = 0; root < program.roots().length; root++) {
                    int term = values.steps()[program.roots()[root]];
                    if (root < formula.sums().size()) {
                        if (formula.pairs().haveRows()) {
                            add(code, term, sums[row][output][part], part, masked);
                        }
                        if (output >= formula.firstOfColumns()) {
                            add(code, term, columnSums[output - formula.firstOfColumns()], part, masked);
                        }
                        output++;
                        continue;
                    }
                    for (int difference : values.differences()) {
                        if (formula.pairs().haveRows()) {
                            pull(code, term, difference, sums[row][output][part], part, masked);
                        }
                        if (output >= formula.firstOfColumns()) {
                            pull(code, term, difference, columnSums[output - formula.firstOfColumns()], part, masked);
                        }
                        output++;
                    }
                }
            }
            closeAccumulators(code, j, part, columnSums);
        }
    }

    private void add(CodeBuilder code, int term, int sum, int part, boolean masked) {
        switch (formula.pairs()) {
            case LARGEST_TO_COLUMNS -> {
                load(code, sum);
                load(code, term);
                operate(code, Op.MAXIMUM);
            }
            // The same number: some machines have adders and multipliers, and the former are busy with differences.
            case TO_COLUMNS -> {
                load(code, term);
                load(code, one);
                load(code, sum);
                multiplyAdd(code);
            }
            case NON_ZERO, ORDERED, UNORDERED, UNORDERED_TOTALS, OF_ONE_ROW -> {
                load(code, sum);
                load(code, term);
                add(code);
            }
        }
        storeSum(code, sum, part, masked);
    }

    private void pull(CodeBuilder code, int term, int difference, int sum, int part, boolean masked) {
        load(code, term);
        load(code, difference);
        load(code, sum);
        multiplyAdd(code);
        storeSum(code, sum, part, masked);
    }

    /// Lanes that are masked out keep their old sum. To add 0 there is not the same: -0 + 0 is 0, and 0 · ∞ is no number.
    private void storeSum(CodeBuilder code, int sum, int part, boolean masked) {
        if (masked) {
            load(code, sum);
            code.iload(TO_OR_MASK).loadConstant(0);
            addOffset(code, part);
            code.iushr();
            choose(code);
        }
        store(code, sum);
    }

    private int[] openAccumulators(CodeBuilder code, int j, int part) {
        int[] columnSums = new int[accumulators.length];
        for (int output = 0; output < accumulators.length; output++) {
            openLoad(code);
            addressAccumulator(code, output, j, part);
            fromArray(code);
            columnSums[output] = stored(code);
        }
        return columnSums;
    }

    private void closeAccumulators(CodeBuilder code, int j, int part, int[] columnSums) {
        for (int output = 0; output < accumulators.length; output++) {
            load(code, columnSums[output]);
            addressAccumulator(code, output, j, part);
            intoArray(code);
        }
    }

    private void addressAccumulator(CodeBuilder code, int output, int j, int part) {
        code.aload(accumulators[output]).iload(j);
        addOffset(code, part);
    }
}
