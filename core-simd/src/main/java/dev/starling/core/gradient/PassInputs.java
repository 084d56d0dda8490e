package dev.starling.core.gradient;

import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PassFormula;
import dev.starling.core.compile.Storage;

import java.util.Arrays;
import java.util.List;

/// The values of the leaves of one run of a pass, looked up once, in the precision of its loop.
final class PassInputs<A> {
    private final double[][] columns;
    private final A[] converted;
    private final A own;
    private final A constants;

    PassInputs(LoopCompiler.Compiled compiled, Storage<A> storage, PaddedPoints y, PairPass.Values values) {
        PassFormula formula = compiled.formula();
        int dimensions = formula.dimensions();
        columns = Arrays.copyOf(y.coordinates(), dimensions + formula.columns().size());
        System.arraycopy(points(formula.columns(), values), 0, columns, dimensions, formula.columns().size());
        converted = storage.newArrays(columns.length + formula.matrices().size());
        for (int c = 0; c < columns.length; c++) {
            converted[c] = storage.of(columns[c]);
        }
        double[][] rows = Arrays.copyOf(y.coordinates(), dimensions + formula.rows().size());
        System.arraycopy(points(formula.rows(), values), 0, rows, dimensions, formula.rows().size());
        own = storage.newArray(y.n() * rows.length);
        for (int i = 0; i < y.n(); i++) {
            for (int k = 0; k < rows.length; k++) {
                storage.set(own, i * rows.length + k, rows[k][i]);
            }
        }
        constants = compiled.constants(storage, formula.constants().stream().mapToDouble(values::scalar).toArray());
    }

    /// Values of leaves `x.i` or `x.j`.
    private static double[][] points(List<String> leaves, PairPass.Values values) {
        return leaves.stream().map(leaf -> values.point(leaf.substring(0, leaf.length() - 2))).toArray(double[][]::new);
    }

    /// Number of inputs that are one number a point j, coordinates first.
    int count() {
        return columns.length;
    }

    /// One of these, in double.
    double[] column(int index) {
        return columns[index];
    }

    /// Hands over the inputs, with the points as columns.
    ///
    /// @param matrices  the matrices of the pass
    /// @param strides   distance between the beginnings of two of their rows
    void open(Operands<A> operands, A[] matrices, int[] strides) {
        A[] all = converted.clone();
        System.arraycopy(matrices, 0, all, columns.length, matrices.length);
        operands.open(all, strides, own, constants);
    }

    /// Hands over the inputs, with columns of the caller's in the place of points and matrices.
    void openWith(Operands<A> operands, A[] gathered, int[] strides) {
        operands.open(gathered, strides, own, constants);
    }
}
