package dev.starling.app.data;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;
import dev.starling.app.data.cells.Problems;
import dev.starling.app.data.cells.Spelling;
import dev.starling.app.data.columns.ColumnNames;
import dev.starling.app.data.columns.Missing;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.data.columns.Role;
import dev.starling.app.data.columns.Roles;
import dev.starling.app.data.columns.TableText;
import dev.starling.app.data.features.DenseFeatures;
import dev.starling.app.data.features.Features;
import dev.starling.app.data.features.SparseFeatures;
import dev.starling.app.data.features.TextVectors;
import dev.starling.app.data.features.WrittenNumbers;
import dev.starling.app.data.text.ColumnShape;
import dev.starling.app.data.text.Row;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes a [DataSet] of a table that a reader gave, by the rules that tables of text have.
///
/// Vectors are the features where there are some; else columns of numbers are. What an array holds is taken as it is, without a copy where
/// it is the only one.
final class ReadTable implements UnderstoodTable.Cells {
    private static final int SAMPLE_ROWS = 1_000;

    /// Up to so many columns, and where fewer than all but one in so many values are 0, all are stored.
    private static final int FEW_COLUMNS = 128;

    private static final int LEAST_ZEROS = 16;

    private static final Pattern MATRIX = Pattern.compile("(?i).*\\.mtx(\\.gz)?");

    /// Rows of such a table stand in no line.
    private static final long NO_LINE = 0;

    private final String source;
    private final Table table;
    private final ReadOptions asked;
    private final ReadOptions options;
    private final ColumnNames names;
    private final Roles roles;

    ReadTable(String source, Table given, ReadOptions options) {
        this.source = source;
        this.table = withNumbersAskedFor(new TextVectors(source, given, options).read(), options);
        this.names = new ColumnNames(source, true, table.columns().stream().map(Column::name).toList(), Set.of(), List.of());
        this.asked = options;
        this.options = withVectors(options);
        List<Row> sample = IntStream.range(0, Math.min(SAMPLE_ROWS, table.rows())).mapToObj(this::row).toList();
        this.roles = new Roles(source, this.options, names, sample, table.columns().stream().map(column -> shape(column, sample)).toList());
    }

    /// Texts that are numbers, as between quotation marks, are such where the options name them as features.
    private static Table withNumbersAskedFor(Table read, ReadOptions options) {
        Set<String> asked = Set.copyOf(Spelling.of(options.features()));
        return new Table(read.rows(), read.columns().stream()
                .map(column -> column instanceof Column.Texts texts && asked.contains(Spelling.of(texts.name())) && areNumbers(texts)
                        ? new Column.Numerals(texts.name(), texts.values())
                        : column)
                .toList());
    }

    private static boolean areNumbers(Column.Texts texts) {
        return Arrays.stream(texts.values()).allMatch(text -> text == null || Double.isFinite(Cell.parse(text)))
                && Arrays.stream(texts.values()).anyMatch(Objects::nonNull);
    }

    /// Where there are vectors and nobody names the features, vectors are meant.
    private ReadOptions withVectors(ReadOptions given) {
        if (!given.features().isEmpty() || given.named()) {
            return given;
        } else if (given.vector() != null) {
            return given.withFeatures(List.of(given.vector()));
        }
        List<Integer> excluded = given.exclude().stream().map(name -> names.find("--exclude", name)).toList();
        List<Column> vectors = IntStream.range(0, names.size())
                .filter(c -> isVector(table.columns().get(c)) && !excluded.contains(c))
                .mapToObj(table.columns()::get)
                .toList();
        if (vectors.size() > 1) {
            throw new Fault(Exit.DATA, source + " has " + described(vectors) + ". Say which one makes the map: --features "
                    + vectors.getFirst().name() + ".");
        }
        return vectors.isEmpty() ? given : given.withFeatures(List.of(vectors.getFirst().name()));
    }

    private Row row(int row) {
        return Row.of(NO_LINE, table.columns().stream().map(column -> TableText.of(column, row)).toList());
    }

    private ColumnShape shape(Column column, List<Row> sample) {
        ColumnShape seen = ColumnShape.of(sample, table.columns().indexOf(column), Decimals.PLAIN);
        return isVector(column) || column instanceof Column.Numbers || column instanceof Column.Numerals ? seen.ofNumbers() : seen.ofText();
    }

