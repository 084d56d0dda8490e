package dev.starling.app.data.text;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;

import java.util.Arrays;
import java.util.List;

/// One record of a table: its cells and the line where it begins. The next record takes its place; copy what is kept.
public final class Row {
    private long line;
    private int cells;
    private char[] text = new char[256];
    private int[] ends = new int[16];

    /// Empties this row for the record that begins at a line.
    void begin(long atLine) {
        line = atLine;
        cells = 0;
    }

    void add(char[] from, int offset, int length) {
        int start = end(cells - 1);
        int end = start + length;
        if (end > text.length) {
            text = Arrays.copyOf(text, Math.max(end, 2 * text.length));
        }
        System.arraycopy(from, offset, text, start, length);
        if (cells == ends.length) {
            ends = Arrays.copyOf(ends, 2 * cells);
        }
        ends[cells++] = end;
    }

    /// The physical line where the record begins, from 1.
    public long line() {
        return line;
    }

    public int size() {
        return cells;
    }

    /// Characters in all cells together.
    public int length() {
        return end(cells - 1);
    }

    /// A cell without blanks around it.
    public String text(int cell) {
        int from = from(cell);
        return new String(text, from, to(cell, from) - from);
    }

    /// The number in a cell; infinite if it is too large, NaN if it is none (see [Cell#parse]).
    public double number(int cell, Decimals decimals) {
        if (!decimals.isPlain()) {
            return decimals.parse(text(cell));
        }
        int from = from(cell);
        return Cell.parse(text, from, to(cell, from));
    }

    /// Whether nothing is in its cells: an empty line, or one of delimiters alone, as spreadsheets write them.
    public boolean isBlank() {
        for (int cell = 0; cell < cells; cell++) {
            int from = from(cell);
            if (to(cell, from) > from) {
                return false;
            }
        }
        return true;
    }

    public Row copy() {
        Row copy = new Row();
        copy.line = line;
        copy.cells = cells;
        copy.text = Arrays.copyOf(text, length());
        copy.ends = Arrays.copyOf(ends, cells);
        return copy;
    }

    /// The same with an empty cell before the first.
    public Row shifted() {
        Row shifted = new Row();
        shifted.begin(line);
        shifted.add(text, 0, 0);
        for (int cell = 0; cell < cells; cell++) {
            shifted.add(text, end(cell - 1), ends[cell] - end(cell - 1));
        }
        return shifted;
    }

    /// A row of given texts.
    public static Row of(long line, List<String> texts) {
        Row row = new Row();
        row.begin(line);
        texts.forEach(text -> row.add(text.toCharArray(), 0, text.length()));
        return row;
    }

    /// Blanks of any kind: those that word processors put around numbers cannot be seen.
    private static boolean isBlank(char c) {
        return c <= ' ' || (c > 0x7F && (Character.isSpaceChar(c) || c == '\u200B' || c == '\uFEFF'));
    }

    private int end(int cell) {
        return cell < 0 ? 0 : ends[cell];
    }

    private int from(int cell) {
        int from = end(cell - 1);
        while (from < ends[cell] && isBlank(text[from])) {
            from++;
        }
        return from;
    }

    private int to(int cell, int from) {
        int to = ends[cell];
        while (to > from && isBlank(text[to - 1])) {
            to--;
        }
        return to;
    }
}
