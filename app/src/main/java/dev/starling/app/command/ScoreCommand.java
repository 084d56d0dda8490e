package dev.starling.app.command;

import dev.starling.app.command.options.Commentary;
import dev.starling.app.command.options.DataOptions;
import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.command.options.SetOption;
import dev.starling.app.command.options.ThreadsOption;
import dev.starling.app.fault.Exit;
import dev.starling.app.output.RunReport;
import dev.starling.app.pipeline.ScoreRun;
import dev.starling.app.pipeline.input.Input;
import dev.starling.app.plugins.Plugins;
import dev.starling.core.quality.Quality;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `starling score`: how faithful a map is to its data, whichever program made it.
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Say how faithful a map is to its data.",
        footer = {
            "%nExamples:",
            "  starling score digits digits.starling/coords.csv --label digit",
            "  starling score cells.csv other-program.csv --pca 50 --json",
            "  starling score --distances r.csv coords.csv",
            "%nBeyond 10,000 rows a sample is scored, and every value has its standard error; R_NX is sampled beyond 2,500."
        })
final class ScoreCommand implements Callable<Integer> {
    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private SetOption set = new SetOption();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "COORDINATES",
            description = "The map: coords.csv, or numbers alone, a row a point, in the order of the data.")
    private @Nullable Path coordinates;

    @Option(names = "--distances", paramLabel = "FILE", description = "Distances of the data, n × n numbers, instead of those of DATA's rows.")
    private @Nullable Path distances;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Option(names = "--json", description = "Print one JSON object, with the curve R_NX(k).")
    private boolean json;

    @Option(names = "--seed", paramLabel = "S", description = "Which rows are drawn where a sample is scored (1).")
    private long seed = 1;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        Quality quality;
        try (Plugins catalog = plugins.open(System.err);
                Commentary commentary = new Commentary(System.err)) {
            quality = run(catalog, commentary).run();
        }
        System.out.print(json ? RunReport.Faithfulness.of(quality).toJson() : table(quality));
        return Exit.DONE.code();
    }

    /// With distances, DATA can be left out: then the only parameter is the map.
    private ScoreRun run(Plugins catalog, Commentary commentary) {
        Input input = data.input(distances, null, catalog, set.ofMetricAlone());
        if (coordinates != null) {
            return new ScoreRun(input, coordinates, seed, threads.count(), commentary);
        }
        if (distances == null || input.data() == null) {
            throw new IllegalArgumentException("COORDINATES are missing: starling score DATA COORDINATES");
        }
        return new ScoreRun(
                new Input(null, input.reading(), input.preparing(), null, distances, null, input.readers(), input.plugins()), Path.of(input.data()), seed, threads.count(),
                commentary);
    }

    private static String table(Quality quality) {
        int width = quality.measures().keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%,d of %,d points scored, %d neighbors%n", quality.scored(), quality.n(), quality.neighbors()));
        quality.measures().forEach((name, measure) -> {
            text.append(String.format(Locale.ROOT, "%-" + width + "s  %9.4f", name, measure.value()));
            if (measure.error() > 0) {
                text.append(String.format(Locale.ROOT, " ± %.4f", measure.error()));
            }
            text.append('\n');
        });
        return text.toString();
    }
}
