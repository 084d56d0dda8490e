package dev.starling.app.command;

import dev.starling.app.command.options.Commentary;
import dev.starling.app.command.options.DataOptions;
import dev.starling.app.command.options.ForceOption;
import dev.starling.app.command.options.PartOptions;
import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.command.options.ThreadsOption;
import dev.starling.app.fault.Exit;
import dev.starling.app.pipeline.EvaluateRun;
import dev.starling.app.pipeline.input.Input;
import dev.starling.app.plugins.Plugins;
import dev.starling.core.Storage;
import dev.starling.core.plan.Plan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `starling evaluate`: cost and gradient at given coordinates, to look at a formula or to compare with another program.
@Command(
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

    @Option(names = "--probabilities", paramLabel = "FILE", description = "P itself, used as it is: n × n numbers, or a sparse matrix such as p.npz.")
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
    private Storage storage = Storage.DENSE;

    @Option(names = "--gradient", paramLabel = "FILE", description = "Write the gradient: n rows, a column a dimension.")
    private @Nullable Path gradient;

    @Option(names = "--stiffness", paramLabel = "FILE", description = "Write the n × n matrix of stiffnesses K.")
    private @Nullable Path stiffness;

    @Option(names = "--output-affinities", paramLabel = "FILE", description = "Write the n × n matrix of output affinities q.")
    private @Nullable Path outputAffinities;

    @Mixin
    private ForceOption force = new ForceOption();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        try (Plugins catalog = plugins.open(System.err);
                Commentary commentary = new Commentary(System.err)) {
            Input input = data.input(distances, null, catalog, parts.ofMetric());
            int sources = (input.hasTable() ? 1 : 0) + (probabilities == null ? 0 : 1) + (distances == null ? 0 : 1);
            if (sources != 1) {
                throw new IllegalArgumentException("give one of DATA, --probabilities and --distances, but there are " + sources);
            }
            Plan plan = Plan.of(parts.title(), parts.recipe(catalog), catalog);
            EvaluateRun.Request request = new EvaluateRun.Request(
                    input, probabilities, at, precisions, plan, perplexities, storage == Storage.DENSE, threads.count(),
                    new EvaluateRun.Files(gradient, stiffness, outputAffinities, force.isGiven()));
            new EvaluateRun(request, cost -> System.out.println("cost: " + digits(cost)), commentary).run();
            return Exit.DONE.code();
        }
    }

    private static String digits(double cost) {
        return Double.isFinite(cost) ? new BigDecimal(cost).round(DIGITS).toString() : Double.toString(cost);
    }
}
