package dev.starling.app.pipeline;

import dev.starling.api.Affinity;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.pairs.SquareMatrix;
import dev.starling.app.data.points.CoordinatesFile;
import dev.starling.app.data.points.PointValues;
import dev.starling.app.data.points.RowIds;
import dev.starling.app.files.Inputs;
import dev.starling.app.files.OutputFile;
import dev.starling.app.pipeline.input.Input;
import dev.starling.app.pipeline.input.Known;
import dev.starling.app.pipeline.input.Subject;
import dev.starling.app.pipeline.input.UnsaidParameters;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.Progress;
import dev.starling.core.Storage;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Counted;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.gradient.PairQuantity;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.core.start.Start;
import dev.starling.core.table.TableFile;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;

/// Cost and gradient at given coordinates.
public final class EvaluateRun {
    private final Request request;
    private final DoubleConsumer cost;
    private final Progress progress;

    /// What to do.
    ///
    /// @param input         a table or distances, if P is not given
    /// @param probabilities a file of P, or null
    /// @param at            the coordinates
    /// @param precisions    a file of the kernel's precisions, or null
    /// @param perplexities  none for the usual one
    /// @param dense         whether P of a table is over all pairs
    public record Request(
            Input input,
            @Nullable Path probabilities,
            Path at,
            @Nullable Path precisions,
            Plan plan,
            List<Double> perplexities,
            boolean dense,
            int threads,
            Files files) {}

    /// What is written, each if it is not null, and whether files that are there are replaced.
    public record Files(@Nullable Path gradient, @Nullable Path stiffness, @Nullable Path outputAffinities, boolean force) {}

    /// @param cost     told the cost
    /// @param progress told what the user should know, and how far a long step is
    public EvaluateRun(Request request, DoubleConsumer cost, Progress progress) {
        this.request = request;
        this.cost = cost;
        this.progress = progress;
    }

    public void run() {
        Plan plan = request.plan;
        if (request.files.outputAffinities != null && plan.composition() instanceof Composition.OfDistances) {
            throw new IllegalArgumentException(
                    "--output-affinities are for costs that have some, and '" + plan.recipe().cost() + "' compares distances");
        }
        Inputs inputs = inputs();
        try (@Nullable OutputFile gradient = reserved(request.files.gradient, inputs);
                @Nullable OutputFile stiffness = reserved(request.files.stiffness, inputs);
                @Nullable OutputFile outputAffinities = reserved(request.files.outputAffinities, inputs);
                Workers workers = new Workers(request.threads, progress::share)) {
            Evaluated what = evaluated(plan, workers);
            progress.stage("evaluating");
            double most = plan.composition().bearsAnySize() ? Double.MAX_VALUE : Start.LARGEST;
            CoordinatesFile y = CoordinatesFile.read(request.at, what.points, request.input.readers(), elsewhere(), most);
            y.notes().forEach(progress::note);
            double[] at = Points.divided(y.values(), divided(plan, what, y.values()));
            UnsaidParameters.of(plan).forEach(progress::note);
            EmbeddingObjective objective = problem(plan, what.data, y.dimensions(), workers).objective(workers, Precision.DOUBLE);
            double[] g = new double[at.length];
            double value = objective.valueAndGradient(at, g);
            if (!Double.isFinite(value)) {
                String why = objective.explainValue(at);
                progress.note("warning: the cost is " + value + " at these coordinates" + (why.isEmpty() ? "." : ": " + why));
            }
            cost.accept(value);
            if (objective.floored() > 0) {
                progress.note(Counted.of(objective.floored(), "affinity", "affinities") + " below 2^-52 raised to it, because the cost is infinite at p = 0");
            }
            if (gradient != null) {
                gradient.write(csv(rows(g, y.n(), y.dimensions())));
            }
            if (stiffness != null) {
                stiffness.write(csv(objective.matrix(PairQuantity.STIFFNESS, at)));
            }
            if (outputAffinities != null) {
                outputAffinities.write(csv(objective.matrix(PairQuantity.AFFINITY, at)));
            }
        }
    }

    private Inputs inputs() {
        Path at = TableFile.of(request.at.toString()).path();
        Inputs.check(at);
        if (request.precisions != null) {
            Inputs.check(request.precisions);
        }
        Path probabilities = request.probabilities == null ? null : new Known(Known.What.AFFINITIES, request.probabilities.toString()).file();
        return request.input.files().add(probabilities, at, request.precisions);
    }

    private @Nullable OutputFile reserved(@Nullable Path file, Inputs inputs) {
        return file == null ? null : OutputFile.reserve(file, inputs, request.files.force);
    }

