package dev.starling.core.exact;

import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.Storage;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairLeaf;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.Rows;

import java.util.Arrays;
import java.util.List;

/// Hands the values of leaves over to a loop.
///
/// @param leaves    what the names of the loop's inputs stand for
/// @param compiled  the loop
record Inputs(Leaves leaves, LoopCompiler.Compiled compiled) {
    LoopFormula formula() {
        return compiled.formula();
    }

    /// Whether a matrix of the loop is the transpose.
    boolean isTransposed(String matrix) {
        return leaves.meaning(matrix) == PairLeaf.Matrix.TRANSPOSED;
    }

    private double[][] points(List<String> names, LeafValues values) {
        return names.stream()
                .map(name -> values.point(switch (leaves.meaning(name)) {
                    case PairLeaf.OfRow(String point) -> point;
                    case PairLeaf.OfColumn(String point) -> point;
                    case PairLeaf other -> throw new IllegalStateException(name + " is no value of a point, but " + other);
                }))
                .toArray(double[][]::new);
    }

    /// The values of one run, looked up once, in the precision of the loop.
    <A> Opened<A> opened(Storage<A> storage, Positions y, Rows asked, LeafValues values) {
        return new Opened<>(this, storage, y, asked, values);
    }

    /// Inputs of one run.
    static final class Opened<A> {
        private final double[][] columns;
        private final A[] converted;
        private final A own;
        private final A constants;

        private Opened(Inputs inputs, Storage<A> storage, Positions y, Rows asked, LeafValues values) {
            LoopFormula formula = inputs.formula();
            int dimensions = formula.dimensions();
            columns = Arrays.copyOf(y.coordinates(), dimensions + formula.columns().size());
            System.arraycopy(inputs.points(formula.columns(), values), 0, columns, dimensions, formula.columns().size());
            converted = storage.newArrays(columns.length + formula.matrices().size());
            for (int c = 0; c < columns.length; c++) {
                converted[c] = storage.of(columns[c]);
            }
            double[][] rows = Arrays.copyOf(y.coordinates(), dimensions + formula.rows().size());
            System.arraycopy(inputs.points(formula.rows(), values), 0, rows, dimensions, formula.rows().size());
            int count = asked.count(y.n());
            own = storage.newArray(count * rows.length);
            for (int i = 0; i < count; i++) {
                for (int k = 0; k < rows.length; k++) {
                    storage.set(own, i * rows.length + k, rows[k][asked.point(i)]);
                }
            }
            constants = inputs.compiled.constants(storage, formula.constants().stream().mapToDouble(values::scalar).toArray());
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
}
