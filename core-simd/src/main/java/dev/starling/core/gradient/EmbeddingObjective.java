package dev.starling.core.gradient;

import dev.starling.api.Laplacian;
import dev.starling.api.Normalization;
import dev.starling.api.Objective;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.core.base.FixedSum;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.compile.Backend;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.PassFormula.Met;
import dev.starling.core.pairs.Positions;
import dev.starling.core.plan.Composition;
import dev.starling.core.stiffness.Linkage;
import dev.starling.core.stiffness.NearCopies;
import dev.starling.core.stiffness.Stiffness;
import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static dev.starling.api.expr.tree.Algebra.ONE;

/// The cost of an embedding and its exact gradient, for any cost × kernel × normalization, over a dense or a sparse P.
///
/// With a sparse P, the background K(p = 0) is summed over all pairs without reading P, and K(p) − K(0) over the non-zero pairs.
/// Exaggeration multiplies the second part, for every cost alike.
///
/// What is summed up in which order is the [Schedule]'s; here it is asked for, position by position.
@API(status = API.Status.STABLE, since = "1.0")
public final class EmbeddingObjective implements Objective {
    /// The error that engines may have in costs, which are reported, and which line searches compare.
    private static final double FINEST = 5e-6;

    private static final Quantity GRADIENT = new Quantity.Gradient();
    private static final Quantity COST = new Quantity.Cost();

    private final Composition composition;
    private final Chain chain;

    /// The same where no sum of weights has underflowed.
    private final Chain withoutShift;

    private final PairMatrix p;
    private final Map<String, double[]> pointValues = new HashMap<>();
    private final Map<String, Double> numbers = new HashMap<>();
    private final int dimensions;
    private final List<PairEngine> engines;
    private final Normalization normalization;
    private final Schedule.Setting setting;
    private final Map<Variant, Schedule> schedules = new HashMap<>();
    private final Passes passes;
    private final Partitions partitions;
    private final double scale;
    private double exaggeration = 1;
    private double tolerance = FINEST;
    private IntUnaryOperator names = IntUnaryOperator.identity();

    /// What schedules differ in.
    ///
    /// @param shifted  whether a sum of weights has underflowed at the position, so that weights are shifted there
    private record Variant(boolean exaggerated, boolean shifted) {}

