package dev.starling.app.data.text;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import org.jspecify.annotations.Nullable;

import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/// A text cut into records, whatever their sizes.
final class Records {
    static final int MAX_CELL = 1 << 24;
    private static final int MAX_LINE = 1 << 26;
    private static final char BLANK = ' ';

    private final Handler handler;
    private final CloseableIterator<Row> records;

    /// @param comment what lines begin with that are no records; null if there are none
    /// @param lines   how many lines of the file come before this text
    Records(Reader text, char delimiter, char quote, @Nullable Character comment, long lines) {
        handler = new Handler(lines);
        CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(quote)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_CELL);
        if (comment != null) {
            builder.commentStrategy(CommentStrategy.SKIP).commentCharacter(comment);
        }
        records = builder.build(handler, delimiter == BLANK ? new BlankRuns(text, quote) : text).iterator();
    }

    /// The next record, whose object is used again for the one after it; null at the end.
    ///
    /// @throws CsvParseException if it is none
    @Nullable Row next() {
        return records.hasNext() ? records.next() : null;
    }

    /// The record that is being read, as far as it has come.
    Row current() {
        return handler.row;
    }

    /// Whether a cell of the record that was read last has several lines.
    boolean hasLines() {
        return handler.lines;
    }

    /// The first records that are no empty lines; those before a fault, if there is one: it is reported when the table is read.
    static List<Row> first(int number, Records records) {
        List<Row> rows = new ArrayList<>();
        try {
            for (Row row = records.next(); row != null && rows.size() < number; row = records.next()) {
                if (!row.isBlank()) {
                    rows.add(row.copy());
                }
            }
        } catch (CsvParseException e) {
            return rows;
        }
        return rows;
    }

    /// Collects the cells of a record in one row, used again and again.
    private static final class Handler extends CsvCallbackHandler<Row> {
        private final Row row = new Row();
        private final long before;
        private boolean comment;
        private boolean lines;

        Handler(long before) {
            this.before = before;
        }

        @Override
        protected RecordType getRecordType() {
            return comment ? RecordType.COMMENT : row.size() == 0 ? RecordType.EMPTY : RecordType.DATA;
        }

        @Override
        protected int getFieldCount() {
            return row.size();
        }

        @Override
        protected void beginRecord(long line) {
            row.begin(before + line);
            comment = false;
            lines = false;
        }

        @Override
        protected void addField(char[] buffer, int offset, int length, boolean quoted) {
            if (row.length() + length > MAX_LINE) {
                throw new CsvParseException("too long");
            }
            row.add(buffer, offset, length);
            lines |= quoted && hasLineBreak(buffer, offset, offset + length);
        }

        private static boolean hasLineBreak(char[] buffer, int from, int to) {
            for (int i = from; i < to; i++) {
                if (buffer[i] == '\n' || buffer[i] == '\r') {
                    return true;
                }
            }
            return false;
        }

        @Override
        protected void setComment(char[] buffer, int offset, int length) {
            comment = true;
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
