package dev.starling.app.data.features;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.util.Arrays;
import java.util.Locale;

/// Rows of numbers as they come, side by side in one array that grows.
final class RowStore {
    private static final int LEAST_ROWS = 64;

    private final String file;
    private final int width;
    private double[] values;
    private int rows;

    /// @param file     where they come from, for messages
    /// @param expected how many rows there will be, if that is known: the array is then made once, and none is copied
    RowStore(String file, int width, long expected) {
        this.file = file;
        this.width = width;
        refuseTooMany(expected, 1);
        this.values = new double[Math.toIntExact(Math.max(expected, LEAST_ROWS) * width)];
    }

    int rows() {
        return rows;
    }

    /// A place for the next row's numbers, which is to be filled: it begins at `rows() * width`.
    double[] next() {
        int end = (rows + 1) * width;
        if (end > values.length) {
            long grown = rows + Math.max(1L, rows / 2);
            refuseTooMany(grown, 2);
            values = Arrays.copyOf(values, Math.toIntExact(grown * width));
        }
        return values;
    }

    /// Keeps the row that was put into the place of the next.
    void keep() {
        rows++;
    }

    double get(int row, int column) {
        return values[row * width + column];
    }

    void dropLast(int count) {
        rows -= count;
    }

    /// All of them, row-major. This store is empty afterwards.
    double[] take() {
        double[] all = values.length == rows * width ? values : Arrays.copyOf(values, rows * width);
        values = new double[0];
        return all;
    }

    /// @param copies how many arrays there are for a moment
    private void refuseTooMany(long wanted, long copies) {
        long cells = wanted * width;
        long bytes = copies * Double.BYTES * cells;
        if (cells > Integer.MAX_VALUE - 8 || bytes > Runtime.getRuntime().maxMemory()) {
            throw new Fault(Exit.RESOURCES, String.format(Locale.ROOT,
                    "%s has %s %,d rows of %,d columns, which need %,d MB; Java has %,d MB. Take fewer rows or columns, or give Java more memory"
                            + " (STARLING_JAVA_OPTIONS=-Xmx%dm).",
                    file, copies == 1 ? "about" : "more than", copies == 1 ? wanted : rows, width, bytes >> 20,
                    Runtime.getRuntime().maxMemory() >> 20, (bytes + bytes / 4 >> 20) + 64));
        }
    }
}
