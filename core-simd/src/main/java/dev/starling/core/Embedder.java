package dev.starling.core;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Normalization;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Recipe;
import dev.starling.api.expr.Expr;
import dev.starling.core.affinity.AffinityKernel;
import dev.starling.core.affinity.Neighbors;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Counted;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.core.start.Start;
import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.List;

/// Embeds a data set, all stages in one call:
///
///     Embedding map = Embedder.of("t-sne").perplexity(30).seed(7).embed(data);
///
/// Each setting has a default; setters change the embedder and return it. The stages can also be called one by one:
/// [EmbeddingProblem], [Start], [EmbeddingObjective], [Optimization].
///
/// An interrupt of the thread that embeds ends it within about a second, at any stage, by a `CancellationException`; the thread stays
/// interrupted. A listener that wants what was reached until then interrupts the thread itself: see [Progress#iteration].
@API(status = API.Status.STABLE, since = "1.0")
public final class Embedder {
    /// Up to this many points P is dense unless asked otherwise: all pairs, as in the papers.
    public static final int DENSE_UP_TO = Storage.DENSE_UP_TO;

    /// Fewer points have no shape.
    public static final int LEAST_POINTS = 3;

    /// Points from which on a map of a sample is the usual start.
    public static final int SAMPLE_FROM = Forecast.SAMPLE_FROM;

    private final RunSettings settings;

    private Embedder(Plan plan) {
        settings = new RunSettings(plan);
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

    /// A cost of affinities and a kernel, with gradient descent unless set otherwise by [#optimizer]. Where q is one distribution a row, P is
    /// too.
    public static Embedder of(ProbabilityCost cost, Kernel kernel, Normalization normalization) {
        Recipe recipe = Recipe.of(cost.name(), kernel.name(), normalization);
        return of(Plan.of(cost.name() + " " + kernel.name(), recipe, Catalog.installed().with(cost, kernel)));
    }

    /// A cost and a kernel by name, or each as a formula: `Embedder.of("p*log(p/q)", "1/(1+f)^2", Normalization.PAIR)`.
    public static Embedder of(String cost, String kernel, Normalization normalization) {
        return of(Recipe.of(cost, kernel, normalization));
    }

    /// A cost of distances, with `l-bfgs` unless set otherwise.
    public static Embedder of(DistanceCost cost) {
        return of(Plan.of(cost.name(), Recipe.of(cost.name()).withOptimizer("l-bfgs"), Catalog.installed().with(cost)));
    }

    /// Number of iterations at most; that of the method unless set.
    public Embedder iterations(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("iterations must be at least 1, but were " + number);
        }
        settings.plan = settings.plan.with(settings.plan.recipe().forIterations(number));
        return this;
    }

