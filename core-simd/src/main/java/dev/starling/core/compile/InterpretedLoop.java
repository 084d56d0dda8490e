package dev.starling.core.compile;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.base.Precision;

import java.util.List;

/// The pass as its definition says it, one pair and one formula at a time, in doubles. Slow; what the compiled loops are held to.
final class InterpretedLoop implements PairLoop {
    private static final int LANES = Precision.DOUBLE.lanes();

    private final LoopFormula formula;

    InterpretedLoop(LoopFormula formula) {
        this.formula = formula;
    }

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public void blocks(Operands<?> operands, int row, int from, int to) {
        if (formula.pairs().keepEach()) {
            each(operands, row, from, to);
            return;
        }
        for (int j = from; j < to; j++) {
            new Pair(operands, row, j).add((j - from) % LANES);
        }
    }

    private void each(Operands<?> operands, int row, int from, int to) {
        double[] points = (double[]) operands.columns[0];
        double[] own = (double[]) operands.own;
        double[] constants = (double[]) operands.constants;
        for (int output = 0; output < formula.sums().size(); output++) {
            Expr term = formula.sums().get(output);
            double[] sums = (double[]) operands.ofPairs(output, row);
            for (int j = from; j < to; j++) {
                double sum = 0;
                for (int k = 0; k < operands.depth; k++) {
                    double y = points[(j / LANES * operands.depth + k) * LANES + j % LANES];
                    double x = own[(operands.first + row) * operands.depth + k];
                    double value = Evaluation.of(term, leaf -> formula.columns().contains(leaf) ? y
                            : formula.rows().contains(leaf) ? x : constants[formula.constants().indexOf(leaf)]);
                    sum = formula.pairs() == LoopFormula.Pairs.EACH ? sum + value : Math.max(sum, value);
                }
                sums[j - from] = sum;
            }
        }
    }

    @Override
    public void masked(Operands<?> operands, int[] masks, int at) {
        if (formula.pairs().keepEach()) {
            PairLoop.super.masked(operands, masks, at);
            return;
        }
        for (int row = 0; row < masks.length; row++) {
            for (int lane = 0; lane < LANES; lane++) {
                if ((masks[row] >>> lane & 1) != 0) {
                    new Pair(operands, row, at + lane).add(lane);
                }
            }
        }
    }

    /// Row i and column j.
    private final class Pair {
        private final Operands<?> operands;
        private final double[] own;
        private final double[] lanes;
        private final int row;
        private final int j;
        private final double[] difference = new double[formula.dimensions()];
        private double squared;
        private double onePlusSquared = 1;

        Pair(Operands<?> operands, int row, int j) {
            this.operands = operands;
            this.own = (double[]) operands.own;
            this.lanes = (double[]) operands.lanes;
            this.row = row;
            this.j = j;
            for (int k = 0; k < difference.length; k++) {
                difference[k] = own[(operands.first + row) * formula.ownOfRow() + k] - column(k)[j];
                onePlusSquared = Math.fma(difference[k], difference[k], onePlusSquared);
                squared = k == 0 ? difference[k] * difference[k] : Math.fma(difference[k], difference[k], squared);
            }
        }

        private double[] column(int index) {
            return (double[]) operands.columns[index];
        }

        void add(int lane) {
            int output = 0;
            for (Expr sum : formula.sums()) {
                add(lane, output++, 1, Evaluation.of(sum, this::value));
            }
            for (Expr pull : formula.pulls()) {
                double value = Evaluation.of(pull, this::value);
                for (double apart : difference) {
                    add(lane, output++, apart, value);
                }
            }
        }

        private void add(int lane, int output, double factor, double term) {
            if (formula.pairs().haveRows()) {
                int at = (row * formula.outputs() + output) * LANES + lane;
                lanes[at] = Math.fma(term, factor, lanes[at]);
            }
            if (output >= formula.firstOfColumns()) {
                double[] accumulator = (double[]) operands.accumulators[output - formula.firstOfColumns()];
                accumulator[j] = Math.fma(term, factor, accumulator[j]);
            }
        }

        private double value(String leaf) {
            if (leaf.equals(LoopFormula.SQUARED_DISTANCE)) {
                return squared;
            } else if (leaf.equals(LoopFormula.ONE_PLUS_SQUARED_DISTANCE)) {
                return onePlusSquared;
            }
            List<String> matrices = formula.matrices();
            if (matrices.contains(leaf)) {
                int matrix = matrices.indexOf(leaf);
                int index = formula.dimensions() + formula.columns().size() + matrix;
                return column(index)[(operands.first + row) * operands.strides[matrix] + j];
            } else if (formula.columns().contains(leaf)) {
                return column(formula.dimensions() + formula.columns().indexOf(leaf))[j];
            } else if (formula.rows().contains(leaf)) {
                return own[(operands.first + row) * formula.ownOfRow() + formula.dimensions() + formula.rows().indexOf(leaf)];
            }
            return ((double[]) operands.constants)[formula.constants().indexOf(leaf)];
        }
    }

    @Override
    public String toString() {
        return "interpreted " + formula;
    }
}
