package dev.starling.plugins.readers.arrays;

import dev.starling.api.table.UnreadableException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The lines of a file, counted. A line that does not end is not read until the memory is full.
final class TextLines implements AutoCloseable {
    private static final int LONGEST = 1 << 26;
    private static final int BUFFER = 1 << 16;
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

    /// Whole numbers up to here are doubles.
    private static final double EXACT = 0x1p53;

    private final Reader text;
    private final String where;
    private final char[] some = new char[BUFFER];
    private final StringBuilder begun = new StringBuilder();
    private int at;
    private int end;
    private long number;
    private boolean ended = true;

    TextLines(InputStream bytes) {
        this(bytes, "");
    }

    /// @param where what stands before a line's number in messages: empty, or a file beside the one that is read
    TextLines(InputStream bytes, String where) {
        this.where = where;
        text = new InputStreamReader(bytes, StandardCharsets.UTF_8);
    }

    /// The next line without its end; null where there is none.
    @Nullable String next() throws IOException {
        begun.setLength(0);
        number++;
        while (at < end || fill()) {
            int from = at;
            while (at < end && some[at] != '\n') {
                at++;
            }
            begun.append(some, from, at - from);
            if (begun.length() > LONGEST) {
                throw fault("has more than " + LONGEST + " characters", "Break the line, or take another format.");
            } else if (at < end) {
                at++;
                ended = true;
                return withoutReturn();
            }
        }
        ended &= begun.isEmpty();
        return begun.isEmpty() ? null : withoutReturn();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, text.read(some));
        return end > 0;
    }

    private String withoutReturn() {
        int length = begun.length();
        return begun.substring(0, length > 0 && begun.charAt(length - 1) == '\r' ? length - 1 : length);
    }

    /// A number of this line. Whole ones that no double holds are no data to be rounded in silence, as in arrays of whole numbers.
    ///
    /// @throws NumberFormatException if it is none
    double number(String digits) throws UnreadableException {
        double value = Double.parseDouble(digits);
        boolean rounded = Math.abs(value) >= EXACT && WHOLE.matcher(digits).matches() && new BigDecimal(digits).compareTo(new BigDecimal(value)) != 0;
        if (rounded) {
            throw fault("has a whole number, " + digits + ", that has more digits than the 53 bits of a double",
                    "If its last digits do not matter, write it with an exponent; if it names something, leave the column out.");
        }
        return value;
    }

    /// What is wrong with the line that was read last.
    UnreadableException fault(String what, String remedy) {
        return new UnreadableException(where + "line " + number, what, remedy);
    }

    /// To be asked when all lines are read: nothing but a line without an end gives away a text that is cut within its last number. Programs that
    /// write these formats end each line.
    void checkEnd() throws UnreadableException {
        if (!ended) {
            throw new UnreadableException(where + "line " + (number - 1), "is the last and does not end: the file may be cut",
                    "Copy or download it again; if it is whole, end the line.");
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
