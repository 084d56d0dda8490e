package dev.starling.core;

import dev.starling.api.Arguments;
import dev.starling.api.Method;
import dev.starling.api.Recipe;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.gradient.Composition;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.input.Affinities;
import dev.starling.core.input.DenseMatrix;
import dev.starling.core.input.PairMatrix;
import dev.starling.core.input.Perplexity;
import dev.starling.core.input.Points;
import dev.starling.core.input.Start;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Embeds a data set, all stages in one call:
///
///     Embedding map = Embedder.of("t-sne").perplexity(30).seed(7).embed(data);
///
/// Each setting has a default; setters change the embedder and return it. The stages can also be called one by one:
/// [Affinities], [Start], [EmbeddingObjective], [Optimization].
@API(status = API.Status.STABLE, since = "1.0")
public final class Embedder {
    /// Up to this many points P is dense unless asked otherwise: all pairs, as in the papers.
    public static final int DENSE_UP_TO = 2_500;

    private final Plan plan;
    private int dimensions = 2;
    private @Nullable Perplexity perplexity;
    private @Nullable Boolean dense;
    private double @Nullable [] start;
    private boolean randomStart;
    private long seed = 1;
    private int threads = Runtime.getRuntime().availableProcessors();
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

    /// Effective number of neighbours; 30, or fewer for few points, unless set.
    public Embedder perplexity(double value) {
        perplexity = new Perplexity(value);
        return this;
    }

    /// Whether P is over all pairs or over the nearest neighbours only; by the number of points unless set.
    public Embedder dense(boolean allPairs) {
        dense = allPairs;
        return this;
    }

    /// Begins at random coordinates instead of principal components.
    public Embedder randomStart() {
        randomStart = true;
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

    public Embedder listener(Progress listener) {
        progress = listener;
        return this;
    }

    /// Embeds rows of equal length.
    public Embedding embed(double[][] data) {
        return embed(Points.of(data));
    }

    /// @throws IllegalArgumentException if there are fewer than 3 points, or the perplexity is too large for them
    /// @throws NumericalException       if the optimisation goes astray
    public Embedding embed(Points data) {
        int n = data.rows();
        if (n < 3) {
            throw new IllegalArgumentException(n + " rows are too few: an embedding needs at least 3");
        }
        try (Workers workers = new Workers(threads)) {
            progress.stage("affinities");
            Input input = input(data, workers);
            progress.stage("start");
            double[] y = start(data, workers);
            EmbeddingObjective objective = new EmbeddingObjective(
                    plan.composition(), input.matrix, input.pointValues, dimensions, workers, LoopCompiler.preferred());
            progress.stage("optimising");
            return new Optimization(plan, objective).run(y, progress);
        }
    }

    /// P or r, and values of the points that the parts ask for.
    private record Input(PairMatrix matrix, Map<String, double[]> pointValues) {}

    private Input input(Points data, Workers workers) {
        int n = data.rows();
        if (plan.composition() instanceof Composition.OfDistances) {
            DenseMatrix distances = Affinities.distances(data, workers);
            return new Input(distances, Map.of());
        }
        Perplexity asked = perplexity == null ? Perplexity.automatic(n) : perplexity;
        boolean allPairs = dense == null ? n <= DENSE_UP_TO : dense;
        Affinities affinities = allPairs
                ? Affinities.dense(data, asked, plan.recipe().affinity(), workers)
                : Affinities.sparse(data, asked, plan.recipe().affinity(), workers);
        if (affinities.unreached() > 0) {
            progress.note(affinities.unreached() + " rows do not reach perplexity " + asked.value()
                    + ", because more points lie at one distance; their affinities are shared evenly");
        }
        boolean usesPrecision = plan.composition() instanceof Composition.OfProbabilities parts
                && parts.kernelArguments().precision().leaves().contains(Arguments.PRECISION);
        return new Input(affinities.matrix(), usesPrecision ? Map.of(Arguments.PRECISION, affinities.precisions()) : Map.of());
    }

    private double[] start(Points data, Workers workers) {
        double spread = plan.recipe().spread();
        if (start != null) {
            if (start.length != data.rows() * dimensions) {
                throw new IllegalArgumentException("the start has " + start.length + " coordinates, but " + data.rows()
                        + " points in " + dimensions + " dimensions need " + data.rows() * dimensions);
            }
            return start;
        }
        return randomStart
                ? Start.random(data.rows(), dimensions, spread, seed)
                : Start.principalComponents(data, dimensions, spread, seed, workers);
    }
}
