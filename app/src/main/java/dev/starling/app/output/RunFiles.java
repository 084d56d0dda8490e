package dev.starling.app.output;

import dev.starling.api.Arguments;
import dev.starling.app.data.DataSet;
import dev.starling.app.data.points.Coordinates;
import dev.starling.app.files.Sha256;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.core.EngineReport;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.core.quality.Quality;
import dev.starling.core.table.AnnDataFile;
import dev.starling.core.table.NumpyFile;
import dev.starling.map.MapData;
import dev.starling.map.Thumbnails;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a run leaves behind: coordinates, two pictures, and a report with the hash of the coordinates.
///
/// @param command     as it was typed
/// @param repeat      what makes the run again
/// @param set         what was embedded
/// @param preparation what was done to its columns
/// @param settings    what the command line says of start, seed and threads
public record RunFiles(
        List<String> command,
        RunReport.Repeat repeat,
        Plan plan,
        DataSet set,
        String preparation,
        Embedder embedder,
        Embedding map,
        Settings settings) {
    public static final String COORDINATES = "coords.csv";

    /// The coordinates alone, as NumPy saves them; where it is asked for.
    public static final String ARRAY = "coords.npy";

    /// Coordinates, ids and labels, as AnnData reads them; where it is asked for.
    public static final String ANNOTATED = "coords.h5ad";

    public static final String REPORT = "run.json";
    public static final String PAGE = "map.html";
    public static final String PICTURE = "map.png";

    public static final List<String> NAMES = List.of(PAGE, PICTURE, COORDINATES, ARRAY, ANNOTATED, REPORT);

    /// @param kernel of the affinities
    public record Settings(String start, double lateExaggeration, String metric, String kernel, long seed, int threads) {}

    public byte[] coordinates() {
        return coordinatesText().getBytes(StandardCharsets.UTF_8);
    }

    /// SHA-256 of the coordinates as they are written, in hexadecimal.
    public String coordinatesSha256() {
        return Sha256.of(coordinatesText());
    }

    /// [#ARRAY]: a row a point.
    public byte[] array() {
        return NumpyFile.npy(rows(), map.n(), map.dimensions());
    }

    /// [#ANNOTATED].
    public byte[] annotated() {
        return AnnDataFile.h5ad(rows(), map.dimensions(), set.ids(), set.labelName(), set.labels());
    }

    private double[] rows() {
        double[] coordinates = map.coordinates();
        double[] rows = new double[coordinates.length];
        for (int i = 0; i < map.n(); i++) {
            for (int k = 0; k < map.dimensions(); k++) {
                rows[i * map.dimensions() + k] = coordinates[k * map.n() + i];
            }
        }
        return rows;
    }

    private String coordinatesText() {
        return Coordinates.toCsv(map.coordinates(), map.dimensions(), set.ids(), set.labelName(), set.labels());
    }

    /// What page and picture show.
    ///
    /// @param quality null if there was no time for it
    public MapData drawn(@Nullable Quality quality) {
        Set<String> features = Set.copyOf(set.featureNames());
        String scores = quality == null ? "" : quality.describe();
        return new MapData(
                set.name(),
                String.format(Locale.ROOT, "%s · %,d points · cost %.4g", plan.name(), map.n(), map.cost())
                        + (scores.isEmpty() ? "" : " · " + scores),
                map.coordinates(),
                map.n(),
                map.dimensions(),
                set.ids(),
                set.columns().stream()
                        .map(c -> new MapData.Column(c.name(), c.values(), c.kind(), features.contains(c.name())))
                        .toList(),
                set.labelName(),
                map.costs().stream().map(c -> new MapData.CostPoint(c.iteration(), c.cost())).toList(),
                quality == null ? Map.of() : values(quality),
                Thumbnails.of(set.featureNames(), set.rows(), set.points()::get));
    }

    private static Map<String, Double> values(Quality quality) {
        Map<String, Double> values = new LinkedHashMap<>();
        quality.measures().forEach((name, measure) -> values.put(name, measure.value()));
        return values;
    }

    /// `run.json`.
    ///
    /// @param quality null if there was no time for it
    public byte[] report(@Nullable Quality quality, List<PluginReport> plugins, SortedMap<String, Double> seconds) {
        return whole(quality, plugins, seconds).toJson().getBytes(StandardCharsets.UTF_8);
    }

    private RunReport whole(@Nullable Quality quality, List<PluginReport> plugins, SortedMap<String, Double> seconds) {
        boolean distances = plan.composition() instanceof Composition.OfDistances;
        return new RunReport(
                Version.TEXT,
                command,
                repeat,
                new RunReport.Data(
                        set.name(), set.source(), set.sha256(), set.rows(), set.featureNames(),
                        set.labelName() == null ? "" : set.labelName(), set.droppedRows().size()),
                preparation,
                new RunReport.MethodUsed(
                        plan.name(), plan.recipe().cost(), plan.recipe().kernel(), plan.recipe().transform(),
                        plan.recipe().normalization().name().toLowerCase(Locale.ROOT), parameters()),
                new RunReport.AffinitiesUsed(
                        distances ? "distances" : plan.recipe().affinity().name().toLowerCase(Locale.ROOT),
                        settings.metric,
                        settings.kernel,
                        distances || embedder.isDense(map.n()) ? "dense" : "sparse",
                        distances ? List.of() : embedder.perplexitiesOf(map.n()).stream().map(Perplexity::value).toList(),
                        map.floored()),
                new RunReport.Run(
                        plan.recipe().optimizer(), Double.isNaN(map.learningRate()) ? null : map.learningRate(), plan.recipe().exaggeration(), plan.recipe().exaggerated(),
                        settings.lateExaggeration, plan.recipe().iterations(), settings.start, map.dimensions(), settings.seed, settings.threads,
                        engine(map.engine())),
                map.costs().stream().map(c -> new RunReport.CostLine(c.iteration(), c.cost())).toList(),
                new RunReport.Result(
                        map.startCost(), map.cost(), map.iterations(), map.finished(), coordinatesSha256(), learned()),
                quality == null ? null : RunReport.Faithfulness.of(quality),
                used(plugins),
                machine(),
                seconds);
    }

    private static List<RunReport.PluginUsed> used(List<PluginReport> plugins) {
        return plugins.stream()
                .filter(report -> report.status() == PluginReport.Status.LOADED)
                .map(report -> new RunReport.PluginUsed(
                        report.id(), report.version(), report.sha256(), report.signers(), String.valueOf(report.file().getFileName())))
                .toList();
    }

    private RunReport.Machine machine() {
        return new RunReport.Machine(
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                LoopCompiler.vectorBits(),
                map.backend().name().toLowerCase(Locale.ROOT));
    }

    private SortedMap<String, List<Double>> learned() {
        SortedMap<String, List<Double>> learned = new TreeMap<>();
        map.learned().forEach((name, values) -> learned.put(name, Arrays.stream(values).boxed().toList()));
        return learned;
    }

    private static RunReport.EngineUsed engine(EngineReport used) {
        return new RunReport.EngineUsed(
                used.engine().name().toLowerCase(Locale.ROOT), Double.isNaN(used.tolerance()) ? null : used.tolerance(), used.proxies(),
                used.audits(), used.worst(), used.worstShare());
    }

    /// Every parameter after defaults, by the names that --set takes.
    private SortedMap<String, Double> parameters() {
        SortedMap<String, Double> all = new TreeMap<>();
        switch (plan.composition()) {
            case Composition.OfDistances c -> put(all, "cost", c.costArguments().numbers());
            case Composition.OfProbabilities c -> {
                put(all, "cost", c.costArguments().numbers());
                put(all, "kernel", c.kernelArguments().numbers());
                put(all, "transform", c.transformArguments().numbers());
            }
        }
        put(all, "optimizer", plan.optimizerArguments().numbers());
        all.values().removeIf(value -> value.isNaN());
        boolean hasPrecision = plan.composition() instanceof Composition.OfProbabilities c && c.kernel().hasPrecision();
        all.keySet().removeIf(name -> name.endsWith("." + Arguments.PRECISION) && !(hasPrecision && name.startsWith("kernel.")));
        return all;
    }

    private static void put(SortedMap<String, Double> all, String part, SortedMap<String, Double> own) {
        own.forEach((name, value) -> all.put(part + "." + name, value));
    }
}
