package dev.starling.app.pipeline;

import dev.starling.app.data.points.CoordinatesFile;
import dev.starling.app.files.Inputs;
import dev.starling.app.pipeline.input.Input;
import dev.starling.app.pipeline.input.Subject;
import dev.starling.core.Progress;
import dev.starling.core.base.Workers;
import dev.starling.core.quality.Quality;
import dev.starling.core.table.TableFile;

import java.nio.file.Path;

/// How faithful a map is to its data.
///
/// @param coordinates the map
/// @param seed        which rows are drawn where a sample is scored
/// @param progress    told what the user should know, and how far a long step is
public record ScoreRun(Input input, Path coordinates, long seed, int threads, Progress progress) {
    public Quality run() {
        Inputs.check(TableFile.of(coordinates.toString()).path());
        try (Workers workers = new Workers(threads, progress::share)) {
            Subject subject = Subject.prepared(input, workers, progress);
            CoordinatesFile map = CoordinatesFile.read(coordinates, subject.set().rowIds(), input.readers(), input.elsewhere(), Double.MAX_VALUE);
            map.notes().forEach(progress::note);
            progress.stage("quality");
            return switch (subject) {
                case Subject.Pairs _ -> throw new IllegalStateException("a map is scored by rows or distances");
                case Subject.Rows(var set, var points) -> Quality.of(points, map.values(), map.dimensions(), set.labeling(), seed, workers);
                case Subject.Distances(var set, var matrix, _, _) ->
                    Quality.ofDistances(matrix, map.values(), map.dimensions(), set.labeling(), seed, workers);
            };
        }
    }
}
