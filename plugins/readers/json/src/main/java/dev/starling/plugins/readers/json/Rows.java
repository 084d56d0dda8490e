package dev.starling.plugins.readers.json;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows as they come, kept by key.
final class Rows {
    private static final int FIRST = 16;

    /// Whole numbers up to here are doubles.
    private static final double EXACT = 0x1p53;

    private static final int MOST = Integer.MAX_VALUE - 8;

    /// Room that is taken whatever the lines hold; and how much more than what they hold is taken beyond it, for keys that most of them have not.
    private static final long LITTLE_ROOM = 1 << 22;
    private static final long MOST_ROOM_A_VALUE = 64;

    private final Map<String, Growing> columns = new LinkedHashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private double[] vector = new double[FIRST];
    private int length;
    private int line;
    private int row = -1;
    private long values;
    private long room;

    /// What the values of a key are; settled by the first that is not missing.
    private enum Kind {
        UNKNOWN,
        NUMBER,
        TEXT,
        VECTOR
    }

    /// A column that is not yet whole.
    private static final class Growing {
        private Kind kind = Kind.UNKNOWN;
        private int seen = -1;
        private int width;

        /// Whether the numbers are kept as they are written, since a double would round one of them.
        private boolean written;

        private double[] numbers = new double[0];
        private @Nullable String[] texts = new String[0];
    }

    /// Room for the numbers of a row; those that none fills are NaN.
    private int place(String key, Growing column, int inRow, int wide) throws UnreadableException {
        long end = (inRow + 1L) * wide;
        int before = column.numbers.length;
        if (end > before) {
            column.numbers = Arrays.copyOf(column.numbers, grown(key, before, end));
            Arrays.fill(column.numbers, before, column.numbers.length, Double.NaN);
        }
        return (int) (end - wide);
    }

    /// @throws UnreadableException if it is more room than the lines that are there account for
    private int grown(String key, int before, long needed) throws UnreadableException {
        if (needed > MOST) {
            throw fault(key, "has more values than fit into memory at once", "Give fewer lines, or leave this key out.");
        }
        int after = (int) Math.min(MOST, Math.max(needed, 2L * before));
        room += after - before;
        check(key, room);
        return after;
    }

    private void check(String key, long places) throws UnreadableException {
        if (places > LITTLE_ROOM && places / MOST_ROOM_A_VALUE > values) {
            throw fault(key, "is missing in nearly all lines: of " + places + " places in the table " + values + " are filled",
                    "Leave such keys out, or give them in each line.");
        }
    }

    boolean isEmpty() {
        return row < 0;
    }

    /// Whether there is but one row, whose keys have objects or arrays that look like columns.
    boolean isByColumns() {
        return row == 0 && columns.size() > 1
                && columns.entrySet().stream().allMatch(column -> column.getKey().contains(".") || column.getValue().kind == Kind.VECTOR);
    }

    void begin(int atLine) {
        row++;
        line = atLine;
    }

    void number(String key, double value) throws UnreadableException {
        Growing column = column(key, Kind.NUMBER);
        values++;
        if (column.written) {
            put(key, column, digits(value));
            return;
        }
        int at = place(key, column, row, 1);
        column.numbers[at] = value;
    }

    /// A number of which a double would lose digits: it may be a name.
    void numeral(String key, String digits) throws UnreadableException {
        Growing column = column(key, Kind.NUMBER);
        values++;
        if (!column.written) {
            column.written = true;
            column.texts = Arrays.stream(column.numbers).mapToObj(Rows::digits).toArray(String[]::new);
            column.numbers = new double[0];
        }
        put(key, column, digits);
    }

    private static @Nullable String digits(double value) {
        return Double.isNaN(value) ? null : value == Math.rint(value) && Math.abs(value) <= EXACT ? Long.toString((long) value) : Double.toString(value);
    }

    void text(String key, String value) throws UnreadableException {
        Growing column = column(key, Kind.TEXT);
        values++;
        put(key, column, value);
    }

    private void put(String key, Growing column, @Nullable String value) throws UnreadableException {
        if (row >= column.texts.length) {
            column.texts = Arrays.copyOf(column.texts, Math.max(FIRST, grown(key, column.texts.length, row + 1L)));
        }
        column.texts[row] = value == null ? null : texts.computeIfAbsent(value, same -> same);
    }

    void missing(String key) throws UnreadableException {
        values++;
        column(key, Kind.UNKNOWN);
    }

    void beginVector(String key) throws UnreadableException {
        column(key, Kind.VECTOR);
        length = 0;
    }

    void element(double value) {
        if (length == vector.length) {
            vector = Arrays.copyOf(vector, Math.multiplyExact(length, 2));
        }
        vector[length++] = value;
    }

    void endVector(String key) throws UnreadableException {
        Growing column = columns.get(key);
        if (column == null) {
            throw new IllegalStateException(key);
        }
        if (column.width == 0) {
            column.width = length;
        } else if (column.width != length) {
            throw fault(key, "has a vector of " + length + " numbers, and those before have " + column.width, "Give vectors of one length.");
        }
        values += length;
        int at = place(key, column, row, length);
        System.arraycopy(vector, 0, column.numbers, at, length);
    }

    private Growing column(String key, Kind kind) throws UnreadableException {
        Growing column = columns.computeIfAbsent(key, _ -> new Growing());
        if (column.seen == row) {
            throw fault(key, "stands there twice", "Keep one of them.");
        }
        column.seen = row;
        if (column.kind == Kind.UNKNOWN) {
            column.kind = kind;
        } else if (kind != Kind.UNKNOWN && kind != column.kind) {
            throw fault(key, "is " + inWords(kind) + ", and in lines before " + inWords(column.kind), "Write all values of a key alike.");
        }
        return column;
    }

    private static String inWords(Kind kind) {
        return switch (kind) {
            case UNKNOWN -> "missing";
            case NUMBER -> "a number";
            case TEXT -> "a text";
            case VECTOR -> "an array";
        };
    }

    UnreadableException fault(String key, String what, String remedy) {
        return new UnreadableException("line " + line + ", key '" + key + "'", what, remedy);
    }

    Table table() throws UnreadableException {
        int rows = row + 1;
        List<Column> whole = new ArrayList<>();
        long places = 0;
        for (Map.Entry<String, Growing> found : columns.entrySet()) {
            String name = found.getKey();
            Growing column = found.getValue();
            places += (long) rows * Math.max(1, column.width);
            check(name, places);
            whole.add(switch (column.kind) {
                case NUMBER -> column.written
                        ? new Column.Numerals(name, Arrays.copyOf(column.texts, rows))
                        : new Column.Numbers(name, filled(name, column, rows, 1));
                case VECTOR -> new Column.Vectors(name, List.of(), rows, column.width, filled(name, column, rows, column.width));
                case TEXT, UNKNOWN -> new Column.Texts(name, Arrays.copyOf(column.texts, rows));
            });
        }
        return new Table(rows, whole);
    }

    private double[] filled(String name, Growing column, int rows, int width) throws UnreadableException {
        if (rows > 0) {
            place(name, column, rows - 1, width);
        }
        int needed = rows * width;
        return column.numbers.length == needed ? column.numbers : Arrays.copyOf(column.numbers, needed);
    }
}
