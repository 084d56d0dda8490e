package dev.starling.app.command;

import dev.starling.api.Recipe;
import dev.starling.app.command.options.AffinityOptions;
import dev.starling.app.command.options.Console;
import dev.starling.app.command.options.DataOptions;
import dev.starling.app.command.options.DurationConverter;
import dev.starling.app.command.options.LastingOptions;
import dev.starling.app.command.options.PartOptions;
import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.command.options.RecallOption;
import dev.starling.app.command.options.ThreadsOption;
import dev.starling.app.fault.Words;
import dev.starling.app.output.PictureSize;
import dev.starling.app.pipeline.embed.EmbedRequest;
import dev.starling.app.pipeline.embed.EmbedRun;
import dev.starling.app.pipeline.input.Known;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.progress.ConsoleProgress;
import dev.starling.core.Engine;
import dev.starling.core.Storage;
import dev.starling.core.base.Precision;
import dev.starling.core.plan.Plan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `starling embed`: from a table to a map.
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Make a map of the rows of a table.",
        footer = {
            "%nExamples:",
            "  starling embed digits",
            "  starling embed cells.csv.gz --label type --pca 50",
            "  starling embed iris --method hssne --set kernel.alpha=0.5",
            "  starling embed iris --kernel \"1/(1+f)^2\" --iterations 500",
            "%nWrites NAME.starling/ with map.html, map.png, coords.csv and run.json, and says their names on standard output."
        })
