package dev.starling.core.distance;

import dev.starling.api.expr.Expr;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.LoopFormula.Pairs;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.compile.Storage;
import dev.starling.core.matrix.BoundMetric;
import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A generated loop over points: they are the columns of the loop, and numbers that are the same for all points belong to its rows. It has no
/// state; what a thread needs is in a [Room].
@API(status = API.Status.INTERNAL, since = "1.0")
public final class PointLoop {
    /// Rows that are taken at a time where the formula lets padding be taken with them.
    private static final int ROWS = Operands.ROWS;

    private static final int LANES = 8;
    private static final int[] ONE_ROW = {(1 << LANES) - 1};

    private final LoopCompiler.Compiled compiled;
    private final int outputs;

    /// Whether a column of the data that is 0 for all points adds nothing.
    private final boolean ignoresZeros;

    private PointLoop(LoopFormula formula, boolean ignoresZeros) {
        compiled = LoopCompiler.compile(formula, LoopCompiler.preferred());
        outputs = formula.sums().size();
        this.ignoresZeros = ignoresZeros;
    }

    /// Sums over columns of the data, of terms in x and y.
    static PointLoop overColumns(List<Expr> terms, int columns) {
        boolean zeros = terms.stream().allMatch(PointLoop::isZeroAtZero);
        return new PointLoop(formula(Pairs.TO_COLUMNS, List.of(BoundMetric.Y), List.of(), List.of(BoundMetric.X), terms), zeros);
    }

    private static boolean isZeroAtZero(Expr term) {
        return term.evaluate(Map.of(BoundMetric.X, 0.0, BoundMetric.Y, 0.0)) == 0;
    }

    /// The largest of a term in x and y over columns of the data.
    static PointLoop largest(Expr term) {
        return new PointLoop(formula(Pairs.LARGEST_TO_COLUMNS, List.of(BoundMetric.Y), List.of(), List.of(BoundMetric.X), List.of(term)), isZeroAtZero(term));
    }

    /// A formula of numbers of each point, and of some that are the same for all.
    public static PointLoop once(Expr formula, List<String> ofPoints, List<String> ofAll) {
        return new PointLoop(formula(Pairs.OF_ONE_ROW, List.of(), ofPoints, ofAll, List.of(formula)), false);
    }

    private static LoopFormula formula(Pairs pairs, List<String> matrices, List<String> columns, List<String> rows, List<Expr> sums) {
        return new LoopFormula(0, pairs, matrices, columns, rows, List.of(), sums, List.of());
    }

    int outputs() {
        return outputs;
    }

    public Room room(int padded) {
        return new Room(padded);
    }

    /// Arrays for one thread.
    public final class Room {
        private final Operands<double[]> operands;
        private final Storage<double[]> storage = new Storage.Doubles();
        private final double[] constants;

        private Room(int padded) {
            operands = compiled.newOperands(storage, padded);
            constants = compiled.constants(storage, new double[0]);
        }

        /// Adds up over columns of the data, or finds the largest.
        ///
        /// @param y       values of points, column after column
        /// @param x       the values that are the same for all points, one a column
        /// @param columns how many columns the data have; padding behind them may be taken too
        /// @param sums    receives the sums of points `from` until before `to`, by output
        void overColumns(double[] y, int stride, double[] x, int columns, int from, int to, double[][] sums) {
            if (outputs == 0) {
                return;
            }
            open(new double[][] {y}, stride, x);
            operands.clearColumns(from, to);
            PairLoop loop = compiled.loops().loopFor((long) columns * (to - from));
            int whole = ignoresZeros ? columns : columns / ROWS * ROWS;
            for (int k = 0; k < whole; k += ROWS) {
                operands.setFirst(k);
                for (int r = 0; r < Math.min(ROWS, Math.ceilDiv(whole - k, loop.rows()) * loop.rows()); r += loop.rows()) {
                    loop.blocks(operands, r, from, to);
                }
            }
            if (whole < columns) {
                int[] masks = new int[columns - whole];
                Arrays.fill(masks, ONE_ROW[0]);
                operands.setFirst(whole);
                for (int at = from; at < to; at += LANES) {
                    loop.masked(operands, masks, at);
                }
            }
            take(from, to, sums);
        }

        /// A formula of inputs of points.
        public void once(double[][] inputs, double[] ofAll, int from, int to, double[] out) {
            open(inputs, 0, ofAll);
            operands.clearColumns(from, to);
            operands.setFirst(0);
            compiled.loops().loopFor(to - from).blocks(operands, 0, from, to);
            take(from, to, new double[][] {out});
        }

        private void open(double[][] columns, int stride, double[] own) {
            operands.open(columns, new int[] {stride}, own, constants);
        }

        private void take(int from, int to, double[][] sums) {
            for (int output = 0; output < outputs; output++) {
                Arrays.fill(sums[output], from, to, 0);
                operands.addColumns(output, from, to, sums[output], from);
            }
        }
    }
}
