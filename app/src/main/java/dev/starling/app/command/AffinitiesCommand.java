package dev.starling.app.command;

import dev.starling.api.Affinity;
import dev.starling.app.command.options.AffinityOptions;
import dev.starling.app.command.options.Commentary;
import dev.starling.app.command.options.DataOptions;
import dev.starling.app.command.options.ForceOption;
import dev.starling.app.command.options.KindOption;
import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.command.options.SetOption;
import dev.starling.app.command.options.ThreadsOption;
import dev.starling.app.fault.Exit;
import dev.starling.app.pipeline.AffinitiesRun;
import dev.starling.app.pipeline.NpzFile;
import dev.starling.app.plugins.Plugins;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `starling affinities`: P by itself, to look at it, change it, or have another program use it.
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Make the affinities P of the rows of a table.",
        footer = {
            "%nExamples:",
            "  starling affinities digits --perplexity 50 --out p.npz",
            "  starling embed digits --affinities p.npz",
            "%nWrites a sparse matrix in compressed rows, which scipy.sparse.load_npz reads."
        })
final class AffinitiesCommand implements Callable<Integer> {
    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private SetOption set = new SetOption();

    @Option(names = "--distances", paramLabel = "FILE", description = "Distances of the data, n × n numbers, instead of those of DATA's rows.")
    private @Nullable Path distances;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write, which ends in .npz.")
    private Path out = Path.of("");

    @Mixin
    private AffinityOptions affinity = new AffinityOptions();

    @Mixin
    private KindOption kind = new KindOption();

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
            AffinitiesRun.Request request = new AffinitiesRun.Request(
                    data.input(distances, null, catalog, set.ofMetricAlone()), affinity.perplexities(), Objects.requireNonNullElse(kind.kind(), Affinity.JOINT),
                    affinity.kernel(), affinity.storage(), new NpzFile(out, force.isGiven()), threads.count());
            new AffinitiesRun(request, commentary).run();
            System.out.println(out);
            return Exit.DONE.code();
        }
    }
}
