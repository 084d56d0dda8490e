package dev.starling.app.pipeline.embed;

import dev.starling.app.data.DataSet;
import dev.starling.app.data.points.CoordinatesFile;
import dev.starling.app.fault.Exit;
import dev.starling.app.files.Inputs;
import dev.starling.app.files.RunFolder;
import dev.starling.app.output.Fingerprint;
import dev.starling.app.output.LearnedValues;
import dev.starling.app.output.RunFiles;
import dev.starling.app.output.RunReport;
import dev.starling.app.pipeline.input.Preparing;
import dev.starling.app.pipeline.input.Subject;
import dev.starling.app.pipeline.input.UnsaidParameters;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.progress.ConsoleProgress;
import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.core.Engine;
import dev.starling.core.Progress;
import dev.starling.core.base.Counted;
import dev.starling.core.base.Workers;
import dev.starling.core.quality.Quality;
import dev.starling.core.table.TableFile;
import dev.starling.map.MapData;
import dev.starling.map.MapPage;
import dev.starling.map.MapPicture;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// From a table to a map: what is read is prepared, embedded, scored and written.
public final class EmbedRun {
    /// Points that page and picture, made side by side, take a second for on a slow machine, once Java knows how.
    private static final int DRAWN_A_SECOND = 20_000;

    private final EmbedRequest request;
    private final Plugins plugins;
    private final ConsoleProgress progress;
    private final Timing timing = new Timing();

    /// What was written.
    ///
    /// @param sha256  of the coordinates
    /// @param exit    what the program ends with
    /// @param message what the user should know of how it ended, or empty
    public record Written(List<Path> files, String sha256, int exit, String message) {}

    /// @param plugins where the plan's parts are from
    public EmbedRun(EmbedRequest request, Plugins plugins, ConsoleProgress progress) {
        this.request = request;
        this.plugins = plugins;
        this.progress = progress;
    }

    public Written run() {
        Remains remains = new Remains(plugins, request.dimensions(), timing::seconds, progress::warn);
        plugins.beforeHalt(remains::end);
        try (Stop stop = new Stop(progress::warn, remains::endBySignal);
                RunFolder folder = remains.in(this::reserved);
                Workers workers = new Workers(request.threads(), progress::share, true)) {
            try {
                return run(folder, remains, stop, workers);
            } catch (RuntimeException | Error e) {
                remains.end();
                throw e;
            }
        }
    }

    /// Coordinates in the formats that are asked for beside `coords.csv`.
    private void putFormats(RunFiles files, Remains remains) {
        if (request.formats().contains(EmbedRequest.Format.NPY)) {
            remains.put(RunFiles.ARRAY, files::array);
        }
        if (request.formats().contains(EmbedRequest.Format.H5AD)) {
            remains.put(RunFiles.ANNOTATED, files::annotated);
        }
    }

    private RunFolder reserved() {
        Path usual = Path.of(request.input().name() + ".starling");
        Inputs inputs = request.input().files().add(request.start() == null ? null : TableFile.of(request.start()).path());
        request.reads().forEach(inputs::add);
        return request.out() == null && !request.force()
                ? RunFolder.reserveFree(usual, RunFiles.NAMES)
                : RunFolder.reserve(request.out() == null ? usual : request.out(), RunFiles.NAMES, inputs, request.force());
    }

    private Written run(RunFolder folder, Remains remains, Stop stop, Workers workers) {
        stage("reading");
        Subject subject = Subject.read(request.input(), progress::share);
        checkSame(subject.set());
        progress.say("reading", subject.describe(request.input().preparing()));
        AskedEmbedder asked = new AskedEmbedder(request, progress::say);
        CoordinatesFile start = asked.start(subject.set());
        Embedder embedder = checked(subject, asked, start, stop);
        RunReport.Repeat repeat = new RunReport.Repeat(request.input().dataAnywhere(), request.options(), inputs(subject, start));
        Subject prepared = prepared(subject, workers);
        remains.of(prepared.set());
        String startName = startName(embedder, prepared.n());
        Embedding map = prepared.embed(embedder);
        String follows = "the page and the picture follow in about " + (2 + map.n() / DRAWN_A_SECOND) + " s; ask again to leave them out";
        boolean stopped = stop.reached("the map was reached; " + follows);
        say(map);
        stage("writing");
        RunFiles files = new RunFiles(
                request.command(), repeat, request.plan(), prepared.set(), request.input().preparing().describe(), embedder, map,
                new RunFiles.Settings(
                        startName, request.lateExaggeration(), request.input().metricName(),
                        request.kernel() == null ? "exp(-b*r^2)" : request.kernel(), request.seed(), request.threads()));
        remains.reached(files);
        putFormats(files, remains);
        @Nullable Quality quality = stop.unlessAsked(() -> quality(prepared, map, workers));
        stage("writing");
        if (stop.isAsked()) {
            remains.put(RunFiles.REPORT, files.report(quality, plugins.reports(), timing.seconds()));
        }
        if (stopped) {
            progress.warn("stopped after " + Counted.of(map.iterations(), "iteration") + "; the coordinates are in " + folder.path() + ", and " + follows);
        }
        Drawing.Undrawn undrawn = draw(files, quality, remains, workers);
        remains.put(RunFiles.REPORT, files.report(quality, plugins.reports(), timing.seconds()));
        return written(folder, remains, stop, map, undrawn, files.coordinatesSha256());
    }

    /// Where a run is to be made again of what can be read only once.
    private void checkSame(DataSet set) {
        String wanted = request.dataSha256();
        if (wanted != null && !wanted.equals(set.sha256())) {
            throw Fingerprint.another(set.source().equals(DataSet.STANDARD_INPUT) ? "standard input" : set.source(), set.sha256(), wanted, true);
        }
    }

