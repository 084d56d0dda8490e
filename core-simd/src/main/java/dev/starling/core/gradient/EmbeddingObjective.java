package dev.starling.core.gradient;

import dev.starling.api.Arguments;
import dev.starling.api.Normalization;
import dev.starling.api.Objective;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Elementary;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Node;
import dev.starling.core.NumericalException;
import dev.starling.core.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.input.DenseMatrix;
import dev.starling.core.input.PairMatrix;
import dev.starling.core.input.SparseMatrix;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import static dev.starling.api.expr.tree.Algebra.*;

/// The cost of an embedding and its exact gradient, for any cost × kernel × normalisation, over a dense or a sparse P.
///
/// With a sparse P, the background K(p = 0) is summed over all pairs without reading P, and K(p) − K(0) over the stored pairs.
/// Exaggeration multiplies the second part, for every cost alike.
@API(status = API.Status.STABLE, since = "1.0")
public final class EmbeddingObjective implements Objective {
    private static final String EXAGGERATION = "a";

    /// Below this a sum of weights has lost digits to underflow, and the weights are computed again with a shift.
    private static final double SMALLEST_SUM = 0x1p-500;

    private final Composition composition;
    private final Chain chain;
    private final PairMatrix p;
    private final DenseMatrix dense;
    private final DenseMatrix transposed;
    private final Map<String, double[]> pointValues;
    private final int dimensions;
    private final Workers workers;
    private final Backend backend;

    private final Normalization normalization;
    private final boolean symmetric;

    /// Leaves that differ from point to point: partitions of rows, and values such as precisions.
    private final Set<String> pointLeaves;

    private final Passes passes;
    private final double scale;
    private double exaggeration = 1;

    /// Values that hold for one position: partitions and sums of h.
    private record State(PaddedPoints y, PairPass.Values values, PairPass.@Nullable Rows fused) {}

