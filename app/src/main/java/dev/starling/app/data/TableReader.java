package dev.starling.app.data;

import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;
import dev.starling.app.data.cells.VectorText;
import dev.starling.app.data.columns.ColumnNames;
import dev.starling.app.data.columns.Missing;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.data.columns.Role;
import dev.starling.app.data.columns.Roles;
import dev.starling.app.data.columns.TextColumn;
import dev.starling.app.data.features.Features;
import dev.starling.app.data.features.RowFeatures;
import dev.starling.app.data.features.TextFeatures;
import dev.starling.app.data.features.VectorFeatures;
import dev.starling.app.data.text.ColumnShape;
import dev.starling.app.data.text.Row;
import dev.starling.app.data.text.Rows;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.base.Counted;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes a [DataSet] of a table, row by row: numbers are kept as numbers, text only where it is shown or counts.
///
/// How the table is written, whether its first line names the columns, and what each column is for is settled by the options and, where
/// they are silent, by the first rows. A later cell that does not fit is then a fault, and not a change of mind.
final class TableReader implements UnderstoodTable.Cells {
    private static final int SAMPLE_ROWS = 1_000;
    private static final int SAMPLE_CHARACTERS = 1 << 22;

    /// All that a double has.
    private static final int DIGITS = 16;

    /// Cells of columns that are shown although the map is not made from them; beyond, those that come last are left out.
    private static final long MOST_EXCLUDED_CELLS = 8_000_000;

    private final String name;
    private final String origin;
    private final Source source;
    private final ReadOptions options;

    private final Rows rows;
    private final List<Row> sample = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final ColumnNames names;

    /// First columns that are known to name the rows.
    private final int index;

    private final Roles roles;
    private final RowFeatures features;
    private final OddIds oddIds;

    /// The column whose cells hold a vector each, and how many numbers; none where the width is 0.
    private final int vector;

    private final int width;

    /// Columns that are shown with a point.
    private final boolean[] shown;

    /// Of those, the ones that are there only to be shown.
    private final Deque<Integer> excluded = new ArrayDeque<>();

    private final Map<Integer, TextColumn> texts = new HashMap<>();
    private int rowNumber;

    private TableReader(String name, String origin, Source source, ReadOptions options) {
        this.name = name;
        this.origin = origin;
        this.source = source;
        this.options = options;
        this.rows = Rows.of(source, options.notation());
        takeSample();
        HeaderLines lines = new HeaderLines(source.name(), rows.dialect(), options.header(), sample);
        this.names = lines.take();
        this.index = lines.index();
        notes.addAll(lines.notes());
        Roles plain = options.vector() == null || options.named() ? roles(options, -1) : null;
        boolean hasNumbers = options.named() || plain != null && plain.all(Role.FEATURE).length > 0;
        this.vector = hasNumbers ? -1 : vectorColumn();
        this.width = vector < 0 ? 0 : widthOfVectors();
        if (plain != null && vector < 0) {
            if (!hasNumbers) {
                throw noFeatures(plain, rows.dialect().delimiter());
            }
            this.roles = plain;
        } else {
            this.roles = roles(options.withFeatures(List.of(String.valueOf(vector + 1))), vector);
            notes.add("vectors of " + Counted.of(width, "number") + " from '" + names.get(vector) + "'");
        }
        this.features = features();
        this.oddIds = new OddIds(namesOfRows());
        notes.addAll(roles.notes());
        this.shown = roles.shown();
        if (vector >= 0) {
            shown[vector] = false;
        }
        IntStream.range(0, shown.length).filter(c -> shown[c] && roles.of(c) == Role.EXCLUDED).forEach(excluded::add);
    }

    private Roles roles(ReadOptions asked, int vectors) {
        Decimals form = rows.dialect().decimals();
        List<ColumnShape> shapes = IntStream.range(0, names.size()).mapToObj(c -> {
            ColumnShape shape = ColumnShape.of(sample, c, form);
            boolean classes = (c < index || rows.dialect().classes().contains(c)) && !asked.features().contains(names.get(c));
            return c == vectors ? shape.ofNumbers() : classes ? shape.ofText() : shape;
        }).toList();
        return new Roles(source.name(), asked, names, sample, shapes);
    }

    /// The column of ids, or a first one that is left out and may hold some; −1 if there is none.
    private int namesOfRows() {
        int ids = roles.only(Role.ID);
        return ids < 0 && roles.of(0) == Role.EXCLUDED ? 0 : ids;
    }

    private RowFeatures features() {
        Missing missing = options.missing() == null ? Missing.REFUSE : options.missing();
        return width > 0
                ? new VectorFeatures(source.name(), names.get(vector), vector, width, missing, expectedRows())
                : new TextFeatures(source.name(), names, roles.all(Role.FEATURE), rows.dialect().decimals(), missing, expectedRows());
    }

    /// The column that is told to hold vectors, or the only one that does; −1 if there is none.
    private int vectorColumn() {
        if (options.vector() != null) {
            return names.find("--vector", options.vector());
        }
        Set<Integer> excluded = options.exclude().stream().map(name -> names.find("--exclude", name)).collect(Collectors.toSet());
        int[] found = IntStream.range(0, names.size())
                .filter(c -> !excluded.contains(c))
                .filter(c -> sample.stream().map(row -> row.text(c)).filter(text -> !Cell.isMissing(text)).allMatch(text -> VectorText.width(text) > 0))
                .filter(c -> sample.stream().anyMatch(row -> !Cell.isMissing(row.text(c))))
                .toArray();
        return found.length == 1 ? found[0] : -1;
    }

