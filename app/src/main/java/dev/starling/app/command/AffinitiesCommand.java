package dev.starling.app.command;

import dev.starling.api.Affinity;
import dev.starling.app.command.options.DataOptions;
import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.command.options.Storage;
import dev.starling.app.fault.Exit;
import dev.starling.app.pipeline.AffinitiesRun;
import dev.starling.app.plugins.Plugins;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `starling affinities`: P by itself, to look at it, change it, or have another program use it.
@Command(
        name = "affinities",
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

    @Option(names = "--distances", paramLabel = "FILE", description = "Distances of the data, n × n numbers, instead of those of DATA's rows.")
    private @Nullable Path distances;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write, which ends in .npz.")
    private Path out = Path.of("");

    @Option(
            names = "--perplexity",
            paramLabel = "P[,P...]",
            split = ",",
            description = "How many neighbors a point feels (30, less for few rows). With several, P is the mean over them.")
    private List<Double> perplexities = new ArrayList<>();

    @Option(
            names = "--affinity-kind",
            paramLabel = "KIND",
            description = "How rows become P: row, joint, conditional, raw, fuzzy, distance, uniform (joint).")
    private Affinity kind = Affinity.JOINT;

    @Option(
            names = "--affinity-kernel",
            paramLabel = "FORMULA",
            description = "What a neighbor counts, by its distance r and a precision b that reaches the perplexity: exp(-b*r), or max(0,1-b*r) "
                    + "(exp(-b*r^2)).")
    private @Nullable String affinityKernel;

    @Option(names = "--affinity", paramLabel = "HOW", description = "dense: all pairs; sparse: the nearest neighbors (by the number of rows).")
    private @Nullable Storage storage;

    @Option(names = "--force", description = "Replace a file that is there; one that this command reads, never.")
    private boolean force;

    @Option(names = "--threads", paramLabel = "T", description = "Changes the time, never the result (all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        try (Plugins catalog = plugins.open(System.err)) {
            AffinitiesRun.Request request = new AffinitiesRun.Request(
                    data.input(distances, null, catalog), perplexities, kind,
                    affinityKernel,
                    storage == null ? null : dev.starling.core.Storage.valueOf(storage.name()), out, force, threads);
            new AffinitiesRun(request, line -> System.err.println("starling: " + line)).run();
            System.out.println(out);
            return Exit.DONE.code();
        }
    }
}
