package dev.starling.core.compile;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;

import java.util.List;

/// The pass as its definition says it, one pair and one formula at a time. Slow; what the compiled loops are held to.
final class InterpretedLoop implements PairLoop {
    private final PassFormula formula;

    InterpretedLoop(PassFormula formula) {
        this.formula = formula;
    }

    @Override
    public void blocks(double[][] columns, int[] bases, double[] constants, int from, int to, double[] lanes) {
        for (int j = from; j < to; j++) {
            add(columns, bases, constants, j, lanes);
        }
    }

    @Override
    public void masked(double[][] columns, int[] bases, double[] constants, int from, int mask, double[] lanes) {
        for (int lane = 0; lane < LANES; lane++) {
            if ((mask >>> lane & 1) != 0) {
                add(columns, bases, constants, from + lane, lanes);
            }
        }
    }

    private void add(double[][] columns, int[] bases, double[] constants, int j, double[] lanes) {
        int dimensions = formula.dimensions();
        double squared = 0;
        double[] difference = new double[dimensions];
        for (int k = 0; k < dimensions; k++) {
            difference[k] = constants[k] - columns[k][bases[k] + j];
            squared = k == 0 ? difference[k] * difference[k] : Math.fma(difference[k], difference[k], squared);
        }
        double s = squared;
        int lane = j % LANES;
        List<Expr> sums = formula.sums();
        for (int k = 0; k < sums.size(); k++) {
            lanes[k * LANES + lane] += Evaluation.of(sums.get(k), name -> value(name, s, columns, bases, constants, j));
        }
        for (int p = 0; p < formula.pulls().size(); p++) {
            double pull = Evaluation.of(formula.pulls().get(p), name -> value(name, s, columns, bases, constants, j));
            for (int k = 0; k < dimensions; k++) {
                int at = (sums.size() + p * dimensions + k) * LANES + lane;
                lanes[at] = Math.fma(pull, difference[k], lanes[at]);
            }
        }
    }

    private double value(String leaf, double squared, double[][] columns, int[] bases, double[] constants, int j) {
        if (leaf.equals(PassFormula.SQUARED_DISTANCE)) {
            return squared;
        }
        int dimensions = formula.dimensions();
        int column = formula.columns().indexOf(leaf);
        if (column >= 0) {
            return columns[dimensions + column][bases[dimensions + column] + j];
        }
        int constant = formula.constants().indexOf(leaf);
        if (constant >= 0) {
            return constants[dimensions + constant];
        }
        throw new IllegalArgumentException("the pass gives no value to '" + leaf + "'");
    }

    @Override
    public String toString() {
        return "interpreted " + formula;
    }
}