    /// @param composition  the parts
    /// @param p            input affinities; for a cost of distances the dense input distances r
    /// @param pointValues  values of the leaves among the arguments, one a point, by name
    /// @param dimensions   number of coordinates of a point
    /// @param precision    arithmetic of the passes over all pairs; those over non-zero pairs of a sparse P, and the cost, are in double
    /// @param engines      who adds up over the pairs: the first that answers
    public EmbeddingObjective(
            Composition composition,
            PairMatrix p,
            Map<String, double[]> pointValues,
            int dimensions,
            Precision precision,
            List<PairEngine> engines) {
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be at least 1, but was " + dimensions);
        }
        if (p instanceof SparseMatrix && composition instanceof Composition.OfDistances) {
            throw new IllegalArgumentException("a cost of distances needs all of them: a dense matrix");
        }
        this.composition = composition;
        this.chain = Chain.of(composition, pointValues.keySet());
        this.withoutShift = Chain.withoutShift(composition, pointValues.keySet());
        this.p = p;
        this.dimensions = dimensions;
        this.engines = List.copyOf(engines);
        pointValues.forEach((name, values) -> this.pointValues.put(name, padded(name, values)));
        normalization = composition instanceof Composition.OfProbabilities probabilities
                ? probabilities.normalization()
                : Normalization.NONE;
        if (normalization == Normalization.JOINT && !p.symmetric()) {
            throw new IllegalArgumentException("the joint normalization needs a symmetric P");
        }
        partitions = Partitions.of(chain, normalization, p.n());
        Set<String> ofPoints = new TreeSet<>(pointValues.keySet());
        ofPoints.addAll(partitions.ofPoints());
        setting = new Schedule.Setting(p instanceof SparseMatrix, normalization, new Leaves(ofPoints, p.symmetric(), partitions.neverZero()), precision);
        passes = new Passes(p, dimensions, normalization != Normalization.POINT, this.engines);
        scale = composition instanceof Composition.OfDistances distances && distances.cost().relativeToDistances()
                ? reciprocalSumOfDistances()
                : 1;
    }

    private double[] padded(String name, double[] values) {
        if (values.length != p.n()) {
            throw new IllegalArgumentException(name + " needs " + p.n() + " values, but has " + values.length);
        }
        return Positions.padded(values);
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

    private Schedule schedule(boolean shifted) {
        return schedules.computeIfAbsent(
                new Variant(exaggeration != 1, shifted),
                variant -> new Schedule(variant.shifted ? chain : withoutShift, setting, variant.exaggerated));
    }

    /// The passes of the gradient in their order, and those of the cost: which pairs each meets, and what it sums up for what. A line each, for
    /// people to read.
    public List<String> schedule() {
        Schedule schedule = schedule(false);
        return Stream.concat(schedule.gradient().stream(), schedule.stagesOf(COST).stream()).map(Stage::toString).toList();
    }

    /// The back end that the loops really run on.
    public Backend backend() {
        Stage pull = schedule(false).stagesOf(GRADIENT).stream().filter(stage -> stage.met() == Met.ALL).findFirst().orElseThrow();
        return passes.of(pull).pass().backend();
    }

    /// Has the fast loops of the gradient made ready on a thread of their own, for this and all other objectives of such parts. Worth it
    /// where many pairs are to come and there is something else to do first.
    public void warmUp() {
        schedule(false).gradient().forEach(stage -> passes.of(stage).pass().warmUp());
    }

    /// Sets the value of a leaf among the arguments that is one number for all points.
    public void set(String leaf, double value) {
        numbers.put(leaf, value);
    }

    /// Sets the values of a leaf that was given values when this was made, one a point.
    public void set(String leaf, double[] values) {
        if (!pointValues.containsKey(leaf)) {
            throw new IllegalArgumentException(leaf + " is no leaf with a value for each point");
        }
        pointValues.put(leaf, padded(leaf, values));
    }

    /// ∂C/∂θ for a leaf θ among the arguments of kernel and transform: for each point the sum over its row, which is the derivative
    /// by its own θ where each point has one. Where all share one, the derivative is the sum of these.
    public double[] derivativeBy(String leaf, double[] y) {
        Passes.Found found = withSumsOfH(partitionsAt(y));
        double[] rows = found.rowsOf(new Quantity.Derivative(leaf));
        for (int i = 0; i < n(); i++) {
            if (!Double.isFinite(rows[i])) {
                String why = pairs(found).explainRow(chain.parameterPull(new Leaf(leaf), ONE), i);
                throw new NumericalException("the derivative by " + leaf + " is " + rows[i] + " at point " + names.applyAsInt(i) + (why.isEmpty() ? "" : ": " + why));
            }
        }
        return rows;
    }

    /// Multiplies the attraction from now on; 1 for the true gradient.
    public void exaggerate(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) { // also refuses NaN
            throw new IllegalArgumentException("exaggeration must be a number above 0, but was " + factor);
        }
        exaggeration = factor;
    }

    /// Number of affinities that were raised to 2⁻⁵², because the cost is infinite at p = 0.
    public long floored() {
        if (!chain.floored) {
            return 0;
        }
        long above = switch (p) {
            case DenseMatrix matrix -> Arrays.stream(matrix.values()).filter(v -> v >= Chain.FLOOR).count();
            case SparseMatrix matrix -> matrix.values().stream().filter(v -> v >= Chain.FLOOR).count();
        };
        return (long) n() * (n() - 1) - above;
    }

    /// Sets what gradients may differ by from the exact ones, where an engine has such an error, relative to the sum of the sizes of their
    /// terms. Costs are at least as good as 5e-6, and so are gradients that come with a cost.
    public void tolerate(double error) {
        tolerance = error;
    }

    private void aim(double error) {
        engines.forEach(engine -> engine.aim(error));
    }

    @Override
    public void gradient(double[] y, double[] gradient) {
        aim(tolerance);
        gradient(withSumsOfH(partitionsAt(y)), gradient);
    }

    /// The cost, without the exaggeration.
    public double value(double[] y) {
        aim(Math.min(FINEST, tolerance));
        return value(partitionsAt(y));
    }

    /// Why the cost is no number there: the pair, the part of its formula that is not finite, and what to do. Empty where it is a number, or where no
    /// single pair is to blame.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public String explainValue(double[] y) {
        Passes.Found found = partitionsAt(y);
        double[] rows = found.rowsOf(COST);
        return IntStream.range(0, n())
                .filter(i -> !Double.isFinite(rows[i]))
                .mapToObj(i -> pairs(found).explainCost(chain.formula(PairQuantity.COST), chain.formula(PairQuantity.WEIGHT), i))
                .findFirst()
                .orElse("");
    }

    /// Under exaggeration the value is that of the function whose gradient is exaggerated, where its form is known: a·C + (a − 1)·H·ln S
    /// for one distribution over all pairs and h a function of p alone, as for Kullback-Leibler. Otherwise it is the plain cost.
    @Override
    public double valueAndGradient(double[] y, double[] gradient) {
        aim(Math.min(FINEST, tolerance));
        Passes.Found found = withSumsOfH(partitionsAt(y));
        gradient(found, gradient);
        double value = value(found);
        if (exaggeration == 1 || normalization != Normalization.PAIR || !chain.sumOfHIsKnown()
                || !chain.scales.getFirst().hAtZero().is(0)) {
            return value;
        }
        LeafValues values = found.values();
        Chain.Scale only = chain.scales.getFirst();
        double logSum = values.scalar(only.name(Kept.LOG_PARTITION)) + values.scalar(only.name(Kept.SHIFT));
        return exaggeration * value + (exaggeration - 1) * values.scalar(only.name(Kept.SUM_OF_H)) * logSum;
    }

    /// With the weights of P, made symmetric; for a cost of distances with those that make 4L its Hessian where all distances are kept.
    /// Exaggeration multiplies it, as it does the attraction, also when it is set later.
    @Override
    public Optional<Laplacian> attraction() {
        PairMatrix weights = composition instanceof Composition.OfDistances distances ? Stiffness.of(distances).ofPairs((DenseMatrix) p) : p;
        return Optional.of(new AttractiveLaplacian(weights, () -> scale * exaggeration, engines));
    }

    /// Other variables, for a cost that holds near copies among the points stiffly together.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Optional<NearCopies> nearCopies() {
        return composition instanceof Composition.OfDistances distances ? Linkage.nearCopies(distances, (DenseMatrix) p) : Optional.empty();
    }

    /// What a map costs, but for a factor, whose distances are off by all of themselves; empty for a cost of affinities.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public OptionalDouble usualCost() {
        return composition instanceof Composition.OfDistances distances
                ? OptionalDouble.of(scale * Stiffness.of(distances).usualCost((DenseMatrix) p)) : OptionalDouble.empty();
    }

    /// The attraction in other variables, of which it is no Laplacian, though it can be multiplied by.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Optional<Laplacian> attraction(NearCopies near) {
        return attraction().map(plain -> near.laplacian(plain, () -> scale * exaggeration));
    }

    /// A tile of a matrix of pairs at a position, for tests, teaching and reports: rows `rowFrom` until before `rowTo`, columns likewise.
    /// Computed by the definition of the formulas, pair by pair; 0 on the diagonal. The gradient never stores such matrices.
    public double[][] tile(PairQuantity quantity, double[] y, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        Objects.checkFromToIndex(rowFrom, rowTo, n());
        Objects.checkFromToIndex(columnFrom, columnTo, n());
        PairValues pairs = pairs(withSumsOfH(partitionsAt(y)));
        Expr formula = chain.formula(quantity);
        double factor = quantity == PairQuantity.COST || quantity == PairQuantity.STIFFNESS ? scale : 1;
        double[][] tile = new double[rowTo - rowFrom][columnTo - columnFrom];
        for (int i = rowFrom; i < rowTo; i++) {
            for (int j = columnFrom; j < columnTo; j++) {
                if (i != j) {
                    tile[i - rowFrom][j - columnFrom] = factor * pairs.of(formula, i, j);
                }
            }
        }
        return tile;
    }

    /// The whole matrix; see [#tile].
    public double[][] matrix(PairQuantity quantity, double[] y) {
        return tile(quantity, y, 0, n(), 0, n());
    }

    /// What points are called in messages, where those who read them number the points otherwise.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public void callPoints(IntUnaryOperator names) {
        this.names = names;
    }

    private PairValues pairs(Passes.Found found) {
        return new PairValues(setting.leaves(), p, found.y(), found.values(), names);
    }

    /// All that a cost needs.
    private Passes.Found partitionsAt(double[] y) {
        if (y.length != n() * dimensions) {
            throw new IllegalArgumentException(n() + " points in " + dimensions + " dimensions have " + n() * dimensions
                    + " coordinates, but there are " + y.length);
        }
        Positions points = Positions.of(y, n(), dimensions);
        LeafValues values = new LeafValues(new HashMap<>(numbers), new HashMap<>(pointValues));
        values.scalars().put(Schedule.EXAGGERATION, exaggeration);
        partitions.setNoShift(values);
        Passes.Found found = passes.at(points, schedule(false), values);
        double[][] sums = partitions.sums(found);
        if (partitions.shiftWhereUnderflown(points, sums, values)) {
            found = passes.at(points, schedule(true), values);
            sums = partitions.sums(found);
        }
        partitions.set(values, sums);
        return found;
    }

    private Passes.Found withSumsOfH(Passes.Found found) {
        partitions.setSumsOfH(found);
        return found;
    }

    private double value(Passes.Found found) {
        return scale * FixedSum.of(found.rowsOf(COST), 0, n());
    }

    private void gradient(Passes.Found found, double[] gradient) {
        Arrays.fill(gradient, 0);
        found.addTo(gradient, GRADIENT);
        if (scale != 1) {
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] *= scale;
            }
        }
        for (int k = 0; k < gradient.length; k++) {
            if (!Double.isFinite(gradient[k])) {
                throw new NumericalException(explain(found, k % n(), gradient[k]));
            }
        }
    }

    /// Where a gradient comes from that is not finite. A sum over all pairs that is none makes every pull one, and then it is the sum's pair that counts.
    private String explain(Passes.Found found, int point, double value) {
        PairValues pairs = pairs(found);
        for (int scale = 0; scale < partitions.scales().size(); scale++) {
            double[] rows = found.rowsOf(new Quantity.SumOfH(scale));
            Expr h = chain.scales.get(scale).h();
            String why = IntStream.range(0, n())
                    .filter(i -> !Double.isFinite(rows[i]))
                    .mapToObj(i -> pairs.explainRow(h, i))
                    .findFirst()
                    .orElse("");
            if (!why.isEmpty()) {
                return "the gradient is " + value + ": " + why;
            }
        }
        return pairs.explain(chain.pull(ONE), point, value);
    }

    /// 1 if all points are the same, where every pair costs 0 or does not count.
    private double reciprocalSumOfDistances() {
        DenseMatrix r = (DenseMatrix) p;
        double[] rows = new double[r.n()];
        Arrays.setAll(rows, i -> FixedSum.of(r.values(), i * r.stride(), i * r.stride() + r.n()));
        double sum = FixedSum.of(rows, 0, rows.length);
        return sum > 0 ? 1 / sum : 1;
    }
}