    /// @param composition  the parts
    /// @param p            input affinities; for a cost of distances the dense input distances r
    /// @param pointValues  values of the leaves among the arguments, one a point, by name
    /// @param dimensions   number of coordinates of a point
    /// @param backend      what the loops run on
    public EmbeddingObjective(
            Composition composition,
            PairMatrix p,
            Map<String, double[]> pointValues,
            int dimensions,
            Workers workers,
            Backend backend) {
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be at least 1, but was " + dimensions);
        }
        this.composition = composition;
        this.chain = Chain.of(composition);
        this.p = p;
        this.dimensions = dimensions;
        this.workers = workers;
        this.backend = backend;
        this.pointValues = new HashMap<>();
        pointValues.forEach((name, values) -> {
            if (values.length != p.n()) {
                throw new IllegalArgumentException(name + " needs " + p.n() + " values, but has " + values.length);
            }
            this.pointValues.put(name, PaddedPoints.padded(values));
        });
        switch (p) {
            case DenseMatrix matrix -> {
                dense = matrix;
                transposed = matrix.transposed();
            }
            case SparseMatrix _ -> {
                if (composition instanceof Composition.OfDistances) {
                    throw new IllegalArgumentException("a cost of distances needs all of them: a dense matrix");
                }
                dense = new DenseMatrix(0, 0, new double[0], true);
                transposed = dense;
            }
        }
        normalization = composition instanceof Composition.OfProbabilities probabilities
                ? probabilities.normalization()
                : Normalization.NONE;
        pointLeaves = new TreeSet<>(pointValues.keySet());
        if (normalization == Normalization.POINT) {
            pointLeaves.addAll(List.of(Chain.R, Chain.L, Chain.H, Chain.M));
        }
        symmetric = p.symmetric() && pointLeaves.isEmpty();
        passes = new Passes();
        scale = composition instanceof Composition.OfDistances distances && distances.cost().relativeToDistances()
                ? 1 / sumOfDistances()
                : 1;
        passes.knownH = chain.normalized && chain.sumOfHIsKnown() ? sumOfH(atOrigin()) : null;
    }

    @Override
    public int n() {
        return p.n();
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    public Composition composition() {
        return composition;
    }

    /// The back end that the loops really run on.
    public Backend backend() {
        return (chain.normalized && passes.fused() ? passes.weightsAndPulls() : passes.pulls()).backend();
    }

    /// Multiplies the attraction from now on; 1 for the true gradient.
    public void exaggerate(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("exaggeration must be above 0, but was " + factor);
        }
        exaggeration = factor;
    }

    /// Number of affinities that the cost made the core raise to 2⁻⁵², because it is infinite at p = 0.
    public long floored() {
        if (!chain.floored) {
            return 0;
        }
        long above = switch (p) {
            case DenseMatrix matrix -> Arrays.stream(matrix.values()).filter(v -> v >= Chain.FLOOR).count();
            case SparseMatrix matrix -> Arrays.stream(matrix.values()).filter(v -> v >= Chain.FLOOR).count();
        };
        return (long) n() * (n() - 1) - above;
    }

    @Override
    public void gradient(double[] y, double[] gradient) {
        gradient(stateAt(y), gradient);
    }

    /// The cost, without the exaggeration.
    public double value(double[] y) {
        return value(stateAt(y));
    }

    @Override
    public double valueAndGradient(double[] y, double[] gradient) {
        State state = stateAt(y);
        gradient(state, gradient);
        return value(state);
    }

    /// A tile of a matrix of pairs at a position, for tests, teaching and reports: rows `rowFrom` until before `rowTo`, columns likewise.
    /// Computed by the definition of the formulas, pair by pair; 0 on the diagonal. The gradient never stores such matrices.
    public double[][] tile(PairQuantity quantity, double[] y, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        Objects.checkFromToIndex(rowFrom, rowTo, n());
        Objects.checkFromToIndex(columnFrom, columnTo, n());
        State state = stateAt(y);
        Expr formula = switch (quantity) {
            case SQUARED_DISTANCE -> Expr.leaf(Chain.S);
            case WEIGHT -> chain.weight;
            case AFFINITY -> chain.q;
            case COST -> chain.cost;
            case STIFFNESS -> chain.stiffness;
        };
        boolean scaled = quantity == PairQuantity.COST || quantity == PairQuantity.STIFFNESS;
        double[][] tile = new double[rowTo - rowFrom][columnTo - columnFrom];
        for (int i = rowFrom; i < rowTo; i++) {
            for (int j = columnFrom; j < columnTo; j++) {
                if (i != j) {
                    double value = valueOfPair(formula, state, i, j);
                    tile[i - rowFrom][j - columnFrom] = scaled ? scale * value : value;
                }
            }
        }
        return tile;
    }

    /// The whole matrix; see [#tile].
    public double[][] matrix(PairQuantity quantity, double[] y) {
        return tile(quantity, y, 0, n(), 0, n());
    }

    private double valueOfPair(Expr formula, State state, int i, int j) {
        return Evaluation.of(formula, leaf -> switch (leaf) {
            case Chain.S -> state.y.squaredDistance(i, j);
            case Chain.P -> p.get(i, j);
            default -> pointLeaves.contains(leaf) ? state.values.point(leaf)[i] : state.values.scalar(leaf);
        });
    }

    private State stateAt(double[] y) {
        if (y.length != n() * dimensions) {
            throw new IllegalArgumentException(n() + " points in " + dimensions + " dimensions have " + n() * dimensions
                    + " coordinates, but there are " + y.length);
        }
        PaddedPoints points = PaddedPoints.of(y, n(), dimensions);
        PairPass.Values values = new PairPass.Values(new HashMap<>(), new HashMap<>(pointValues));
        values.scalars().put(EXAGGERATION, exaggeration);
        if (!chain.normalized) {
            return new State(points, values, null);
        }
        setShift(values, 0);
        PairPass weights = passes.fused() ? passes.weightsAndPulls() : passes.weights;
        PairPass.Rows rows = weights.overAll(points, dense, transposed, values);
        if (chain.exponential && shiftWhereUnderflown(points, rows.sums()[0], values)) {
            rows = weights.overAll(points, dense, transposed, values);
        }
        setPartition(values, rows.sums()[0]);
        setH(values, passes.knownH != null ? passes.knownH : sumOfH(new State(points, values, null)));
        return new State(points, values, passes.fused() ? rows : null);
    }

    private State atOrigin() {
        PairPass.Values values = new PairPass.Values(new HashMap<>(), new HashMap<>(pointValues));
        return new State(PaddedPoints.of(new double[n() * dimensions], n(), dimensions), values, null);
    }

    private void setShift(PairPass.Values values, double shift) {
        if (normalization == Normalization.POINT) {
            values.points().put(Chain.M, new double[DenseMatrix.strideOf(n())]);
        } else {
            values.scalars().put(Chain.M, shift);
        }
    }

    /// Sets the shift of sums that have underflowed to the largest ln w, that of the smallest distance.
    private boolean shiftWhereUnderflown(PaddedPoints y, double[] sums, PairPass.Values values) {
        if (normalization == Normalization.POINT) {
            double[] shift = values.point(Chain.M);
            boolean any = false;
            for (int i = 0; i < n(); i++) {
                if (!(sums[i] >= SMALLEST_SUM)) {
                    shift[i] = largestLogWeight(y, i);
                    any = true;
                }
            }
            return any;
        }
        if (FixedSum.of(sums, 0, n()) >= SMALLEST_SUM) {
            return false;
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n(); i++) {
            largest = Math.max(largest, largestLogWeight(y, i));
        }
        values.scalars().put(Chain.M, largest);
        return true;
    }

    private double largestLogWeight(PaddedPoints y, int i) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n(); j++) {
            if (j != i) {
                least = Math.min(least, y.squaredDistance(i, j));
            }
        }
        double squared = least;
        return Evaluation.of(chain.logWeight, leaf -> leaf.equals(Chain.S) ? squared : pointValue(leaf, i));
    }

    private double pointValue(String leaf, int i) {
        double[] values = pointValues.get(leaf);
        if (values == null) {
            throw new IllegalArgumentException("no value is known for '" + leaf + "'");
        }
        return values[i];
    }

    private void setPartition(PairPass.Values values, double[] sums) {
        if (normalization == Normalization.POINT) {
            double[] reciprocals = new double[DenseMatrix.strideOf(n())];
            double[] logarithms = new double[DenseMatrix.strideOf(n())];
            for (int i = 0; i < n(); i++) {
                reciprocals[i] = 1 / sums[i];
                logarithms[i] = Elementary.log(sums[i]);
            }
            values.points().put(Chain.R, reciprocals);
            values.points().put(Chain.L, logarithms);
        } else {
            double sum = FixedSum.of(sums, 0, n());
            values.scalars().put(Chain.R, 1 / sum);
            values.scalars().put(Chain.L, Elementary.log(sum));
        }
    }

    private void setH(PairPass.Values values, double[] sums) {
        if (normalization == Normalization.POINT) {
            values.points().put(Chain.H, PaddedPoints.padded(sums));
        } else {
            values.scalars().put(Chain.H, FixedSum.of(sums, 0, n()));
        }
    }

    /// Row sums of h.
    private double[] sumOfH(State state) {
        return rowSums(passes.h(), state);
    }

    private double[] rowSums(Split split, State state) {
        double[] sums = new double[n()];
        if (split.everywhere != null) {
            add(split.everywhere.overAll(state.y, dense, transposed, state.values).sums()[0], sums);
        }
        if (split.stored != null) {
            add(split.stored.overStored(state.y, (SparseMatrix) p, state.values).sums()[0], sums);
        }
        return sums;
    }

    private double value(State state) {
        return scale * FixedSum.of(rowSums(passes.cost(), state), 0, n());
    }

    private void gradient(State state, double[] gradient) {
        Arrays.fill(gradient, 0);
        if (state.fused != null) {
            double[][] pulls = state.fused.pulls();
            double factor = state.values.scalar(Chain.R) * state.values.scalar(Chain.H);
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] = factor * pulls[0][k];
            }
            if (pulls.length > 1) {
                add(pulls[1], gradient);
            }
        } else {
            PairPass everywhere = passes.pulls();
            add(everywhere.overAll(state.y, dense, transposed, state.values).pulls()[0], gradient);
        }
        if (p instanceof SparseMatrix sparse) {
            add(passes.attraction().overStored(state.y, sparse, state.values).pulls()[0], gradient);
        }
        if (scale != 1) {
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] *= scale;
            }
        }
        for (int k = 0; k < gradient.length; k++) {
            if (!Double.isFinite(gradient[k])) {
                throw new NumericalException(explain(state, k % n(), gradient[k]));
            }
        }
    }

    /// Finds the pair and the part of the formula where a gradient that is not finite comes from.
    private String explain(State state, int i, double value) {
        String what = "the gradient of point " + i + " is " + value;
        for (int j = 0; j < n(); j++) {
            for (boolean turned : new boolean[] {false, true}) {
                int row = turned ? j : i;
                int column = turned ? i : j;
                if (i != j && !Double.isFinite(valueOfPair(chain.pull(ONE), state, row, column))) {
                    Expr culprit = firstNotFinite(chain.pull(ONE), state, row, column);
                    return what + ": in pair (" + row + ", " + column + ") " + culprit + " is "
                            + valueOfPair(culprit, state, row, column) + ", at squared distance "
                            + state.y.squaredDistance(row, column) + " and p = " + p.get(row, column);
                }
            }
        }
        return what + ": points lie so far apart that their pulls overflow";
    }

    /// The smallest part that is not finite although its own parts are.
    private Expr firstNotFinite(Expr e, State state, int i, int j) {
        for (Expr part : ((Node) e).children()) {
            if (!Double.isFinite(valueOfPair(part, state, i, j))) {
                return firstNotFinite(part, state, i, j);
            }
        }
        return e;
    }

    private static void add(double[] terms, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += terms[i];
        }
    }

    private double sumOfDistances() {
        double[] rows = new double[n()];
        for (int i = 0; i < n(); i++) {
            rows[i] = FixedSum.of(dense.values(), i * dense.stride(), i * dense.stride() + n());
        }
        return FixedSum.of(rows, 0, n());
    }

    /// A sum over all pairs: a part over all columns, and a part over the stored ones; null where it is zero.
    private record Split(@Nullable PairPass everywhere, @Nullable PairPass stored) {}

    /// The compiled passes, made when first needed.
    private final class Passes {
        final PairPass weights = sums(chain.weight);
        double @Nullable [] knownH;
        private @Nullable PairPass weightsAndPulls;
        private @Nullable Split h;
        private @Nullable Split cost;
        private final Map<Boolean, PairPass> pulls = new HashMap<>();
        private @Nullable PairPass attraction;

        /// Whether sum and pulls of the weights are found in one pass: G = A + (H/S)·B with A and B free of both.
        boolean fused() {
            return normalization == Normalization.PAIR && knownH != null && (isSparse() ? chain.hAtZero.is(0) : true)
                    && Double.isFinite(exaggeration);
        }

        PairPass weightsAndPulls() {
            PairPass pass = weightsAndPulls;
            if (pass == null) {
                Expr repulsion = both(product(negation(chain.weight), chain.slope));
                Expr h = exaggeratedH();
                List<Expr> terms = isSparse() ? List.of(repulsion) : List.of(repulsion, both(product(h, chain.slope)));
                pass = new PairPass(dimensions, List.of(forward(chain.weight)), terms, workers, backend);
                weightsAndPulls = pass;
            }
            return pass;
        }

        private Expr exaggeratedH() {
            Expr a = Expr.leaf(EXAGGERATION);
            return sum(chain.hAtZero, product(a, difference(chain.h, chain.hAtZero)));
        }

        Split h() {
            Split split = h;
            if (split == null) {
                split = split(chain.h, chain.hAtZero);
                h = split;
            }
            return split;
        }

        Split cost() {
            Split split = cost;
            if (split == null) {
                split = split(chain.cost, chain.costAtZero);
                cost = split;
            }
            return split;
        }

        /// Pulls over all columns; those of p = 0 where P is sparse.
        PairPass pulls() {
            boolean exaggerated = !isSparse() && exaggeration != 1;
            return pulls.computeIfAbsent(exaggerated, _ -> {
                Expr pull = isSparse() ? chain.pullAtZero() : chain.pull(exaggerated ? Expr.leaf(EXAGGERATION) : ONE);
                return new PairPass(dimensions, List.of(), List.of(both(pull)), workers, backend);
            });
        }

        PairPass attraction() {
            PairPass pass = attraction;
            if (pass == null) {
                Expr pull = chain.attraction(Expr.leaf(EXAGGERATION));
                pass = new PairPass(dimensions, List.of(), List.of(both(pull)), workers, backend);
                attraction = pass;
            }
            return pass;
        }

        private Split split(Expr term, Expr atZero) {
            if (!isSparse()) {
                return new Split(sums(term), null);
            }
            return new Split(atZero.is(0) ? null : sums(atZero), sums(difference(term, atZero)));
        }

        private PairPass sums(Expr term) {
            return new PairPass(dimensions, List.of(forward(term)), List.of(), workers, backend);
        }

        private boolean isSparse() {
            return p instanceof SparseMatrix;
        }

        private Expr forward(Expr e) {
            return simplify(PairPass.forward(e, pointLeaves));
        }

        /// φᵢⱼ + φⱼᵢ.
        private Expr both(Expr pull) {
            return symmetric
                    ? product(TWO, pull)
                    : simplify(sum(
                            PairPass.forward(pull, pointLeaves), PairPass.reversed(pull, p.symmetric(), pointLeaves)));
        }
    }
}
