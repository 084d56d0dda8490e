package dev.starling.app.data;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.matrix.Points;
import dev.starling.core.quality.LabelKind;
import org.jspecify.annotations.Nullable;

import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Makes a [DataSet] of a table, row by row: numbers are kept as numbers, text only where it is shown.
///
/// How the table is written, whether its first line names the columns, and what each column is for is settled by the options and, where
/// they are silent, by the first rows. A later cell that does not fit is then a fault, and not a change of mind.
final class TableReader {
    private static final int SAMPLE_ROWS = 1_000;
    private static final int SAMPLE_CHARACTERS = 1 << 22;
    private static final int MIN_ROWS = 3;

    /// Cells of columns that are shown although the map is not made from them; beyond, those that come last are left out.
    private static final long MOST_EXCLUDED_CELLS = 8_000_000;

    /// Lines right below a header that hold units or further names, and no numbers.
    private static final int MAX_LINES_OF_UNITS = 5;

    private final String name;
    private final String origin;
    private final Source source;
    private final ReadOptions options;

    private final Rows rows;
    private final List<Row> sample = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final ColumnNames names;
    private final Roles roles;
    private final Features features;
    private final Missing missing;

    /// Columns that are shown with a point.
    private final boolean[] shown;

    /// Of those, the ones that are there only to be shown.
    private final Deque<Integer> excluded = new ArrayDeque<>();

    private final Map<Integer, List<String>> texts = new HashMap<>();
    private final Map<String, String> distinct = new HashMap<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Integer> dropped = new ArrayList<>();
    private int rowNumber;

    private TableReader(String name, String origin, Source source, ReadOptions options) {
        this.name = name;
        this.origin = origin;
        this.source = source;
        this.options = options;
        this.missing = options.missing() == null ? Missing.REFUSE : options.missing();
        this.rows = Rows.of(source, options.notation());
        takeSample();
        this.names = takeHeader();
        this.roles = new Roles(source.name(), options, names, sample, rows.dialect().decimals());
        int[] columns = roles.all(Role.FEATURE);
        if (columns.length == 0) {
            throw roles.noFeatures(rows.dialect().delimiter());
        }
        this.features = new Features(source, names, columns, rows.dialect().decimals(), missing);
        notes.addAll(roles.notes());
        this.shown = shown();
        IntStream.range(0, shown.length).filter(c -> shown[c] && roles.of(c) == Role.EXCLUDED).forEach(excluded::add);
    }

    private boolean[] shown() {
        boolean[] all = new boolean[names.size()];
        Arrays.fill(all, options.shown().only().isEmpty());
        options.shown().only().forEach(asked -> all[names.find("--show", asked)] = true);
        options.shown().not().forEach(asked -> all[names.find("--hide", asked)] = false);
        for (int column = 0; column < all.length; column++) {
            boolean named = roles.of(column) == Role.LABEL || roles.of(column) == Role.ID;
            all[column] = roles.of(column) != Role.UNUSED && (named || all[column]);
        }
        return all;
    }

    /// @param origin what the report says of where the table came from
    static DataSet read(String name, String origin, Source source, ReadOptions options) {
        return new TableReader(name, origin, source, options).read();
    }

    private void takeSample() {
        long characters = 0;
        while (sample.size() < SAMPLE_ROWS && (sample.size() < 2 || characters < SAMPLE_CHARACTERS)) {
            Row row = rows.next();
            if (row == null) {
                break;
            }
            sample.add(row.copy());
            characters += row.length();
        }
        notes.addAll(rows.dialect().notes());
        if (sample.isEmpty() && rows.dialect().header() == null) {
            throw new Fault(Exit.DATA, source.name() + (source.text().bytesRead() == 0 ? " is empty" : " holds no data")
                    + ". Give a table with a row for each point.");
        }
    }

    private ColumnNames takeHeader() {
        Row above = rows.dialect().header();
        if (above == null && !isFirstRowHeader()) {
            if (options.header() == null) {
                notes.add("no header (--header if the first line names the columns)");
            }
            return ColumnNames.numbered(source.name(), sample.getFirst().size());
        }
        Row header = above == null ? sample.removeFirst() : above;
        if (sample.isEmpty()) {
            throw new Fault(Exit.DATA, source.name() + " has a header but no rows. Add rows, or say --no-header if the first line is one.");
        }
        ColumnNames found = ColumnNames.of(source.name(), header);
        if (!found.repeated().isEmpty()) {
            notes.add("repeated column names: " + ColumnNames.shown(List.copyOf(found.repeated())));
        }
        passOverUnits();
        return found;
    }

    private boolean isFirstRowHeader() {
        if (options.header() != null) {
            return options.header();
        }
        Header header = Header.of(sample, rows.dialect().decimals());
        if (header.found() && !header.obvious()) {
            notes.add("line " + sample.getFirst().line() + " names the columns (--no-header if it is a row)");
        }
        return header.found();
    }

