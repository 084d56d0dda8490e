package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Tree;
import dev.starling.core.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.compile.PassFormula;
import dev.starling.core.input.DenseMatrix;
import dev.starling.core.input.SparseMatrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One pass over the pairs: row sums and row pulls of compiled formulas, over all columns or over the stored ones of a sparse P.
///
/// A leaf `x.i` is the value of point i, `x.j` that of point j; `p` and `pT` are pᵢⱼ and pⱼᵢ; every other leaf is one number for
/// the whole pass. Rows are shared out in blocks of [#ROWS]; a row is always summed in the same order.
final class PairPass {
    /// Rows of a block: enough that a block outweighs its hand-over, few enough that two threads end together.
    static final int ROWS = 32;

    private static final String TRANSPOSED = "pT";

    private final LoopCompiler.Compiled compiled;
    private final Workers workers;
    private final int dimensions;

    /// Values of the leaves of a pass.
    ///
    /// @param scalars  leaves that are one number
    /// @param points   leaves that are one number a point, padded to the stride, by name without `.i` or `.j`
    record Values(Map<String, Double> scalars, Map<String, double[]> points) {
        double scalar(String name) {
            Double value = scalars.get(name);
            if (value == null) {
                throw new IllegalStateException("no value for '" + name + "'");
            }
            return value;
        }

        double[] point(String name) {
            double[] of = points.get(name);
            if (of == null) {
                throw new IllegalStateException("no values for '" + name + "'");
            }
            return of;
        }
    }

    /// What a pass gives: one array over the points for each sum, one over the coordinates (dimension-major) for each pull.
    record Rows(double[][] sums, double[][] pulls) {
        double total(int sum) {
            return FixedSum.of(sums[sum], 0, sums[sum].length);
        }
    }

    PairPass(int dimensions, List<Expr> sums, List<Expr> pulls, Workers workers, Backend backend) {
        this.dimensions = dimensions;
        this.workers = workers;
        Set<String> leaves = new TreeSet<>();
        sums.forEach(e -> leaves.addAll(e.leaves()));
        pulls.forEach(e -> leaves.addAll(e.leaves()));
        leaves.remove(PassFormula.SQUARED_DISTANCE);
        List<String> columns = new ArrayList<>();
        List<String> constants = new ArrayList<>();
        for (String leaf : leaves) {
            boolean varies = leaf.equals(Chain.P) || leaf.equals(TRANSPOSED) || leaf.endsWith(".j");
            (varies ? columns : constants).add(leaf);
        }
        compiled = LoopCompiler.compile(new PassFormula(dimensions, columns, constants, sums, pulls), backend);
    }

    Backend backend() {
        return compiled.running();
    }

    PassFormula formula() {
        return compiled.formula();
    }

    /// The formula of the pair (j, i) from that of (i, j): p becomes pT where P is not symmetric, values of i become those of j.
    static Expr reversed(Expr e, boolean symmetric, Set<String> pointLeaves) {
        Map<String, Expr> renamed = new java.util.HashMap<>();
        pointLeaves.forEach(leaf -> {
            renamed.put(leaf, Expr.leaf(leaf + ".j"));
            renamed.put(leaf + Chain.OTHER, Expr.leaf(leaf + ".i"));
        });
        if (!symmetric) {
            renamed.put(Chain.P, Expr.leaf(TRANSPOSED));
        }
        return Tree.substitute(e, renamed);
    }

    /// The formula with values of point i named so.
    static Expr forward(Expr e, Set<String> pointLeaves) {
        Map<String, Expr> renamed = new java.util.HashMap<>();
        pointLeaves.forEach(leaf -> {
            renamed.put(leaf, Expr.leaf(leaf + ".i"));
            renamed.put(leaf + Chain.OTHER, Expr.leaf(leaf + ".j"));
        });
        return Tree.substitute(e, renamed);
    }

    /// Sums over all columns but the row's own. `p` and `transposed` are read only if the formulas have them.
    Rows overAll(PaddedPoints y, DenseMatrix p, DenseMatrix transposed, Values values) {
        int n = y.n();
        Rows rows = newRows(n);
        workers.run(blocks(n), block -> {
            Row row = new Row(y, values);
            for (int i = block * ROWS; i < Math.min(n, (block + 1) * ROWS); i++) {
                row.openDense(i, p, transposed);
                int own = i & -PairLoop.LANES;
                int whole = n & -PairLoop.LANES;
                int ownMask = 0xff & ~(1 << (i - own));
                row.blocks(0, Math.min(own, whole));
                row.masked(own, own < whole ? ownMask : ownMask & ((1 << (n - whole)) - 1));
                row.blocks(own + PairLoop.LANES, whole);
                if (own < whole && whole < n) {
                    row.masked(whole, (1 << (n - whole)) - 1);
                }
                row.close(i, rows);
            }
        });
        return rows;
    }

