package dev.starling.app.data;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.matrix.Points;
import org.jspecify.annotations.Nullable;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/// Makes a [DataSet] of a table that a reader gave: settles which columns are features, ids and labels.
///
/// Vectors are the features where there are some; else columns of numbers are. What an array holds is taken as it is, without a copy where
/// it is the only one.
final class ReadTable {
    private static final Set<String> LABEL_NAMES = Set.of("label", "labels", "class", "target");
    private static final Set<String> ID_NAMES = Set.of("id", "index", "_index", "barcode");
    private static final int MIN_ROWS = 3;
    private static final int MAX_SHOWN_FEATURES = 20;

    private final String source;
    private final Table table;
    private final ReadOptions options;
    private final List<String> notes = new ArrayList<>();
    private final List<Column> features;
    private final @Nullable Column label;
    private final @Nullable Column id;

    ReadTable(String source, Table table, ReadOptions options) {
        this.source = source;
        this.table = table;
        this.options = options;
        if (table.rows() < MIN_ROWS) {
            throw new Fault(Exit.DATA, source + " has " + table.rows() + " rows; an embedding needs at least " + MIN_ROWS + ". Add rows.");
        }
        Set<Column> taken = new HashSet<>();
        options.exclude().forEach(name -> taken.add(named("--exclude", name)));
        this.id = options.id() != null ? named("--id", options.id()) : idByName(taken);
        this.label = options.label() != null ? named("--label", options.label()) : labelByItself(taken);
        if (id != null) {
            taken.add(id);
        }
        if (label != null) {
            taken.add(label);
        }
        this.features = features(taken);
    }

