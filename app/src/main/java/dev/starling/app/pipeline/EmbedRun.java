package dev.starling.app.pipeline;

import dev.starling.app.data.Coordinates;
import dev.starling.app.data.CoordinatesFile;
import dev.starling.app.data.DataSet;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.files.WholeFiles;
import dev.starling.app.output.LearnedValues;
import dev.starling.app.output.PictureSize;
import dev.starling.app.output.RunFiles;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.plugins.guard.PluginFault;
import dev.starling.app.progress.ConsoleProgress;
import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.core.Ending;
import dev.starling.core.Engine;
import dev.starling.core.Progress;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.core.quality.Quality;
import dev.starling.core.start.Start;
import dev.starling.map.MapPicture;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// From a table to a map: what is read is prepared, embedded, scored and written.
public final class EmbedRun {
    /// Classical scaling, the start that distances have.
    private static final String CLASSICAL = "classical";

    private final Request request;
    private final Plugins plugins;
    private final ConsoleProgress progress;
    private final Timing timing = new Timing();

    /// Who adds up over the pairs.
    ///
    /// @param tolerance  of the far field; null where the phase decides
    public record Engines(Engine engine, @Nullable Double tolerance) {
        public Engines {
            if (tolerance != null && engine == Engine.EXACT) {
                throw new IllegalArgumentException("--tolerance is for the far field, and --engine exact has no error: leave out one of them");
            }
            if (tolerance != null && !(tolerance > 0 && tolerance < 1)) {
                throw new IllegalArgumentException("--tolerance must be above 0 and below 1, but was " + tolerance);
            }
        }
    }

    /// What to do, checked as far as that can be done without the data.
    ///
    /// @param command      the words that say so, for the report
    /// @param perplexities none for the usual one
    /// @param dense        whether P is over all pairs; null where the number of points decides
    /// @param recall       share of neighbours to be found; null where the number of points decides
    /// @param start        pca, spectral, random or a file; null for the usual one
    /// @param out          the folder to write; null for one that is named after the data
    /// @param force        whether it is replaced
    public record Request(
            List<String> command,
            Input input,
            Plan plan,
            List<Double> perplexities,
            @Nullable Boolean dense,
            @Nullable Double recall,
            @Nullable String start,
            int dimensions,
            long seed,
            int threads,
            Precision precision,
            Engines engines,
            @Nullable Path out,
            boolean force,
            PictureSize picture) {
        public Request {
            check("--dims", dimensions, 1, 1_000);
            check("--threads", threads, 1, 1_024);
        }

        private static void check(String option, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(option + " must be between " + least + " and " + most + ", but was " + value);
            }
        }