    /// Factor on the attraction in the first iterations, and how many they are; 1 for none. That of the method unless set.
    public Embedder exaggeration(double factor, int iterations) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("exaggeration must be above 0 and finite, but was " + factor);
        }
        settings.plan = settings.plan.with(settings.plan.recipe().exaggeratedBy(factor, iterations));
        return this;
    }

    /// The learning rate of the optimizer; worked out from the data unless set.
    ///
    /// @throws IllegalArgumentException if the optimizer has none, or the rate is out of its range
    public Embedder learningRate(double rate) {
        Parameter parameter = LearningRate.parameter(settings.plan).orElseThrow(
                () -> new IllegalArgumentException("the optimizer '" + settings.plan.optimizer().name() + "' has no learning rate"));
        Arguments more = settings.plan.optimizerArguments().with(LearningRate.NAME, Expr.constant(parameter.check(rate)));
        settings.plan = settings.plan.with(settings.plan.optimizer(), more);
        return this;
    }

    /// What minimizes the cost, with its own defaults; that of the method unless set.
    public Embedder optimizer(String name) {
        return optimizer(Catalog.installed().find(Optimizer.class, name));
    }

    public Embedder optimizer(Optimizer optimizer) {
        settings.plan = settings.plan.with(optimizer, Arguments.defaults(optimizer.parameters()));
        return this;
    }

    /// Number of coordinates of an embedded point; 2 unless set.
    public Embedder dimensions(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("dimensions must be at least 1, but was " + number);
        }
        settings.dimensions = number;
        return this;
    }

    /// What is done to the columns before distances are taken; nothing unless set.
    public Embedder prepare(Preparation how) {
        settings.preparation = how;
        return this;
    }

    /// Effective number of neighbors; 30, or fewer for few points, unless set. With several, P is the mean over them; and if the
    /// kernel has a precision, so is q, over precisions that belong to the perplexities.
    public Embedder perplexity(double... values) {
        settings.perplexities = Arrays.stream(values).mapToObj(Perplexity::new).toList();
        return this;
    }

    /// Whether P is over all pairs or over the nearest neighbors only; by the number of points unless set.
    public Embedder dense(boolean allPairs) {
        return storage(allPairs ? Storage.DENSE : Storage.SPARSE);
    }

    /// Which pairs P is over; by the number of points unless set.
    public Embedder storage(Storage pairs) {
        settings.storage = pairs;
        return this;
    }

    /// The share of nearest neighbors that must be found, where P is over neighbors only: 1 up to 200,000 points and 0.99 beyond, unless
    /// set. It is measured on 1,000 points, and the listener hears it.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Embedder neighborsRecall(double share) {
        settings.recall = new EmbeddingProblem.Settings(settings.perplexities, settings.storage, share, settings.dimensions).recall();
        return this;
    }

    /// Neighbors that P is over, in place of those of the data: found before, or by another program. Their number gives the perplexity unless
    /// that is set, a third of them as far as it is no more than usual.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Embedder neighbors(Neighbors given) {
        settings.found = new EmbeddingProblem.Data.OfNeighbors(given);
        return this;
    }

    /// What a neighbor counts by its distance, in place of exp(−β r²).
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Embedder affinityKernel(AffinityKernel kernel) {
        settings.affinityKernel = kernel;
        return this;
    }

    /// P itself, in place of that of the data; see [dev.starling.core.affinity.GivenAffinities].
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Embedder affinities(PairMatrix p) {
        settings.found = new EmbeddingProblem.Data.OfAffinities(p);
        return this;
    }

    /// Where the descent begins: at principal components unless set, or at random coordinates where only distances are known.
    public Embedder start(Start where) {
        settings.start = where;
        return this;
    }

    /// Begins at random coordinates instead of principal components.
    public Embedder randomStart() {
        return start(new Start.Random());
    }

    /// Begins at eigenvectors of the normalized Laplacian of P; a cost of distances, which has no P, cannot.
    public Embedder spectralStart() {
        return start(new Start.Spectral());
    }

    /// Begins where a map of a sample has the points; so it is from 500,000 points on, unless set otherwise.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Embedder sampleStart() {
        return start(new Start.Sample());
    }

    /// Factor on the attraction when the first exaggeration is over; 1 unless set. Some 4 draws clusters of very many points together.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Embedder lateExaggeration(double factor) {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("late exaggeration must be above 0 and finite, but was " + factor);
        }
        settings.lateExaggeration = factor;
        return this;
    }

    /// Begins at given coordinates, dimension-major. Points that lie at one place, on a line or the like are set apart by the seed.
    ///
    /// @throws IllegalArgumentException if one is not finite, or too large to be squared
    public Embedder start(double[] coordinates) {
        return start(new Start.Given(coordinates));
    }

    /// Seed of everything random; 1 unless set. Same seed, same bits.
    public Embedder seed(long value) {
        settings.seed = value;
        return this;
    }

    /// Number of threads; as many as processors unless set. It changes no result.
    public Embedder threads(int number) {
        settings.threads = number;
        return this;
    }

    /// Arithmetic of the passes over all pairs; double unless set.
    public Embedder precision(Precision arithmetic) {
        settings.precision = arithmetic;
        return this;
    }

    /// Who adds up over the pairs; by the number of points unless set.
    public Embedder engine(Engine asked) {
        settings.engine = asked;
        return this;
    }

    /// What sums of the far field may differ by from the exact ones, relative to the sum of the sizes of their terms; unless set, by the phase
    /// of the optimization, coarse first.
    public Embedder tolerance(double error) {
        if (!(error > 0 && error < 1)) {
            throw new IllegalArgumentException("tolerance must be above 0 and below 1, but was " + error);
        }
        settings.tolerance = error;
        return this;
    }

    public Embedder listener(Progress listener) {
        settings.progress = listener;
        return this;
    }

    /// The perplexities that n points will have; none where P is given.
    public List<Perplexity> perplexitiesOf(int n) {
        return new Forecast(settings, n).perplexities();
    }

    /// Whether P of n points will be over all pairs.
    public boolean isDense(int n) {
        return new Forecast(settings, n).isDense();
    }

    /// Whether distances are compared, so that every pair has to be met.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public boolean isOfDistances() {
        return settings.plan.composition() instanceof Composition.OfDistances;
    }

    /// The engine that n points will have.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Engine engineOf(int n) {
        return new Forecast(settings, n).engine();
    }

    /// Bytes that embedding n points with so many columns will need at its peak, roughly; see [MemoryEstimate].
    public long estimateBytes(int n, int columns) {
        return new Forecast(settings, n).bytes(columns);
    }

    /// How long embedding n points with so many columns will take, roughly; 0 columns where only distances are known.
    ///
    /// @param pairsPerSecond ordered pairs that a core of this machine meets in a second, see [PairRate]
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public TimeEstimate estimateTime(int n, int columns, double pairsPerSecond) {
        return new Forecast(settings, n).time(columns, pairsPerSecond);
    }

    /// Embeds rows of equal length, by their Euclidean distances; points may be under another metric, by [Points#under].
    public Embedding embed(double[][] data) {
        return embed(Points.of(data));
    }

    /// @throws IllegalArgumentException if there are fewer than 3 points, or no columns, the perplexity is too large for them, or their metric refuses a value
    /// @throws NumericalException       if the optimization goes astray
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted
    public Embedding embed(Points data) {
        checkCount(data.rows());
        if (data.columns() == 0) {
            throw new IllegalArgumentException("the rows have no columns: there is nothing to tell them apart by");
        }
        try (Workers workers = new Workers(settings.threads, settings.progress::share, true)) {
            Points prepared = data.inRange();
            if (prepared != data) {
                settings.progress.note(data.exponent() == 0
                        ? "rows are divided by powers of two, which changes no distance, so that distances can be computed"
                        : "values are divided by 2^" + data.exponent() + ", so that distances can be computed");
            }
            int divided = settings.preparation.keepsUnit() ? data.exponent() : 0;
            if (!(settings.preparation instanceof Preparation.None)) {
                settings.progress.stage("preparation");
                prepared = settings.preparation.apply(prepared.under(null).inRange(), workers, settings.progress::note).under(data.metric());
            }
            prepared.checkMetric();
            EmbedderRun run = new EmbedderRun(settings, workers);
            run.warmUp(prepared.rows());
            return run.embed(new EmbeddingProblem.Data.OfPoints(prepared), divided);
        }
    }

    /// Embeds points of which nothing is known but [#neighbors] or [#affinities]; the start is spectral unless set.
    ///
    /// @throws IllegalArgumentException if neither is set
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public Embedding embed() {
        EmbeddingProblem.Data found = settings.found;
        if (found == null) {
            throw new IllegalArgumentException("without data there must be neighbors or affinities");
        }
        checkCount(found.n());
        try (Workers workers = new Workers(settings.threads, settings.progress::share, true)) {
            EmbedderRun run = new EmbedderRun(settings, workers);
            run.warmUp(found.n());
            return run.embed(found, 0);
        }
    }

    /// Embeds points of which only the distances are known; the start is classical scaling unless given.
    public Embedding embed(DenseMatrix distances) {
        checkCount(distances.n());
        try (Workers workers = new Workers(settings.threads, settings.progress::share, true)) {
            int divided = Points.unitExponent(distances.values());
            return new EmbedderRun(settings, workers).embed(new EmbeddingProblem.Data.OfDistances(distances.divided(divided)), divided);
        }
    }

    /// Whether so many points, of which no start is set, begin where a map of a sample has them.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public boolean startsFromSample(int n) {
        return new Forecast(settings, n).startsFromSample();
    }

    private static void checkCount(int n) {
        if (n < LEAST_POINTS) {
            throw new IllegalArgumentException(Counted.of(n, "row is", "rows are") + " too few: an embedding needs at least " + LEAST_POINTS);
        }
    }
}
