package dev.starling.app.pipeline;

import dev.starling.app.data.DataSet;
import dev.starling.app.data.points.CoordinatesFile;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.files.Inputs;
import dev.starling.app.files.RunFolder;
import dev.starling.app.output.Fingerprint;
import dev.starling.app.output.LearnedValues;
import dev.starling.app.output.PictureSize;
import dev.starling.app.output.RunFiles;
import dev.starling.app.output.RunReport;
import dev.starling.app.pipeline.input.Input;
import dev.starling.app.pipeline.input.Subject;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.progress.ConsoleProgress;
import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.core.Engine;
import dev.starling.core.Progress;
import dev.starling.core.affinity.AffinityKernel;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.core.quality.Quality;
import dev.starling.core.start.PrincipalComponents;
import dev.starling.core.start.Start;
import dev.starling.map.MapData;
import dev.starling.map.MapPage;
import dev.starling.map.MapPicture;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// From a table to a map: what is read is prepared, embedded, scored and written.
public final class EmbedRun {
    /// Classical scaling, the start that distances have.
    private static final String CLASSICAL = "classical";

    private static final String SAMPLE = "sample";

    /// Points that page and picture, made side by side, take a second for on a slow machine, once Java knows how.
    private static final int DRAWN_A_SECOND = 20_000;

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

    /// In what coordinates are written, so that other programs go on from there.
    public enum Format {
        NPY,
        H5AD
    }

    /// What to do, checked as far as that can be done without the data.
    ///
    /// @param command      the words that say so, for the report
    /// @param options      those of them that change the map, in words that mean the same in any folder
    /// @param reads        files that are read beside those of the input
    /// @param perplexities none for the usual one
    /// @param kernel       what a neighbor counts by its distance, a formula; null for the usual
    /// @param dense        whether P is over all pairs; null where the number of points decides
    /// @param recall       share of neighbors to be found; null where the number of points decides
    /// @param start        pca, spectral, random, sample or a file; null for the usual one
    /// @param lateExaggeration factor on the attraction when the first exaggeration is over
    /// @param maxTime      what the run may take by the estimate; null for any time
    /// @param out          the folder to write; null for one that is named after the data
    /// @param force        whether it is replaced
    /// @param formats      in which coordinates are written beside coords.csv
    public record Request(
            List<String> command,
            List<String> options,
            List<Path> reads,
            Input input,
            Plan plan,
            List<Double> perplexities,
            @Nullable String kernel,
            @Nullable Boolean dense,
            @Nullable Double recall,
            @Nullable String start,
            double lateExaggeration,
            int dimensions,
            long seed,
            int threads,
            Precision precision,
            Engines engines,
            @Nullable Duration maxTime,
            @Nullable Path out,
            boolean force,
            List<Format> formats,
            PictureSize picture) {
        public Request {
            if (kernel != null) {
                AffinityKernel.of(kernel);
            }
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
            if (input.known() != null && !input.hasTable()) {
                return "spectral";
            }
            if (input.metric() != null) {
                return plan.composition() instanceof Composition.OfDistances ? "random" : "spectral";
            }
            return input.distances() == null ? "pca" : CLASSICAL;
        }
    }

    /// Whether a start is a map that there is, and that a run goes on from.
    public static boolean isFile(@Nullable String start) {
        return start != null && !List.of("pca", CLASSICAL, "spectral", "random", SAMPLE).contains(start);
    }

    /// What was written.
    ///
    /// @param sha256  of the coordinates
    /// @param exit    what the program ends with
    /// @param message what the user should know of how it ended, or empty
    public record Written(List<Path> files, String sha256, int exit, String message) {}

    /// @param plugins where the plan's parts are from
    public EmbedRun(Request request, Plugins plugins, ConsoleProgress progress) {
        this.request = request;
        this.plugins = plugins;
        this.progress = progress;
    }

    public Written run() {
        Remains remains = new Remains(plugins, request.dimensions, timing::seconds, progress::warn);
        plugins.beforeHalt(remains::end);
        try (Stop stop = new Stop(progress::warn, remains::endBySignal);
                RunFolder folder = remains.in(this::reserved);
                Workers workers = new Workers(request.threads, progress::share)) {
            try {
                return run(folder, remains, stop, workers);
            } catch (RuntimeException | Error e) {
                remains.end();
                throw e;
            }
        }
    }

