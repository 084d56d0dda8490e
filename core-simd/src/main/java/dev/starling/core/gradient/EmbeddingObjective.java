package dev.starling.core.gradient;

import dev.starling.api.Arguments;
import dev.starling.api.Laplacian;
import dev.starling.api.Normalization;
import dev.starling.api.Objective;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Elementary;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Node;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.PairLeaf;
import dev.starling.core.pairs.Positions;
import dev.starling.core.plan.Composition;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import static dev.starling.api.expr.tree.Algebra.*;

/// The cost of an embedding and its exact gradient, for any cost × kernel × normalization, over a dense or a sparse P.
///
/// With a sparse P, the background K(p = 0) is summed over all pairs without reading P, and K(p) − K(0) over the non-zero pairs.
/// Exaggeration multiplies the second part, for every cost alike.
@API(status = API.Status.STABLE, since = "1.0")
public final class EmbeddingObjective implements Objective {
    /// Below this a sum of weights has lost digits to underflow, and the weights are computed again with a shift.
    private static final double SMALLEST_SUM = 0x1p-500;

    private static final String NO_WEIGHT =
            " are 0: the kernel vanishes at every distance there; take a kernel with a tail, or points that lie closer together";

    /// The error of engines that have one, for costs: they are reported, and line searches compare them.
    private static final double FINEST = 5e-6;

    private final Composition composition;
    private final Chain chain;
    private final PairMatrix p;

    /// What passes over all pairs read: nothing of a sparse P.
    private final @Nullable PairMatrix matrixOfAll;

    private final Map<String, double[]> pointValues;
    private final Map<String, Double> numbers = new HashMap<>();
    private final int dimensions;
    private final Workers workers;

    private final Normalization normalization;

    /// Partitions of rows, and values such as precisions, differ from point to point.
    private final Leaves leaves;

    private final Passes.Setting setting;
    private final Passes passes;

    /// The same for positions at which a sum of weights has underflowed; made when there is one.
    private @Nullable Passes shifted;

    private final double @Nullable [] knownH;
    private final double scale;
    private double exaggeration = 1;
    private double tolerance = FINEST;

    /// Values that hold for one position: partitions and sums of h.
    ///
    /// @param passes  the passes to use there
    /// @param found   what has been found on the way of sums and pulls
    private record State(Positions y, LeafValues values, Passes passes, DeferredPass.@Nullable Found found) {}