    private Notation elsewhere() {
        return request.input.reading().notation().elsewhere();
    }

    /// What coordinates are evaluated for.
    ///
    /// @param points  what they are called
    /// @param divided exponent of the power of two that distances are divided by
    private record Evaluated(RowIds points, EmbeddingProblem.Data data, int divided) {
        Evaluated(RowIds points, EmbeddingProblem.Data data) {
            this(points, data, 0);
        }
    }

    /// The exponent of the power of two by which coordinates are divided, for distances as these are.
    private int divided(Plan plan, Evaluated what, double[] y) {
        boolean like = plan.composition() instanceof Composition.OfDistances;
        int exponent = like ? what.divided : plan.composition().bearsAnySize() ? Points.unitExponent(y) : 0;
        if (exponent != 0 && plan.composition().degree().isEmpty()) {
            throw new NumericalException("the distances are so large or small that they are divided by 2^" + exponent + ", and the cost '"
                    + plan.recipe().cost() + "' would be another one of those: divide distances and coordinates by some number");
        }
        if (exponent != 0) {
            progress.note((like ? "distances and coordinates" : "coordinates") + " are divided by 2^" + exponent
                    + ", since the cost would be no number; what is told is of these");
        }
        return exponent;
    }

    private Evaluated evaluated(Plan plan, Workers workers) {
        if (request.probabilities != null) {
            progress.stage("reading");
            if (plan.composition() instanceof Composition.OfDistances) {
                throw new IllegalArgumentException("the cost '" + plan.recipe().cost() + "' compares distances: give --distances or DATA");
            }
            Known file = new Known(Known.What.AFFINITIES, request.probabilities.toString());
            if (file.isRead(request.input.readers())) {
                PairMatrix p = file.affinities(
                        file.read(null, request.input.readers(), request.input.elsewhere(), progress::note, progress::share).matrix(), Affinity.RAW, progress::note);
                return new Evaluated(RowIds.numbered(p.n()), new EmbeddingProblem.Data.OfAffinities(p));
            }
            SquareMatrix p = SquareMatrix.read(request.probabilities, "probability", request.input.elsewhere(), progress::share);
            if (!p.note().isEmpty()) {
                progress.note(p.note());
            }
            RowIds names = p.names() == null ? RowIds.numbered(p.matrix().n()) : new RowIds("names", p.names());
            return new Evaluated(names, new EmbeddingProblem.Data.OfAffinities(p.matrix()));
        }
        return switch (Subject.prepared(request.input, workers, progress)) {
            case Subject.Pairs _ -> throw new IllegalStateException("affinities are read above");
            case Subject.Distances(var set, var r, _, _) -> {
                int divided = Points.unitExponent(r.values());
                yield new Evaluated(set.rowIds(), new EmbeddingProblem.Data.OfDistances(r.divided(divided)), divided);
            }
            case Subject.Rows(var set, var points) ->
                new Evaluated(set.rowIds(), new EmbeddingProblem.Data.OfPoints(inRange(points)), points.exponent());
        };
    }

    /// The points as an embedding sees them: their distances can be squared.
    private Points inRange(Points points) {
        if (points.exponent() != 0) {
            progress.note("values are divided by 2^" + points.exponent() + ", so that distances can be computed");
        }
        return points.inRange();
    }

    /// All nearest neighbors are found, whatever their number: the cost is that of the data, and not of a search.
    private EmbeddingProblem problem(Plan plan, EmbeddingProblem.Data data, int dimensions, Workers workers) {
        EmbeddingProblem.Settings settings = new EmbeddingProblem.Settings(
                request.perplexities.stream().map(Perplexity::new).toList(), request.dense ? Storage.DENSE : Storage.SPARSE, 1.0, dimensions);
        EmbeddingProblem problem = EmbeddingProblem.of(plan, data, settings, workers, progress::note);
        return request.precisions == null
                ? problem
                : problem.withPrecisions(() -> PointValues.read(request.precisions, problem.n(), elsewhere()));
    }

    private static double[][] rows(double[] values, int n, int dimensions) {
        double[][] rows = new double[n][dimensions];
        for (int k = 0; k < dimensions; k++) {
            for (int i = 0; i < n; i++) {
                rows[i][k] = values[k * n + i];
            }
        }
        return rows;
    }

    private static byte[] csv(double[][] rows) {
        StringBuilder text = new StringBuilder();
        for (double[] row : rows) {
            for (int k = 0; k < row.length; k++) {
                text.append(k == 0 ? "" : ",").append(row[k]);
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
