package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.api.Arguments;
import dev.starling.api.Recipe;
import dev.starling.api.expr.Expr;
import dev.starling.core.affinity.Affinities;
import dev.starling.core.affinity.AffinityKernel;
import dev.starling.core.affinity.AffinityRule;
import dev.starling.core.affinity.Neighbors;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Counted;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.LearnedParameter;
import dev.starling.core.plan.Plan;
import dev.starling.core.plan.PointValues;
import dev.starling.core.start.SpectralStart;
import dev.starling.core.start.Start;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// What is embedded: a plan, and what it needs of the data, which are the affinities P, or the distances r for a cost of distances, the
/// precisions of points, and where the map begins. It is checked when made. Whoever wants a cost or a gradient asks it for the objective.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class EmbeddingProblem {
    private static final int FEW_POINTS = 32;
    private static final long USUAL_SEED = 1;

    private final Plan plan;
    private final Data data;
    private final PairMatrix matrix;
    private final Composition composition;
    private final Map<String, double[]> values;
    private final int dimensions;
    private final @Nullable Start start;
    private final long seed;

    /// What the data are.
    public sealed interface Data {
        int n();

        /// Rows of equal length, that can be brought into a range where distances can be computed.
        record OfPoints(Points points) implements Data {
            @Override
            public int n() {
                return points.rows();
            }
        }

        /// Points of which only the distances are known.
        record OfDistances(DenseMatrix distances) implements Data {
            @Override
            public int n() {
                return distances.n();
            }
        }

        /// Points of which only the nearest neighbors are known.
        record OfNeighbors(Neighbors neighbors) implements Data {
            @Override
            public int n() {
                return neighbors.n();
            }
        }

        /// Affinities as they are.
        record OfAffinities(PairMatrix p) implements Data {
            @Override
            public int n() {
                return p.n();
            }
        }
    }

    /// How P is made of the data.
    ///
    /// @param perplexities effective numbers of neighbors; P is the mean over them. Empty for the usual one
    /// @param storage      of P; null for that which suits the number of points
    /// @param recall       share of nearest neighbors that must be found, where P is over neighbors only; null for that which suits the number
    /// @param dimensions   of the map
    /// @param kernel       what a neighbor counts by its distance; null for the usual exp(−β r²)
    public record Settings(List<Perplexity> perplexities, @Nullable Storage storage, @Nullable Double recall, int dimensions,
            @Nullable AffinityKernel kernel) {
        public Settings {
            perplexities = List.copyOf(perplexities);
            if (dimensions < 1) {
                throw new IllegalArgumentException("dimensions must be at least 1, but was " + dimensions);
            }
            if (recall != null && !(recall > 0 && recall <= 1)) { // also refuses NaN
                throw new IllegalArgumentException("the recall of neighbors must be above 0 and at most 1, but was " + recall);
            }
        }

        /// By the usual kernel.
        public Settings(List<Perplexity> perplexities, @Nullable Storage storage, @Nullable Double recall, int dimensions) {
            this(perplexities, storage, recall, dimensions, null);
        }

        /// Two dimensions, and all else as is usual.
        public static Settings usual() {
            return new Settings(List.of(), null, null, 2);
        }

        List<Perplexity> perplexitiesOf(int n, Affinity kind) {
            return perplexities.isEmpty() ? List.of(AffinityRule.automatic(kind, n)) : perplexities;
        }

        /// Perplexities over neighbors that are given: the usual one as far as there are enough of them.
        ///
        /// @throws IllegalArgumentException if one that is asked for needs more
        List<Perplexity> perplexitiesOf(Neighbors given, Affinity kind) {
            int k = given.k();
            if (perplexities.isEmpty()) {
                double most = AffinityRule.isOfNeighbors(kind) ? k : k / 3.0;
                return List.of(new Perplexity(Math.max(1, Math.min(AffinityRule.automatic(kind, given.n()).value(), most))));
            }
            for (Perplexity perplexity : perplexities) {
                if (perplexity.value() > k || perplexity.value() == k && k > 1 && !AffinityRule.isOfNeighbors(kind)) {
                    throw new IllegalArgumentException("perplexity " + (float) perplexity.value() + " is too large for "
                            + Counted.of(k, "neighbor") + " of each point: it must be below, and a third of them suits");
                }
            }
            return perplexities;
        }

        double recallOf(int n) {
            if (recall != null) {
                return recall;
            }
            return Neighbors.usualRecall(n);
        }

        Storage storageOf(int n, Affinity kind) {
            return storage != null ? storage : Storage.of(n, kind);
        }
    }

    private EmbeddingProblem(
            Plan plan, Data data, PairMatrix matrix, Composition composition, Map<String, double[]> values, int dimensions, @Nullable Start start,
            long seed) {
        this.plan = plan;
        this.data = data;
        this.matrix = matrix;
        this.composition = composition;
        this.values = Map.copyOf(values);
        this.dimensions = dimensions;
        this.start = start;
        this.seed = seed;
    }

    /// @param note hears what a user should know of the data
    /// @throws IllegalArgumentException if the perplexity is too large for the points, or the plan needs what the data do not tell
    public static EmbeddingProblem of(Plan plan, Data data, Settings settings, Workers workers, Consumer<String> note) {
        if (plan.composition() instanceof Composition.OfDistances parts) {
            DenseMatrix distances = switch (data) {
                case Data.OfPoints(Points points) -> Affinities.distances(points, workers);
                case Data.OfDistances(DenseMatrix given) -> given;
                case Data.OfNeighbors _, Data.OfAffinities _ -> throw new IllegalArgumentException(
                        "the cost '" + plan.recipe().cost() + "' compares distances: give all distances, or points");
            };
            noteZeroDistances(parts, distances, note);
            return new EmbeddingProblem(plan, data, distances, parts, Map.of(), settings.dimensions, null, USUAL_SEED);
        }
        if (data instanceof Data.OfAffinities(PairMatrix p)) {
            return of(plan, data, p, List.of(), List.of(), settings.dimensions);
        }
        Affinity kind = plan.recipe().affinity();
        List<Perplexity> asked = data instanceof Data.OfNeighbors(Neighbors found)
                ? settings.perplexitiesOf(found, kind)
                : settings.perplexitiesOf(data.n(), kind);
        if (settings.kernel != null && plan.recipe().dataPrecisions()) {
            throw new IllegalArgumentException("the kernel is to have the precisions of the data, which are those of exp(-b*r^2), not of "
                    + settings.kernel);
        }
        Affinities affinities = affinities(data, new AffinityRule(asked, kind, settings.kernel), settings, workers, note);
        List<Perplexity> used = affinities.scales().isEmpty() ? List.of() : asked;
        return of(plan, data, affinities.matrix(), used, affinities.scales(), settings.dimensions);
    }

    private static Affinities affinities(Data data, AffinityRule rule, Settings settings, Workers workers, Consumer<String> note) {
        int n = data.n();
        Affinities affinities = switch (data) {
            case Data.OfPoints(Points points) when settings.storageOf(n, rule.kind()) == Storage.DENSE ->
                Affinities.dense(points, rule, workers);
            case Data.OfPoints(Points points) -> Affinities.sparse(points, rule, settings.recallOf(n), workers, note);
            case Data.OfDistances(DenseMatrix distances) -> Affinities.ofDistances(distances, rule, workers);
            case Data.OfNeighbors(Neighbors neighbors) ->
                Affinities.sparse(neighbors.nearest(Math.min(neighbors.k(), rule.neighbors(n))), rule, workers);
            case Data.OfAffinities _ -> throw new AssertionError("they need none to be made");
        };
        if (affinities.unreached() > 0) {
            note.accept(Counted.of(affinities.unreached(), "row does", "rows do") + " not reach the perplexity, because more points lie at one distance, or so near beside the largest numbers that they differ in no digit; "
                    + "affinities are shared there evenly. The farthest off is row " + (affinities.farthest() + 1) + " with "
                    + affinities.perplexity());
        }
        return affinities;
    }

    /// Parts that are at hand, over a matrix that is: for whoever wants their cost and gradient, and nothing of data.
    ///
    /// @param matrix  P, or r for a cost of distances
    /// @param values  of the leaves among the arguments that are one number a point, by name
    public static EmbeddingProblem of(Composition parts, PairMatrix matrix, Map<String, double[]> values, int dimensions) {
        Data data = parts instanceof Composition.OfDistances && matrix instanceof DenseMatrix distances
                ? new Data.OfDistances(distances)
                : new Data.OfAffinities(matrix);
        return new EmbeddingProblem(Plan.of(parts), data, matrix, parts, values, dimensions, null, USUAL_SEED);
    }

    /// The same without such leaves.
    public static EmbeddingProblem of(Composition parts, PairMatrix matrix, int dimensions) {
        return of(parts, matrix, Map.of(), dimensions);
    }

    /// The plan over a few points that lie anywhere, for what is the same whatever the data are.
    ///
    /// @param settings of the problem that it stands for, of which the perplexities are made small
    static EmbeddingProblem ofFewPoints(Plan plan, Settings settings, Workers workers) {
        double[][] points = new double[FEW_POINTS][2];
        for (int i = 0; i < FEW_POINTS; i++) {
            points[i] = new double[] {i, i * i % 7};
        }
        List<Perplexity> few = settings.perplexities.stream().map(p -> new Perplexity(Math.min(p.value(), FEW_POINTS / 4.0))).toList();
        return of(
                plan, new Data.OfPoints(Points.of(points)), new Settings(few, settings.storage, null, settings.dimensions), workers, _ -> {});
    }

    /// How cost and gradient of a plan are summed up, in lines for people: the passes in their order.
    ///
    /// @param storage of P
    public static List<String> schedule(Plan plan, Storage storage) {
        try (Workers workers = new Workers(1)) {
            return ofFewPoints(plan, new Settings(List.of(new Perplexity(2)), storage, null, 2), workers)
                    .objective(workers, Precision.DOUBLE)
                    .schedule();
        }
    }

    private static EmbeddingProblem of(
            Plan plan, Data data, PairMatrix p, List<Perplexity> perplexities, List<double[]> precisions, int dimensions) {
        PointValues own = PointValues.of(plan, p, perplexities, precisions, dimensions);
        return new EmbeddingProblem(plan, data, p, own.composition(), own.values(), dimensions, null, USUAL_SEED);
    }

    private static void noteZeroDistances(Composition.OfDistances parts, DenseMatrix distances, Consumer<String> note) {
        if (parts.cost().undefinedAtZeroDistance()) {
            long zero = IntStream.range(0, distances.n())
                    .mapToLong(i -> IntStream.range(0, i).filter(j -> distances.get(i, j) == 0).count())
                    .sum();
            if (zero > 0) {
                note.accept(Counted.of(zero, "pair of points at distance 0 does", "pairs of points at distance 0 do") + " not count: the cost is not defined");
            }
        }
    }

    /// The same with a precision for each point's kernel.
    ///
    /// @param precisions asked only where the kernel has one
    /// @throws IllegalArgumentException if the kernel has none
    public EmbeddingProblem withPrecisions(Supplier<double[]> precisions) {
        if (!(composition instanceof Composition.OfProbabilities of) || !of.kernel().hasPrecision()) {
            throw new IllegalArgumentException("precisions of points (--precisions) are for a kernel that has one, and '" + plan.name() + "' has none");
        }
        Map<String, double[]> more = new HashMap<>(values);
        more.put(Arguments.PRECISION, precisions.get().clone());
        Composition single =
                of.onScales(1).withKernelArguments(of.kernelArguments().with(Arguments.PRECISION, Expr.leaf(Arguments.PRECISION)));
        return new EmbeddingProblem(plan, data, matrix, single, more, dimensions, start, seed);
    }

    /// The same, beginning elsewhere.
    ///
    /// @param where null for where it suits the data: at principal components, or, where a metric or neighbors alone are known, at eigenvectors
    ///              of P or at random
    /// @param seed  of everything random in it
    public EmbeddingProblem startingAt(@Nullable Start where, long seed) {
        return new EmbeddingProblem(plan, data, matrix, composition, values, dimensions, where, seed);
    }

    /// The same, of whose points more is known than P is made of, to begin with.
    EmbeddingProblem knowing(Data more) {
        return new EmbeddingProblem(plan, more, matrix, composition, values, dimensions, start, seed);
    }

    /// The same of points in another order, of which nothing is known but P and the values of points.
    EmbeddingProblem in(Numbering numbering, Workers workers) {
        if (numbering.isOwn()) {
            return this;
        }
        SparseMatrix p = ((SparseMatrix) matrix).inOrder(numbering.order(), workers);
        Map<String, double[]> moved = new HashMap<>();
        values.forEach((name, own) -> moved.put(name, numbering.in(own)));
        return new EmbeddingProblem(plan, new Data.OfAffinities(p), p, composition, moved, dimensions, start, seed);
    }

    /// Where it begins; null for where it suits the data.
    @Nullable Start start() {
        return start;
    }

    /// Of everything random in the start.
    long seed() {
        return seed;
    }

    Data data() {
        return data;
    }

    /// The same in another unit of the data.
    EmbeddingProblem in(Unit unit) {
        return new EmbeddingProblem(plan, data, unit.in(matrix, plan), composition, values, dimensions, start, seed);
    }

    public int n() {
        return matrix.n();
    }

    public int dimensions() {
        return dimensions;
    }

    public Plan plan() {
        return plan;
    }

    /// P, or r for a cost of distances.
    public PairMatrix matrix() {
        return matrix;
    }

    /// Number of parts into which P falls; 1 where it is over all pairs.
    int components() {
        return matrix instanceof SparseMatrix sparse ? SpectralStart.componentsOf(sparse) : 1;
    }

    /// The cost and its gradient, with learned parameters where they begin.
    public EmbeddingObjective objective(Workers workers, Precision precision) {
        return objective(List.of(new ExactEngine(workers, LoopCompiler.preferred())), precision);
    }

    /// The same, whose sums over pairs these engines take.
    public EmbeddingObjective objective(List<PairEngine> engines, Precision precision) {
        EmbeddingObjective objective = new EmbeddingObjective(composition, matrix, values, dimensions, precision, engines);
        for (LearnedParameter parameter : plan.learned()) {
            if (parameter.sharing() == Recipe.Sharing.ALL_POINTS) {
                objective.set(parameter.leaf(), parameter.start());
            }
        }
        return objective;
    }
}