    /// @param name   of the data
    /// @param sha256 of the file
    DataSet dataSet(String name, String sha256) {
        List<String> rounded = new ArrayList<>();
        List<Column> columns = Arrays.stream(roles.all(Role.FEATURE)).mapToObj(c -> asDoubles(table.columns().get(c), rounded)).toList();
        if (columns.isEmpty() && !options.named() && !roles.away().isEmpty()) {
            throw TableReader.noFeatures(source, roles);
        } else if (columns.isEmpty() && !options.named()) {
            throw noNumbers();
        }
        Features features = options.named() ? new DenseFeatures(List.of(), new double[0], table.rows()) : features(columns);
        boolean[] shown = roles.shown();
        for (int column = 0; column < shown.length; column++) {
            shown[column] &= !isVector(table.columns().get(column));
        }
        return new UnderstoodTable(source, options, names, roles, shown, features, this)
                .dataSet(name, sha256, Stream.of(rowsOfMatrix(), besideVectors(), roles.notes(), rounded(rounded)).flatMap(List::stream).toList());
    }

    /// Counts of genes are often stored with a gene a row, which shows in the names beside them only.
    private List<String> rowsOfMatrix() {
        return table.columns().size() == 1 && MATRIX.matcher(source).matches()
                ? List.of("each row of the matrix is a point, since no barcodes and features (of 10x) lie beside it")
                : List.of();
    }

    /// Where nobody says which columns are features, and there are vectors.
    private List<String> besideVectors() {
        int[] features = roles.all(Role.FEATURE);
        boolean found = asked.features().isEmpty() && asked.vector() == null && !options.features().isEmpty() && features.length == 1;
        String note = found ? roles.besideVectors(features[0]) : "";
        return note.isEmpty() ? List.of() : List.of(note);
    }

    private static List<String> rounded(List<String> columns) {
        return columns.isEmpty() ? List.of() : List.of("integers too long for a double are rounded in " + ColumnNames.shown(columns));
    }

    private Fault noNumbers() {
        String quoted = table.columns().stream()
                .filter(column -> column instanceof Column.Texts texts && areNumbers(texts))
                .map(Column::name)
                .collect(Collectors.joining(","));
        return new Fault(Exit.DATA, source + " has no column of numbers to make a map of: " + described(table.columns()) + ". "
                + (quoted.isEmpty() ? "Check --features and --exclude." : "Some hold numbers that are written as texts: say --features " + quoted + "."));
    }

    /// Numbers that are kept as they are written, as the doubles that are nearest.
    private Column asDoubles(Column column, List<String> rounded) {
        if (!(column instanceof Column.Numerals numerals)) {
            return column;
        }
        WrittenNumbers read = WrittenNumbers.of(source, numerals);
        if (read.rounded()) {
            rounded.add(numerals.name());
        }
        return read.values();
    }

    private Features features(List<Column> columns) {
        List<String> elements = columns.size() == 1
                ? elementNames(columns.getFirst())
                : columns.stream().flatMap(column -> elementNames(column).stream()).toList();
        if (elements.isEmpty()) {
            throw new Fault(Exit.DATA, source + " has no numbers to make a map of: " + described(columns) + ". Give each row some.");
        }
        Features features = columns.size() == 1 && columns.getFirst() instanceof Column.SparseVectors sparse && staysSparse(sparse)
                ? new SparseFeatures(elements, sparse.starts(), sparse.indices(), sparse.values())
                : new DenseFeatures(elements, values(columns, elements.size()), table.rows());
        refuseUnusable(features, elements);
        int empty = features.firstEmpty();
        if (empty >= 0) {
            throw new Fault(Exit.DATA, source + ": " + elements.get(empty) + " holds no value. Leave it out.");
        }
        return features;
    }

    /// Whether that is less to hold and to compare. Either way all numbers come out the same.
    private static boolean staysSparse(Column.SparseVectors vectors) {
        return vectors.width() > FEW_COLUMNS && vectors.values().length <= (long) vectors.rows() * vectors.width() / LEAST_ZEROS;
    }