    /// Leaves out the lines right below the header that have text wherever those below have numbers.
    private void passOverUnits() {
        int lines = 0;
        while (lines < MAX_LINES_OF_UNITS && sample.size() > 1 && isLineOfUnits(sample.getFirst(), sample.subList(1, sample.size()))) {
            Row line = sample.getFirst();
            String first = IntStream.range(0, line.size()).mapToObj(line::text).filter(text -> !text.isEmpty()).findFirst().orElse("");
            notes.add("line " + line.line() + " holds no numbers (\"" + first + "\", ...) and is passed over");
            sample.removeFirst();
            lines++;
        }
    }

    private boolean isLineOfUnits(Row row, List<Row> below) {
        Decimals form = rows.dialect().decimals();
        int[] numeric = IntStream.range(0, row.size()).filter(c -> ColumnShape.of(below, c, form).hasNumbers()).toArray();
        boolean text = Arrays.stream(numeric).anyMatch(c -> !Cell.isMissing(row.text(c)));
        return numeric.length > 1 && text && Arrays.stream(numeric).noneMatch(c -> Cell.isMeantAsNumber(row.text(c)));
    }

    private DataSet read() {
        sample.forEach(this::take);
        sample.clear();
        for (Row row = rows.next(); row != null; row = rows.next()) {
            take(row);
        }
        String sha256 = source.finish();
        features.refuse();
        if (features.rows() < MIN_ROWS) {
            throw new Fault(Exit.DATA, source.name() + " has " + features.rows() + (features.rows() == 1 ? " row" : " rows")
                    + (dropped.isEmpty() ? "" : " without gaps") + "; an embedding needs at least " + MIN_ROWS + ". Add rows.");
        }
        describeRows();
        return dataSet(sha256, features.points());
    }

    private void take(Row row) {
        rowNumber++;
        if (!features.take(row)) {
            dropped.add(rowNumber);
            return;
        }
        numbers.add(rowNumber);
        for (int column = 0; column < names.size(); column++) {
            if (shown[column] && roles.of(column) != Role.FEATURE) {
                String text = row.text(column);
                texts.computeIfAbsent(column, _ -> new ArrayList<>()).add(distinct.computeIfAbsent(text, same -> same));
            }
        }
        while ((long) excluded.size() * numbers.size() > MOST_EXCLUDED_CELLS) {
            int last = excluded.removeLast();
            shown[last] = false;
            texts.remove(last);
        }
    }

    private void describeRows() {
        String filled = missing == Missing.MEAN ? features.fillGaps() : null;
        if (filled != null) {
            notes.add(filled);
        }
        if (!dropped.isEmpty()) {
            notes.add(dropped.size() + (dropped.size() == 1 ? " row with gaps dropped" : " rows with gaps dropped"));
        }
        if (rows.blankLines() > 0) {
            notes.add(rows.blankLines() + (rows.blankLines() == 1 ? " empty line" : " empty lines") + " between rows passed over");
        }
        notes.addAll(features.notes());
    }

    private DataSet dataSet(String sha256, Points points) {
        List<DataSet.Column> columns = new ArrayList<>();
        int next = 0;
        for (int column = 0; column < names.size(); column++) {
            Role role = roles.of(column);
            if (role == Role.FEATURE && shown[column]) {
                columns.add(new DataSet.Column(names.get(column), new NumbersAsText(points, next), LabelKind.QUANTITY));
            } else if (shown[column]) {
                columns.add(new DataSet.Column(names.get(column), textsOf(column), role == Role.LABEL ? options.labelKind() : null));
            }
            next += role == Role.FEATURE ? 1 : 0;
        }
        int label = roles.only(Role.LABEL);
        return new DataSet(
                name, origin, sha256, points, Arrays.stream(roles.all(Role.FEATURE)).mapToObj(names::get).toList(),
                roles.only(Role.ID) < 0 ? null : names.get(roles.only(Role.ID)), ids(),
                label < 0 ? null : names.get(label), label < 0 ? List.of() : textsOf(label), options.labelKind(), columns,
                List.copyOf(dropped), List.copyOf(notes));
    }

    private List<String> textsOf(int column) {
        return texts.getOrDefault(column, List.of());
    }

    private List<String> ids() {
        int column = roles.only(Role.ID);
        if (column < 0) {
            return numbers.stream().map(String::valueOf).toList();
        }
        List<String> ids = textsOf(column);
        int repeated = ids.size() - new HashSet<>(ids).size();
        if (repeated > 0) {
            notes.add(repeated + (repeated == 1 ? " id repeats an earlier one" : " ids repeat earlier ones") + " in '" + names.get(column)
                    + "' (--id for another column)");
        }
        return ids;
    }

    /// A column of the points as text, written when it is asked for: integers as such, other numbers so that they read back the same.
    private static final class NumbersAsText extends AbstractList<String> {
        private final Points points;
        private final int column;

        NumbersAsText(Points points, int column) {
            this.points = points;
            this.column = column;
        }

        @Override
        public String get(int row) {
            double value = points.get(row, column);
            return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
        }

        @Override
        public int size() {
            return points.rows();
        }
    }
}
