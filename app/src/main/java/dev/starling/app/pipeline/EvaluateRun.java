package dev.starling.app.pipeline;

import dev.starling.api.Affinity;
import dev.starling.api.Arguments;
import dev.starling.api.Recipe;
import dev.starling.api.expr.Expr;
import dev.starling.app.data.CoordinatesFile;
import dev.starling.app.data.DataSet;
import dev.starling.app.data.Notation;
import dev.starling.app.data.RowIds;
import dev.starling.app.data.SquareMatrix;
import dev.starling.app.files.Inputs;
import dev.starling.app.files.OutputFile;
import dev.starling.core.affinity.Affinities;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.gradient.PairQuantity;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.LearnedParameter;
import dev.starling.core.plan.Plan;
import dev.starling.core.plan.PointValues;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/// Cost and gradient at given coordinates.
public final class EvaluateRun {
    private final Request request;
    private final DoubleConsumer cost;
    private final Consumer<String> say;

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

    /// @param cost told the cost
    /// @param say  told what the user should know, a line each
    public EvaluateRun(Request request, DoubleConsumer cost, Consumer<String> say) {
        this.request = request;
        this.cost = cost;
        this.say = say;
    }

    public void run() {
        Plan plan = request.plan;
        if (request.files.outputAffinities != null && plan.composition() instanceof Composition.OfDistances) {
            throw new IllegalArgumentException(
                    "--output-affinities are for costs that have some, and '" + plan.recipe().cost() + "' compares distances");
        }
        Inputs inputs = request.input.files().add(request.probabilities, request.at, request.precisions);
        try (@Nullable OutputFile gradient = reserved(request.files.gradient, inputs);
                @Nullable OutputFile stiffness = reserved(request.files.stiffness, inputs);
                @Nullable OutputFile outputAffinities = reserved(request.files.outputAffinities, inputs);
                Workers workers = new Workers(request.threads)) {
            PairInput input = input(plan, workers);
            CoordinatesFile y = CoordinatesFile.read(request.at, input.points, elsewhere());
            y.notes().forEach(say);
            EmbeddingObjective objective = objective(plan, input, y, workers);
            double[] g = new double[y.values().length];
            double value = objective.valueAndGradient(y.values(), g);
            if (!Double.isFinite(value)) {
                say.accept("warning: the cost is " + value + " at these coordinates.");
            }
            cost.accept(value);
            if (objective.floored() > 0) {
                say.accept(objective.floored() + " affinities below 2^-52 were raised to it, because the cost is infinite at p = 0");
            }
            if (gradient != null) {
                gradient.write(csv(rows(g, y.n(), y.dimensions())));
            }
            if (stiffness != null) {
                stiffness.write(csv(objective.matrix(PairQuantity.STIFFNESS, y.values())));
            }
            if (outputAffinities != null) {
                outputAffinities.write(csv(objective.matrix(PairQuantity.AFFINITY, y.values())));
            }
        }
    }

    private @Nullable OutputFile reserved(@Nullable Path file, Inputs inputs) {
        return file == null ? null : OutputFile.reserve(file, inputs, request.files.force);
    }

    /// P, or r for a cost of distances, and what it was made with.
    ///
    /// @param points what they are called
    private record PairInput(RowIds points, PairMatrix matrix, List<Perplexity> perplexities, List<double[]> precisions) {
        PairInput(RowIds points, PairMatrix matrix) {
            this(points, matrix, List.of(), List.of());
        }
    }

    private Notation elsewhere() {
        return request.input.reading().notation().elsewhere();
    }

    private PairInput input(Plan plan, Workers workers) {
        boolean ofDistances = plan.composition() instanceof Composition.OfDistances;
        Affinity kind = plan.recipe().affinity();
        if (request.probabilities != null) {
            if (ofDistances) {
                throw new IllegalArgumentException("the cost '" + plan.recipe().cost() + "' compares distances: give --distances or DATA");
            }
            SquareMatrix p = SquareMatrix.read(request.probabilities, "probability", request.input.elsewhere());
            return new PairInput(p.names() == null ? RowIds.numbered(p.matrix().n()) : new RowIds("names", p.names()), p.matrix());
        }
        Subject read = Subject.read(request.input);
        say.accept(read.describe(request.input.preparing()));
        Subject subject = read.prepared(request.input.preparing(), workers);
        List<Perplexity> asked = perplexities(subject.n());
        return switch (subject) {
            case Subject.Distances(var set, var r, _) ->
                ofDistances ? new PairInput(set.rowIds(), r) : input(set, asked, Affinities.ofDistances(r, asked, kind, workers));
            case Subject.Rows(var set, var points) when ofDistances -> new PairInput(set.rowIds(), Affinities.distances(inRange(points), workers));
            case Subject.Rows(var set, var points) ->
                input(set, asked, request.dense
                        ? Affinities.dense(inRange(points), asked, kind, workers)
                        : Affinities.sparse(inRange(points), asked, kind, workers));
        };
    }

    /// The points as an embedding sees them: their distances can be squared.
    private Points inRange(Points points) {
        if (points.exponent() != 0) {
            say.accept("values are divided by 2^" + points.exponent() + ", so that distances can be computed");
        }
        return points.inRange();
    }

    private static PairInput input(DataSet set, List<Perplexity> asked, Affinities affinities) {
        return new PairInput(set.rowIds(), affinities.matrix(), affinities.scales().isEmpty() ? List.of() : asked, affinities.scales());
    }

    private List<Perplexity> perplexities(int n) {
        return request.perplexities.isEmpty()
                ? List.of(Perplexity.automatic(n))
                : request.perplexities.stream().map(Perplexity::new).toList();
    }

    private EmbeddingObjective objective(Plan plan, PairInput input, CoordinatesFile y, Workers workers) {
        PointValues own = PointValues.of(plan, input.matrix, input.perplexities, input.precisions, y.dimensions());
        Composition composition = own.composition();
        Map<String, double[]> values = new HashMap<>(own.values());
        if (request.precisions != null) {
            if (!(composition instanceof Composition.OfProbabilities of) || !of.kernel().hasPrecision()) {
                throw new IllegalArgumentException("--precisions are for a kernel that has one, and '" + plan.name() + "' has none");
            }
            composition = of.onScales(1)
                    .withKernelArguments(of.kernelArguments().with(Arguments.PRECISION, Expr.leaf(Arguments.PRECISION)));
            values.put(Arguments.PRECISION, dev.starling.app.data.PointValues.read(request.precisions, input.matrix.n(), elsewhere()));
        }
        EmbeddingObjective objective = new EmbeddingObjective(
                composition, input.matrix, values, y.dimensions(), Precision.DOUBLE, List.of(new ExactEngine(workers, LoopCompiler.preferred())));
        for (LearnedParameter parameter : plan.learned()) {
            if (parameter.sharing() == Recipe.Sharing.ALL_POINTS) {
                objective.set(parameter.leaf(), parameter.start());
            }
        }
        return objective;
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
