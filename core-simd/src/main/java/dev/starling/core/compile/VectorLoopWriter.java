package dev.starling.core.compile;

import dev.starling.core.base.Precision;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.EnumSet;

/// Loops over vectors, as wide as the machine has them. A logical width of columns a turn, in one vector or several, and as many rows
/// as share the loads of a column without running out of registers.
final class VectorLoopWriter extends VectorCode {
    private final VectorTurn turn;

    /// Local variable: where the part of a turn begins, if they are done one by one.
    private int offset;

    private int[][][] sums = {};

    /// Whether terms of a sum of pairs are added by fma, with a factor of one, to the same number: some machines have adders and
    /// multipliers, and one kind may be busy with the terms themselves.
    private final boolean[] byMultiplier;

    /// @param copies  whether the code of elementary functions is copied into the loop, instead of called
    VectorLoopWriter(LoopFormula formula, Program program, Precision precision, boolean copies) {
        this(formula, program, precision, copies, VectorTurn.of(formula, program, precision));
    }

    private VectorLoopWriter(LoopFormula formula, Program program, Precision precision, boolean copies, VectorTurn turn) {
        super(formula, program, precision, turn.rows(), copies);
        this.turn = turn;
        byMultiplier = byMultiplier(formula, program);
    }

    private static boolean[] byMultiplier(LoopFormula formula, Program program) {
        long ofAdders = program.count(EnumSet.of(Op.ADD, Op.SUBTRACT));
        long ofMultipliers = program.count(EnumSet.of(Op.MULTIPLY, Op.SQUARE));
        boolean[] byMultiplier = new boolean[formula.outputs()];
        for (int output = 0; output < byMultiplier.length; output++) {
            byMultiplier[output] = ofMultipliers <= ofAdders;
            if (byMultiplier[output]) {
                ofMultipliers++;
            } else {
                ofAdders++;
            }
        }
        return byMultiplier;
    }

    @Override
    void takeRows(ClassBuilder type) {
        new RowTotals(this).addTo(type);
    }

    @Override
    int stepWidth() {
        return turn.panels() * precision.lanes();
    }

    /// Parts that are done side by side.
    private int parts() {
        return turn.oneByOne() ? 1 : VectorTurn.parts(precision);
    }

    @Override
    void inParts(CodeBuilder code, Runnable body) {
        if (!turn.oneByOne()) {
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
        if (turn.oneByOne()) {
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
        load(code, sum);
        load(code, term);
        add(code);
        storeSum(code, sum, part, masked);
    }

    @Override
    void blocksOfPairs(CodeBuilder code, int rows) {
        new PanelBlocks(this, rows).write(code);
    }

    @Override
    int panels() {
        return turn.panels();
    }

    @Override
    int partsOfPanel() {
        return parts();
    }

    @Override
    void keep(CodeBuilder code, int output, int term, int sum) {
        if (formula.pairs() == LoopFormula.Pairs.EACH && byMultiplier[output]) {
            load(code, term);
            load(code, one);
            load(code, sum);
            multiplyAdd(code);
        } else {
            load(code, sum);
            load(code, term);
            if (formula.pairs() == LoopFormula.Pairs.EACH) {
                add(code);
            } else if (program.isAbsolute(output)) {
                larger(code);
            } else {
                operate(code, Op.MAXIMUM);
            }
        }
        store(code, sum);
    }

    @Override
    void put(CodeBuilder code, int value, Runnable address) {
        load(code, value);
        address.run();
        intoArray(code);
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