    private RunFolder reserved() {
        Path usual = Path.of(request.input.name() + ".starling");
        Inputs inputs = request.input.files().add(request.start);
        request.reads.forEach(inputs::add);
        plugins.reports().forEach(plugin -> inputs.add(plugin.file()));
        return request.out == null && !request.force
                ? RunFolder.reserveFree(usual, RunFiles.NAMES)
                : RunFolder.reserve(request.out == null ? usual : request.out, RunFiles.NAMES, inputs, request.force);
    }

    private Written run(RunFolder folder, Remains remains, Stop stop, Workers workers) {
        stage("reading");
        Subject subject = Subject.read(request.input, progress::share);
        progress.say("reading", subject.describe(request.input.preparing()));
        Embedder embedder = embedder(subject).listener(new Listener(progress, timing, stop));
        RunReport.Repeat repeat = new RunReport.Repeat(request.input.dataAnywhere(), request.options, inputs(subject.set()));
        checkMemory(embedder, subject);
        new Resolved(request.plan, subject.n(), embedder, request.startName()).lines(request.perplexities.isEmpty())
                .forEach(line -> progress.say("settings", line));
        checkTime(subject);
        stage("preparation");
        if (!request.input.preparing().isNothing()) {
            progress.say("preparing", request.input.preparing().describe() + " (--prepare none leaves the columns as they are)");
        }
        Subject prepared = subject.prepared(request.input.preparing(), workers, progress::note);

        remains.of(prepared.set());
        String startName = embedder.startsFromSample(prepared.n()) ? SAMPLE : request.startName();
        Embedding map = prepared.embed(embedder);
        stop.optimizingDone();
        progress.say("done", String.format(Locale.ROOT, "cost %.5g, from %.5g at the start; %s", map.cost(), map.startCost(), map.finished()));
        String learned = LearnedValues.describe(request.plan, map);
        if (!learned.isEmpty()) {
            progress.say("learned", learned);
        }
        if (map.engine().engine() == Engine.FAR) {
            progress.say("engine", map.engine().describe());
        }
        stage("writing");
        RunFiles files = new RunFiles(
                request.command, repeat, request.plan, prepared.set(), request.input.preparing().describe(), embedder, map,
                new RunFiles.Settings(
                        startName, request.lateExaggeration, request.input.metricName(), request.kernel == null ? "exp(-b*r^2)" : request.kernel, request.seed,
                        request.threads));
        remains.reached(files);
        if (request.formats.contains(Format.NPY)) {
            remains.put(RunFiles.ARRAY, files.array());
        }
        if (request.formats.contains(Format.H5AD)) {
            remains.put(RunFiles.ANNOTATED, files.annotated());
        }

        @Nullable Quality quality = stop.isAsked() ? null : quality(prepared, map, workers);
        stage("writing");
        if (stop.isAsked()) {
            remains.put(RunFiles.REPORT, files.report(null, plugins.reports(), timing.seconds()));
            progress.warn("stopped after " + map.iterations() + " iterations; the coordinates are in " + folder.path()
                    + ". The page and the picture follow in about " + (2 + map.n() / DRAWN_A_SECOND) + " s; ask again to leave them out");
        }
        String undrawn = draw(files, quality, remains, workers);
        remains.put(RunFiles.REPORT, files.report(quality, plugins.reports(), timing.seconds()));
        return written(folder, remains, stop, map, undrawn, files.coordinatesSha256());
    }

    /// What was read, with hashes; that of the table was taken as it was read.
    private List<Fingerprint> inputs(DataSet set) {
        List<Fingerprint> inputs = new ArrayList<>();
        Path table = request.input.table();
        if (table != null && request.input.distances() == null) {
            inputs.add(new Fingerprint(table.toAbsolutePath().normalize().toString(), set.sha256()));
        } else if (table != null) {
            inputs.add(Fingerprint.of(table));
        } else if (set.source().equals(DataSet.STANDARD_INPUT)) {
            inputs.add(new Fingerprint(DataSet.STANDARD_INPUT, set.sha256()));
        }
        if (request.input.distances() != null) {
            inputs.add(Fingerprint.of(request.input.distances()));
        }
        if (request.input.known() != null) {
            inputs.add(Fingerprint.of(request.input.known().file()));
        }
        if (isFile(request.start)) {
            inputs.add(Fingerprint.of(Path.of(request.startName())));
        }
        return inputs;
    }

