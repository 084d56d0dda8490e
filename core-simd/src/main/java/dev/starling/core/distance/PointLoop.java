package dev.starling.core.distance;

import dev.starling.api.expr.Expr;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.LoopFormula.Pairs;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.Storage;
import org.apiguardian.api.API;

import java.util.List;

/// A generated loop over points: they are the columns of the loop, and numbers that are the same for all points belong to its rows. It has no
/// state; what a thread needs is in a [Room].
@API(status = API.Status.INTERNAL, since = "1.0")
public final class PointLoop {
    private final LoopCompiler.Compiled compiled;

    private PointLoop(LoopFormula formula) {
        compiled = LoopCompiler.compile(formula, LoopCompiler.preferred());
    }

    /// A formula of numbers of each point, and of some that are the same for all.
    public static PointLoop once(Expr formula, List<String> ofPoints, List<String> ofAll) {
        return new PointLoop(new LoopFormula(0, Pairs.OF_ONE_ROW, List.of(), ofPoints, ofAll, List.of(), List.of(formula), List.of()));
    }

    public Room room(int padded) {
        return new Room(padded);
    }

    /// Arrays for one thread.
    public final class Room {
        private final Operands<double[]> operands;
        private final double[] constants;

        private Room(int padded) {
            Storage<double[]> storage = new Storage.Doubles();
            operands = compiled.newOperands(storage, padded);
            constants = compiled.constants(storage, new double[0]);
        }

        /// A formula of inputs of points.
        public void once(double[][] inputs, double[] ofAll, int from, int to, double[] out) {
            System.arraycopy(once(inputs, ofAll, 0, from, to), from, out, from, to - from);
        }

        /// The same for one of several rows.
        ///
        /// @param ofRows the numbers that are the same for all points, row after row
        /// @return the values, in an array of the loop's own
        double[] once(double[][] inputs, double[] ofRows, int row, int from, int to) {
            operands.open(inputs, new int[0], ofRows, constants);
            operands.clearColumns(from, to);
            operands.setFirst(row);
            compiled.loops().loopFor(to - from).blocks(operands, 0, from, to);
            return operands.ofColumns(0);
        }
    }
}
