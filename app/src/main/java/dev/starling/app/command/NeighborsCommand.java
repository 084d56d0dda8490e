package dev.starling.app.command;

import dev.starling.app.command.options.Commentary;
import dev.starling.app.command.options.DataOptions;
import dev.starling.app.command.options.ForceOption;
import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.command.options.RecallOption;
import dev.starling.app.command.options.SetOption;
import dev.starling.app.command.options.ThreadsOption;
import dev.starling.app.fault.Exit;
import dev.starling.app.pipeline.NeighborsRun;
import dev.starling.app.pipeline.NpzFile;
import dev.starling.app.plugins.Plugins;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `starling neighbors`: what takes longest of large data, done once for many maps, or for other programs.
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Find the nearest neighbors of the rows of a table.",
        footer = {
            "%nExamples:",
            "  starling neighbors digits --out n.npz",
            "  starling embed digits --neighbors n.npz",
            "%nWrites a sparse matrix of distances in compressed rows, which scipy.sparse.load_npz reads."
        })
final class NeighborsCommand implements Callable<Integer> {
    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private SetOption set = new SetOption();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write, which ends in .npz.")
    private Path out = Path.of("");

    @Option(names = "--neighbors", paramLabel = "K", description = "How many of each row (as many as affinities of the perplexity are over).")
    private @Nullable Integer neighbors;

    @Option(names = "--perplexity", paramLabel = "P", description = "Three times as many (30, less for few rows).")
    private @Nullable Double perplexity;

    @Mixin
    private RecallOption recall = new RecallOption();

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
            NeighborsRun.Request request =
                    new NeighborsRun.Request(data.input(null, null, catalog, set.ofMetricAlone()), neighbors, perplexity, recall.share(), new NpzFile(out, force.isGiven()), threads.count());
            new NeighborsRun(request, commentary).run();
            System.out.println(out);
            return Exit.DONE.code();
        }
    }
}
