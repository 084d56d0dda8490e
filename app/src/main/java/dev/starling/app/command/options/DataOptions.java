package dev.starling.app.command.options;

import dev.starling.api.Reader;
import dev.starling.app.data.DataSet;
import dev.starling.app.data.bytes.Readers;
import dev.starling.app.data.columns.Missing;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.pipeline.input.ColumnKinds;
import dev.starling.app.pipeline.input.Input;
import dev.starling.app.pipeline.input.Known;
import dev.starling.app.pipeline.input.Preparing;
import dev.starling.app.plugins.Plugins;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import dev.starling.core.quality.LabelKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Which table is read, what of it, and what is done to its columns.
public final class DataOptions {
    /// The metric that needs to know the kinds of columns.
    private static final String GOWER = "gower";

    @Parameters(
            paramLabel = "DATA",
            arity = "0..1",
            description = "A table: CSV or TSV, gzipped or not, - for standard input; a file of vectors, such as x.npy or cells.h5ad:obsm/X_pca (list "
                    + "readers); or the name of a built-in set: "
                    + "digits, iris, penguins.")
    private @Nullable String data;

    @Option(
            names = "--label",
            paramLabel = "COLUMN[,COLUMN...]",
            description = "Color by this column, at first by the first of several; they are not used to make the map.")
    private @Nullable String label;

    @Option(
            names = "--label-kind",
            paramLabel = "KIND",
            description = "What the label stands for, if it is not guessed right: text, code or class (classes); quantity or date (a scale).")
    private @Nullable LabelKind labelKind;

    @Option(names = "--features", paramLabel = "COLUMNS", split = ",", description = "Use only these columns (all that are numeric).")
    private List<String> features = new ArrayList<>();

    @Option(
            names = "--vector",
            paramLabel = "COLUMN",
            description = "The column that holds a whole vector in each cell, such as \"[0.1, 0.2]\"; found by itself where there are no other numbers.")
    private @Nullable String vector;

    @Option(names = "--exclude", paramLabel = "COLUMNS", split = ",", description = "Make the map without these columns; they are shown all the same.")
    private List<String> exclude = new ArrayList<>();

    @Option(names = "--show", paramLabel = "COLUMNS", split = ",", description = "The only columns that map.html has beside labels and ids (all).")
    private List<String> show = new ArrayList<>();

    @Option(names = "--hide", paramLabel = "COLUMNS", split = ",", description = "Columns that map.html does not have; none of them label or ids.")
    private List<String> hide = new ArrayList<>();

    @Option(names = "--id", paramLabel = "COLUMN", description = "Names the rows (their numbers, from 1).")
    private @Nullable String id;

    @Mixin
    private NotationOptions notation = new NotationOptions();

    @Option(names = "--header", negatable = true, description = "Whether the first line names the columns, if it is not guessed right.")
    private @Nullable Boolean header;

    @Option(names = "--reader", paramLabel = "NAME", description = "What reads the file, if neither its name nor its content tells: see starling list readers.")
    private @Nullable String reader;

    @Option(names = "--missing", paramLabel = "HOW", description = "What to do about empty cells: refuse, drop the row, take the mean (refuse).")
    private @Nullable Missing missing;

    @Option(names = "--prepare", paramLabel = "HOW", description = "Scaling of the columns: none, range, standardize (none; what suits a built-in set).")
    private Preparing.@Nullable Scaling scaling;

    @Option(names = "--pca", paramLabel = "K", description = "Keep the first K principal components.")
    private @Nullable Integer pca;

    @Option(names = "--whiten", paramLabel = "K", description = "Keep the first K principal components, each with variance 1.")
    private @Nullable Integer whiten;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            description = "How far apart two rows are: a name, see starling list metrics, or a formula such as \"sum(abs(x-y))\" (euclidean).")
    private @Nullable String metric;

    @Option(
            names = "--columns",
            paramLabel = "KIND:NAME[*WEIGHT]",
            split = ",",
            description = "For --metric gower: what counts, as category:island, number:mass or number:mass*2 (all numbers, and all text that repeats but the "
                    + "label).")
    private List<String> columns = new ArrayList<>();

    /// @param distances a file of distances in place of those of the rows, or null
    /// @param known     a file of neighbors or affinities in place of those of the rows, or null
    /// @param plugins   where a metric that has a name is looked up, and readers of formats beside text
    /// @param set       parameters of the metric
    public Input input(@Nullable Path distances, @Nullable Known known, Plugins plugins, Map<String, Double> set) {
        return new Input(
                data, new ReadOptions(label, labelKind, features, exclude, id, notation.notation(), header, missing, new ReadOptions.Shown(show, hide, GOWER.equals(metric)), vector()),
                new Preparing(scalingOrUsual(distances), pca, whiten, kinds()),
                metric(plugins, set), distances, known, readers(plugins), plugins.inputs());
    }

    private Readers readers(Plugins plugins) {
        Readers readers = Readers.of(() -> plugins.own(Reader.class), () -> plugins.ofStrangers(Reader.class));
        if (reader == null) {
            return readers;
        }
        if (data == null || data.equals(DataSet.STANDARD_INPUT) || DataSet.builtIn().containsKey(data)) {
            throw new IllegalArgumentException("--reader " + reader + " is for a file, and " + (data == null ? "none is named" : "'" + data + "' is none"));
        }
        return readers.forTable(plugins.find(Reader.class, reader));
    }

    private @Nullable String vector() {
        if (vector != null && !features.isEmpty()) {
            throw new IllegalArgumentException("give one of --vector and --features: the numbers of the vector are the features");
        }
        return vector;
    }

    private @Nullable BoundMetric metric(Catalog catalog, Map<String, Double> set) {
        if (metric == null) {
            if (!set.isEmpty()) {
                throw new IllegalArgumentException("--set metric." + set.keySet().iterator().next() + " is a parameter of --metric, which is not given");
            }
            return null;
        }
        BoundMetric bound = BoundMetric.of(Plan.metric(metric, catalog), set);
        return bound.isEuclidean() ? null : bound;
    }

    private @Nullable ColumnKinds kinds() {
        if (!GOWER.equals(metric) && !columns.isEmpty()) {
            throw new IllegalArgumentException("--columns is for --metric gower, which mixes numbers and categories");
        }
        return GOWER.equals(metric) ? new ColumnKinds(columns, exclude) : null;
    }

    private Preparing.Scaling scalingOrUsual(@Nullable Path distances) {
        if (scaling != null) {
            return scaling;
        }
        return distances == null && !GOWER.equals(metric) && DataSet.hasMixedUnits(data) ? Preparing.Scaling.STANDARDIZE : Preparing.Scaling.NONE;
    }
}
