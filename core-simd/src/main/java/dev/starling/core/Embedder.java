package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.api.Method;
import dev.starling.api.Recipe;
import dev.starling.core.affinity.Affinities;
import dev.starling.core.affinity.Neighbors;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.core.plan.PointValues;
import dev.starling.core.start.PrincipalComponents;
import dev.starling.core.start.SpectralStart;
import dev.starling.core.start.Start;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Embeds a data set, all stages in one call:
///
///     Embedding map = Embedder.of("t-sne").perplexity(30).seed(7).embed(data);
///
/// Each setting has a default; setters change the embedder and return it. The stages can also be called one by one:
/// [Preparation], [Affinities], [Start], [EmbeddingObjective], [Optimization].
@API(status = API.Status.STABLE, since = "1.0")
public final class Embedder {
    /// Up to this many points P is dense unless asked otherwise: all pairs, as in the papers.
    public static final int DENSE_UP_TO = 2_500;

    /// Fewer points have no shape.
    public static final int LEAST_POINTS = 3;

    /// Two variances that differ by less than this share of the largest are the same but for rounding.
    private static final double SAME_VARIANCE = 1e-12;

    /// Pairs in a whole run from which on loops are warmed up ahead of it: as 800 points have in 1,000 iterations. At 1,800 and 5,000
    /// points it was seen to pay.
    private static final long MANY_PAIRS = 300_000_000;

    /// Points of the warm-up.
    private static final int FEW_POINTS = 32;

    private final Plan plan;
    private int dimensions = 2;
    private Preparation preparation = new Preparation.None();
    private List<Perplexity> perplexities = List.of();
    private @Nullable Boolean dense;
    private @Nullable Double recall;
    private double @Nullable [] start;
    private boolean randomStart;
    private boolean spectralStart;
    private long seed = 1;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Precision precision = Precision.DOUBLE;
    private Progress progress = Progress.NONE;

    private Embedder(Plan plan) {
        this.plan = plan;
    }

    /// A method by name, of those that the program has on its path.
    public static Embedder of(String method) {
        Catalog catalog = Catalog.installed();
        return of(Plan.of(method, catalog.find(Method.class, method).recipe(), catalog));
    }

    /// A method or combination of parts.
    public static Embedder of(Plan plan) {
        return new Embedder(plan);
    }

    /// A recipe over the parts that the program has on its path.
    public static Embedder of(Recipe recipe) {
        return of(Plan.of(recipe.cost() + " " + recipe.kernel(), recipe, Catalog.installed()));
    }

