package dev.starling.app.data.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.base.Counted;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/// The records of a table, one after the other, all of one size. Empty lines and comments are passed over; empty lines are counted.
public final class Rows {
    private static final int SAMPLE = 1 << 16;
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Source source;
    private final Dialect dialect;
    private final Records records;
    private int expected;
    private long blankBefore;
    private long blank;
    private boolean apart;
    private final boolean matrix;
    private final Growth growth;
    private long read;

    private Rows(Source source, Dialect dialect, boolean matrix, BufferedReader text) {
        this.source = source;
        this.dialect = dialect;
        this.matrix = matrix;
        this.growth = matrix ? dialect.growth() : Growth.NONE;
        this.expected = growth.isTriangle() ? 0 : dialect.width();
        this.records = new Records(text, dialect.delimiter(), dialect.quote(), dialect.comment(), dialect.skipped());
    }

    public static Rows of(Source source, Notation told) {
        return of(source, told, false);
    }

    /// Those of a matrix: of one size, or of those that half a matrix has.
    static Rows ofMatrix(Source source, Notation told) {
        return of(source, told, true);
    }

    private static Rows of(Source source, Notation told, boolean matrix) {
        BufferedReader text = new BufferedReader(source.text(), 2 * SAMPLE);
        try {
            String sample = sample(text);
            Notation known = matrix && told.skip() == null && isCounted(sample) ? told.skipping(1) : told;
            Dialect dialect = DialectFinder.find(source.name(), sample, known);
            for (int line = 0; line < dialect.skipped(); line++) {
                text.readLine();
            }
            return new Rows(source, dialect, matrix, text);
        } catch (IOException e) {
            throw Source.fault(source.name(), e);
        }
    }

    /// Whether the first line of a matrix says how many rows follow, each of which begins with a name, as PHYLIP writes them.
    private static boolean isCounted(String sample) {
        List<String> lines = sample.lines().filter(line -> !line.isBlank()).map(String::strip).toList();
        if (lines.size() < 2 || !COUNT.matcher(lines.getFirst()).matches()) {
            return false;
        }
        int count = Integer.parseInt(lines.getFirst());
        boolean cut = sample.length() > SAMPLE / 2;
        return (count == lines.size() - 1 || cut && count >= lines.size())
                && lines.stream().skip(1).noneMatch(line -> Cell.isMeantAsNumber(BLANKS.split(line, 2)[0]));
    }

    public Dialect dialect() {
        return dialect;
    }

    /// Empty lines before a row that was read.
    public long blankLines() {
        return blank;
    }

    /// Whether empty lines stand right before the row that was read last.
    public boolean isApart() {
        return apart;
    }

    /// The next row, whose object is used again for the one after it; null at the end.
    ///
    /// @throws Fault if it has more or fewer cells than the first, or is no row at all
    public @Nullable Row next() {
        Row row;
        do {
            row = advance();
            if (row == null) {
                return null;
            }
            blankBefore += isPassedOver(row) ? 1 : 0;
        } while (isPassedOver(row));
        if (expected != 0 && row.size() != expected) {
            throw ragged(row);
        }
        if (records.hasLines()) {
            new QuotedLines(row, dialect).refuseRows(source.name());
        }
        blank += read == 0 && dialect.width() == 0 ? 0 : blankBefore;
        expected = growth.after(read++, row.size());
        apart = blankBefore > 0;
        blankBefore = 0;
        return row;
    }

    /// The first or last row of half a matrix may be one of delimiters alone.
    private boolean isPassedOver(Row row) {
        return row.isBlank() && (!matrix || row.size() < 2);
    }

    private @Nullable Row advance() {
        try {
            return records.next();
        } catch (CsvParseException e) {
            throw fault(e);
        } catch (UncheckedIOException e) {
            throw Source.fault(source.name(), Objects.requireNonNull(e.getCause()));
        }
    }

    private Fault ragged(Row row) {
        int found = row.size();
        String what = source.name() + ":" + row.line() + ": " + Counted.of(found, "field") + ", "
                + (growth.isTriangle() ? "one more than in the line before would be " + expected
                        : dialect.width() == 0 ? "the first line has " + expected : "the table has " + Counted.of(expected, "column")) + ". ";
        if (found == expected + 1 && row.text(found - 1).isEmpty()) {
            return new Fault(Exit.DATA, what + "Is the last '" + name(dialect.delimiter()) + "' one too many?");
        }
        String begin = row.text(0);
        if (found < expected && !begin.isEmpty() && "#%".indexOf(begin.charAt(0)) >= 0) {
            return new Fault(Exit.DATA, what + "Lines that begin with " + begin.charAt(0) + " are passed over by --comment " + begin.charAt(0) + ".");
        }
        boolean lastAndCut = found < expected && advance() == null && source.text().last() != '\n' && source.text().last() != '\r';
        return new Fault(Exit.DATA, what + (lastAndCut ? "It is the last line and does not end: the file may be truncated." : "Mend the line."));
    }

    private Fault fault(CsvParseException e) {
        if (e.getCause() instanceof IOException io) {
            return Source.fault(source.name(), io);
        }
        Row row = records.current();
        String place = source.name() + ":" + row.line() + ":" + (row.size() + 1) + ": ";
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Unclosed quoted field")) {
            return new Fault(Exit.DATA, place + "a quote opens here and never closes. Close it, or double quotes inside quotes.", e);
        } else if (message.startsWith("Unexpected character after closing quote")) {
            return new Fault(Exit.DATA, place + "text follows a closing quote. Put the whole cell in quotes, and double those inside.", e);
        }
        return new Fault(Exit.DATA, place + String.format(Locale.ROOT,
                "the cell is too long: at most %,d characters. Is a quote left open, or the delimiter wrong?", Records.MAX_CELL), e);
    }

    private static String name(char delimiter) {
        return switch (delimiter) {
            case '\t' -> "tab";
            case ' ' -> "blank";
            default -> String.valueOf(delimiter);
        };
    }

    /// The first complete lines of a text, which is then back at its beginning.
    private static String sample(BufferedReader text) throws IOException {
        text.mark(SAMPLE + 1);
        char[] sample = new char[SAMPLE];
        int length = 0;
        for (int read = 0; read >= 0 && length < SAMPLE; length += Math.max(read, 0)) {
            read = text.read(sample, length, SAMPLE - length);
        }
        text.reset();
        String all = new String(sample, 0, length);
        int complete = Math.max(all.lastIndexOf('\n'), all.lastIndexOf('\r')) + 1;
        return length < SAMPLE || complete == 0 ? all : all.substring(0, complete);
    }
}
