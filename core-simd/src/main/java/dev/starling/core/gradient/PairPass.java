package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Difference;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Node;
import dev.starling.api.expr.tree.Product;
import dev.starling.api.expr.tree.Sum;
import dev.starling.api.expr.tree.Tree;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.compile.PassFormula;
import dev.starling.core.compile.PassFormula.Pairs;
import dev.starling.core.compile.Storage;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.SparseMatrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;

import static dev.starling.api.expr.tree.Algebra.ONE;
import static dev.starling.api.expr.tree.Algebra.TWO;

/// One pass over the pairs: row sums and row pulls of compiled formulas, over all columns or over the stored ones of a sparse P.
///
/// A leaf `x.i` is the value of point i, `x.j` that of point j; `p` and `pT` are pᵢⱼ and pⱼᵢ; every other leaf is one number for
/// the whole pass. A pull is the same for (i, j) and (j, i): φᵢⱼ + φⱼᵢ. Factors that are one number are left out of the loop, and
/// multiplied to its sums.
final class PairPass {
    static final String TRANSPOSED = "pT";

    private static final Expr SQUARED_DISTANCE = Expr.leaf(PassFormula.SQUARED_DISTANCE);

    private final LoopCompiler.Compiled compiled;
    private final AllPairs<?> all;
    private final StoredPairs stored;
    private final List<Factored> sums;
    private final List<Factored> pulls;

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

        Values copy() {
            return new Values(new HashMap<>(scalars), new HashMap<>(points));
        }

        /// Whether a formula is another number for another point.
        boolean differByPoint(Expr e) {
            return e.leaves().stream().anyMatch(points::containsKey);
        }

        /// A formula of these leaves, at each of n points; the common operations for all points at a time.
        double[] ofPoints(Expr e, int n) {
            return switch (e) {
                case Expr same when !differByPoint(same) -> {
                    double[] values = new double[n];
                    Arrays.fill(values, Evaluation.of(same, this::scalar));
                    yield values;
                }
                case Leaf(String name) -> Arrays.copyOf(point(name), n);
                case Product(Expr a, Expr b) -> combined(a, b, n, (x, y) -> x * y);
                case Sum(Expr a, Expr b) -> combined(a, b, n, Double::sum);
                case Difference(Expr a, Expr b) -> combined(a, b, n, (x, y) -> x - y);
                default -> {
                    double[] values = new double[n];
                    Arrays.setAll(values, i -> Evaluation.of(e, leaf -> points.containsKey(leaf) ? point(leaf)[i] : scalar(leaf)));
                    yield values;
                }
            };
        }

