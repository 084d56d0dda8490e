package dev.starling.app.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The records of a table, one after the other, all as long as the first. Empty lines are passed over and counted.
final class Rows {
    private static final int SAMPLE = 1 << 16;
    private static final int SAMPLE_ROWS = 50;
    private static final int MAX_CELL = 1 << 24;
    private static final int MAX_LINE = 1 << 26;

    /// Characters that may separate cells, in the order in which a draw is decided.
    private static final List<Character> DELIMITERS = List.of(',', '\t', ';', '|');

    private final Source source;
    private final char delimiter;
    private final Handler handler = new Handler();
    private final CloseableIterator<Row> records;
    private int expected;
    private long blankBefore;
    private long blank;

    private Rows(Source source, char delimiter, Reader text) {
        this.source = source;
        this.delimiter = delimiter;
        this.records = records(delimiter, handler, text);
    }

    /// @param delimiter what separates cells; null to find out
    static Rows of(Source source, @Nullable Character delimiter) {
        BufferedReader text = new BufferedReader(source.text(), 2 * SAMPLE);
        return new Rows(source, delimiter == null ? delimiterOf(sample(source, text)) : delimiter, text);
    }

    char delimiter() {
        return delimiter;
    }

    /// Empty lines before a row that was read.
    long blankLines() {
        return blank;
    }

    /// The next row, whose object is used again for the one after it; null at the end.
    ///
    /// @throws Fault if it has more or fewer cells than the first, or is no row at all
    @Nullable Row next() {
        Row row;
        do {
            row = advance();
            if (row == null) {
                return null;
            }
            blankBefore += row.isBlank() ? 1 : 0;
        } while (row.isBlank());
        if (expected == 0) {
            expected = row.size();
        } else {
            blank += blankBefore;
            if (row.size() != expected) {
                throw ragged(row);
            }
        }
        blankBefore = 0;
        return row;
    }

    private @Nullable Row advance() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            throw fault(e);
        } catch (UncheckedIOException e) {
            throw Source.fault(source.name(), Objects.requireNonNull(e.getCause()));
        }
    }

    private Fault ragged(Row row) {
        int found = row.size();
        String what = source.name() + ":" + row.line() + ": " + found + (found == 1 ? " field, " : " fields, ")
                + "the first line has " + expected + ". ";
        if (found == expected + 1 && row.text(found - 1).isEmpty()) {
            return new Fault(Exit.DATA, what + "Is the last '" + name(delimiter) + "' one too many?");
        }
        boolean lastAndCut = found < expected && advance() == null && source.text().last() != '\n' && source.text().last() != '\r';
        return new Fault(Exit.DATA, what + (lastAndCut ? "It is the last line and does not end: the file may be truncated." : "Mend the line."));
    }

    private Fault fault(CsvParseException e) {
        if (e.getCause() instanceof IOException io) {
            return Source.fault(source.name(), io);
        }
        String place = source.name() + ":" + handler.row.line() + ":" + (handler.row.size() + 1) + ": ";
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Unclosed quoted field")) {
            return new Fault(Exit.DATA, place + "a quote opens here and never closes. Close it, or double quotes inside quotes.", e);
        } else if (message.startsWith("Unexpected character after closing quote")) {
            return new Fault(Exit.DATA, place + "text follows a closing quote. Put the whole cell in quotes, and double those inside.", e);
        }
        return new Fault(Exit.DATA, place + String.format(Locale.ROOT,
                "the cell is too long: at most %,d characters. Is a quote left open, or the delimiter wrong?", MAX_CELL), e);
    }

    private static String name(char delimiter) {
        return delimiter == '\t' ? "tab" : String.valueOf(delimiter);
    }

    private static CloseableIterator<Row> records(char delimiter, Handler handler, Reader text) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_CELL)
                .build(handler, text)
                .iterator();
    }

    /// The first complete lines of a text, which is then back at its beginning.
    private static String sample(Source source, BufferedReader text) {
        try {
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
        } catch (IOException e) {
            throw Source.fault(source.name(), e);
        }
    }

    /// The delimiter that cuts a text into rows of equal length, two cells or more, with the most numbers in them.
    static char delimiterOf(String sample) {
        char best = DELIMITERS.getFirst();
        double most = 0;
        for (char candidate : DELIMITERS) {
            double score = score(sample, candidate);
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }

    private static double score(String sample, char delimiter) {
        List<Row> rows = new ArrayList<>();
        try {
            CloseableIterator<Row> records = records(delimiter, new Handler(), Reader.of(sample));
            while (rows.size() < SAMPLE_ROWS && records.hasNext()) {
                Row row = records.next();
                if (!row.isBlank()) {
                    rows.add(row.copy());
                }
            }
        } catch (CsvParseException e) {
            // What comes before the fault is enough to judge by; the fault itself is reported when the table is read.
        }
        int usual = usualSize(rows);
        if (usual < 2) {
            return 0;
        }
        List<Row> alike = rows.stream().filter(row -> row.size() == usual).toList();
        long cells = 0;
        long numbers = 0;
        for (Row row : alike) {
            for (int cell = 0; cell < usual; cell++) {
                String text = row.text(cell);
                cells++;
                numbers += Cell.isMissing(text) || Cell.isMeantAsNumber(text) ? 1 : 0;
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

    /// Collects the cells of a record in one row, used again and again.
    private static final class Handler extends CsvCallbackHandler<Row> {
        private final Row row = new Row();

        @Override
        protected RecordType getRecordType() {
            return row.size() == 0 ? RecordType.EMPTY : RecordType.DATA;
        }

        @Override
        protected int getFieldCount() {
            return row.size();
        }

        @Override
        protected void beginRecord(long line) {
            row.begin(line);
        }

        @Override
        protected void addField(char[] buffer, int offset, int length, boolean quoted) {
            if (row.length() + length > MAX_LINE) {
                throw new CsvParseException("too long");
            }
            row.add(buffer, offset, length);
        }

        @Override
        protected void setComment(char[] buffer, int offset, int length) {
            throw new IllegalStateException("comments are not asked for");
        }

        @Override
        protected void setEmpty() {
            // A row without cells is an empty line.
        }

        @Override
        protected Row buildRecord() {
            return row;
        }
    }
}