    /// Number of coordinates of an embedded point; 2 unless set.
    public Embedder dimensions(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("dimensions must be at least 1, but was " + number);
        }
        dimensions = number;
        return this;
    }

    /// What is done to the columns before distances are taken; nothing unless set.
    public Embedder prepare(Preparation how) {
        preparation = how;
        return this;
    }

    /// Effective number of neighbours; 30, or fewer for few points, unless set. With several, P is the mean over them; and if the
    /// kernel has a precision, so is q, over precisions that belong to the perplexities.
    public Embedder perplexity(double... values) {
        perplexities = Arrays.stream(values).mapToObj(Perplexity::new).toList();
        return this;
    }

    /// Whether P is over all pairs or over the nearest neighbours only; by the number of points unless set.
    public Embedder dense(boolean allPairs) {
        dense = allPairs;
        return this;
    }

    /// The share of nearest neighbours that must be found, where P is over neighbours only: 1 up to 200,000 points and 0.99 beyond, unless
    /// set. It is measured on 1,000 points, and the listener hears it.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Embedder neighborsRecall(double share) {
        if (!(share > 0 && share <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("the recall of neighbors must be above 0 and at most 1, but was " + share);
        }
        recall = share;
        return this;
    }

    private double recallOf(int n) {
        if (recall != null) {
            return recall;
        }
        return n <= Neighbors.EXACT_UP_TO ? 1 : Neighbors.USUAL_RECALL;
    }

    /// Begins at random coordinates instead of principal components.
    public Embedder randomStart() {
        randomStart = true;
        return this;
    }

    /// Begins at eigenvectors of the normalised Laplacian of P; a cost of distances, which has no P, cannot.
    public Embedder spectralStart() {
        spectralStart = true;
        return this;
    }

    /// Begins at given coordinates, dimension-major.
    public Embedder start(double[] coordinates) {
        start = coordinates.clone();
        return this;
    }

    /// Seed of everything random; 1 unless set. Same seed, same bits.
    public Embedder seed(long value) {
        seed = value;
        return this;
    }

    /// Number of threads; as many as processors unless set. It changes no result.
    public Embedder threads(int number) {
        threads = number;
        return this;
    }

    /// Arithmetic of the passes over all pairs; double unless set.
    public Embedder precision(Precision arithmetic) {
        precision = arithmetic;
        return this;
    }

    public Embedder listener(Progress listener) {
        progress = listener;
        return this;
    }

    /// The perplexities that n points will have.
    public List<Perplexity> perplexitiesOf(int n) {
        return perplexities.isEmpty() ? List.of(Perplexity.automatic(n)) : perplexities;
    }

    /// Whether P of n points will be over all pairs.
    public boolean isDense(int n) {
        return dense == null ? n <= DENSE_UP_TO || plan.recipe().affinity() == Affinity.DISTANCE : dense;
    }

    /// Bytes that embedding n points with so many columns will need at its peak, roughly; see [MemoryEstimate].
    public long estimateBytes(int n, int columns) {
        boolean ofDistances = plan.composition() instanceof Composition.OfDistances;
        int neighbors = perplexitiesOf(n).stream().mapToInt(p -> p.neighbors(n)).max().orElse(n - 1);
        return new MemoryEstimate(n, columns, dimensions, precision).bytes(ofDistances || isDense(n), neighbors);
    }

    /// Embeds rows of equal length.
    public Embedding embed(double[][] data) {
        return embed(Points.of(data));
    }

    /// @throws IllegalArgumentException if there are fewer than 3 points, or the perplexity is too large for them
    /// @throws NumericalException       if the optimisation goes astray
    public Embedding embed(Points data) {
        checkCount(data.rows());
        try (Workers workers = new Workers(threads)) {
            Points prepared = data.inRange();
            if (prepared != data) {
                progress.note("values are divided by 2^" + data.exponent() + ", so that distances can be computed");
            }
            if (!(preparation instanceof Preparation.None)) {
                progress.stage("preparation");
                prepared = preparation.apply(prepared, workers);
            }
            warmUp(prepared.rows());
            Input input = input(prepared, workers);
            return optimize(input, start != null ? start : startOf(prepared, input, workers), workers);
        }
    }

    /// Where many pairs are to come, the JIT gets to know the loops while P is made: by an objective of the same parts over a few points.
    private void warmUp(int n) {
        boolean hasTwoLoops = LoopCompiler.preferred() == Backend.ADAPTIVE;
        if (!hasTwoLoops || (long) n * n / 2 * plan.recipe().iterations() < MANY_PAIRS) {
            return;
        }
        double[] few = perplexitiesOf(n).stream().mapToDouble(p -> Math.min(p.value(), FEW_POINTS / 4.0)).toArray();
        Embedder small = of(plan).dimensions(dimensions).perplexity(few).dense(isDense(n)).precision(precision);
        try (Workers workers = new Workers(1)) {
            small.objective(small.input(Points.of(fewPoints()), workers), workers).warmUp();
        }
    }

    private static double[][] fewPoints() {
        double[][] points = new double[FEW_POINTS][2];
        for (int i = 0; i < FEW_POINTS; i++) {
            points[i] = new double[] {i, i * i % 7};
        }
        return points;
    }

    /// Embeds points of which only the distances are known; the start is random unless given.
    public Embedding embed(DenseMatrix distances) {
        checkCount(distances.n());
        try (Workers workers = new Workers(threads)) {
            Input input = input(distances, workers);
            return optimize(input, start != null ? start : startOf(distances, input, workers), workers);
        }
    }

    private double[] startOf(Points points, Input input, Workers workers) {
        progress.stage("start");
        if (points.allTheSame()) {
            return oneSpot(points.rows());
        } else if (spectralStart) {
            return spectralStart(input, workers);
        }
        return randomStart ? random(points.rows()) : principalComponents(points, workers);
    }

    private double[] startOf(DenseMatrix distances, Input input, Workers workers) {
        if (Arrays.stream(distances.values()).allMatch(r -> r == 0)) {
            return oneSpot(distances.n());
        }
        return spectralStart ? spectralStart(input, workers) : random(distances.n());
    }

    private double[] random(int n) {
        return Start.random(n, dimensions, plan.recipe().spread(), seed);
    }

    /// All points at the origin: where they do not differ, no place of one would be truer than that of another.
    private double[] oneSpot(int n) {
        progress.note("all points are the same, so the map is one spot");
        return new double[Math.multiplyExact(n, dimensions)];
    }

    private double[] principalComponents(Points points, Workers workers) {
        // One more than the map has dimensions, to see how far it lies behind.
        int there = Math.min(dimensions + 1, Math.min(points.rows(), points.columns()));
        PrincipalComponents components = PrincipalComponents.of(points, there, workers);
        int rank = components.rank();
        double[] variances = components.variances();
        if (rank < dimensions) {
            progress.note("the data vary along " + rank + (rank == 1 ? " direction" : " directions") + " only, and the map has " + dimensions
                    + "; the others start at tiny random numbers");
        } else if (rank > dimensions && variances[dimensions - 1] - variances[dimensions] <= SAME_VARIANCE * variances[0]) {
            progress.note("principal components " + dimensions + " and " + (dimensions + 1) + " have the same variance " + variances[dimensions]
                    + ", so that the start is one of many");
        }
        return Start.principalComponents(components, dimensions, plan.recipe().spread(), seed);
    }

    private double[] spectralStart(Input input, Workers workers) {
        if (plan.composition() instanceof Composition.OfDistances) {
            throw new IllegalArgumentException("a spectral start needs affinities, and '" + plan.recipe().cost() + "' compares distances: "
                    + "start from principal components or at random");
        }
        SpectralStart found = SpectralStart.of(input.matrix, dimensions, plan.recipe().spread(), seed, workers);
        if (found.components() > 1) {
            progress.note("the affinities fall into " + found.components() + " components; each starts at a place of its own");
        }
        return found.coordinates();
    }

    private static void checkCount(int n) {
        if (n < LEAST_POINTS) {
            throw new IllegalArgumentException(n + " rows are too few: an embedding needs at least " + LEAST_POINTS);
        }
    }

    /// P or r.
    private record Input(PairMatrix matrix, List<Perplexity> perplexities, List<double[]> precisions) {}

    private Input input(Points data, Workers workers) {
        progress.stage("affinities");
        if (plan.composition() instanceof Composition.OfDistances parts) {
            return input(Affinities.distances(data, workers), parts);
        }
        List<Perplexity> asked = perplexitiesOf(data.rows());
        Affinity kind = plan.recipe().affinity();
        return input(kind == Affinity.DISTANCE ? List.of() : asked, isDense(data.rows())
                ? Affinities.dense(data, asked, kind, workers)
                : Affinities.sparse(data, asked, kind, recallOf(data.rows()), workers, progress::note));
    }

    private Input input(DenseMatrix distances, Workers workers) {
        progress.stage("affinities");
        if (plan.composition() instanceof Composition.OfDistances parts) {
            return input(distances, parts);
        }
        List<Perplexity> asked = perplexitiesOf(distances.n());
        Affinity kind = plan.recipe().affinity();
        return input(kind == Affinity.DISTANCE ? List.of() : asked, Affinities.ofDistances(distances, asked, kind, workers));
    }

    private Input input(DenseMatrix distances, Composition.OfDistances parts) {
        if (parts.cost().undefinedAtZeroDistance()) {
            int n = distances.n();
            long zero = IntStream.range(0, n).mapToLong(i -> IntStream.range(0, i).filter(j -> distances.get(i, j) == 0).count()).sum();
            if (zero > 0) {
                progress.note(zero + (zero == 1 ? " pair" : " pairs") + " of points at distance 0 do not count: their cost is not defined");
            }
        }
        return new Input(distances, List.of(), List.of());
    }

    private Input input(List<Perplexity> asked, Affinities affinities) {
        if (affinities.unreached() > 0) {
            progress.note(affinities.unreached() + " rows do not reach the perplexity, because more points lie at one distance; "
                    + "their affinities are shared evenly. The farthest off is row " + (affinities.farthest() + 1) + " with "
                    + affinities.perplexity());
        }
        if (!spectralStart && affinities.matrix() instanceof SparseMatrix sparse) {
            int components = SpectralStart.componentsOf(sparse);
            if (components > 1) {
                progress.note("the affinities fall into " + components + " components; how these lie to each other comes from the start");
            }
        }
        return new Input(affinities.matrix(), asked, affinities.scales());
    }

    private Embedding optimize(Input input, double[] y, Workers workers) {
        int n = input.matrix.n();
        if (y.length != n * dimensions) {
            throw new IllegalArgumentException("the start has " + y.length + " coordinates, but " + n + " points in " + dimensions
                    + " dimensions need " + n * dimensions);
        }
        EmbeddingObjective objective = objective(input, workers);
        progress.stage("optimising");
        return new Optimization(plan, objective).run(y, progress);
    }

    private EmbeddingObjective objective(Input input, Workers workers) {
        PointValues own = PointValues.of(plan, input.matrix, input.perplexities, input.precisions, dimensions);
        return new EmbeddingObjective(
                own.composition(), input.matrix, own.values(), dimensions, precision, List.of(new ExactEngine(workers, LoopCompiler.preferred())), workers);
    }
}
