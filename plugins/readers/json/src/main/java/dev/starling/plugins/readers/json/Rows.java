package dev.starling.plugins.readers.json;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows as they come, kept by key.
final class Rows {
    private static final int FIRST = 16;

    private final Map<String, Growing> columns = new LinkedHashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private double[] vector = new double[FIRST];
    private int length;
    private int line;
    private int row = -1;

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
        private double[] numbers = new double[0];
        private String[] texts = new String[0];

        /// Room for the numbers of a row; those that none fills are NaN.
        private int place(int row, int wide) {
            int end = Math.multiplyExact(row + 1, wide);
            if (end > numbers.length) {
                int before = numbers.length;
                numbers = Arrays.copyOf(numbers, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * before)));
                Arrays.fill(numbers, before, numbers.length, Double.NaN);
            }
            return end - wide;
        }
    }

    boolean isEmpty() {
        return row < 0;
    }

    void begin(int atLine) {
        row++;
        line = atLine;
    }

    void number(String key, double value) throws UnreadableException {
        Growing column = column(key, Kind.NUMBER);
        int at = column.place(row, 1);
        column.numbers[at] = value;
    }

    void text(String key, String value) throws UnreadableException {
        Growing column = column(key, Kind.TEXT);
        if (row >= column.texts.length) {
            column.texts = Arrays.copyOf(column.texts, Math.max(FIRST, Math.multiplyExact(row, 2)));
        }
        column.texts[row] = texts.computeIfAbsent(value, same -> same);
    }

    void missing(String key) throws UnreadableException {
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
        int at = column.place(row, length);
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

    Table table() {
        int rows = row + 1;
        List<Column> whole = new ArrayList<>();
        columns.forEach((name, column) -> {
            switch (column.kind) {
                case NUMBER -> whole.add(new Column.Numbers(name, filled(column, rows, 1)));
                case VECTOR -> whole.add(new Column.Vectors(name, List.of(), rows, column.width, filled(column, rows, column.width)));
                case TEXT, UNKNOWN -> whole.add(new Column.Texts(name, Arrays.copyOf(column.texts, rows)));
            }
        });
        return new Table(rows, whole);
    }

    private static double[] filled(Growing column, int rows, int width) {
        if (rows > 0) {
            column.place(rows - 1, width);
        }
        int needed = rows * width;
        return column.numbers.length == needed ? column.numbers : Arrays.copyOf(column.numbers, needed);
    }
}
