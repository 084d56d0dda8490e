package dev.starling.app.pipeline;

import dev.starling.app.data.points.CoordinatesFile;
import dev.starling.app.pipeline.input.Input;
import dev.starling.app.pipeline.input.Subject;
import dev.starling.core.base.Workers;
import dev.starling.core.quality.Quality;

import java.nio.file.Path;
import java.util.function.Consumer;

/// How faithful a map is to its data.
///
/// @param coordinates the map
/// @param seed        which rows are drawn where a sample is scored
/// @param say         told what the user should know, a line each
public record ScoreRun(Input input, Path coordinates, long seed, int threads, Consumer<String> say) {
    public Quality run() {
        try (Workers workers = new Workers(threads)) {
            Subject read = Subject.read(input, _ -> {});
            say.accept(read.describe(input.preparing()));
            Subject subject = read.prepared(input.preparing(), workers, say);
            CoordinatesFile map = CoordinatesFile.read(coordinates, subject.set().rowIds(), input.reading().notation().elsewhere());
            map.notes().forEach(say);
            return switch (subject) {
                case Subject.Pairs _ -> throw new IllegalStateException("a map is scored by rows or distances");
                case Subject.Rows(var set, var points) -> Quality.of(points, map.values(), map.dimensions(), set.labeling(), seed, workers);
                case Subject.Distances(var set, var matrix, _) ->
                    Quality.ofDistances(matrix, map.values(), map.dimensions(), set.labeling(), seed, workers);
            };
        }
    }
}
