package dev.starling.app.data;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;
import dev.starling.app.data.cells.VectorText;
import dev.starling.app.data.columns.ColumnNames;
import dev.starling.app.data.text.Dialect;
import dev.starling.app.data.text.Header;
import dev.starling.app.data.text.NameLines;
import dev.starling.app.data.text.Row;
import dev.starling.app.data.text.UnitLine;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Takes the lines from a sample that are no rows of the table: names of the columns, and units or numbers below them.
final class HeaderLines {
    /// Lines right below the names that hold units or further names, and no numbers.
    private static final int MAX_LINES_OF_UNITS = 5;

    private static final int SHOWN = 3;

    private final String file;
    private final Dialect dialect;
    private final @Nullable Boolean told;
    private final List<Row> sample;
    private final List<String> notes = new ArrayList<>();
    private int index;

    /// @param told   whether the first line names the columns; null to find out
    /// @param sample the first rows, of which those are taken away that are none
    HeaderLines(String file, Dialect dialect, @Nullable Boolean told, List<Row> sample) {
        this.file = file;
        this.dialect = dialect;
        this.told = told;
        this.sample = sample;
    }

    /// What was found out, with the options that decide otherwise.
    List<String> notes() {
        return notes;
    }

    /// How many first columns have their names in a line of their own, which says that they name the rows.
    int index() {
        return index;
    }

    ColumnNames take() {
        Row header = dialect.header() == null ? takeNames() : dialect.header();
        if (header == null) {
            if (told == null) {
                notes.add("no header (--header if the first line names the columns)");
            }
            return ColumnNames.numbered(file, sample.getFirst().size());
        } else if (sample.isEmpty()) {
            throw new Fault(Exit.DATA, file + " has a header but no rows. Add rows, or say --no-header if the first line is one.");
        }
        ColumnNames found = ColumnNames.of(file, header);
        if (!found.repeated().isEmpty()) {
            notes.add("repeated column names: " + ColumnNames.shown(List.copyOf(found.repeated())));
        }
        passOverUnits();
        return found;
    }

    /// The names that stand in the first lines; null if the first is a row.
    private @Nullable Row takeNames() {
        NameLines lines = told == null || told ? NameLines.of(sample, decimals()) : NameLines.ONE;
        if (lines.lines() > 1 && (lines.certain() || told == null)) {
            Row names = lines.joined(sample);
            index = lines.index();
            notes.add("the first " + lines.lines() + " lines name the columns" + (lines.certain() ? "" : " (--header if only the first does)"));
            sample.subList(0, lines.lines()).clear();
            return names;
        } else if (!isFirstRowHeader()) {
            return null;
        }
        if (NameLines.isEitherWay(sample, decimals())) {
            notes.add("line " + sample.get(1).line() + " (" + start(sample.get(1)) + ") is a row: remove it if it tells apart columns of one name");
        }
        return sample.removeFirst();
    }

    private Decimals decimals() {
        return dialect.decimals();
    }

    private static String start(Row row) {
        return IntStream.range(0, Math.min(SHOWN, row.size())).mapToObj(row::text).collect(Collectors.joining(", ")) + (row.size() > SHOWN ? ", ..." : "");
    }

    private boolean isFirstRowHeader() {
        if (told != null) {
            return told;
        }
        if (isAboveVectors()) {
            return true;
        }
        Header header = Header.of(sample, decimals());
        if (header.found() && !header.obvious()) {
            notes.add("line " + sample.getFirst().line() + " names the columns (--no-header if it is a row)");
        }
        return header.found();
    }

    /// Whether the first row has a word where all others have vectors.
    private boolean isAboveVectors() {
        List<Row> below = sample.subList(1, sample.size());
        return IntStream.range(0, sample.getFirst().size())
                .filter(c -> !Cell.isMissing(sample.getFirst().text(c)) && VectorText.elements(sample.getFirst().text(c)) == null)
                .anyMatch(c -> !below.isEmpty() && below.stream().allMatch(row -> VectorText.width(row.text(c)) > 0));
    }

    /// Leaves out the lines right below the names that have text wherever those below have numbers, and one that numbers the columns.
    private void passOverUnits() {
        int lines = 0;
        while (lines < MAX_LINES_OF_UNITS && sample.size() > 1 && UnitLine.is(sample.getFirst(), sample.subList(1, sample.size()), lines > 0, decimals())) {
            Row line = sample.getFirst();
            String first = IntStream.range(0, line.size()).mapToObj(line::text).filter(text -> !text.isEmpty()).findFirst().orElse("");
            notes.add("line " + line.line() + " holds no numbers (\"" + first + "\", ...) and is passed over");
            sample.removeFirst();
            lines++;
        }
        if (told == null && sample.size() > 1 && NameLines.areCounted(sample, decimals())) {
            notes.add("line " + sample.getFirst().line() + " numbers the columns and is passed over (--header if it is a row)");
            sample.removeFirst();
        }
    }
}
