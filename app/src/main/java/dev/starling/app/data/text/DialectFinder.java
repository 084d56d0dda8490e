package dev.starling.app.data.text;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.cells.VectorText;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.base.Counted;
import org.jspecify.annotations.Nullable;

import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds out how a table is written from its first lines, where nobody says it.
final class DialectFinder {
    private static final int SAMPLE_ROWS = 100;

    /// So many points before three digits are no chance.
    private static final int ENOUGH_GROUPS = 3;

    private static final char BLANK = ' ';
    /// How much better blanks must be: they stand in titles and between words, too.
    private static final double MUCH = 1.3;

    /// A character that no text has: all of a line is one cell.
    private static final char NO_DELIMITER = '\u001F';

    private static final char QUOTE = '"';

    /// Characters that may separate cells, in the order in which a draw is decided.
    private static final List<Character> DELIMITERS = List.of(',', '\t', ';', '|', BLANK);

    /// A line by which spreadsheets are told the delimiter.
    private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\"?sep=(.)\"?\\s*");

    private static final String COMMENT_SIGNS = "#%";

    private final String file;
    private final List<String> lines;
    private final Notation told;
    private final List<String> notes = new ArrayList<>();

    private DialectFinder(String file, String sample, Notation told) {
        this.file = file;
        this.lines = sample.lines().toList();
        this.told = told;
    }

    /// @param file   its name, for messages
    /// @param sample the first lines of a table, complete
    static Dialect find(String file, String sample, Notation told) {
        Dialect arff = Arff.dialect(file, sample);
        return arff != null ? arff : new DialectFinder(file, sample, told).find();
    }

    private Dialect find() {
        int skipped = told.skip() == null ? 0 : told.skip();
        Character separator = told.delimiter();
        Matcher separatorLine = SEPARATOR_LINE.matcher(lines.size() > skipped ? lines.get(skipped) : "");
        if (separatorLine.matches()) {
            separator = separator == null ? Character.valueOf(separatorLine.group(1).charAt(0)) : separator;
            skipped++;
        }
        Character comment = told.comment() == null ? commentSign(skipped) : told.comment();
        char delimiter = separator == null ? delimiter(skipped, comment) : separator;
        List<Row> rows = rows(skipped, delimiter, comment);
        int usual = usualSize(rows);
        // The later rows are none of titles and names.
        Decimals form = decimals(rows, rows.size() / 2);
        Growth growth = Growth.of(rows);
        int first = told.skip() == null && !growth.isTriangle() && !fillUp(rows) ? firstOfTable(rows, usual, form) : 0;
        Row above = first == 0 ? null : rows.get(first - 1);
        boolean named = above != null && isHeaderWithoutCorner(above, rows.subList(first, rows.size()), delimiter, form);
        Row header = named && above != null ? above.shifted() : null;
        if (first > 0) {
            skipped = Math.toIntExact(rows.get(first).line()) - 1;
            notePassedOver(named ? first - 1 : first, rows);
        }
        if (named) {
            notes.add("the first column has no name");
        } else if (header == null && first == 0 && comment != null && told.comment() == null) {
            header = commentedHeader(skipped, delimiter, comment, rows, form);
        }
        Decimals decimals = decimals(rows, header == null ? first + 1 : first);
        if (delimiter != DELIMITERS.getFirst() && decimals.isPlain() && told.decimal() == null && told.thousands() == null) {
            rows.stream().mapToInt(Row::size).max().ifPresent(size -> refuseEitherWay(rows.subList(first, rows.size()), size));
        }
        if (decimals.both() || !decimals.isPlain() && told.decimal() == null && told.thousands() == null) {
            notes.add(decimals.describe());
        }
        return new Dialect(delimiter, QUOTE, comment, decimals, skipped, header == null ? 0 : header.size(), header, Set.of(), first == 0 ? growth : Growth.NONE,
                List.copyOf(notes));
    }

    private Decimals decimals(List<Row> rows, int from) {
        return Decimals.of(told, rows.stream().skip(from).flatMap(row -> IntStream.range(0, row.size()).mapToObj(row::text)));
    }

    /// Refuses a column whose points all stand before three digits, beside whole numbers below 1,000, as where they stand between thousands. Where
    /// decimals are meant, some are shorter.
    private void refuseEitherWay(List<Row> rows, int columns) {
        for (int column = 0; column < columns; column++) {
            int at = column;
            List<Row> filled = rows.stream().filter(row -> at < row.size() && Cell.isMeantAsNumber(row.text(at))).toList();
            List<Row> grouped = filled.stream().filter(row -> Decimals.isPointEitherWay(row.text(at))).toList();
            boolean others = filled.stream().map(row -> row.text(at)).filter(text -> !Decimals.isPointEitherWay(text)).allMatch(Decimals::isBelowThousand);
            if (grouped.size() >= ENOUGH_GROUPS && grouped.size() < filled.size() && others) {
                String text = grouped.getFirst().text(at);
                throw new Fault(Exit.DATA, file + ":" + grouped.getFirst().line() + ":" + (at + 1) + ": " + Cell.shown(text) + " can be read in two ways: the column has "
                        + "whole numbers below 1,000, and points before three digits only (--thousands . if they stand between thousands, "
                        + "--decimal . if they come before decimals).");
            }
        }
    }

    private void notePassedOver(int titles, List<Row> rows) {
        if (titles > 0) {
            notes.add((titles == 1 ? "the line before the table is passed over (\"" : titles + " lines before the table are passed over (\"")
                    + rows.getFirst().text(0) + "\"; --skip 0 to keep them)");
        }
    }

    private List<Row> rows(int skipped, char delimiter, @Nullable Character comment) {
        String text = String.join("\n", lines.subList(Math.min(skipped, lines.size()), lines.size()));
        return Records.first(SAMPLE_ROWS, new Records(Reader.of(text), delimiter, QUOTE, comment, skipped));
    }

    /// The sign that the first lines of a file begin with, if another line follows; a column may be called `#` too, so that a first line
    /// alone must differ from the second by more than that sign.
    private @Nullable Character commentSign(int skipped) {
        List<String> filled = lines.stream().skip(skipped).filter(line -> !line.isBlank()).toList();
        if (filled.isEmpty() || COMMENT_SIGNS.indexOf(filled.getFirst().charAt(0)) < 0) {
            return null;
        }
        char sign = filled.getFirst().charAt(0);
        return filled.stream().anyMatch(line -> line.charAt(0) != sign) ? Character.valueOf(sign) : null;
    }

    /// The last comment before the table, if it has a name for each column and the table itself begins with numbers.
    private @Nullable Row commentedHeader(int skipped, char delimiter, char comment, List<Row> rows, Decimals form) {
        int line = skipped;
        String last = "";
        while (line < lines.size() && (lines.get(line).isBlank() || lines.get(line).charAt(0) == comment)) {
            last = lines.get(line).isBlank() ? last : lines.get(line);
            line++;
        }
        int comments = (int) lines.subList(skipped, line).stream().filter(text -> !text.isBlank()).count();
        List<Row> names = Records.first(
                1, new Records(Reader.of(last.replaceFirst("^" + Pattern.quote(String.valueOf(comment)) + "+\\s*", "")), delimiter, QUOTE, null, line - 1));
        int usual = usualSize(rows);
        boolean header = names.size() == 1
                && names.getFirst().size() == usual
                && usual > 0
                && !Header.of(rows, form).found()
                && IntStream.range(0, usual).noneMatch(c -> Cell.isMeantAsNumber(names.getFirst().text(c)));
        if (comments > (header ? 1 : 0)) {
            notes.add(Counted.of(comments - (header ? 1 : 0), "line that begins", "lines that begin") + " with " + comment + " passed over");
        }
        return header ? names.getFirst() : null;
    }

    /// The delimiter that cuts a text into rows of equal length, two cells or more, with the most numbers in them. One that is not in the first
    /// row, and leaves more than numbers in the others, gives way to one that cuts all of them alike.
    private char delimiter(int skipped, @Nullable Character comment) {
        if (areVectors(skipped, comment)) {
            return NO_DELIMITER;
        }
        char best = DELIMITERS.getFirst();
        double most = 0;
        for (char candidate : DELIMITERS) {
            double score = score(rows(skipped, candidate, comment));
            if (score > (candidate == BLANK ? MUCH * most : most)) {
                most = score;
                best = candidate;
            }
        }
        if (!missesFirst(rows(skipped, best, comment))) {
            return best;
        }
        return DELIMITERS.stream()
                .filter(candidate -> candidate != BLANK && fitsAll(rows(skipped, candidate, comment)))
                .findFirst()
                .orElse(best);
    }

    /// Whether each line is one vector in brackets, as programs print lists.
    private boolean areVectors(int skipped, @Nullable Character comment) {
        List<String> filled = lines.stream()
                .skip(skipped)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && (comment == null || line.charAt(0) != comment))
                .toList();
        return !filled.isEmpty() && filled.stream().allMatch(VectorText::isBracketed);
    }

    /// Whether all rows but the first are cut alike, and not into numbers alone.
    private static boolean missesFirst(List<Row> rows) {
        if (rows.size() < 2 || rows.getFirst().size() != 1) {
            return false;
        }
        List<Row> others = rows.subList(1, rows.size());
        int usual = others.getFirst().size();
        return Growth.of(rows) != Growth.FROM_FIRST
                && others.stream().allMatch(row -> row.size() == usual)
                && !IntStream.range(0, usual).allMatch(c -> isNumeric(others, c));
    }

    /// Whether all rows have one size, two cells or more, and a column of numbers below their first.
    private static boolean fitsAll(List<Row> rows) {
        int usual = usualSize(rows);
        return rows.size() > 1
                && usual > 1
                && rows.stream().allMatch(row -> row.size() == usual)
                && IntStream.range(0, usual).anyMatch(c -> isNumeric(rows.subList(1, rows.size()), c));
    }

    private static boolean isNumeric(List<Row> rows, int column) {
        return rows.stream().allMatch(row -> Cell.isMissing(row.text(column)) || Cell.isMeantAsNumber(row.text(column)));
    }

    /// Whether each row has one filled cell more than the one before, as those of half a matrix have.
    private static boolean fillUp(List<Row> rows) {
        return rows.size() > 2 && IntStream.range(1, rows.size()).allMatch(i -> filled(rows.get(i)) == filled(rows.get(i - 1)) + 1);
    }

    private static double score(List<Row> rows) {
        boolean triangle = Growth.of(rows).isTriangle();
        int usual = triangle ? rows.getLast().size() : usualSize(rows);
        if (usual < 2) {
            return 0;
        }
        List<Row> alike = triangle ? rows : rows.stream().filter(row -> row.size() == usual).toList();
        long cells = 0;
        long numbers = 0;
        for (Row row : alike) {
            for (int cell = 0; cell < row.size(); cell++) {
                String text = row.text(cell);
                int inVector = VectorText.isBracketed(text) ? VectorText.width(text) : 0;
                cells += Math.max(1, inVector);
                numbers += Cell.isMissing(text) || Cell.isMeantAsNumber(text) ? 1 : inVector;
            }
        }
        // Tables of text alone have no numbers to tell by; a tenth leaves them the length of their rows.
        return (0.1 + (double) numbers / cells) * alike.size() / rows.size();
    }

    /// The most frequent number of cells; of several, that of the earliest row.
    private static int usualSize(List<Row> rows) {
        int usual = 0;
        long most = 0;
        for (int size : rows.stream().map(Row::size).distinct().toList()) {
            long count = rows.stream().filter(row -> row.size() == size).count();
            if (count > most) {
                most = count;
                usual = size;
            }
        }
        return usual;
    }

    /// Where the table begins: after lines of fewer cells that are no numbers; the first row if there is none such, or if it cannot be told.
    private int firstOfTable(List<Row> rows, int usual, Decimals form) {
        int first = 0;
        while (first < rows.size() && isTitle(rows.get(first), usual)) {
            first++;
        }
        if (first == 0 || first >= rows.size() || rows.get(first).size() != usual) {
            return 0;
        }
        List<Row> table = rows.subList(first, rows.size());
        // One fewer may name the columns of rows that end with a delimiter.
        boolean trailingDelimiter = rows.get(first - 1).size() == usual - 1
                && table.stream().allMatch(row -> row.size() == usual && row.text(usual - 1).isEmpty());
        boolean oneCell = rows.subList(0, first).stream().allMatch(row -> filled(row) == 1);
        boolean certain = oneCell || Header.of(table, form).found() || rows.get(first - 1).size() == usual - 1;
        return trailingDelimiter || !certain ? 0 : first;
    }

    /// Fewer cells than a row of the table has, or filled ones, and at least one that is no number.
    private static boolean isTitle(Row row, int usual) {
        boolean fewer = row.size() < usual || (usual > 2 && row.size() == usual && filled(row) == 1 && !row.text(0).isEmpty());
        return fewer
                && IntStream.range(0, row.size()).anyMatch(c -> !Cell.isMissing(row.text(c)) && !Cell.isMeantAsNumber(row.text(c)));
    }

    private static long filled(Row row) {
        return IntStream.range(0, row.size()).filter(c -> !row.text(c).isEmpty()).count();
    }

    /// Whether a line names all columns but the first, which names the rows: so R's `write.table` does.
    private static boolean isHeaderWithoutCorner(Row line, List<Row> table, char delimiter, Decimals form) {
        Row first = table.getFirst();
        if (line.size() != first.size() - 1 || Header.of(table, form).found()) {
            return false;
        }
        List<String> names = IntStream.range(0, table.size()).mapToObj(i -> table.get(i).text(0)).toList();
        boolean unique = names.stream().distinct().count() == names.size();
        // One word above two columns may also be a title.
        return unique && (line.size() > 1 || delimiter == BLANK || delimiter == '\t' || Header.countsUp(table, 0));
    }
}
