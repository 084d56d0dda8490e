package dev.starling.app.pipeline.embed;

import dev.starling.app.data.DataSet;
import dev.starling.app.data.points.Coordinates;
import dev.starling.app.files.RunFolder;
import dev.starling.app.output.RunFiles;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.plugins.guard.Reached;
import dev.starling.core.base.Counted;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What is left of a run, however it ends: its own thread writes it, or that of a signal or of a watchdog when the first one cannot.
final class Remains {
    private final Plugins plugins;
    private final int dimensions;
    private final Supplier<SortedMap<String, Double>> seconds;
    private final Consumer<String> say;

    private @Nullable RunFolder folder;
    private @Nullable DataSet set;
    private @Nullable RunFiles map;
    private boolean ended;

    Remains(Plugins plugins, int dimensions, Supplier<SortedMap<String, Double>> seconds, Consumer<String> say) {
        this.plugins = plugins;
        this.dimensions = dimensions;
        this.seconds = seconds;
        this.say = say;
    }

    /// Where it is to be. A signal waits for that to be decided.
    synchronized RunFolder in(Supplier<RunFolder> reserved) {
        RunFolder place = reserved.get();
        folder = place;
        return place;
    }

    /// From now on there are rows that coordinates can be of.
    synchronized void of(DataSet rows) {
        set = rows;
    }

    /// The run has reached its map. The coordinates are written before anything else is made of it.
    synchronized void reached(RunFiles files) {
        map = files;
        put(RunFiles.COORDINATES, files::coordinates);
    }

    /// Writes a file, unless the run has ended meanwhile; then whoever ended it takes the program down.
    synchronized void put(String name, byte[] content) {
        RunFolder place = folder;
        if (!ended && place != null) {
            place.put(name, content);
        }
    }

    /// The same of what can be made again, should the folder go.
    synchronized void put(String name, Supplier<byte[]> content) {
        RunFolder place = folder;
        if (!ended && place != null) {
            place.put(name, content);
        }
    }

    /// In the order in which a user is told of them.
    synchronized List<Path> written() {
        RunFolder place = folder;
        return place == null ? List.of() : place.files().stream().sorted(Comparator.comparingInt(file -> RunFiles.NAMES.indexOf(String.valueOf(file.getFileName())))).toList();
    }

    /// For a run that ends before its time: keeps what there is, says where, and gives the folder up.
    synchronized void end() {
        RunFolder place = folder;
        if (ended || place == null) {
            ended = true;
            return;
        }
        RunFiles files = map;
        if (files != null) {
            if (written().stream().noneMatch(file -> file.endsWith(RunFiles.REPORT))) {
                put(RunFiles.REPORT, files.report(null, plugins.reports(), seconds.get()));
            }
            say.accept("the map was reached and is in " + place.path() + "; what is missing there was not yet made");
        } else {
            plugins.reached().filter(reached -> reached.iterations() > 0).ifPresent(this::keep);
        }
        String trouble = place.trouble();
        if (trouble != null) {
            say.accept(trouble);
        }
        ended = true;
        place.close();
    }

    private void keep(Reached reached) {
        DataSet rows = set;
        // The optimizer may have been at the map of a sample.
        if (rows != null && reached.position().length >= rows.rows() * dimensions) {
            double[] coordinates = Arrays.copyOf(reached.position(), rows.rows() * dimensions);
            put(RunFiles.COORDINATES, Coordinates.toCsv(coordinates, dimensions, rows.ids(), rows.labelName(), rows.labels())
                    .getBytes(StandardCharsets.UTF_8));
            say.accept("what " + Counted.of(reached.iterations(), "iteration") + " had reached is in " + written().getFirst());
        }
    }

    /// The same for a run that a signal ends.
    synchronized void endBySignal() {
        end();
        if (written().isEmpty()) {
            say.accept("stopped before the first iteration was done, so nothing is left of this run");
        }
    }
}
