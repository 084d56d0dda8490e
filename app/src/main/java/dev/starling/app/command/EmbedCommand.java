package dev.starling.app.command;

import dev.starling.api.Recipe;
import dev.starling.app.data.CoordinatesFile;
import dev.starling.app.data.DataSet;
import dev.starling.app.fault.Exit;
import dev.starling.app.files.WholeFiles;
import dev.starling.app.map.MapPicture;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.progress.ConsoleProgress;
import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.core.Optimization;
import dev.starling.core.Plan;
import dev.starling.core.Progress;
import dev.starling.core.Workers;
import dev.starling.core.input.Points;
import dev.starling.core.input.Preparation;
import dev.starling.core.quality.Quality;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// `starling embed`: from a table to a map.
@Command(
        name = "embed",
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
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private PartOptions parts = new PartOptions();

    @Option(names = "--optimizer", paramLabel = "NAME", description = "See starling list optimizers.")
    private @Nullable String optimizer;

    @Option(names = "--perplexity", paramLabel = "P", description = "How many neighbours a point feels (30, less for few rows).")
    private @Nullable Double perplexity;

    @Option(names = "--affinity", paramLabel = "HOW", description = "dense: all pairs; sparse: the nearest neighbours (by the number of rows).")
    private @Nullable Storage storage;

    @Option(names = "--init", paramLabel = "START", description = "pca, random, or a file of coordinates (pca).")
    private String init = "pca";

    @Option(names = "--dims", paramLabel = "D", description = "Dimensions of the map (2).")
    private int dimensions = 2;

    @Option(names = "--iterations", paramLabel = "N", description = "Steps of the optimizer (those of the method).")
    private @Nullable Integer iterations;

    @Option(names = "--exaggeration", paramLabel = "A", description = "Factor on the attraction in the first iterations (that of the method).")
    private @Nullable Double exaggeration;

    @Option(names = "--seed", paramLabel = "S", description = "Same seed, same map, on any machine (1).")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "T", description = "Changes the time, never the result (all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", paramLabel = "DIR", description = "The folder to write (NAME.starling).")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replace the folder if it is there.")
    private boolean force;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Mixin
    private Console console = new Console();

    enum Storage {
        DENSE,
        SPARSE
    }

    @Override
    public Integer call() {
        checkRanges();
        Timing timing = new Timing();
        try (Plugins catalog = plugins.open(System.err);
                ConsoleProgress progress = console.progress(System.err);
                Workers workers = new Workers(threads);
                Interruption interruption = new Interruption()) {
            Plan plan = Plan.of(parts.title(), recipe(catalog), catalog);
            timing.stage("reading");
            DataSet set = data.read();
            progress.say("reading", set.describe());
            Path folder = out == null ? free(Path.of(set.name() + ".starling")) : out;
            WholeFiles.probeFolder(folder, force);

            Preparation preparation = data.preparation(set);
            Embedder embedder = embedder(plan, set).listener(new Listener(progress, timing, interruption));
            timing.stage("preparation");
            Points points = preparation.apply(set.points(), workers);
            Embedding map = embedder.embed(points);
            progress.say("done", String.format(Locale.ROOT, "cost %.5g, from %.5g at the start; %s", map.cost(), map.startCost(), map.finished()));

            timing.stage("quality");
            Quality quality = Quality.of(points, map.coordinates(), dimensions, set.labels(), seed, workers);
            progress.say("quality", quality.describe());

            timing.stage("writing");
            Map<String, byte[]> files = new RunFiles(
                            spec.commandLine().getParseResult().originalArgs(), plan, set, preparation.toString(), points, embedder,
                            map, quality, new RunFiles.Settings(init, seed, threads))
                    .write(catalog.reports(), timing);
            String trouble = MapPicture.trouble();
            if (trouble != null) {
                progress.say("picture", trouble);
            }
            WholeFiles.writeFolder(folder, files, force);
            files.keySet().forEach(file -> System.out.println(folder.resolve(file)));
            if (map.finished().equals(Optimization.INTERRUPTED)) {
                System.err.println("starling: stopped after " + map.iterations() + " iterations; what was reached is in " + folder);
            }
            return Exit.DONE.code();
        }
    }

    private void checkRanges() {
        check("--dims", dimensions, 1, 1_000);
        check("--threads", threads, 1, 1_024);
        if (iterations != null) {
            check("--iterations", iterations, 1, 1_000_000_000);
        }
        if (exaggeration != null && !(exaggeration > 0 && exaggeration < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--exaggeration must be above 0 and finite, but was " + exaggeration);
        }
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " must be between " + least + " and " + most + ", but was " + value);
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
        return recipe;
    }

    private Embedder embedder(Plan plan, DataSet set) {
        Embedder embedder = Embedder.of(plan).dimensions(dimensions).seed(seed).threads(threads);
        if (perplexity != null) {
            embedder.perplexity(perplexity);
        }
        if (storage != null) {
            embedder.dense(storage == Storage.DENSE);
        }
        switch (init) {
            case "pca" -> {}
            case "random" -> embedder.randomStart();
            default -> embedder.start(start(set.points().rows()));
        }
        return embedder;
    }

    private double[] start(int rows) {
        Path file = Path.of(init);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("--init must be pca, random or a file of coordinates, and there is no file '" + init + "'");
        }
        CoordinatesFile coordinates = CoordinatesFile.read(file, rows);
        if (coordinates.dimensions() != dimensions) {
            throw new IllegalArgumentException(
                    file + " has " + coordinates.dimensions() + " coordinates a row, but --dims is " + dimensions);
        }
        return coordinates.values();
    }

    /// The folder, or the first of `-2`, `-3` ... after its name that is not there yet: a map is never overwritten unasked.
    private Path free(Path wanted) {
        Path folder = wanted;
        String name = wanted.toString().replaceFirst("\\.starling$", "");
        for (int k = 2; !force && Files.exists(folder); k++) {
            folder = Path.of(name + "-" + k + ".starling");
        }
        return folder;
    }

    /// Passes on what happens to the console, the clock, and who may have asked to stop.
    private record Listener(ConsoleProgress progress, Timing timing, Interruption interruption) implements Progress {
        @Override
        public void stage(String name) {
            timing.stage(name);
            progress.stage(name);
        }

        @Override
        public void note(String line) {
            progress.note(line);
        }

        @Override
        public void iteration(int done, int of, double cost) {
            progress.iteration(done, of, cost);
            interruption.betweenIterations();
        }
    }
}