    private void stage(String name) {
        timing.stage(name);
        progress.stage(name);
    }

    private @Nullable Quality quality(Subject prepared, Embedding map, Workers workers) {
        stage("quality");
        Quality quality = prepared.quality(map, request.seed, workers);
        progress.say("quality", quality == null ? "not measured: give the data, too" : quality.describe());
        return quality;
    }

    /// Page and picture, made side by side: most of their time goes to Java's first steps in each. One that fails costs only itself.
    ///
    /// @return what could not be made and why, or empty
    private String draw(RunFiles files, @Nullable Quality quality, Remains remains, Workers workers) {
        MapData drawn = files.drawn(quality);
        String[] failed = {"", ""};
        workers.run(failed.length, which -> {
            try {
                if (which == 0) {
                    remains.put(RunFiles.PAGE, MapPage.of(drawn).html().getBytes(StandardCharsets.UTF_8));
                } else {
                    remains.put(RunFiles.PICTURE, MapPicture.png(drawn, request.picture.width(), request.picture.height()));
                }
            } catch (Fault e) {
                throw e;
            } catch (RuntimeException | Error e) {
                failed[which] = (which == 0 ? RunFiles.PAGE : RunFiles.PICTURE) + " could not be drawn: " + why(e) + ". ";
            }
        });
        String trouble = failed[1].isEmpty() ? MapPicture.trouble() : null;
        if (trouble != null) {
            progress.say("picture", trouble);
        }
        return failed[0] + failed[1];
    }

    private static String why(Throwable e) {
        return e instanceof OutOfMemoryError
                ? "the memory ran out at " + mebibytes(Runtime.getRuntime().maxMemory())
                        + " (a smaller --picture-size needs less; STARLING_JAVA_OPTIONS=-Xmx8g gives more)"
                : Words.of(e);
    }

    private static Written written(RunFolder folder, Remains remains, Stop stop, Embedding map, String undrawn, String sha256) {
        List<Path> files = remains.written();
        String trouble = folder.trouble();
        if (trouble != null) {
            return new Written(files, sha256, Exit.FILES.code(), "error: " + trouble + ". What was made is in the files named here.");
        }
        if (!undrawn.isEmpty()) {
            return new Written(files, sha256, Exit.FILES.code(), "error: " + undrawn + "Everything else is in " + folder.path() + ".");
        }
        if (map.ending().failed()) {
            return new Written(files, sha256, Exit.NUMERICAL.code(),
                    "error: " + map.ending().inWords() + ": it is no map to rely on. What was reached is in " + folder.path() + ".");
        }
        return new Written(files, sha256, stop.code(), "");
    }

    /// Says what the run will need, and refuses it if that is more than there is.
    private void checkMemory(Embedder embedder, Subject subject) {
        long needed = needed(embedder, subject);
        long most = Runtime.getRuntime().maxMemory();
        progress.say("memory", String.format(Locale.ROOT, "about %s of at most %s", mebibytes(needed), mebibytes(most)));
        if (needed > most) {
            throw new Fault(Exit.RESOURCES, String.format(
                    Locale.ROOT,
                    "this run needs about %s of memory, and there are %s. %s",
                    mebibytes(needed), mebibytes(most), MemoryAdvice.of(embedder, subject.n(), subject.set().points().columns(), needed, most)));
        }
    }

    /// The columns as they were read stay, for the page; principal components are found from them before the map is made.
    private long needed(Embedder embedder, Subject subject) {
        int n = subject.n();
        if (subject instanceof Subject.Distances) {
            return embedder.estimateBytes(n, 0);
        }
        int columns = subject.set().points().columns();
        int left = request.input.preparing().columns(subject.set());
        if (request.input.preparing().isNothing()) {
            return embedder.estimateBytes(n, columns);
        }
        long read = (long) Double.BYTES * n * columns;
        long preparing = left < columns ? 3 * read + PrincipalComponents.estimateBytes(n, columns, left) : 3 * read;
        return Math.max(read + embedder.estimateBytes(n, left), preparing + preparing / 10);
    }

