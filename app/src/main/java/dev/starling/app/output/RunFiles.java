package dev.starling.app.output;

import dev.starling.api.Arguments;
import dev.starling.app.data.Coordinates;
import dev.starling.app.data.DataSet;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.core.EngineReport;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.core.quality.Quality;
import dev.starling.map.MapData;
import dev.starling.map.MapPage;
import dev.starling.map.MapPicture;
import dev.starling.map.Thumbnails;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What a run leaves behind: coordinates, two pictures, and a report with the hash of the coordinates.
///
/// @param set         what was embedded
/// @param preparation what was done to its columns
/// @param settings    what the command line says of start, seed and threads
public record RunFiles(
        List<String> command,
        Plan plan,
        DataSet set,
        String preparation,
        Embedder embedder,
        Embedding map,
        Quality quality,
        Settings settings) {
    public record Settings(String start, String metric, long seed, int threads, PictureSize picture) {}

    /// All files, by name; the report is the last.
    public Map<String, byte[]> write(
            List<PluginReport> plugins, Supplier<SortedMap<String, Double>> seconds, Workers workers) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        String coordinates = Coordinates.toCsv(map.coordinates(), map.dimensions(), set.ids(), set.labelName(), set.labels());
        byte[][] maps = pageAndPicture(workers);
        files.put("map.html", maps[0]);
        files.put("map.png", maps[1]);
        files.put("coords.csv", coordinates.getBytes(StandardCharsets.UTF_8));
        files.put("run.json", report(Coordinates.sha256(coordinates), plugins, seconds.get()).toJson().getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /// Made side by side: most of their time goes to Java's first steps in each.
    private byte[][] pageAndPicture(Workers workers) {
        MapData picture = picture();
        byte[][] made = new byte[2][];
        workers.run(made.length, which -> made[which] = which == 0
                ? MapPage.of(picture).html().getBytes(StandardCharsets.UTF_8)
                : MapPicture.png(picture, settings.picture.width(), settings.picture.height()));
        return made;
    }

    private MapData picture() {
        Set<String> features = Set.copyOf(set.featureNames());
        return new MapData(
                set.name(),
                String.format(Locale.ROOT, "%s · %,d points · cost %.4g", plan.name(), map.n(), map.cost())
                        + (quality.describe().isEmpty() ? "" : " · " + quality.describe()),
                map.coordinates(),
                map.n(),
                map.dimensions(),
                set.ids(),
                set.columns().stream()
                        .map(c -> new MapData.Column(c.name(), c.values(), c.kind(), features.contains(c.name())))
                        .toList(),
                set.labelName(),
                map.costs().stream().map(c -> new MapData.CostPoint(c.iteration(), c.cost())).toList(),
                values(quality),
                Thumbnails.of(set.featureNames(), set.rows(), set.points()::get));
    }

    private static Map<String, Double> values(Quality quality) {
        Map<String, Double> values = new LinkedHashMap<>();
        quality.measures().forEach((name, measure) -> values.put(name, measure.value()));
        return values;
    }

    private RunReport report(String sha256, List<PluginReport> plugins, SortedMap<String, Double> seconds) {
        boolean distances = plan.composition() instanceof Composition.OfDistances;
        return new RunReport(
                Version.TEXT,
                command,
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
                        distances || embedder.isDense(map.n()) ? "dense" : "sparse",
                        distances ? List.of() : embedder.perplexitiesOf(map.n()).stream().map(Perplexity::value).toList(),
                        map.floored()),
                new RunReport.Run(
                        plan.recipe().optimizer(), map.learningRate(), plan.recipe().exaggeration(), plan.recipe().exaggerated(),
                        plan.recipe().iterations(), settings.start, map.dimensions(), settings.seed, settings.threads,
                        engine(map.engine())),
                map.costs().stream().map(c -> new RunReport.CostLine(c.iteration(), c.cost())).toList(),
                new RunReport.Result(map.startCost(), map.cost(), map.iterations(), map.finished(), sha256, learned()),
                RunReport.Faithfulness.of(quality),
                plugins.stream()
                        .filter(report -> report.status() == PluginReport.Status.LOADED)
                        .map(report -> new RunReport.PluginUsed(
                                report.id(), report.version(), report.sha256(), report.signers(),
                                String.valueOf(report.file().getFileName())))
                        .toList(),
                new RunReport.Machine(
                        Runtime.version().toString(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        LoopCompiler.vectorBits(),
                        map.backend().name().toLowerCase(Locale.ROOT)),
                seconds);
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