    /// Sums over the stored columns of each row.
    Rows overStored(PaddedPoints y, SparseMatrix p, Values values) {
        int n = y.n();
        Rows rows = newRows(n);
        workers.run(blocks(n), block -> {
            Row row = new Row(y, values);
            for (int i = block * ROWS; i < Math.min(n, (block + 1) * ROWS); i++) {
                int stored = row.openSparse(i, p);
                int whole = stored & -PairLoop.LANES;
                row.blocks(0, whole);
                if (whole < stored) {
                    row.masked(whole, (1 << (stored - whole)) - 1);
                }
                row.close(i, rows);
            }
        });
        return rows;
    }

    private Rows newRows(int n) {
        PassFormula formula = compiled.formula();
        return new Rows(new double[formula.sums().size()][n], new double[formula.pulls().size()][n * dimensions]);
    }

    private static int blocks(int n) {
        return (n + ROWS - 1) / ROWS;
    }

    /// The inputs and running sums of one row at a time; each block of rows has its own.
    private final class Row {
        private final PaddedPoints y;
        private final Values values;
        private final double[][] columns;
        private final int[] bases;
        private final double[] constants = compiled.newConstants();
        private final double[] lanes = new double[compiled.formula().outputs() * PairLoop.LANES];
        private double[][] gathered = {};

        Row(PaddedPoints y, Values values) {
            this.y = y;
            this.values = values;
            int count = dimensions + compiled.formula().columns().size();
            this.columns = new double[count][];
            this.bases = new int[count];
        }

        void openDense(int i, DenseMatrix p, DenseMatrix transposed) {
            openConstants(i);
            for (int k = 0; k < dimensions; k++) {
                columns[k] = y.coordinates()[k];
            }
            List<String> names = compiled.formula().columns();
            for (int c = 0; c < names.size(); c++) {
                String name = names.get(c);
                int at = dimensions + c;
                if (name.equals(Chain.P) || name.equals(TRANSPOSED)) {
                    DenseMatrix matrix = name.equals(Chain.P) ? p : transposed;
                    columns[at] = matrix.values();
                    bases[at] = i * matrix.stride();
                } else {
                    columns[at] = point(name);
                }
            }
        }

        int openSparse(int i, SparseMatrix p) {
            openConstants(i);
            int start = p.starts()[i];
            int stored = p.starts()[i + 1] - start;
            int padded = DenseMatrix.strideOf(stored);
            if (gathered.length == 0 || gathered[0].length < padded) {
                gathered = new double[columns.length][2 * padded];
            }
            List<String> names = compiled.formula().columns();
            for (int c = 0; c < columns.length; c++) {
                columns[c] = gathered[c];
                String name = c < dimensions ? "" : names.get(c - dimensions);
                if (name.equals(Chain.P) || name.equals(TRANSPOSED)) {
                    double[] source = name.equals(Chain.P) ? p.values() : p.transposed();
                    System.arraycopy(source, start, gathered[c], 0, stored);
                } else {
                    double[] source = c < dimensions ? y.coordinates()[c] : point(name);
                    for (int e = 0; e < stored; e++) {
                        gathered[c][e] = source[p.columns()[start + e]];
                    }
                }
            }
            return stored;
        }

        private void openConstants(int i) {
            for (int k = 0; k < dimensions; k++) {
                constants[k] = y.coordinates()[k][i];
            }
            List<String> names = compiled.formula().constants();
            for (int c = 0; c < names.size(); c++) {
                String name = names.get(c);
                constants[dimensions + c] = name.endsWith(".i") ? point(name)[i] : values.scalar(name);
            }
            java.util.Arrays.fill(lanes, 0);
        }

        /// Values of a leaf `x.i` or `x.j`.
        private double[] point(String leaf) {
            return values.point(leaf.substring(0, leaf.length() - 2));
        }

        void blocks(int from, int to) {
            if (from < to) {
                compiled.loop().blocks(columns, bases, constants, from, to, lanes);
            }
        }

        void masked(int from, int mask) {
            if (mask != 0) {
                compiled.loop().masked(columns, bases, constants, from, mask, lanes);
            }
        }

        void close(int i, Rows rows) {
            int output = 0;
            for (double[] sum : rows.sums()) {
                sum[i] = FixedSum.ofLanes(lanes, PairLoop.LANES * output++);
            }
            for (double[] pull : rows.pulls()) {
                for (int k = 0; k < dimensions; k++) {
                    pull[k * y.n() + i] = FixedSum.ofLanes(lanes, PairLoop.LANES * output++);
                }
            }
        }
    }
}