    /// Says how long the run will take, and refuses it if the user has less time.
    private void checkTime(Subject subject) {
        int columns = subject instanceof Subject.Distances ? 0 : request.input.preparing().columns(subject.set());
        String line = RunTime.of(subject.n(), columns, () -> sized(Embedder.of(request.plan)), request.plan.composition(), request.maxTime).checked();
        if (!line.isEmpty()) {
            progress.say("time", line);
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", Math.max(1, bytes >> 20));
    }

    private Embedder embedder(Subject subject) {
        Embedder embedder = sized(Embedder.of(request.plan)).seed(request.seed);
        if (subject instanceof Subject.Pairs(_, _, var known, var values)) {
            known.give(values, embedder, request.plan.recipe().affinity(), note -> progress.say("affinities", note));
        }
        if (isFile(request.start)) {
            embedder.start(start(Path.of(request.startName()), subject.set()));
        }
        return embedder;
    }

    /// With all settings that time and memory depend on.
    private Embedder sized(Embedder embedder) {
        embedder.dimensions(request.dimensions).threads(request.threads).precision(request.precision).engine(request.engines.engine)
                .lateExaggeration(request.lateExaggeration);
        if (request.engines.tolerance != null) {
            embedder.tolerance(request.engines.tolerance);
        }
        if (!request.perplexities.isEmpty()) {
            embedder.perplexity(request.perplexities.stream().mapToDouble(Double::doubleValue).toArray());
        }
        if (request.dense != null) {
            embedder.dense(request.dense);
        }
        if (request.kernel != null) {
            embedder.affinityKernel(AffinityKernel.of(request.kernel));
        }
        if (request.recall != null) {
            embedder.neighborsRecall(request.recall);
        }
        switch (request.startName()) {
            case "pca" -> {
                if (request.input.distances() != null) {
                    throw new IllegalArgumentException("--init pca needs the data, and --distances gives only their distances: use classical");
                }
                if (request.input.known() != null && !request.input.hasTable()) {
                    throw new IllegalArgumentException("--init pca needs the data: use spectral or random");
                }
                if (request.input.metric() != null) {
                    throw new IllegalArgumentException("--init pca knows nothing of --metric: use spectral or random");
                }
                if (request.start != null) {
                    embedder.start(new Start.Components());
                }
            }
            case SAMPLE -> embedder.sampleStart();
            case CLASSICAL -> {
                if (request.input.distances() == null) {
                    throw new IllegalArgumentException("--init classical is for --distances; of data it is the same as pca");
                }
            }
            case "spectral" -> embedder.spectralStart();
            case "random" -> embedder.randomStart();
            default -> embedder.randomStart(); // as long as none at all, which is what a file takes
        }
        return embedder;
    }

    private Start start(Path file, DataSet set) {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "--init must be pca, classical, spectral, random, sample or a file of coordinates, and there is no file '" + file + "'");
        }
        CoordinatesFile coordinates = CoordinatesFile.read(file, set.rowIds(), request.input.reading().notation().elsewhere());
        coordinates.notes().forEach(note -> progress.say("start", note));
        if (coordinates.dimensions() != request.dimensions) {
            throw new IllegalArgumentException(
                    file + " has " + coordinates.dimensions() + " coordinates a row, but --dims is " + request.dimensions);
        }
        double exaggeration = request.plan.recipe().exaggeration();
        progress.say("start", "goes on from " + file + (exaggeration == 1
                ? ", without exaggeration (--exaggeration 12 would tear it apart and draw it anew)"
                : ", exaggerated by " + exaggeration + " at first"));
        try {
            return new Start.Given(coordinates.values());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /// Passes on what happens to the console, the clock, and who may have asked to stop.
    private record Listener(ConsoleProgress progress, Timing timing, Stop stop) implements Progress {
        @Override
        public void stage(String name) {
            timing.stage(name);
            progress.stage(name);
            stop.stageBegins();
        }

        @Override
        public void note(String line) {
            progress.note(line);
        }

        @Override
        public void iteration(int done, int of, double cost) {
            progress.iteration(done, of, cost);
            stop.iterationDone();
        }
    }
}