        private double[] combined(Expr a, Expr b, int n, DoubleBinaryOperator operator) {
            double[] left = ofPoints(a, n);
            double[] right = ofPoints(b, n);
            Arrays.setAll(left, i -> operator.applyAsDouble(left[i], right[i]));
            return left;
        }
    }

    /// What a pass gives: one array over the points for each sum, one over the coordinates (dimension-major) for each pull.
    record Rows(double[][] sums, double[][] pulls) {
        static Rows zero(int n, PassFormula formula) {
            return new Rows(new double[formula.sums().size()][n], new double[formula.pulls().size()][n * formula.dimensions()]);
        }

        Places places(PassFormula formula, int n) {
            double[][] arrays = new double[formula.outputs()][];
            int[] starts = new int[arrays.length];
            for (int output = 0; output < arrays.length; output++) {
                int ofPulls = output - sums.length;
                arrays[output] = ofPulls < 0 ? sums[output] : pulls[ofPulls / formula.dimensions()];
                starts[output] = ofPulls < 0 ? 0 : ofPulls % formula.dimensions() * n;
            }
            return new Places(arrays, starts);
        }
    }

    /// Where the outputs of a loop go, by output.
    ///
    /// @param arrays  an array of [Rows]
    /// @param starts  the place of point 0 in it
    record Places(double[][] arrays, int[] starts) {
        /// Adds up the rows that a loop holds, of which `first` is the first.
        void takeRows(PairLoop loop, Operands<?> operands, int first, int count) {
            for (int output = 0; output < arrays.length; output++) {
                loop.takeRows(operands, output, count, arrays[output], starts[output] + first);
            }
        }
    }

    private PairPass(
            int dimensions, Pairs pairs, List<Expr> sums, List<Expr> pulls, Workers workers, Precision precision, Backend backend) {
        List<Expr> both = new ArrayList<>(sums);
        both.addAll(pulls);
        List<Factored> factored = withOnePlus(Reciprocals.shared(both)).stream().map(Factored::of).toList();
        List<Factored> ofSums = factored.subList(0, sums.size());
        this.sums = pairs == Pairs.UNORDERED_TOTALS ? ofSums.stream().map(sum -> sum.times(TWO)).toList() : ofSums;
        this.pulls = factored.subList(sums.size(), both.size());
        List<Expr> varyingSums = this.sums.stream().map(Factored::varying).toList();
        List<Expr> varyingPulls = this.pulls.stream().map(Factored::varying).toList();
        Set<String> leaves = new TreeSet<>();
        varyingSums.forEach(e -> leaves.addAll(e.leaves()));
        varyingPulls.forEach(e -> leaves.addAll(e.leaves()));
        leaves.removeIf(PassFormula::isOfDistance);
        List<String> matrices = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        List<String> constants = new ArrayList<>();
        for (String leaf : leaves) {
            if (isMatrix(leaf)) {
                matrices.add(leaf);
            } else if (leaf.endsWith(".j")) {
                columns.add(leaf);
            } else {
                (leaf.endsWith(".i") ? rows : constants).add(leaf);
            }
        }
        PassFormula formula = new PassFormula(dimensions, pairs, matrices, columns, rows, constants, varyingSums, varyingPulls);
        compiled = LoopCompiler.compile(formula, precision, backend);
        all = new AllPairs<>(compiled, Storage.of(precision), workers);
        stored = new StoredPairs(compiled, workers);
    }

    /// The formulas with [PassFormula#ONE_PLUS_SQUARED_DISTANCE] in place of s + 1, if s occurs nowhere else.
    private static List<Expr> withOnePlus(List<Expr> formulas) {
        List<Expr> joined = formulas.stream().map(PairPass::withOnePlus).toList();
        return joined.stream().anyMatch(e -> Tree.contains(e, PassFormula.SQUARED_DISTANCE)) ? formulas : joined;
    }

    private static Expr withOnePlus(Expr e) {
        boolean isOnePlus = e.equals(new Sum(SQUARED_DISTANCE, ONE)) || e.equals(new Sum(ONE, SQUARED_DISTANCE));
        return isOnePlus ? Expr.leaf(PassFormula.ONE_PLUS_SQUARED_DISTANCE) : ((Node) e).map(PairPass::withOnePlus);
    }

    /// A pass over all pairs: each met once, unless a sum differs between (i, j) and (j, i).
    ///
    /// @param symmetric  whether P is
    /// @param totals     whether the sums of rows are added up to one number, whichever row a term is in
    static PairPass overAll(
            int dimensions,
            List<Expr> sums,
            List<Expr> pulls,
            boolean symmetric,
            boolean totals,
            Workers workers,
            Precision precision,
            Backend backend) {
        boolean alike = sums.stream()
                .flatMap(sum -> sum.leaves().stream())
                .noneMatch(leaf -> isOfPoint(leaf) || (leaf.equals(Chain.P) && !symmetric));
        Pairs met = totals ? Pairs.UNORDERED_TOTALS : Pairs.UNORDERED;
        return new PairPass(dimensions, alike ? met : Pairs.ORDERED, sums, pulls, workers, precision, backend);
    }

    /// A pass over the stored pairs of a sparse P, in double.
    static PairPass overStored(int dimensions, List<Expr> sums, List<Expr> pulls, Workers workers, Backend backend) {
        return new PairPass(dimensions, Pairs.STORED, sums, pulls, workers, Precision.DOUBLE, backend);
    }

    Backend backend() {
        return compiled.running();
    }

    void rehearse() {
        compiled.rehearse();
    }

    PassFormula formula() {
        return compiled.formula();
    }

    /// The formula of the pair (j, i) from that of (i, j): p becomes pT where P is not symmetric, values of i become those of j.
    static Expr reversed(Expr e, boolean symmetric, Set<String> pointLeaves) {
        Map<String, Expr> renamed = new HashMap<>();
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
        Map<String, Expr> renamed = new HashMap<>();
        pointLeaves.forEach(leaf -> {
            renamed.put(leaf, Expr.leaf(leaf + ".i"));
            renamed.put(leaf + Chain.OTHER, Expr.leaf(leaf + ".j"));
        });
        return Tree.substitute(e, renamed);
    }

    static boolean isMatrix(String leaf) {
        return leaf.equals(Chain.P) || leaf.equals(TRANSPOSED);
    }

    /// Whether a leaf is more than one number in a pass.
    static boolean differsByPair(String leaf) {
        return isMatrix(leaf) || isOfPoint(leaf) || PassFormula.isOfDistance(leaf);
    }

    private static boolean isOfPoint(String leaf) {
        return leaf.endsWith(".i") || leaf.endsWith(".j");
    }

    /// Sums over all columns but the row's own. `p` and `transposed` are read only if the formulas have them.
    Rows overAll(PaddedPoints y, DenseMatrix p, DenseMatrix transposed, Values values) {
        return multiplied(all.run(y, p, transposed, values), values);
    }

    /// Sums over the stored columns of each row.
    Rows overStored(PaddedPoints y, SparseMatrix p, Values values) {
        return multiplied(stored.run(y, p, values), values);
    }

    private Rows multiplied(Rows rows, Values values) {
        for (int k = 0; k < sums.size(); k++) {
            sums.get(k).multiply(rows.sums[k], values);
        }
        for (int k = 0; k < pulls.size(); k++) {
            pulls.get(k).multiply(rows.pulls[k], values);
        }
        return rows;
    }
}
