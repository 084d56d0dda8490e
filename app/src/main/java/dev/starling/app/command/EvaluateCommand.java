package dev.starling.app.command;

import dev.starling.api.Affinity;
import dev.starling.api.Arguments;
import dev.starling.api.Recipe;
import dev.starling.api.expr.Expr;
import dev.starling.app.data.CoordinatesFile;
import dev.starling.app.data.SquareMatrix;
import dev.starling.app.fault.Exit;
import dev.starling.app.files.WholeFiles;
import dev.starling.app.plugins.Plugins;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `starling evaluate`: cost and gradient at given coordinates, to look at a formula or to compare with another program.
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Print the cost at given coordinates, and write its gradient.",
        footer = {
            "%nExamples:",
            "  starling evaluate iris --at iris.starling/coords.csv",
            "  starling evaluate --probabilities p.csv --at y.csv --cost nerv --kernel gaussian --normalize point --gradient g.csv"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final MathContext DIGITS = new MathContext(17);

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--at", required = true, paramLabel = "FILE", description = "Coordinates: coords.csv, or numbers alone, a row a point.")
    private Path at = Path.of("");

    @Option(names = "--probabilities", paramLabel = "FILE", description = "P itself: n × n numbers, used as they are.")
    private @Nullable Path probabilities;

    @Option(names = "--distances", paramLabel = "FILE", description = "Distances r of the data: n × n numbers.")
    private @Nullable Path distances;

    @Option(names = "--precisions", paramLabel = "FILE", description = "β of every point for the kernel, one a line.")
    private @Nullable Path precisions;

    @Mixin
    private PartOptions parts = new PartOptions();

    @Option(
            names = "--perplexity",
            paramLabel = "P[,P...]",
            split = ",",
            description = "For P from DATA or distances (30, less for few rows); P and q are means over several.")
    private List<Double> perplexities = new ArrayList<>();

    @Option(names = "--affinity", paramLabel = "HOW", description = "dense or sparse, for P from DATA (dense).")
    private EmbedCommand.Storage storage = EmbedCommand.Storage.DENSE;

    @Option(names = "--gradient", paramLabel = "FILE", description = "Write the gradient: n rows, a column a dimension.")
    private @Nullable Path gradient;

    @Option(names = "--stiffness", paramLabel = "FILE", description = "Write the n × n matrix of stiffnesses K.")
    private @Nullable Path stiffness;

    @Option(names = "--output-affinities", paramLabel = "FILE", description = "Write the n × n matrix of output affinities q.")
    private @Nullable Path outputAffinities;

    @Option(names = "--threads", paramLabel = "T", description = "Changes the time, never the result (all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        int sources = (data.isGiven() ? 1 : 0) + (probabilities == null ? 0 : 1) + (distances == null ? 0 : 1);
        if (sources != 1) {
            throw new IllegalArgumentException("give one of DATA, --probabilities and --distances, but there are " + sources);
        }
        try (Plugins catalog = plugins.open(System.err);
                Workers workers = new Workers(threads)) {
            Plan plan = Plan.of(parts.title(), parts.recipe(catalog), catalog);
            if (outputAffinities != null && plan.composition() instanceof Composition.OfDistances) {
                throw new IllegalArgumentException(
                        "--output-affinities are for costs that have some, and '" + plan.recipe().cost() + "' compares distances");
            }
            Input input = input(plan, workers);
            CoordinatesFile y = CoordinatesFile.read(at, input.matrix.n());
            EmbeddingObjective objective = objective(plan, input, y, workers);
            double[] g = new double[y.values().length];
            double cost = objective.valueAndGradient(y.values(), g);
            if (!Double.isFinite(cost)) {
                System.err.println("starling: warning: the cost is " + cost + " at these coordinates.");
            }
            System.out.println("cost: " + (Double.isFinite(cost) ? new BigDecimal(cost).round(DIGITS).toString() : cost));
            if (objective.floored() > 0) {
                System.err.println("starling: " + objective.floored() + " affinities below 2^-52 were raised to it, because the cost is "
                        + "infinite at p = 0");
            }
            if (gradient != null) {
                WholeFiles.write(gradient, csv(rows(g, y.n(), y.dimensions())));
            }
            if (stiffness != null) {
                WholeFiles.write(stiffness, csv(objective.matrix(PairQuantity.STIFFNESS, y.values())));
            }
            if (outputAffinities != null) {
                WholeFiles.write(outputAffinities, csv(objective.matrix(PairQuantity.AFFINITY, y.values())));
            }
            return Exit.DONE.code();
        }
    }

    /// P, or r for a cost of distances, and what it was made with.
    private record Input(PairMatrix matrix, List<Perplexity> perplexities, List<double[]> precisions) {
        Input(PairMatrix matrix) {
            this(matrix, List.of(), List.of());
        }
    }

    private Input input(Plan plan, Workers workers) {
        boolean ofDistances = plan.composition() instanceof Composition.OfDistances;
        Affinity kind = plan.recipe().affinity();
        if (probabilities != null) {
            if (ofDistances) {
                throw new IllegalArgumentException("the cost '" + plan.recipe().cost() + "' compares distances: give --distances or DATA");
            }
            return new Input(SquareMatrix.read(probabilities, "probability"));
        }
        Subject subject = Subject.read(data, distances).prepared(data, workers);
        List<Perplexity> asked = perplexities(subject.n());
        return switch (subject) {
            case Subject.Distances(_, var r) ->
                ofDistances ? new Input(r) : input(asked, Affinities.ofDistances(r, asked, kind, workers));
            case Subject.Rows(_, var points) when ofDistances -> new Input(Affinities.distances(inRange(points), workers));
            case Subject.Rows(_, var points) ->
                input(asked, storage == EmbedCommand.Storage.DENSE
                        ? Affinities.dense(inRange(points), asked, kind, workers)
                        : Affinities.sparse(inRange(points), asked, kind, workers));
        };
    }

    /// The points as an embedding sees them: their distances can be squared.
    private static Points inRange(Points points) {
        if (points.exponent() != 0) {
            System.err.println("starling: values are divided by 2^" + points.exponent() + ", so that distances can be computed");
        }
        return points.inRange();
    }

    private static Input input(List<Perplexity> asked, Affinities affinities) {
        return new Input(affinities.matrix(), affinities.scales().isEmpty() ? List.of() : asked, affinities.scales());
    }

    private List<Perplexity> perplexities(int n) {
        return perplexities.isEmpty() ? List.of(Perplexity.automatic(n)) : perplexities.stream().map(Perplexity::new).toList();
    }

    private EmbeddingObjective objective(Plan plan, Input input, CoordinatesFile y, Workers workers) {
        PointValues own = PointValues.of(plan, input.matrix, input.perplexities, input.precisions, y.dimensions());
        Composition composition = own.composition();
        Map<String, double[]> values = new HashMap<>(own.values());
        if (precisions != null) {
            if (!(composition instanceof Composition.OfProbabilities of) || !of.kernel().hasPrecision()) {
                throw new IllegalArgumentException("--precisions are for a kernel that has one, and '" + plan.name() + "' has none");
            }
            composition = of.onScales(1)
                    .withKernelArguments(of.kernelArguments().with(Arguments.PRECISION, Expr.leaf(Arguments.PRECISION)));
            values.put(Arguments.PRECISION, dev.starling.app.data.PointValues.read(precisions, input.matrix.n()));
        }
        EmbeddingObjective objective =
                new EmbeddingObjective(
                        composition, input.matrix, values, y.dimensions(), Precision.DOUBLE, List.of(new ExactEngine(workers, LoopCompiler.preferred())), workers);
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
