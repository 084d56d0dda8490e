package dev.starling.core.distance;

import dev.starling.api.expr.Expr;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.LoopFormula.Pairs;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.compile.Storage;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.simd.DistancePanels;

import java.util.List;

/// A generated loop over the columns of the data, for some rows and points at a time: it adds up terms in x and y, or finds the largest. Points
/// are in panels of eight: their values in the first column, in the second, and so on. It has no state; what a thread needs is in a [Room].
final class ColumnLoop {
    /// Rows that are taken at a time.
    static final int ROWS = DistancePanels.ROWS;

    static final int PANEL = DistancePanels.PANEL;

    /// Points of a call at most: what it writes stays in the first cache or near it.
    static final int POINTS = 512;

    private final LoopCompiler.Compiled compiled;
    private final int outputs;

    private ColumnLoop(Pairs pairs, List<Expr> terms) {
        compiled = LoopCompiler.compile(
                new LoopFormula(0, pairs, List.of(), List.of(BoundMetric.Y), List.of(BoundMetric.X), List.of(), terms, List.of()),
                LoopCompiler.preferred());
        outputs = terms.size();
    }

    /// Sums of terms.
    static ColumnLoop sums(List<Expr> terms) {
        return new ColumnLoop(Pairs.EACH, terms);
    }

    /// The largest of a term, and 0.
    static ColumnLoop largest(Expr term) {
        return new ColumnLoop(Pairs.EACH_LARGEST, List.of(term));
    }

    /// Room for so many points in panels, and a panel behind them, which the loop may read.
    static double[] panels(int points, int columns) {
        return new double[Math.multiplyExact((Math.ceilDiv(points, PANEL) + 1) * PANEL, columns)];
    }

    /// Where panels hold a value of a point.
    static int inPanels(int point, int column, int columns) {
        return (point / PANEL * columns + column) * PANEL + point % PANEL;
    }

    int outputs() {
        return outputs;
    }

    Room room() {
        return new Room();
    }

    /// Arrays for one thread.
    final class Room {
        private final Storage<double[]> storage = new Storage.Doubles();
        private final Operands<double[]> operands = compiled.newOperands(storage, POINTS + PANEL);
        private final double[] constants = compiled.constants(storage, new double[0]);

        /// Finds the sums of [#ROWS] rows and some points.
        ///
        /// @param panels  of points
        /// @param rows    values of rows, row after row
        /// @param row     the first of the rows
        /// @param from    the first point, a multiple of eight
        /// @param to      one past the last, at most [#POINTS] further
        void run(double[] panels, double[] rows, int columns, int row, int from, int to) {
            if (outputs == 0) {
                return;
            }
            operands.open(new double[][] {panels}, new int[0], rows, constants);
            operands.setDepth(columns);
            operands.setFirst(row);
            PairLoop loop = compiled.loops().loopFor((long) ROWS * columns * (to - from));
            for (int r = 0; r < ROWS; r += loop.rows()) {
                loop.blocks(operands, r, from, to);
            }
        }

        /// What was found for a row: the array itself, in which the first point is at 0.
        double[] found(int output, int row) {
            return operands.ofPairs(output, row);
        }
    }
}
