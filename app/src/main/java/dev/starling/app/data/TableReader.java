package dev.starling.app.data;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.matrix.Points;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Makes a [DataSet] of a table, row by row: numbers are kept as numbers, text only where it is shown.
///
/// What a column is for is settled by the options and, where they are silent, by the first rows: it is a column of numbers if more than
/// half of its values there are. A later cell that is none is then a fault, and not a change of mind.
final class TableReader {
    private static final int SAMPLE_ROWS = 1_000;
    private static final int SAMPLE_CHARACTERS = 1 << 22;
    private static final int MIN_ROWS = 3;
    private static final int MAX_SHOWN_FEATURES = 20;
    private static final Set<String> LABEL_NAMES = Set.of("label", "labels", "class", "target");

    /// Integers beyond are not all doubles.
    private static final double EXACT_INTEGERS = 0x1p53;

    private enum Role {
        FEATURE,
        LABEL,
        ID,
        TEXT,
        UNUSED
    }

    private final String name;
    private final String origin;
    private final Source source;
    private final ReadOptions options;
    private final Missing missing;

    private final Rows rows;
    private final List<Row> sample = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final ColumnNames names;
    private final Role[] roles;
    private final int[] features;

    private final Problems unusable = new Problems();
    private final Problems gaps = new Problems();
    private final List<double[]> values = new ArrayList<>();
    private final Map<Integer, List<String>> texts = new HashMap<>();
    private final Map<String, String> distinct = new HashMap<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Integer> dropped = new ArrayList<>();
    private final long[] present;
    private final boolean[] rounded;
    private int rowNumber;

    private TableReader(String name, String origin, Source source, ReadOptions options) {
        this.name = name;
        this.origin = origin;
        this.source = source;
        this.options = options;
        this.missing = options.missing() == null ? Missing.REFUSE : options.missing();
        this.rows = Rows.of(source, options.delimiter());
        takeSample();
        this.names = takeHeader();
        this.roles = roles();
        this.features = IntStream.range(0, roles.length).filter(c -> roles[c] == Role.FEATURE).toArray();
        this.present = new long[features.length];
        this.rounded = new boolean[features.length];
        if (features.length == 0) {
            throw noFeatures();
        }
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
        if (sample.isEmpty()) {
            throw new Fault(Exit.DATA, source.name() + (source.text().bytesRead() == 0 ? " is empty" : " holds no data")
                    + ". Give a table with a row for each point.");
        }
    }

    private ColumnNames takeHeader() {
        Row first = sample.getFirst();
        boolean header = options.header() == null ? looksLikeHeader(first) : options.header();
        if (!header) {
            if (options.header() == null) {
                notes.add("no header");
            }
            return ColumnNames.numbered(source.name(), first.size());
        }
        sample.removeFirst();
        if (sample.isEmpty()) {
            throw new Fault(Exit.DATA, source.name() + " has a header but no rows. Add rows, or say --no-header if the first line is one.");
        }
        ColumnNames found = ColumnNames.of(source.name(), first);
        if (!found.repeated().isEmpty()) {
            notes.add("repeated column names: " + ColumnNames.shown(List.copyOf(found.repeated())));
        }
        return found;
    }

    /// Whether a text stands above numbers; or, alone in its file, can be nothing else.
    private boolean looksLikeHeader(Row first) {
        if (sample.size() == 1) {
            return IntStream.range(0, first.size()).noneMatch(c -> Cell.isMeantAsNumber(first.text(c)));
        }
        List<Row> others = sample.subList(1, sample.size());
        return IntStream.range(0, first.size())
                .anyMatch(c -> !Cell.isMissing(first.text(c)) && !Cell.isMeantAsNumber(first.text(c)) && isNumeric(others, c));
    }

    private static boolean isNumeric(List<Row> sample, int column) {
        int filled = 0;
        int numeric = 0;
        for (Row row : sample) {
            String text = row.text(column);
            if (!Cell.isMissing(text)) {
                filled++;
                numeric += Cell.isMeantAsNumber(text) ? 1 : 0;
            }
        }
        return 2 * numeric > filled || filled == 0;
    }

