package dev.starling.app.pipeline.input;

import dev.starling.api.table.Column;
import dev.starling.app.data.DataSet;
import dev.starling.app.data.cells.Spelling;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.data.pairs.PairFile;
import dev.starling.app.data.pairs.SquareMatrix;
import dev.starling.app.data.points.RowIds;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.output.Fingerprint;
import dev.starling.core.Embedder;
import dev.starling.core.Embedding;
import dev.starling.core.Progress;
import dev.starling.core.base.Counted;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.quality.Quality;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is embedded: the rows of a table, or points of which only the distances, or some pairs, are known. A table may name and color
/// those, too.
public sealed interface Subject {
    /// The table, or what stands for one.
    DataSet set();

    int n();

    /// One line on it, and on what its preparation leaves to be done.
    String describe(Preparing preparing);

    /// The same after the preparation of its columns.
    ///
    /// @param note hears what a user should know of it
    Subject prepared(Preparing preparing, Workers workers, Consumer<String> note);

    Embedding embed(Embedder embedder);

    /// Null where too little is known to measure any.
    @Nullable Quality quality(Embedding map, long seed, Workers workers);

    /// Reads what the user names, says what it is, and prepares it.
    ///
    /// @param progress told what the user should know, and how far it is
    static Subject prepared(Input input, Workers workers, Progress progress) {
        progress.stage("reading");
        Subject read = read(input, progress::share);
        progress.note(read.describe(input.preparing()));
        UnsaidParameters.of(input.metric()).forEach(progress::note);
        return read.prepared(input.preparing(), workers, progress::note);
    }

    /// @param watch told which share of a file has been read
    /// @throws dev.starling.app.fault.Fault if what the user names cannot be used
    static Subject read(Input input, DoubleConsumer watch) {
        @Nullable Path distances = input.distances();
        if (distances == null && input.known() != null) {
            return ofPairs(input, input.known(), watch);
        } else if (distances == null) {
            DataSet set = table(input, watch);
            return new Rows(set, set.points().under(input.metric()));
        }
        SquareMatrix found = SquareMatrix.read(distances, "distance", input.elsewhere(), watch);
        if (!input.hasTable()) {
            return new Distances(DataSet.ofDistances(distances, found), found.matrix(), found.note(), Fingerprint.of(distances, found.sha256()));
        }
        DataSet set = read(input, input.reading().ofNames(), watch);
        RowIds points = input.reading().id() == null ? names(set, found) : set.rowIds();
        if (set.rows() != found.matrix().n() && (found.names() == null || points.column() == null)) {
            throw new IllegalArgumentException(distances + " has distances of " + Counted.of(found.matrix().n(), "point") + ", but " + set.name() + " has "
                    + Counted.of(set.rows(), "row") + "; both must have the same");
        }
        SquareMatrix joined = found.of(points, distances.toString());
        String by = Objects.equals(points.column(), set.idName()) ? "" : "distances find their rows by '" + points.column() + "'";
        return new Distances(set, joined.matrix(), Stream.of(joined.note(), by).filter(note -> !note.isEmpty()).collect(Collectors.joining("; ")),
                Fingerprint.of(distances, found.sha256()));
    }

    /// What the rows of a table are called as in a file of distances: their ids, or the texts of the only other column that has the same.
    private static RowIds names(DataSet set, SquareMatrix found) {
        if (found.names() == null) {
            return set.rowIds();
        }
        Set<String> theirs = Set.copyOf(Spelling.of(found.names()));
        boolean numbers = theirs.stream().allMatch(name -> name.matches("[0-9]+"));
        if (numbers || set.idName() != null && theirs.containsAll(Spelling.of(set.ids()))) {
            return set.rowIds();
        }
        List<DataSet.Column> same = set.columns().stream()
                .filter(column -> theirs.containsAll(Spelling.of(column.values())) && Set.copyOf(Spelling.of(column.values())).size() == set.rows())
                .toList();
        return same.size() == 1 ? new RowIds(same.getFirst().name(), same.getFirst().values()) : set.rowIds();
    }

    private static Pairs ofPairs(Input input, Known known, DoubleConsumer watch) {
        List<String> notes = new ArrayList<>();
        if (input.hasTable()) {
            DataSet set = table(input, watch);
            Rows rows = new Rows(set, set.points().under(input.metric()));
            PairFile.Read read = known.read(set.rows(), input.readers(), input.elsewhere(), notes::add, watch);
            return new Pairs(set, rows, known, read.matrix(), notes, Fingerprint.of(known.file(), read.sha256()));
        }
        if (input.metric() != null) {
            throw new IllegalArgumentException("--metric is for columns, and " + known.what().option() + " alone has none");
        }
        PairFile.Read read = known.read(null, input.readers(), input.elsewhere(), notes::add, watch);
        DataSet set = DataSet.ofPairs(known.file(), read.sha256(), read.matrix().rows());
        return new Pairs(set, null, known, read.matrix(), notes, Fingerprint.of(known.file(), read.sha256()));
    }