    /// The embedder for what was read, once there is memory and time for it.
    private Embedder checked(Subject subject, AskedEmbedder asked, @Nullable CoordinatesFile start, Stop stop) {
        Embedder embedder = asked.of(subject, start).listener(new Listener(progress, timing, stop));
        Needs needs = new Needs(asked, subject);
        needs.checkMemory(embedder);
        new Resolved(request.plan(), subject.n(), embedder, startName(embedder, subject.n())).lines(request.perplexities().isEmpty())
                .forEach(line -> progress.say("settings", line));
        UnsaidParameters.of(request.input().metric()).forEach(line -> progress.say("settings", line));
        UnsaidParameters.of(request.plan()).forEach(line -> progress.say("settings", line));
        List<String> waived = plugins.waiversInUse();
        if (!waived.isEmpty()) {
            progress.say("waived", "laws that plug-ins break on purpose: " + String.join("; ", waived));
        }
        needs.checkTime();
        return embedder;
    }

    private String startName(Embedder embedder, int n) {
        return embedder.startsFromSample(n) ? EmbedRequest.SAMPLE : request.startName();
    }

    private Subject prepared(Subject subject, Workers workers) {
        stage("preparation");
        if (request.input().preparing().kinds() != null) {
            progress.say("columns", request.input().preparing().describe() + " (--columns for others)");
        } else if (!request.input().preparing().isNothing()) {
            progress.say("preparing", request.input().preparing().describe()
                    + (request.input().preparing().scaling() == Preparing.Scaling.NONE ? "" : " (--prepare none leaves the columns as they are)"));
        }
        return subject.prepared(request.input().preparing(), workers, progress::note);
    }

    private void say(Embedding map) {
        progress.say(map.ending().failed() ? "failed" : "done", String.format(Locale.ROOT, "cost %.5g, from %.5g at the start; %s", map.cost(), map.startCost(), map.finished()));
        String learned = LearnedValues.describe(request.plan(), map);
        if (!learned.isEmpty()) {
            progress.say("learned", learned);
        }
        if (map.engine().engine() == Engine.FAR) {
            progress.say("engine", map.engine().describe());
        }
    }

    /// What was read, with the hashes of its bytes as they came.
    private List<Fingerprint> inputs(Subject subject, @Nullable CoordinatesFile start) {
        List<Fingerprint> inputs = new ArrayList<>();
        Path table = request.input().table();
        if (table != null || DataSet.STANDARD_INPUT.equals(request.input().data())) {
            inputs.add(new Fingerprint(table == null ? DataSet.STANDARD_INPUT : Fingerprint.nameOf(table), subject.set().sha256()));
        }
        request.input().beside().stream().map(Fingerprint::of).forEach(inputs::add);
        switch (subject) {
            case Subject.Rows _ -> { }
            case Subject.Distances distances -> inputs.add(distances.file());
            case Subject.Pairs pairs -> inputs.add(pairs.file());
        }
        if (start != null) {
            inputs.add(Fingerprint.of(TableFile.of(request.startName()).path(), start.sha256()));
        }
        return inputs;
    }

    private void stage(String name) {
        timing.stage(name);
        progress.stage(name);
    }

    private @Nullable Quality quality(Subject prepared, Embedding map, Workers workers) {
        stage("quality");
        Quality quality = prepared.quality(map, request.seed(), workers);
        progress.say("quality", quality == null ? "not measured: give the data, too" : quality.describe());
        return quality;
    }

    private Drawing.Undrawn draw(RunFiles files, @Nullable Quality quality, Remains remains, Workers workers) {
        MapData drawn = files.drawn(quality);
        Drawing.Undrawn undrawn = new Drawing(
                new Drawing.Part(RunFiles.PAGE, drawn.columns().size() > 1 ? "fewer columns on the page (--show NAME, or --hide NAMES)" : "",
                        () -> remains.put(RunFiles.PAGE, MapPage.of(drawn).html().getBytes(StandardCharsets.UTF_8))),
                new Drawing.Part(RunFiles.PICTURE, "a smaller --picture-size",
                        () -> remains.put(RunFiles.PICTURE, MapPicture.png(drawn, request.picture().width(), request.picture().height())))).draw(workers);
        String trouble = undrawn.files().contains(RunFiles.PICTURE) ? null : MapPicture.trouble();
        if (trouble != null) {
            progress.say("picture", trouble);
        }
        return undrawn;
    }

    private static Written written(RunFolder folder, Remains remains, Stop stop, Embedding map, Drawing.Undrawn undrawn, String sha256) {
        List<Path> files = remains.written();
        String trouble = folder.trouble();
        if (trouble != null) {
            return new Written(files, sha256, Exit.FILES.code(), "error: " + trouble + ". What was made is in the files named here.");
        }
        if (!undrawn.files().isEmpty()) {
            return new Written(files, sha256, undrawn.exit().code(), "error: " + undrawn.why() + "Everything else is in " + folder.path() + ".");
        }
        if (map.ending().failed()) {
            return new Written(files, sha256, Exit.NUMERICAL.code(),
                    "error: " + map.ending().inWords() + ": it is no map to rely on. What was reached is in " + folder.path() + ".");
        }
        return new Written(files, sha256, stop.code(), "");
    }

    /// Passes on what happens to the console, the clock, and who may have asked to stop.
    private record Listener(ConsoleProgress progress, Timing timing, Stop stop) implements Progress {
        @Override
        public void stage(String name) {
            timing.stage(name);
            progress.stage(name);
            stop.stageBegins(name.equals("optimizing"));
        }

        @Override
        public void share(double done) {
            progress.share(done);
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