    private void refuseUnusable(Features features, List<String> elements) {
        Problems unusable = new Problems();
        Problems gaps = new Problems();
        features.eachUnusable((row, column, value) -> {
            String place = source + ", row " + (row + 1) + ", " + elements.get(column);
            if (Double.isInfinite(value)) {
                unusable.add(place, "is " + value, "Remove the row, or leave the column out.");
            } else if (options.missing() == null || options.missing() == Missing.REFUSE) {
                gaps.add(place, "has no number (NaN)", "Say --missing drop to leave out such rows, or --missing mean to take the mean of the column.");
            }
        });
        unusable.refuse();
        gaps.refuse();
    }

    private static boolean isVector(Column column) {
        return column instanceof Column.Vectors || column instanceof Column.SparseVectors;
    }

    private static String described(List<Column> columns) {
        return String.join(", ", columns.stream().map(column -> switch (column) {
            case Column.Vectors vectors -> "'" + vectors.name() + "' (" + vectors.rows() + " × " + vectors.width() + ")";
            case Column.SparseVectors vectors -> "'" + vectors.name() + "' (" + vectors.rows() + " × " + vectors.width() + ", sparse)";
            default -> "'" + column.name() + "'";
        }).toList());
    }

    private static List<String> elementNames(Column column) {
        return switch (column) {
            case Column.Vectors vectors -> elementNames(vectors.name(), vectors.elements(), vectors.width());
            case Column.SparseVectors vectors -> elementNames(vectors.name(), vectors.elements(), vectors.width());
            default -> List.of(column.name());
        };
    }

    private static List<String> elementNames(String name, List<String> elements, int width) {
        return elements.isEmpty() ? new Numbered(name, width) : elements;
    }

    /// Names of elements that have none, made when they are asked for: a sparse matrix may have millions.
    private static final class Numbered extends AbstractList<String> {
        private final String name;
        private final int width;

        Numbered(String name, int width) {
            this.name = name;
            this.width = width;
        }

        @Override
        public String get(int index) {
            return name + "[" + Objects.checkIndex(index, width) + "]";
        }

        @Override
        public int size() {
            return width;
        }
    }

    @Override
    public int width(int column) {
        return elementNames(table.columns().get(column)).size();
    }

    /// The features side by side, row-major; the array of the file itself where there is but one column of dense vectors.
    private double[] values(List<Column> features, int width) {
        long bytes = (long) Double.BYTES * table.rows() * width;
        if ((long) table.rows() * width > Integer.MAX_VALUE - 8 || bytes > Runtime.getRuntime().maxMemory()) {
            throw new Fault(Exit.RESOURCES, String.format(Locale.ROOT,
                    "%s has %,d rows of %,d numbers, which need %,d MB; Java has %,d MB. Take fewer rows or columns, or give Java more memory (-Xmx).",
                    source, table.rows(), width, bytes >> 20, Runtime.getRuntime().maxMemory() >> 20));
        }
        if (features.size() == 1 && features.getFirst() instanceof Column.Vectors(_, _, _, _, double[] own)) {
            return own;
        }
        double[] all = new double[table.rows() * width];
        int at = 0;
        for (Column column : features) {
            at += put(column, all, at, width);
        }
        return all;
    }

    private int put(Column column, double[] all, int at, int width) {
        return switch (column) {
            case Column.Numbers(_, double[] values) -> {
                for (int row = 0; row < values.length; row++) {
                    all[row * width + at] = values[row];
                }
                yield 1;
            }
            case Column.Vectors vectors -> {
                for (int row = 0; row < vectors.rows(); row++) {
                    System.arraycopy(vectors.values(), row * vectors.width(), all, row * width + at, vectors.width());
                }
                yield vectors.width();
            }
            case Column.SparseVectors vectors -> {
                for (int row = 0; row < vectors.rows(); row++) {
                    for (int k = vectors.starts()[row]; k < vectors.starts()[row + 1]; k++) {
                        all[row * width + at + vectors.indices()[k]] = vectors.values()[k];
                    }
                }
                yield vectors.width();
            }
            case Column.Texts _, Column.Numerals _, Column.Categories _ -> throw new IllegalStateException(column.name() + " is no feature");
        };
    }

    /// Written when they are asked for.
    @Override
    public List<String> texts(int column, int[] rows) {
        Column asked = table.columns().get(column);
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                return TableText.of(asked, rows[index]);
            }

            @Override
            public int size() {
                return rows.length;
            }
        };
    }
}