    /// As the first one that is there says.
    private int widthOfVectors() {
        Row first = sample.stream().filter(row -> !Cell.isMissing(row.text(vector))).findFirst().orElse(sample.getFirst());
        int found = VectorText.width(first.text(vector));
        if (found == 0) {
            throw new Fault(Exit.DATA, source.name() + ":" + first.line() + ":" + (vector + 1) + " (" + names.get(vector) + "): "
                    + Cell.shown(first.text(vector)) + " is no vector of numbers. Take another column for --vector.");
        }
        return found;
    }

    private Fault noFeatures(Roles plain, char delimiter) {
        if (!plain.away().isEmpty()) {
            return noFeatures(source.name(), plain);
        }
        Row first = sample.getFirst();
        String seen = Cell.shown(first.text(0));
        if (names.size() == 1 && !ColumnShape.of(sample, 0, rows.dialect().decimals()).numeric()) {
            return new Fault(Exit.DATA, source.name() + ":" + first.line() + ":1 (" + names.get(0) + "): one column found, and " + seen
                    + " is not a number. Is '" + (delimiter == '\t' ? "tab" : delimiter) + "' the wrong delimiter? Say --delimiter.");
        }
        return new Fault(Exit.DATA, source.name() + " has no column of numbers to make a map of: " + ColumnNames.shown(names.names())
                + " (first value " + seen + "). Check --features, --exclude and --delimiter.");
    }

    /// Of a table whose only numbers look like something else.
    static Fault noFeatures(String file, Roles roles) {
        return new Fault(Exit.DATA, file + " has nothing else to make a map of: " + String.join("; ", roles.away()) + ". Say --features COLUMN to use "
                + (roles.away().size() == 1 ? "it" : "one of them") + " all the same.");
    }

    /// As many as there are lines from the first row on; 0 where nobody knows. Some may be empty, or two of one row.
    private long expectedRows() {
        return Math.max(0, source.lines() - sample.getFirst().line() + 1);
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

    private DataSet read() {
        boolean differ = width == 0 && differBeyondDoubles();
        sample.forEach(this::take);
        sample.clear();
        for (Row row = rows.next(); row != null; row = rows.next()) {
            take(row);
        }
        String sha256 = source.finish();
        Optional.of(source.openEnd()).filter(note -> !note.isEmpty()).ifPresent(notes::add);
        passOverTotals();
        Optional.of(oddIds.note()).filter(note -> !note.isEmpty()).ifPresent(notes::add);
        Features found = features.done();
        if (rows.blankLines() > 0) {
            notes.add(Counted.of(rows.blankLines(), "empty line") + " between rows passed over");
        }
        if (!features.rounded().isEmpty()) {
            notes.add("integers too long for a double are rounded in " + ColumnNames.shown(features.rounded()));
        }
        noteConstant(found, differ);
        return new UnderstoodTable(origin, options, names, roles, shown, found, this).dataSet(name, sha256, notes);
    }

    /// Numbers that are all the same may be what another delimiter would not have cut apart.
    private void noteConstant(Features found, boolean differ) {
        if (differ && found.areRowsEqual()) {
            notes.add("all rows are the same: their numbers differ behind the 17th digit alone, and doubles have no more (subtract what they have in common)");
        } else if (!found.names().isEmpty() && found.areRowsEqual()) {
            char delimiter = rows.dialect().delimiter();
            notes.add("all rows are the same: is '" + (delimiter == '\t' ? "tab" : delimiter) + "' the wrong delimiter? Say --delimiter if so");
        }
    }

    /// Whether numbers have more digits than doubles, and are not written the same.
    private boolean differBeyondDoubles() {
        return Arrays.stream(roles.all(Role.FEATURE)).anyMatch(c -> {
            List<String> texts = sample.stream().map(row -> row.text(c)).distinct().toList();
            return texts.size() > 1 && texts.stream().allMatch(text -> text.chars().filter(Character::isDigit).count() > DIGITS);
        });
    }

    private void take(Row row) {
        features.take(row);
        oddIds.take(row);
        for (int column = 0; column < names.size(); column++) {
            boolean counts = options.shown().counted() && roles.of(column) == Role.SHOWN;
            if (counts || shown[column] && roles.of(column) != Role.FEATURE) {
                texts.computeIfAbsent(column, _ -> new TextColumn()).add(row.text(column));
            }
        }
        rowNumber++;
        while ((long) excluded.size() * rowNumber > MOST_EXCLUDED_CELLS) {
            int last = excluded.removeLast();
            shown[last] = false;
            texts.remove(last);
        }
    }

    /// Leaves out last rows that are called totals or means and are such, or stand apart from the others. Of others it is said that they are points.
    private void passOverTotals() {
        List<TextColumn> shownTexts = texts.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
        SummaryRows last = SummaryRows.of(shownTexts).orElse(SummaryRows.NONE);
        boolean apart = rows.isApart() && last.count() == 1;
        boolean sums = last.count() > 0 && (apart || features.sumUp(last.count()));
        if (sums) {
            features.dropLast(last.count());
            oddIds.dropLast(last.count());
            texts.values().forEach(text -> text.dropLast(last.count()));
            notes.add(last.described("sums up the others and is passed over", "sum up the others and are passed over"));
        }
        if (!sums && last.count() == 1 && oddIds.note().isEmpty()) {
            notes.add(last.described("is called as one that sums up the others, and does not: it is a point (remove it if it is none)", ""));
        } else if (oddIds.note().isEmpty()) {
            Optional.of(SummaryRows.amongOthers(shownTexts)).filter(note -> !note.isEmpty()).ifPresent(notes::add);
        }
    }

    @Override
    public List<String> texts(int column, int[] kept) {
        TextColumn all = texts.get(column);
        return all == null ? List.of() : all.rows(kept);
    }

    @Override
    public int width(int column) {
        return column == vector ? width : 1;
    }
}