    private static DataSet table(Input input, DoubleConsumer watch) {
        return read(input, input.reading(), watch);
    }

    private static DataSet read(Input input, ReadOptions reading, DoubleConsumer watch) {
        if (input.data() == null) {
            throw Input.noData();
        }
        return DataSet.read(input.data(), reading, input.readers(), watch);
    }

    /// Rows of a table.
    ///
    /// @param points its features, after preparation
    record Rows(DataSet set, Points points) implements Subject {
        @Override
        public int n() {
            return points.rows();
        }

        @Override
        public String describe(Preparing preparing) {
            String dominance = preparing.scaling() == Preparing.Scaling.NONE && preparing.whiten() == null && preparing.kinds() == null ? set.dominance() : "";
            return set.describe() + (dominance.isEmpty() ? "" : "; " + dominance);
        }

        @Override
        public Rows prepared(Preparing preparing, Workers workers, Consumer<String> note) {
            Rows prepared = new Rows(set, preparing.applied(set, points.under(null), points.metric() != null, workers, note).under(points.metric()));
            prepared.refuse(preparing);
            Optional.of(EmptyRows.note(prepared.points)).filter(said -> !said.isEmpty()).ifPresent(note);
            return prepared;
        }

        private void refuse(Preparing preparing) {
            Points.Place place = points.refused();
            BoundMetric metric = points.metric();
            if (place == null || metric == null) {
                return;
            }
            String column = preparing.pca() == null && preparing.whiten() == null ? "column '" + set.featureNames().get(place.column()) + "'" : "component " + (place.column() + 1);
            throw new Fault(Exit.DATA, set.name() + ", row " + (place.row() + 1) + ", " + column + ": " + points.get(place.row(), place.column())
                    + (preparing.isNothing() ? "" : ", as prepared,") + " is negative, and the metric '" + metric.metric().name()
                    + "' is of counts or shares. Leave such columns out (--exclude), or take another metric.");
        }

        @Override
        public Embedding embed(Embedder embedder) {
            return embedder.embed(points);
        }

        @Override
        public Quality quality(Embedding map, long seed, Workers workers) {
            return Quality.of(points, map.coordinates(), map.dimensions(), set.labeling(), seed, workers);
        }
    }

    /// Distances of all pairs.
    ///
    /// @param note what the user should know of how they were read; may be empty
    /// @param file what they were read from
    record Distances(DataSet set, DenseMatrix matrix, String note, Fingerprint file) implements Subject {
        @Override
        public int n() {
            return matrix.n();
        }

        @Override
        public String describe(Preparing preparing) {
            return matrix.n() + " points by their distances" + (note.isEmpty() ? "" : "; " + note);
        }

        @Override
        public Subject prepared(Preparing preparing, Workers workers, Consumer<String> note) {
            if (!preparing.isNothing()) {
                throw new IllegalArgumentException("--prepare, --pca and --whiten are for columns, and --distances has none");
            }
            return this;
        }

        @Override
        public Embedding embed(Embedder embedder) {
            return embedder.embed(matrix);
        }

        @Override
        public Quality quality(Embedding map, long seed, Workers workers) {
            return Quality.ofDistances(matrix, map.coordinates(), map.dimensions(), set.labeling(), seed, workers);
        }
    }

    /// Points of which neighbors or affinities are known, and perhaps their rows: these are prepared, start the map and are what it is
    /// measured by.
    ///
    /// @param rows   null where there is no table
    /// @param values of pairs
    /// @param notes  what the user should know of how they were read
    /// @param file   what they were read from
    record Pairs(DataSet set, @Nullable Rows rows, Known known, Column.SparseVectors values, List<String> notes, Fingerprint file) implements Subject {
        public Pairs {
            notes = List.copyOf(notes);
        }

        @Override
        public int n() {
            return values.rows();
        }

        @Override
        public String describe(Preparing preparing) {
            String pairs = values.values().length + " " + known.what().inWords() + " from " + known.place() + (notes.isEmpty() ? "" : "; " + String.join("; ", notes));
            return rows == null ? n() + " points, " + pairs : rows.describe(preparing) + "; " + pairs + ", in the order of the rows";
        }

        @Override
        public Subject prepared(Preparing preparing, Workers workers, Consumer<String> note) {
            if (rows == null && !preparing.isNothing()) {
                throw new IllegalArgumentException("--prepare, --pca and --whiten are for columns, and " + known.what().option() + " alone has none");
            }
            if (rows == null) {
                return this;
            }
            Rows prepared = rows.prepared(preparing, workers, note);
            SameRows.doubt(known, values, prepared.points).ifPresent(note);
            return new Pairs(set, prepared, known, values, notes, file);
        }

        @Override
        public Embedding embed(Embedder embedder) {
            return rows == null ? embedder.embed() : rows.embed(embedder);
        }

        @Override
        public @Nullable Quality quality(Embedding map, long seed, Workers workers) {
            return rows == null ? null : rows.quality(map, seed, workers);
        }
    }
}
