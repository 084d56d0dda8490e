package dev.starling.app.command;

import dev.starling.api.Recipe;
import dev.starling.app.data.CoordinatesFile;
import dev.starling.app.data.DataSet;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.files.WholeFiles;
import dev.starling.app.plugins.PluginFault;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.progress.ConsoleProgress;
import dev.starling.app.report.Coordinates;
import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.core.Optimization;
import dev.starling.core.Progress;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.plan.Plan;
import dev.starling.core.quality.Quality;
import dev.starling.map.MapPicture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    @Option(
            names = "--distances",
            paramLabel = "FILE",
            description = "Embed points by their distances, n × n numbers; DATA, if given too, only names and colours them.")
    private @Nullable Path distances;

    @Mixin
    private PartOptions parts = new PartOptions();

    @Option(names = "--optimizer", paramLabel = "NAME", description = "See starling list optimizers.")
    private @Nullable String optimizer;

    @Option(
            names = "--perplexity",
            paramLabel = "P[,P...]",
            split = ",",
            description = "How many neighbours a point feels (30, less for few rows). With several, P is the mean over them, and q too if the "
                    + "kernel has a precision.")
    private List<Double> perplexities = new ArrayList<>();

    @Option(names = "--affinity", paramLabel = "HOW", description = "dense: all pairs; sparse: the nearest neighbours (by the number of rows).")
    private @Nullable Storage storage;

    @Option(names = "--init", paramLabel = "START", description = "pca, spectral, random, or a file of coordinates (pca; random for distances).")
    private @Nullable String init;

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

    @Option(
            names = "--precision",
            paramLabel = "HOW",
            description = "double, or single for speed: the pairs in floats, sums, cost and coordinates in doubles (double).")
    private Precision precision = Precision.DOUBLE;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder to write (NAME.starling).")
    private @Nullable Path out;

    @Option(names = "--picture-size", paramLabel = "WxH", description = "Pixels of map.png (1200x1000).")
    private String pictureSize = "1200x1000";

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
        PictureSize picture = PictureSize.parse(pictureSize);
        Timing timing = new Timing();
        try (Plugins catalog = plugins.open(System.err);
                ConsoleProgress progress = console.progress(System.err);
                Workers workers = new Workers(threads);
                Interruption interruption = new Interruption()) {
            Plan plan = Plan.of(parts.title(), recipe(catalog), catalog);
            timing.stage("reading");
            Subject subject = Subject.read(data, distances);
            progress.say("reading", subject.describe());
            Path folder = out == null ? free(Path.of(subject.set().name() + ".starling")) : out;
            WholeFiles.probeFolder(folder, force);

            Embedder embedder = embedder(plan, subject).listener(new Listener(progress, timing, interruption));
            checkMemory(embedder, subject, progress);
            timing.stage("preparation");
            Subject prepared = subject.prepared(data, workers);
            catalog.beforeHalt(() -> keep(catalog, prepared.set(), folder));
            Embedding map;
            try {
                map = prepared.embed(embedder);
            } catch (PluginFault | NumericalException e) {
                keep(catalog, prepared.set(), folder);
                throw e;
            }
            progress.say("done", String.format(Locale.ROOT, "cost %.5g, from %.5g at the start; %s", map.cost(), map.startCost(), map.finished()));

            timing.stage("quality");
            Quality quality = prepared.quality(map, seed, workers);
            progress.say("quality", quality.describe());

            timing.stage("writing");
            Map<String, byte[]> files = new RunFiles(
                            spec.commandLine().getParseResult().originalArgs(), plan, prepared, data.preparationName(), embedder, map, quality,
                            new RunFiles.Settings(startName(), seed, threads, picture))
                    .write(catalog.reports(), timing, workers);
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

    /// Says what the run will need, and refuses it if that is more than there is.
    private static void checkMemory(Embedder embedder, Subject subject, ConsoleProgress progress) {
        long needed = embedder.estimateBytes(subject.n(), subject.set().points().columns());
        long most = Runtime.getRuntime().maxMemory();
        progress.say("memory", String.format(Locale.ROOT, "about %s of at most %s", mebibytes(needed), mebibytes(most)));
        if (needed > most) {
            throw new Fault(Exit.RESOURCES, String.format(
                    Locale.ROOT,
                    "this run needs about %s of memory, and there are %s. Give more (STARLING_JAVA_OPTIONS=-Xmx%dm), or ask for less: "
                            + "--affinity sparse, --pca 50, fewer rows.",
                    mebibytes(needed), mebibytes(most), (needed >> 20) * 5 / 4 + 1));
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", Math.max(1, bytes >> 20));
    }

    /// Writes the coordinates that a run had reached before it went astray.
    private void keep(Plugins catalog, DataSet set, Path folder) {
        catalog.reached().filter(reached -> reached.iterations() > 0).ifPresent(reached -> {
            double[] coordinates = Arrays.copyOf(reached.position(), set.rows() * dimensions);
            String csv = Coordinates.toCsv(coordinates, dimensions, set.ids(), set.labelName(), set.labels());
            WholeFiles.writeFolder(folder, Map.of("coords.csv", csv.getBytes(StandardCharsets.UTF_8)), force);
            System.err.println("starling: what " + reached.iterations() + " iterations had reached is in " + folder.resolve("coords.csv"));
        });
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

    private Embedder embedder(Plan plan, Subject subject) {
        Embedder embedder = Embedder.of(plan).dimensions(dimensions).seed(seed).threads(threads).precision(precision);
        if (!perplexities.isEmpty()) {
            embedder.perplexity(perplexities.stream().mapToDouble(Double::doubleValue).toArray());
        }
        if (storage != null) {
            embedder.dense(storage == Storage.DENSE);
        }
        switch (startName()) {
            case "pca" -> {
                if (distances != null) {
                    throw new IllegalArgumentException("--init pca needs the data, and --distances gives only their distances: use random");
                }
            }
            case "spectral" -> embedder.spectralStart();
            case "random" -> embedder.randomStart();
            default -> embedder.start(start(startName(), subject.n()));
        }
        return embedder;
    }

    private String startName() {
        if (init != null) {
            return init;
        }
        return distances == null ? "pca" : "random";
    }

    private double[] start(String name, int rows) {
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "--init must be pca, spectral, random or a file of coordinates, and there is no file '" + name + "'");
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