    private Role[] roles() {
        int columns = names.size();
        boolean[] numeric = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            numeric[column] = isNumeric(sample, column);
        }
        Role[] found = new Role[columns];
        if (!options.features().isEmpty()) {
            for (String asked : options.features()) {
                int column = names.find("--features", asked);
                if (!numeric[column]) {
                    throw new Fault(Exit.DATA, place(sample.getFirst().line(), column) + ": a column of text cannot be a feature, and "
                            + Cell.shown(sample.getFirst().text(column)) + " is no number. Take it out of --features.");
                }
                found[column] = Role.FEATURE;
            }
        }
        options.exclude().forEach(asked -> found[names.find("--exclude", asked)] = Role.UNUSED);
        if (options.id() != null) {
            found[names.find("--id", options.id())] = Role.ID;
        }
        if (options.label() != null) {
            found[names.find("--label", options.label())] = Role.LABEL;
        }
        for (int column = 0; column < columns; column++) {
            if (found[column] == null) {
                found[column] = undeclared(column, numeric[column], found);
            }
        }
        labelFromText(found);
        return found;
    }

    /// What a column is for of which the options say nothing.
    private Role undeclared(int column, boolean numeric, Role[] found) {
        String plain = names.get(column).toLowerCase(Locale.ROOT);
        boolean unnamed = names.unnamed().contains(column);
        if (unnamed && column > 0 && isEmpty(column)) {
            notes.add(names.get(column) + " has neither name nor values and is left out");
            return Role.UNUSED;
        } else if (unnamed && column == 0 && countsRows()) {
            notes.add("the unnamed first column numbers the rows and is left out");
            return Role.UNUSED;
        } else if (options.id() == null && plain.equals("id") && isFree(Role.ID, found)) {
            notes.add("ids from '" + names.get(column) + "'");
            return Role.ID;
        } else if (options.label() == null && LABEL_NAMES.contains(plain) && isFree(Role.LABEL, found)) {
            notes.add("'" + names.get(column) + "' is taken for a label by its name (--features to use it)");
            return Role.LABEL;
        } else if (!numeric) {
            return Role.TEXT;
        }
        if (unnamed) {
            notes.add(names.get(column) + " has no name");
        }
        return options.features().isEmpty() ? Role.FEATURE : Role.UNUSED;
    }

    private static boolean isFree(Role role, Role[] found) {
        return !Arrays.asList(found).contains(role);
    }

    private boolean isEmpty(int column) {
        return sample.stream().allMatch(row -> Cell.isMissing(row.text(column)));
    }

    /// Whether the first column counts up by one, as those do that spreadsheets and data frames add.
    private boolean countsRows() {
        double first = sample.getFirst().number(0);
        return (first == 0 || first == 1)
                && IntStream.range(0, sample.size()).allMatch(i -> sample.get(i).number(0) == first + i);
    }

    /// Colours by the only column of text, if its values repeat; otherwise nothing is guessed.
    private void labelFromText(Role[] found) {
        List<Integer> text = IntStream.range(0, found.length).filter(c -> found[c] == Role.TEXT).boxed().toList();
        if (options.label() == null && isFree(Role.LABEL, found) && text.size() == 1 && repeats(text.getFirst())) {
            found[text.getFirst()] = Role.LABEL;
            notes.add("'" + names.get(text.getFirst()) + "', the only column of text, colours the map");
            return;
        }
        if (!text.isEmpty()) {
            notes.add((text.size() == 1 ? "column of text not used as feature: " : "columns of text not used as features: ")
                    + ColumnNames.shown(text.stream().map(names::get).toList()));
        }
    }

    private boolean repeats(int column) {
        long different = sample.stream().map(row -> row.text(column)).distinct().count();
        return 2 * different <= sample.size();
    }

    private Fault noFeatures() {
        Row first = sample.getFirst();
        String seen = Cell.shown(first.text(0));
        if (names.size() == 1) {
            return new Fault(Exit.DATA, place(first.line(), 0) + ": one column found, and " + seen
                    + " is not a number. Is '" + rows.delimiter() + "' the wrong delimiter? Say --delimiter.");
        }
        return new Fault(Exit.DATA, source.name() + " has no column of numbers to make a map of: " + ColumnNames.shown(names.names())
                + " (first value " + seen + "). Check --features, --exclude and --delimiter.");
    }

    private DataSet read() {
        int sampled = sample.size();
        for (int i = 0; i < sampled; i++) {
            take(sample.get(i));
        }
        sample.clear();
        for (Row row = rows.next(); row != null; row = rows.next()) {
            take(row);
        }
        String sha256 = source.finish();
        unusable.refuse();
        refuseEmptyColumns();
        gaps.refuse();
        if (values.size() < MIN_ROWS) {
            throw new Fault(Exit.DATA, source.name() + " has " + values.size() + (values.size() == 1 ? " row" : " rows")
                    + (dropped.isEmpty() ? "" : " without gaps") + "; an embedding needs at least " + MIN_ROWS + ". Add rows.");
        }
        fillGaps();
        describeRows();
        return dataSet(sha256, Points.of(values.toArray(double[][]::new)));
    }

    private void take(Row row) {
        rowNumber++;
        double[] numbersOfRow = new double[features.length];
        boolean whole = true;
        for (int k = 0; k < features.length; k++) {
            double value = row.number(features[k]);
            if (Double.isFinite(value)) {
                present[k]++;
                rounded[k] |= Math.abs(value) > EXACT_INTEGERS && losesDigits(row.text(features[k]), value);
            } else {
                String text = row.text(features[k]);
                if (Cell.isMissing(text)) {
                    whole = false;
                    gap(row, features[k], text);
                } else {
                    report(unusable, row, features[k], text, "Remove it, or leave the column out with --exclude ");
                }
                value = Double.NaN;
            }
            numbersOfRow[k] = value;
        }
        if (!whole && missing == Missing.DROP) {
            dropped.add(rowNumber);
            return;
        }
        refuseTooMany();
        values.add(numbersOfRow);
        numbers.add(rowNumber);
        for (int column = 0; column < roles.length; column++) {
            if (roles[column] != Role.FEATURE && roles[column] != Role.UNUSED) {
                String text = row.text(column);
                texts.computeIfAbsent(column, _ -> new ArrayList<>()).add(distinct.computeIfAbsent(text, same -> same));
            }
        }
    }

    private void gap(Row row, int column, String text) {
        if (missing == Missing.REFUSE) {
            report(gaps, row, column, text,
                    "Say --missing drop to leave out such rows, --missing mean to take the mean of the column, or --exclude ");
        }
    }

    private void report(Problems problems, Row row, int column, String text, String remedy) {
        if (problems.hasRoom()) {
            problems.add(place(row.line(), column), Cell.fault(text), remedy + names.typed(column) + ".");
        } else {
            problems.count();
        }
    }

    private String place(long line, int column) {
        return source.name() + ":" + line + ":" + (column + 1) + " (" + names.get(column) + ")";
    }

    private static boolean losesDigits(String text, double value) {
        return text.chars().allMatch(c -> "+-0123456789".indexOf(c) >= 0) && new BigDecimal(text).compareTo(new BigDecimal(value)) != 0;
    }

    /// The numbers are held twice for a moment: as rows, and as points.
    private void refuseTooMany() {
        long cells = (long) (values.size() + 1) * features.length;
        long bytes = 2 * Double.BYTES * cells;
        if (cells > Integer.MAX_VALUE - 8 || bytes > Runtime.getRuntime().maxMemory()) {
            throw new Fault(Exit.RESOURCES, String.format(Locale.ROOT,
                    "%s has more than %,d rows of %,d columns, which need %,d MB; Java has %,d MB. Take fewer rows or columns, or give Java"
                            + " more memory (-Xmx).",
                    source.name(), values.size(), features.length, bytes >> 20, Runtime.getRuntime().maxMemory() >> 20));
        }
    }

    private void refuseEmptyColumns() {
        for (int k = 0; k < features.length; k++) {
            if (present[k] == 0) {
                throw new Fault(Exit.DATA, source.name() + ": column " + (features[k] + 1) + " (" + names.get(features[k])
                        + ") holds no value. Leave it out with --exclude " + names.typed(features[k]) + ".");
            }
        }
    }

    private void fillGaps() {
        if (missing != Missing.MEAN) {
            return;
        }
        long filled = 0;
        for (int k = 0; k < features.length; k++) {
            if (present[k] < values.size()) {
                double mean = mean(k);
                for (double[] row : values) {
                    if (Double.isNaN(row[k])) {
                        row[k] = mean;
                        filled++;
                    }
                }
            }
        }
        if (filled > 0) {
            notes.add(filled == 1 ? "1 gap filled with its column's mean" : filled + " gaps filled with their columns' means");
        }
    }

    private double mean(int k) {
        double sum = 0;
        double scaled = 0;
        for (double[] row : values) {
            if (!Double.isNaN(row[k])) {
                sum += row[k];
                scaled += row[k] / present[k];
            }
        }
        return Double.isFinite(sum) ? sum / present[k] : scaled;
    }

    private void describeRows() {
        if (!dropped.isEmpty()) {
            notes.add(dropped.size() + (dropped.size() == 1 ? " row with gaps dropped" : " rows with gaps dropped"));
        }
        if (rows.blankLines() > 0) {
            notes.add(rows.blankLines() + (rows.blankLines() == 1 ? " empty line" : " empty lines") + " between rows passed over");
        }
        long repeated = values.size() - values.stream().map(Key::new).distinct().count();
        if (repeated > 0) {
            notes.add(repeated + (repeated == 1 ? " row repeats an earlier one" : " rows repeat an earlier one"));
        }
        List<String> constant = IntStream.range(0, features.length)
                .filter(k -> values.stream().allMatch(row -> row[k] == values.getFirst()[k]))
                .mapToObj(k -> names.get(features[k]))
                .toList();
        if (!constant.isEmpty()) {
            notes.add((constant.size() == 1 ? "constant column: " : constant.size() + " constant columns: ") + ColumnNames.shown(constant));
        }
        List<String> lossy = IntStream.range(0, features.length).filter(k -> rounded[k]).mapToObj(k -> names.get(features[k])).toList();
        if (!lossy.isEmpty()) {
            notes.add("integers too long for a double are rounded in " + ColumnNames.shown(lossy));
        }
    }

    /// A row's numbers, equal where all of them are.
    private record Key(double[] values) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(values, key.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    private DataSet dataSet(String sha256, Points points) {
        List<DataSet.Column> columns = new ArrayList<>();
        int next = 0;
        for (int column = 0; column < roles.length; column++) {
            boolean feature = roles[column] == Role.FEATURE;
            if (feature && features.length <= MAX_SHOWN_FEATURES) {
                columns.add(new DataSet.Column(names.get(column), new NumbersAsText(points, next), null));
            } else if (!feature && roles[column] != Role.UNUSED) {
                List<String> text = texts.getOrDefault(column, List.of());
                columns.add(new DataSet.Column(names.get(column), text, roles[column] == Role.LABEL ? options.labelKind() : null));
            }
            next += feature ? 1 : 0;
        }
        int label = Arrays.asList(roles).indexOf(Role.LABEL);
        int id = Arrays.asList(roles).indexOf(Role.ID);
        return new DataSet(
                name,
                origin,
                sha256,
                points,
                Arrays.stream(features).mapToObj(names::get).toList(),
                id < 0 ? numbers.stream().map(String::valueOf).toList() : texts.getOrDefault(id, List.of()),
                label < 0 ? null : names.get(label),
                label < 0 ? List.of() : texts.getOrDefault(label, List.of()),
                options.labelKind(),
                columns,
                List.copyOf(dropped),
                List.copyOf(notes));
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