        String startName() {
            if (start != null) {
                return start;
            }
            if (input.metric() != null) {
                return plan.composition() instanceof Composition.OfDistances ? "random" : "spectral";
            }
            return input.distances() == null ? "pca" : CLASSICAL;
        }
    }

    /// What was written.
    ///
    /// @param message what the user should know of how it ended, or empty
    /// @param exit    whether the map is one
    public record Written(List<Path> files, String message, Exit exit) {}

    /// @param plugins where the plan's parts are from
    public EmbedRun(Request request, Plugins plugins, ConsoleProgress progress) {
        this.request = request;
        this.plugins = plugins;
        this.progress = progress;
    }

    public Written run() {
        try (Workers workers = new Workers(request.threads, progress::share);
                Interruption interruption = new Interruption(progress::warn)) {
            timing.stage("reading");
            Subject subject = Subject.read(request.input);
            progress.say("reading", subject.describe(request.input.preparing()));
            Path folder = request.out == null ? free(Path.of(subject.set().name() + ".starling")) : request.out;
            WholeFiles.probeFolder(folder, request.force);

            Embedder embedder = embedder(subject).listener(new Listener(progress, timing, interruption));
            checkMemory(embedder, subject);
            stage("preparation");
            if (!request.input.preparing().isNothing()) {
                progress.say("preparing", request.input.preparing().describe() + " (--prepare none leaves the columns as they are)");
            }
            Subject prepared = subject.prepared(request.input.preparing(), workers);
            Embedding map = embed(prepared, embedder, folder);

            stage("quality");
            Quality quality = prepared.quality(map, request.seed, workers);
            progress.say("quality", quality.describe());

            stage("writing");
            RunFiles files = new RunFiles(
                    request.command, request.plan, prepared.set(), request.input.preparing().describe(), embedder, map, quality,
                    new RunFiles.Settings(request.startName(), request.input.metricName(), request.seed, request.threads, request.picture));
            return write(folder, files.write(plugins.reports(), timing::seconds, workers), map);
        }
    }

    private void stage(String name) {
        timing.stage(name);
        progress.stage(name);
    }

    private Embedding embed(Subject prepared, Embedder embedder, Path folder) {
        plugins.beforeHalt(() -> keep(prepared.set(), folder));
        Embedding map;
        try {
            map = prepared.embed(embedder);
        } catch (PluginFault | NumericalException e) {
            keep(prepared.set(), folder);
            throw e;
        }
        progress.say("done", String.format(Locale.ROOT, "cost %.5g, from %.5g at the start; %s", map.cost(), map.startCost(), map.finished()));
        String learned = LearnedValues.describe(request.plan, map);
        if (!learned.isEmpty()) {
            progress.say("learned", learned);
        }
        if (map.engine().engine() == Engine.FAR) {
            progress.say("engine", map.engine().describe());
        }
        return map;
    }

    private Written write(Path folder, Map<String, byte[]> files, Embedding map) {
        String trouble = MapPicture.trouble();
        if (trouble != null) {
            progress.say("picture", trouble);
        }
        WholeFiles.writeFolder(folder, files, request.force);
        return new Written(
                files.keySet().stream().map(folder::resolve).toList(),
                switch (map.ending()) {
                    case Ending.Interrupted _ -> "stopped after " + map.iterations() + " iterations; what was reached is in " + folder;
                    case Ending failed when failed.failed() ->
                        "error: " + failed.inWords() + ": it is no map to rely on. What was reached is in " + folder + ".";
                    case Ending _ -> "";
                },
                map.ending().failed() ? Exit.NUMERICAL : Exit.DONE);
    }

    /// Says what the run will need, and refuses it if that is more than there is.
    private void checkMemory(Embedder embedder, Subject subject) {
        long needed = embedder.estimateBytes(
                subject.n(), subject instanceof Subject.Distances ? 0 : subject.set().points().columns());
        long most = Runtime.getRuntime().maxMemory();
        progress.say("memory", String.format(Locale.ROOT, "about %s of at most %s", mebibytes(needed), mebibytes(most)));
        if (needed > most) {
            throw new Fault(Exit.RESOURCES, String.format(
                    Locale.ROOT,
                    "this run needs about %s of memory, and there are %s. %s",
                    mebibytes(needed), mebibytes(most), MemoryAdvice.of(embedder, subject.n(), subject.set().points().columns(), most)));
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", Math.max(1, bytes >> 20));
    }

    /// Writes the coordinates that a run had reached before it went astray.
    private void keep(DataSet set, Path folder) {
        plugins.reached().filter(reached -> reached.iterations() > 0).ifPresent(reached -> {
            double[] coordinates = Arrays.copyOf(reached.position(), set.rows() * request.dimensions);
            String csv = Coordinates.toCsv(coordinates, request.dimensions, set.ids(), set.labelName(), set.labels());
            WholeFiles.writeFolder(folder, Map.of("coords.csv", csv.getBytes(StandardCharsets.UTF_8)), request.force);
            progress.warn("what " + reached.iterations() + " iterations had reached is in " + folder.resolve("coords.csv"));
        });
    }

    private Embedder embedder(Subject subject) {
        Embedder embedder = Embedder.of(request.plan).dimensions(request.dimensions).seed(request.seed).threads(request.threads)
                .precision(request.precision).engine(request.engines.engine);
        if (request.engines.tolerance != null) {
            embedder.tolerance(request.engines.tolerance);
        }
        if (!request.perplexities.isEmpty()) {
            embedder.perplexity(request.perplexities.stream().mapToDouble(Double::doubleValue).toArray());
        }
        if (request.dense != null) {
            embedder.dense(request.dense);
        }
        if (request.recall != null) {
            embedder.neighborsRecall(request.recall);
        }
        switch (request.startName()) {
            case "pca" -> {
                if (request.input.distances() != null) {
                    throw new IllegalArgumentException("--init pca needs the data, and --distances gives only their distances: use classical");
                }
                if (request.input.metric() != null) {
                    throw new IllegalArgumentException("--init pca knows nothing of --metric: use spectral or random");
                }
            }
            case CLASSICAL -> {
                if (request.input.distances() == null) {
                    throw new IllegalArgumentException("--init classical is for --distances; of data it is the same as pca");
                }
            }
            case "spectral" -> embedder.spectralStart();
            case "random" -> embedder.randomStart();
            default -> embedder.start(start(Path.of(request.startName()), subject.set()));
        }
        return embedder;
    }

    private Start start(Path file, DataSet set) {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "--init must be pca, classical, spectral, random or a file of coordinates, and there is no file '" + file + "'");
        }
        CoordinatesFile coordinates = CoordinatesFile.read(file, set.rowIds(), request.input.reading().notation().elsewhere());
        coordinates.notes().forEach(note -> progress.say("start", note));
        if (coordinates.dimensions() != request.dimensions) {
            throw new IllegalArgumentException(
                    file + " has " + coordinates.dimensions() + " coordinates a row, but --dims is " + request.dimensions);
        }
        try {
            return new Start.Given(coordinates.values());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /// The folder, or the first of `-2`, `-3` ... after its name that is not there yet: a map is never overwritten unasked.
    private Path free(Path wanted) {
        Path folder = wanted;
        String name = wanted.toString().replaceFirst("\\.starling$", "");
        for (int k = 2; !request.force && Files.exists(folder); k++) {
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
