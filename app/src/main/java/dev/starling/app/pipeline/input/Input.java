package dev.starling.app.pipeline.input;

import dev.starling.app.data.DataSet;
import dev.starling.app.data.bytes.Readers;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.files.Inputs;
import dev.starling.app.output.Fingerprint;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.table.TableFile;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What a user names as data.
///
/// @param data      a table or a built-in set, or null
/// @param reading   how the table is understood
/// @param preparing what is done to its columns
/// @param metric    how far apart two prepared rows are; null if that is Euclidean
/// @param distances a file of distances in place of those of the rows, or null
/// @param known     a file of neighbors or affinities in place of those of the rows, or null
/// @param readers   of formats beside text
/// @param plugins   the files that the metric and the readers come from
public record Input(
        @Nullable String data, ReadOptions reading, Preparing preparing, @Nullable BoundMetric metric, @Nullable Path distances,
        @Nullable Known known, Readers readers, Inputs plugins) {
    public Input {
        if (data == null && !reading.firstOfColumns().isEmpty()) {
            throw new IllegalArgumentException(reading.firstOfColumns() + " is for the columns of DATA, and no DATA is named");
        }
        if (metric != null && distances != null) {
            throw new IllegalArgumentException("--metric is for columns, and --distances has none");
        }
        if (known != null && distances != null) {
            throw new IllegalArgumentException("give one of --distances and " + known.what().option());
        }
    }

    /// As the report has it.
    public String metricName() {
        return distances != null || known != null ? "given" : metric == null ? "euclidean" : metric.metric().name() + parameters(metric);
    }

    private static String parameters(BoundMetric metric) {
        return metric.metric().parameters().stream()
                .map(parameter -> ", " + parameter.name() + " " + metric.given().numbers().get(parameter.name()))
                .collect(Collectors.joining());
    }

    /// How files beside the table are written; without a table, what is said of it is said of them.
    public Notation elsewhere() {
        return hasTable() ? reading.notation().elsewhere() : reading.notation();
    }

    public boolean hasTable() {
        return data != null;
    }

    /// What a folder for its map is named after.
    public String name() {
        if (data != null) {
            return DataSet.nameOf(TableFile.of(data).path().toString());
        }
        Path file = distances != null ? distances : known != null ? known.file() : null;
        if (file == null) {
            throw noData();
        }
        return DataSet.nameOf(file.toString());
    }

    static IllegalArgumentException noData() {
        return new IllegalArgumentException("DATA is missing: name a file, or a built-in set such as digits");
    }

    /// The file that the table is in; null where it is in none, as one that is built in.
    public @Nullable Path table() {
        return data == null || data.equals(DataSet.STANDARD_INPUT) || DataSet.builtIn().containsKey(data) ? null : TableFile.of(data).path();
    }

    /// `DATA` so that it is the same in any folder.
    public @Nullable String dataAnywhere() {
        Path table = table();
        return data == null || table == null
                ? data
                : Fingerprint.nameOf(table) + TableFile.of(data).part().map(part -> ":" + part).orElse("");
    }

    /// The files that are read with the table.
    public List<Path> beside() {
        return data == null || table() == null ? List.of() : readers.beside(TableFile.of(data));
    }

    /// The files that are read.
    public Inputs files() {
        return new Inputs().add(plugins).add(beside().toArray(Path[]::new)).add(data == null ? null : TableFile.of(data).path().toString()).add(distances, known == null ? null : known.file());
    }
}