    /// @param name   of the data
    /// @param sha256 of the file
    DataSet dataSet(String name, String sha256) {
        List<String> names = features.stream().flatMap(column -> elementNames(column).stream()).toList();
        double[] values = values(names.size());
        int[] kept = keptRows(values, names);
        Points points = Points.owning(kept.length, names.size(), kept.length == table.rows() ? values : rowsOf(values, names.size(), kept));
        List<DataSet.Column> shown = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean feature = features.contains(column);
            if (!isVector(column) && (!feature || names.size() <= MAX_SHOWN_FEATURES)) {
                shown.add(new DataSet.Column(column.name(), new Texts(column, kept), column == label ? options.labelKind() : null));
            }
        }
        return new DataSet(
                name, source, sha256, points, names, id == null ? null : id.name(),
                id == null ? Arrays.stream(kept).mapToObj(row -> String.valueOf(row + 1)).toList() : List.copyOf(new Texts(id, kept)),
                label == null ? null : label.name(),
                label == null ? List.of() : List.copyOf(new Texts(label, kept)),
                options.labelKind(), shown, droppedRows(kept), List.copyOf(notes));
    }

    private Column named(String option, String name) {
        return table.columns().stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow(() ->
                new Fault(Exit.DATA, source + " has no column '" + name + "', which " + option + " names. It has " + described(table.columns()) + "."));
    }

    private @Nullable Column idByName(Set<Column> taken) {
        return table.columns().stream()
                .filter(column -> !taken.contains(column) && !isVector(column) && ID_NAMES.contains(column.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(column -> {
                    notes.add("ids from '" + column.name() + "'");
                    return column;
                })
                .orElse(null);
    }

    /// A column that is called a label, or the only one of texts that repeat.
    private @Nullable Column labelByItself(Set<Column> taken) {
        List<Column> free = table.columns().stream().filter(column -> !taken.contains(column) && column != id && !isVector(column)).toList();
        for (Column column : free) {
            if (LABEL_NAMES.contains(column.name().toLowerCase(Locale.ROOT))) {
                notes.add("'" + column.name() + "' is taken for a label by its name (--features to use it)");
                return column;
            }
        }
        List<Column> texts = free.stream().filter(column -> !(column instanceof Column.Numbers) && repeats(column)).toList();
        if (texts.size() == 1) {
            notes.add("'" + texts.getFirst().name() + "', the only column of text that repeats, colors the map");
            return texts.getFirst();
        }
        return null;
    }

    private boolean repeats(Column column) {
        Texts texts = new Texts(column, IntStream.range(0, table.rows()).toArray());
        return 2L * new HashSet<>(texts).size() <= table.rows();
    }

    private List<Column> features(Set<Column> taken) {
        if (!options.features().isEmpty()) {
            return options.features().stream().map(name -> numeric(named("--features", name))).toList();
        }
        List<Column> vectors = table.columns().stream().filter(column -> isVector(column) && !taken.contains(column)).toList();
        if (vectors.size() > 1) {
            throw new Fault(Exit.DATA, source + " has " + described(vectors) + ". Say which one makes the map: --features "
                    + vectors.getFirst().name() + ".");
        } else if (vectors.size() == 1) {
            return vectors;
        }
        List<Column> numbers = table.columns().stream().filter(column -> column instanceof Column.Numbers && !taken.contains(column)).toList();
        if (numbers.isEmpty()) {
            throw new Fault(Exit.DATA, source + " has no column of numbers to make a map of: " + described(table.columns())
                    + ". Check --features and --exclude.");
        }
        return numbers;
    }

    private Column numeric(Column column) {
        if (column instanceof Column.Numbers || isVector(column)) {
            return column;
        }
        throw new Fault(Exit.DATA, source + ": '" + column.name() + "' is a column of text and cannot be a feature. Take it out of --features.");
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
        return elements.isEmpty() ? IntStream.range(0, width).mapToObj(k -> name + "[" + k + "]").toList() : elements;
    }

    /// The features side by side, row-major; the array of the file itself where there is but one column of dense vectors.
    private double[] values(int width) {
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
            case Column.Texts _, Column.Categories _ -> throw new IllegalStateException(column.name() + " is no feature");
        };
    }

    /// Refuses what is not finite; rows with gaps are refused, left out or filled.
    private int[] keptRows(double[] values, List<String> names) {
        int width = names.size();
        Missing missing = options.missing() == null ? Missing.REFUSE : options.missing();
        Problems unusable = new Problems();
        Problems gaps = new Problems();
        boolean[] whole = new boolean[table.rows()];
        Arrays.fill(whole, true);
        for (int k = 0; k < values.length; k++) {
            if (!Double.isFinite(values[k])) {
                int row = k / width;
                String place = source + ", row " + (row + 1) + ", " + names.get(k % width);
                whole[row] = false;
                if (Double.isInfinite(values[k])) {
                    unusable.add(place, "is " + values[k], "Remove the row, or leave the column out.");
                } else if (missing == Missing.REFUSE) {
                    gaps.add(place, "has no number (NaN)", "Say --missing drop to leave out such rows, or --missing mean to take the mean of the column.");
                }
            }
        }
        unusable.refuse();
        gaps.refuse();
        if (missing == Missing.MEAN) {
            fill(values, names);
            return IntStream.range(0, table.rows()).toArray();
        }
        int[] kept = IntStream.range(0, table.rows()).filter(row -> whole[row]).toArray();
        if (kept.length < MIN_ROWS) {
            throw new Fault(Exit.DATA, source + " has " + kept.length + " rows without gaps; an embedding needs at least " + MIN_ROWS
                    + ". Say --missing mean, or add rows.");
        } else if (kept.length < table.rows()) {
            int dropped = table.rows() - kept.length;
            notes.add(dropped + (dropped == 1 ? " row with gaps dropped" : " rows with gaps dropped"));
        }
        return kept;
    }

    private void fill(double[] values, List<String> names) {
        int width = names.size();
        long filled = 0;
        for (int k = 0; k < width; k++) {
            double mean = 0;
            int seen = 0;
            for (int at = k; at < values.length; at += width) {
                if (!Double.isNaN(values[at])) {
                    seen++;
                    mean += (values[at] - mean) / seen;
                }
            }
            if (seen == 0) {
                throw new Fault(Exit.DATA, source + ": " + names.get(k) + " holds no value. Leave it out.");
            }
            for (int at = k; at < values.length; at += width) {
                if (Double.isNaN(values[at])) {
                    values[at] = mean;
                    filled++;
                }
            }
        }
        if (filled > 0) {
            notes.add(filled == 1 ? "1 gap filled with its column's mean" : filled + " gaps filled with their columns' means");
        }
    }

    private static double[] rowsOf(double[] values, int width, int[] kept) {
        double[] some = new double[kept.length * width];
        for (int row = 0; row < kept.length; row++) {
            System.arraycopy(values, kept[row] * width, some, row * width, width);
        }
        return some;
    }

    private List<Integer> droppedRows(int[] kept) {
        Set<Integer> stay = new HashSet<>(Arrays.stream(kept).boxed().toList());
        return kept.length == table.rows() ? List.of() : IntStream.range(0, table.rows()).filter(row -> !stay.contains(row)).mapToObj(row -> row + 1).toList();
    }

    /// A column as text, written when it is asked for: whole numbers as such, gaps empty.
    private static final class Texts extends AbstractList<String> {
        private final Column column;
        private final int[] rows;

        Texts(Column column, int[] rows) {
            this.column = column;
            this.rows = rows;
        }

        @Override
        public String get(int index) {
            int row = rows[index];
            return switch (column) {
                case Column.Numbers(_, double[] values) -> text(values[row]);
                case Column.Texts texts -> Objects.requireNonNullElse(texts.values()[row], "");
                case Column.Categories(_, int[] codes, List<String> levels) -> codes[row] < 0 ? "" : levels.get(codes[row]);
                case Column.Vectors _, Column.SparseVectors _ -> throw new IllegalStateException(column.name() + " is a column of vectors");
            };
        }

        private static String text(double value) {
            if (Double.isNaN(value)) {
                return "";
            }
            return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
        }

        @Override
        public int size() {
            return rows.length;
        }
    }
}
