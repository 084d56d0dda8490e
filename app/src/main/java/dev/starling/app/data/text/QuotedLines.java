package dev.starling.app.data.text;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.base.Counted;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The lines of a record of which some cells have several. A quote that is left open in one row, such as an inch sign, ends at that of another row, and
/// all between them is one cell of a record that looks good:
///
///     id,name,a,b
///     1,"2 pipe,0.1,0.2
///     2,elbow,0.3,0.4
///     3,pipe 3",0.5,0.6
final class QuotedLines {
    private final Row row;
    private final Dialect dialect;

    /// What stands between delimiters, quotes aside, of each line.
    private final List<List<String>> lines = new ArrayList<>();

    QuotedLines(Row row, Dialect dialect) {
        this.row = row;
        this.dialect = dialect;
        lines.add(new ArrayList<>());
        for (int cell = 0; cell < row.size(); cell++) {
            List<String> parts = List.of(row.text(cell).split("\\R", -1));
            for (int part = 0; part < parts.size(); part++) {
                if (part > 0) {
                    lines.add(new ArrayList<>());
                }
                lines.getLast().addAll(List.of(parts.get(part).split(Pattern.quote(String.valueOf(dialect.delimiter())), -1)));
            }
        }
    }

    /// @throws Fault if each line looks like a row
    void refuseRows(String file) {
        boolean whole = row.size() > 1 && lines.size() > 1 && lines.stream().allMatch(line -> line.size() == row.size());
        if (whole && IntStream.range(0, row.size()).anyMatch(this::isOfNumbers)) {
            long last = row.line() + lines.size() - 1;
            throw new Fault(Exit.DATA, file + ":" + row.line() + ": a quote opens here and closes in line " + last + ", and the "
                    + Counted.of(lines.size(), "line") + " would be one row, though each looks like one. Remove the two quotes; one that belongs to a text is "
                    + "doubled, and the text put in quotes.");
        }
    }

    private boolean isOfNumbers(int column) {
        return lines.stream().allMatch(line -> Double.isFinite(dialect.decimals().parse(line.get(column).strip())));
    }
}