final class EmbedCommand implements Callable<Integer> {
    private static final int MOST_ITERATIONS = 1_000_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--distances",
            paramLabel = "FILE",
            description = "Embed points by their distances, n × n numbers; DATA, if given too, only names and colors them.")
    private @Nullable Path distances;

    @Option(
            names = "--neighbors",
            paramLabel = "FILE|K",
            description = "P is over the neighbors in a file: a sparse matrix of distances, such as n.npz or cells.h5ad:obsp/distances, or three "
                    + "columns, point, point and distance. A whole number: so many, for --affinity-kind uniform or fuzzy.")
    private @Nullable String neighbors;

    @Option(
            names = "--affinities",
            paramLabel = "FILE",
            description = "P itself, in such a file. DATA, if given too, starts, colors and scores the map.")
    private @Nullable String affinities;

    @Mixin
    private PartOptions parts = new PartOptions();

    @Option(names = "--optimizer", paramLabel = "NAME", description = "See starling list optimizers.")
    private @Nullable String optimizer;

    @Mixin
    private AffinityOptions affinity = new AffinityOptions();

    @Mixin
    private RecallOption recall = new RecallOption();

    @Option(names = "--init", paramLabel = "START", description = "pca, spectral, random, sample (a map of some rows first), or a file of coordinates to "
                    + "go on from, without exaggeration (pca; sample from 500,000 rows on; classical for distances).")
    private @Nullable String init;

    @Option(names = "--dims", paramLabel = "D", description = "Dimensions of the map (2).")
    private int dimensions = 2;

    @Option(names = "--iterations", paramLabel = "N", description = "Steps of the optimizer (those of the method).")
    private @Nullable Integer iterations;

    @Option(names = "--exaggeration", paramLabel = "A", description = "Factor on the attraction in the first iterations (that of the method).")
    private @Nullable Double exaggeration;

    @Option(
            names = "--late-exaggeration",
            paramLabel = "A",
            description = "Factor on the attraction afterwards: 4 or so for very many rows, whose clusters blur (1).")
    private double lateExaggeration = 1;

    @Option(names = "--seed", paramLabel = "S", description = "Same seed, same map, on any machine (1).")
    private long seed = 1;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--precision",
            paramLabel = "HOW",
            description = "double, or single for speed: the pairs in floats, sums, cost and coordinates in doubles (double).")
    private Precision precision = Precision.DOUBLE;

    @Option(
            names = "--engine",
            paramLabel = "HOW",
            description = "exact: every pair; far: points far apart by proxies, with a declared error; auto: far from 10,000 rows on (auto).")
    private Engine engine = Engine.AUTO;

    @Option(
            names = "--tolerance",
            paramLabel = "E",
            description = "Error of the far field, relative to the sizes of the terms of a sum (from 1e-2 at first to 1e-4 at the end).")
    private @Nullable Double tolerance;

    @Option(
            names = "--max-time",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Refuse a run that will take longer, as far as that can be told before: 90s, 10m, 1h30m; a number alone is in seconds (any).")
    private @Nullable Duration maxTime;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder to write (NAME.starling).")
    private @Nullable Path out;

    @Option(
            names = "--write",
            paramLabel = "FORMAT",
            split = ",",
            description = "Coordinates in these formats, too: npy (coords.npy, for numpy.load), h5ad (coords.h5ad, for AnnData and scanpy, as obsm/X_starling).")
    private List<EmbedRequest.Format> formats = new ArrayList<>();

    @Option(names = "--picture-size", paramLabel = "WxH", description = "Pixels of map.png (1200x1000).")
    private String pictureSize = "1200x1000";

    @Option(names = "--force", description = "Replace what an earlier run wrote there, as far as nobody has changed it; nothing else ever is.")
    private boolean force;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() {
        EmbedRun.Written written = run(List.of(), null);
        say(written);
        return written.exit();
    }

    /// @param reads      files that are read beside those that the options name
    /// @param dataSha256 what the bytes of the table must have; null for any
    EmbedRun.Written run(List<Path> reads, @Nullable String dataSha256) {
        checkRanges();
        PictureSize picture = PictureSize.parse(pictureSize);
        if (out != null && out.toString().isBlank()) {
            throw new IllegalArgumentException("--out is empty: name a folder");
        }
        try (Plugins catalog = console.isQuiet() ? plugins.openQuietly(System.err) : plugins.open(System.err);
                ConsoleProgress progress = console.progress(System.err)) {
            Plan plan = Plan.of(parts.title(), recipe(catalog), catalog);
            return new EmbedRun(request(plan, catalog, picture, reads, dataSha256), catalog, progress).run();
        }
    }

    void say(EmbedRun.Written written) {
        if (!console.isQuiet()) {
            written.files().forEach(System.out::println);
        }
        if (!written.message().isEmpty()) {
            System.err.println("starling: " + Words.line(written.message()));
        }
    }

    private EmbedRequest request(Plan plan, Plugins catalog, PictureSize picture, List<Path> reads, @Nullable String dataSha256) {
        CommandLine.ParseResult typed = spec.commandLine().getParseResult();
        return new EmbedRequest(
                typed.originalArgs(), LastingOptions.of(typed), reads, dataSha256, data.input(distances, known(), catalog, parts.ofMetric()), plan, perplexities(plan), affinity.kernel(),
                affinity.storage() == null ? null : affinity.storage() == Storage.DENSE, recall.share(), init, lateExaggeration, dimensions, seed,
                threads.count(), precision,
                new EmbedRequest.Engines(engine, tolerance), maxTime, out, force, formats, picture);
    }

    private @Nullable Known known() {
        if (neighbors != null && affinities != null) {
            throw new IllegalArgumentException("give one of --neighbors and --affinities: P is made of the neighbors, or it is there");
        }
        if (affinities != null) {
            return new Known(Known.What.AFFINITIES, affinities);
        }
        return neighbors == null || Known.isCount(neighbors) ? null : new Known(Known.What.NEIGHBORS, neighbors);
    }

    /// A number of neighbors is the perplexity of affinities that count neighbors.
    private List<Double> perplexities(Plan plan) {
        if (neighbors == null || !Known.isCount(neighbors)) {
            return affinity.perplexities();
        }
        if (!Known.countsNeighbors(plan.recipe().affinity())) {
            throw new IllegalArgumentException("--neighbors " + neighbors + " is for --affinity-kind uniform or fuzzy; other affinities are over "
                    + "three times as many as --perplexity says");
        }
        if (!affinity.perplexities().isEmpty()) {
            throw new IllegalArgumentException("give one of --neighbors " + neighbors + " and --perplexity: both say how many neighbors count");
        }
        return List.of(Double.valueOf(neighbors));
    }

    /// Options that say how P is made, where it is not made so.
    private void checkKnown() {
        if (affinities != null && affinity.kernel() != null) {
            throw new IllegalArgumentException("--affinity-kernel is for affinities that are made, and --affinities gives them: leave out one");
        }
        if (affinities != null && !affinity.perplexities().isEmpty()) {
            throw new IllegalArgumentException("--perplexity is for affinities that are made, and --affinities gives them: leave out one");
        }
        if (known() != null && recall.share() != null) {
            throw new IllegalArgumentException("--neighbors-recall is for a search, and none is made here: leave it out");
        }
        if (known() != null && affinity.storage() != null) {
            throw new IllegalArgumentException("--affinity says which pairs P is over, and so does the file: leave it out");
        }
    }

    private void checkRanges() {
        checkKnown();
        if (iterations != null && (iterations < 1 || iterations > MOST_ITERATIONS)) {
            throw new IllegalArgumentException("--iterations must be between 1 and " + MOST_ITERATIONS + ", but was " + iterations);
        }
        if (exaggeration != null) {
            checkFactor("--exaggeration", exaggeration);
        }
        checkFactor("--late-exaggeration", lateExaggeration);
    }

    private static void checkFactor(String option, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) { // also refuses NaN
            throw new IllegalArgumentException(option + " must be above 0 and finite, but was " + value);
        }
    }

    private Recipe recipe(Plugins catalog) {
        Recipe recipe = parts.recipe(catalog);
        if (optimizer != null) {
            recipe = recipe.withOptimizer(optimizer);
        }
        if (iterations != null) {
            recipe = recipe.forIterations(iterations);
        }
        if (exaggeration != null) {
            recipe = recipe.exaggeratedBy(exaggeration, recipe.exaggerated() == 0 ? recipe.iterations() / 4 : recipe.exaggerated());
        }
        return exaggeration == null && EmbedRequest.isFile(init) ? recipe.exaggeratedBy(1, 0) : recipe;
    }
}