    /// @param composition  the parts
    /// @param p            input affinities; for a cost of distances the dense input distances r
    /// @param pointValues  values of the leaves among the arguments, one a point, by name
    /// @param dimensions   number of coordinates of a point
    /// @param precision    arithmetic of the passes over all pairs; those over non-zero pairs of a sparse P, and the cost, are in double
    /// @param engines      who adds up over the pairs: the first that answers
    /// @param workers      for what is not asked of them
    public EmbeddingObjective(
            Composition composition,
            PairMatrix p,
            Map<String, double[]> pointValues,
            int dimensions,
            Precision precision,
            List<PairEngine> engines,
            Workers workers) {
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be at least 1, but was " + dimensions);
        }
        this.composition = composition;
        this.chain = Chain.of(composition, pointValues.keySet());
        this.p = p;
        this.dimensions = dimensions;
        this.workers = workers;
        this.pointValues = new HashMap<>();
        pointValues.forEach((name, values) -> {
            if (values.length != p.n()) {
                throw new IllegalArgumentException(name + " needs " + p.n() + " values, but has " + values.length);
            }
            this.pointValues.put(name, Positions.padded(values));
        });
        if (p instanceof SparseMatrix && composition instanceof Composition.OfDistances) {
            throw new IllegalArgumentException("a cost of distances needs all of them: a dense matrix");
        }
        matrixOfAll = p instanceof DenseMatrix ? p : null;
        normalization = composition instanceof Composition.OfProbabilities probabilities
                ? probabilities.normalization()
                : Normalization.NONE;
        if (normalization == Normalization.JOINT && !p.symmetric()) {
            throw new IllegalArgumentException("the joint normalization needs a symmetric P");
        }
        Set<String> ofPoints = new TreeSet<>(pointValues.keySet());
        if (normalization == Normalization.POINT) {
            for (Chain.Scale s : chain.scales) {
                ofPoints.addAll(List.of(s.name(Chain.R), s.name(Chain.L), s.name(Chain.H), s.name(Chain.M)));
            }
        }
        leaves = new Leaves(ofPoints, p.symmetric());
        setting = new Passes.Setting(p, normalization, leaves, dimensions, precision, engines);
        passes = new Passes(Chain.withoutShift(composition, pointValues.keySet()), setting);
        scale = composition instanceof Composition.OfDistances distances && distances.cost().relativeToDistances()
                ? reciprocalSumOfDistances()
                : 1;
        knownH = chain.sumOfHIsKnown() ? sumsOfH(atOrigin())[0] : null;
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
        return passes.ofPulls(exaggeration).backend();
    }

    /// Has the fast loops of the gradient made ready on a thread of their own, for this and all other objectives of such parts. Worth it
    /// where many pairs are to come and there is something else to do first.
    public void warmUp() {
        passes.warmUp();
    }

    /// Sets the value of a leaf among the arguments that is one number for all points.
    public void set(String leaf, double value) {
        numbers.put(leaf, value);
    }

    /// Sets the values of a leaf that was given values when this was made, one a point.
    public void set(String leaf, double[] values) {
        if (!pointValues.containsKey(leaf) || values.length != n()) {
            throw new IllegalArgumentException(leaf + " is no leaf with " + values.length + " values");
        }
        pointValues.put(leaf, Positions.padded(values));
    }

    /// ∂C/∂θ for a leaf θ among the arguments of kernel and transform: for each point the sum over its row, which is the derivative
    /// by its own θ where each point has one. Where all share one, the derivative is the sum of these.
    public double[] derivativeBy(String leaf, double[] y) {
        State state = stateAt(y);
        double[] rows = rowSums(state.passes.parameter(leaf), state);
        for (int i = 0; i < n(); i++) {
            if (!Double.isFinite(rows[i])) {
                throw new NumericalException("the derivative by " + leaf + " is " + rows[i] + " at point " + i);
            }
        }
        return rows;
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

    /// Sets what gradients may differ by from the exact ones, where an engine has such an error, relative to the sum of the sizes of their
    /// terms. Costs are at least as good as 5e-6, and so are gradients that come with a cost.
    public void tolerate(double error) {
        tolerance = error;
    }

    private void aim(double error) {
        setting.engines().forEach(engine -> engine.aim(error));
    }

    @Override
    public void gradient(double[] y, double[] gradient) {
        aim(tolerance);
        gradient(stateAt(y), gradient);
    }

    /// The cost, without the exaggeration.
    public double value(double[] y) {
        aim(Math.min(FINEST, tolerance));
        return value(partitionsAt(y));
    }

    /// Under exaggeration the value is that of the function whose gradient is exaggerated, where its form is known: a·C + (a − 1)·H·ln S
    /// for one distribution over all pairs and h a function of p alone, as for Kullback-Leibler. Otherwise it is the plain cost.
    @Override
    public double valueAndGradient(double[] y, double[] gradient) {
        aim(Math.min(FINEST, tolerance));
        State state = stateAt(y);
        gradient(state, gradient);
        double value = value(state);
        if (exaggeration == 1 || normalization != Normalization.PAIR || knownH == null
                || !chain.scales.getFirst().hAtZero().is(0)) {
            return value;
        }
        double logSum = state.values.scalar(Chain.L) + state.values.scalar(Chain.M);
        return exaggeration * value + (exaggeration - 1) * state.values.scalar(Chain.H) * logSum;
    }

    /// With the weights of P, made symmetric; for a cost of distances with those that make 4L its Hessian where all distances are kept.
    /// Exaggeration multiplies it, as it does the attraction, also when it is set later.
    @Override
    public Optional<Laplacian> attraction() {
        PairMatrix weights = composition instanceof Composition.OfDistances distances
                ? AttractiveLaplacian.stiffnesses(distances, (DenseMatrix) p)
                : p;
        return Optional.of(AttractiveLaplacian.of(weights, () -> scale * exaggeration, workers));
    }

    /// A tile of a matrix of pairs at a position, for tests, teaching and reports: rows `rowFrom` until before `rowTo`, columns likewise.
    /// Computed by the definition of the formulas, pair by pair; 0 on the diagonal. The gradient never stores such matrices.
    public double[][] tile(PairQuantity quantity, double[] y, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        Objects.checkFromToIndex(rowFrom, rowTo, n());
        Objects.checkFromToIndex(columnFrom, columnTo, n());
        State state = stateAt(y);
        Expr formula = switch (quantity) {
            case SQUARED_DISTANCE -> Expr.leaf(Chain.S);
            case WEIGHT -> chain.weight();
            case AFFINITY -> chain.affinity;
            case COST -> chain.cost;
            case STIFFNESS -> chain.stiffness();
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
        return Evaluation.of(formula, leaf -> switch (leaves.meaning(leaf)) {
            case PairLeaf.Distance distance -> switch (distance) {
                case SQUARED -> state.y.squaredDistance(i, j);
                case ONE_PLUS_SQUARED -> 1 + state.y.squaredDistance(i, j);
            };
            case PairLeaf.Matrix matrix -> switch (matrix) {
                case OWN -> p.get(i, j);
                case TRANSPOSED -> p.get(j, i);
            };
            case PairLeaf.OfRow(String name) -> state.values.point(name)[i];
            case PairLeaf.OfColumn(String name) -> state.values.point(name)[j];
            case PairLeaf.Scalar(String name) -> state.values.scalar(name);
        });
    }

    private State stateAt(double[] y) {
        return withSumsOfH(partitionsAt(y));
    }

    /// All that a cost needs.
    private State partitionsAt(double[] y) {
        if (y.length != n() * dimensions) {
            throw new IllegalArgumentException(n() + " points in " + dimensions + " dimensions have " + n() * dimensions
                    + " coordinates, but there are " + y.length);
        }
        Positions points = Positions.of(y, n(), dimensions);
        LeafValues values = new LeafValues(new HashMap<>(numbers), new HashMap<>(pointValues));
        values.scalars().put(Passes.EXAGGERATION, exaggeration);
        if (!chain.normalized) {
            return new State(points, values, passes, null);
        }
        chain.scales.forEach(scale -> setShift(values, scale));
        Weighed weighed = weigh(passes, points, values);
        if (shiftWhereUnderflown(points, weighed.sums, values)) {
            weighed = weigh(shifted(), points, values);
        }
        for (int u = 0; u < chain.scales.size(); u++) {
            setPartition(values, chain.scales.get(u), weighed.sums[u]);
        }
        return new State(points, values, weighed.passes, weighed.found);
    }

    /// Row sums of the weights, by scale, and what else has been found with them.
    private record Weighed(Passes passes, DeferredPass.@Nullable Found found, double[][] sums) {}

    private Weighed weigh(Passes used, Positions points, LeafValues values) {
        DeferredPass fused = used.fused(exaggeration).orElse(null);
        if (fused == null) {
            return new Weighed(used, null, used.weights().run(points, values, matrixOfAll).sums());
        }
        DeferredPass.Found found = fused.over(points, matrixOfAll, values);
        return new Weighed(used, found, new double[][] {found.sums(0, values)});
    }

    private Passes shifted() {
        Passes known = shifted;
        if (known == null) {
            known = new Passes(chain, setting);
            shifted = known;
        }
        return known;
    }

    private State withSumsOfH(State state) {
        if (!chain.normalized) {
            return state;
        }
        DeferredPass.Found found = state.found;
        DeferredPass joined = state.passes.joined(exaggeration).orElse(null);
        if (found == null && joined != null) {
            found = joined.over(state.y, matrixOfAll, state.values);
        }
        if (knownH != null) {
            setH(state.values, chain.scales.getFirst(), knownH);
        } else if (found != null) {
            double[] h = found.lastSums(state.values);
            if (p instanceof SparseMatrix sparse) {
                add(state.passes.nonZeroH().run(state.y, state.values, sparse).sums()[0], h);
            }
            setH(state.values, chain.scales.getFirst(), h);
        } else {
            double[][] h = sumsOfH(state);
            for (int u = 0; u < chain.scales.size(); u++) {
                setH(state.values, chain.scales.get(u), h[u]);
            }
        }
        return new State(state.y, state.values, state.passes, found);
    }

    private State atOrigin() {
        LeafValues values = new LeafValues(new HashMap<>(), new HashMap<>(pointValues));
        return new State(Positions.of(new double[n() * dimensions], n(), dimensions), values, passes, null);
    }

    private void setShift(LeafValues values, Chain.Scale scale) {
        if (normalization == Normalization.POINT) {
            values.points().put(scale.name(Chain.M), new double[DenseMatrix.strideOf(n())]);
        } else {
            values.scalars().put(scale.name(Chain.M), 0.0);
        }
    }

    /// Sets the shift of sums that have underflowed to the largest ln w, that of the smallest distance; returns whether there are any.
    private boolean shiftWhereUnderflown(Positions y, double[][] sums, LeafValues values) {
        boolean any = false;
        for (int u = 0; u < chain.scales.size(); u++) {
            Chain.Scale scale = chain.scales.get(u);
            if (!scale.exponential()) {
                continue;
            }
            if (normalization == Normalization.POINT) {
                double[] shift = values.point(scale.name(Chain.M));
                for (int i = 0; i < n(); i++) {
                    if (!(sums[u][i] >= SMALLEST_SUM)) {
                        shift[i] = largestLogWeight(scale, y, i);
                        any = true;
                    }
                }
            } else if (!(FixedSum.of(sums[u], 0, n()) >= SMALLEST_SUM)) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < n(); i++) {
                    largest = Math.max(largest, largestLogWeight(scale, y, i));
                }
                values.scalars().put(scale.name(Chain.M), largest);
                any = true;
            }
        }
        return any;
    }

    private double largestLogWeight(Chain.Scale scale, Positions y, int i) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n(); j++) {
            if (j != i) {
                least = Math.min(least, y.squaredDistance(i, j));
            }
        }
        double squared = least;
        return Evaluation.of(scale.logWeight(), leaf -> leaf.equals(Chain.S) ? squared : argument(leaf, i));
    }

    private double argument(String leaf, int i) {
        double[] values = pointValues.get(leaf);
        if (values != null) {
            return values[i];
        }
        Double number = numbers.get(leaf);
        if (number == null) {
            throw new IllegalArgumentException("no value is known for '" + leaf + "'");
        }
        return number;
    }

    private void setPartition(LeafValues values, Chain.Scale scale, double[] sums) {
        if (normalization == Normalization.POINT) {
            double[] reciprocals = new double[DenseMatrix.strideOf(n())];
            double[] logarithms = new double[DenseMatrix.strideOf(n())];
            for (int i = 0; i < n(); i++) {
                if (sums[i] == 0) {
                    throw new NumericalException("all weights of point " + i + NO_WEIGHT);
                }
                reciprocals[i] = 1 / sums[i];
                logarithms[i] = Elementary.log(sums[i]);
            }
            values.points().put(scale.name(Chain.R), reciprocals);
            values.points().put(scale.name(Chain.L), logarithms);
        } else {
            double sum = FixedSum.of(sums, 0, n());
            if (sum == 0) {
                throw new NumericalException("all weights" + NO_WEIGHT);
            }
            values.scalars().put(scale.name(Chain.R), 1 / sum);
            values.scalars().put(scale.name(Chain.L), Elementary.log(sum));
        }
    }

    private void setH(LeafValues values, Chain.Scale scale, double[] sums) {
        if (normalization == Normalization.POINT) {
            values.points().put(scale.name(Chain.H), Positions.padded(sums));
        } else {
            values.scalars().put(scale.name(Chain.H), FixedSum.of(sums, 0, n()));
        }
    }

    /// Row sums of h, by scale.
    private double[][] sumsOfH(State state) {
        return state.passes.h().stream().map(split -> rowSums(split, state)).toArray(double[][]::new);
    }

    private double[] rowSums(Passes.Split split, State state) {
        double[] sums = new double[n()];
        if (split.everywhere() != null) {
            add(split.everywhere().run(state.y, state.values, matrixOfAll).sums()[0], sums);
        }
        if (split.nonZero() != null) {
            add(split.nonZero().run(state.y, state.values, p).sums()[0], sums);
        }
        return sums;
    }

    private double value(State state) {
        return scale * FixedSum.of(rowSums(state.passes.cost(), state), 0, n());
    }

    private void gradient(State state, double[] gradient) {
        Arrays.fill(gradient, 0);
        if (state.found != null && state.found.hasPull()) {
            add(state.found.pulls(state.values), gradient);
        } else {
            Passes.Pull everywhere = state.passes.pulls(exaggeration);
            LeafValues values = everywhere.formula().values(state.values, n());
            add(everywhere.pass().run(state.y, values, matrixOfAll).pulls()[0], gradient);
        }
        if (p instanceof SparseMatrix sparse) {
            Passes.Pull attraction = state.passes.attraction();
            LeafValues values = attraction.formula().values(state.values, n());
            add(attraction.pass().run(state.y, values, sparse).pulls()[0], gradient);
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

    /// 1 if all points are the same: the cost of each pair is 0 or left out then.
    private double reciprocalSumOfDistances() {
        DenseMatrix dense = (DenseMatrix) p;
        double[] rows = new double[n()];
        for (int i = 0; i < n(); i++) {
            rows[i] = FixedSum.of(dense.values(), i * dense.stride(), i * dense.stride() + n());
        }
        double sum = FixedSum.of(rows, 0, n());
        return sum > 0 ? 1 / sum : 1;
    }
}
