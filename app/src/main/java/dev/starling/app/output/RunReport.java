package dev.starling.app.output;

import dev.starling.core.quality.Quality;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Everything needed to repeat a run, and what came of it; written as `run.json`.
///
/// @param starling    version
/// @param command     the command line as it was typed
/// @param repeat      the same in words that mean the same in any folder, and all that was read
/// @param data        what was read
/// @param preparation what was done to the columns
/// @param method      what was minimized, with every parameter after defaults
/// @param affinities  how P was made
/// @param run         how it was minimized
/// @param costs       cost by iteration
/// @param result      what was reached
/// @param quality     how faithful the map is; null where a run was stopped before that was looked at
/// @param plugins     the plug-ins that were loaded
/// @param machine     Java, processor and vector width; no result depends on them
/// @param seconds     time spent, by stage
public record RunReport(
        String starling,
        List<String> command,
        Repeat repeat,
        Data data,
        String preparation,
        MethodUsed method,
        AffinitiesUsed affinities,
        Run run,
        List<CostLine> costs,
        Result result,
        @Nullable Faithfulness quality,
        List<PluginUsed> plugins,
        Machine machine,
        SortedMap<String, Double> seconds) {

    /// @param data    as `DATA` of the command line; null if there is none
    /// @param options all that change the map, files by their whole names
    /// @param inputs  files that were read
    public record Repeat(@Nullable String data, List<String> options, List<Fingerprint> inputs) {}

    public record Data(String name, String source, String sha256, int rows, List<String> columns, String label, int droppedRows) {}

    public record MethodUsed(
            String name, String cost, String kernel, String transform, String normalization, SortedMap<String, Double> parameters) {}

    public record AffinitiesUsed(String kind, String metric, String kernel, String storage, List<Double> perplexity, long floored) {}

    /// @param learningRate the one used, chosen or given; null where the optimizer takes none
    public record Run(
            String optimizer,
            @Nullable Double learningRate,
            double exaggeration,
            int exaggeratedIterations,
            double lateExaggeration,
            int iterations,
            String start,
            int dimensions,
            long seed,
            int threads,
            EngineUsed engine) {}

    /// @param tolerance  null where it was left to the phase, or the engine is exact
    public record EngineUsed(
            String name, @Nullable Double tolerance, int proxies, int audits, double worstError, double worstShareOfTolerance) {}

    public record CostLine(int iteration, double cost) {}

    /// @param learned the parameters that were learned, by name: one value, or one a point
    public record Result(
            double startCost, double cost, int iterations, String finished, String coordinatesSha256,
            SortedMap<String, List<Double>> learned) {}

    /// How faithful a map is, as `run.json` has it and `starling score --json` prints it.
    ///
    /// @param scored     points that were compared with all others
    /// @param neighbors k of the measures that count neighbors
    /// @param measures   by name
    /// @param rnx        R_NX(k)
    public record Faithfulness(int points, int scored, int neighbors, Map<String, Measured> measures, Curve rnx) {
        public static Faithfulness of(Quality quality) {
            Map<String, Measured> measures = new LinkedHashMap<>();
            quality.measures().forEach((name, measure) -> measures.put(name, new Measured(measure.value(), measure.error())));
            Quality.Curve curve = quality.curve();
            return new Faithfulness(
                    quality.n(),
                    quality.scored(),
                    quality.neighbors(),
                    measures,
                    new Curve(
                            Arrays.stream(curve.sizes()).boxed().toList(),
                            Arrays.stream(curve.values()).boxed().toList(),
                            Arrays.stream(curve.errors()).boxed().toList()));
        }

        /// One line of JSON.
        public String toJson() {
            return JsonMapper.builder().build().writeValueAsString(this) + "\n";
        }
    }

    /// @param error standard error where the value comes from a sample of rows; 0 where it is exact
    public record Measured(double value, double error) {}

    public record Curve(List<Integer> k, List<Double> value, List<Double> error) {}

    public record PluginUsed(String id, String version, String sha256, List<String> signers, String file) {}

    public record Machine(String java, String system, int processors, int vectorBits, String backend) {}

    /// The report as JSON text.
    public String toJson() {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this);
    }
}
