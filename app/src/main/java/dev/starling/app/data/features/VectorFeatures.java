package dev.starling.app.data.features;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Problems;
import dev.starling.app.data.cells.VectorText;
import dev.starling.app.data.columns.Missing;
import dev.starling.app.data.text.Row;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Features that stand in one cell of each row.
public final class VectorFeatures implements RowFeatures {
    private static final String REMEDY = "Write whole vectors of one length, or leave such rows out.";

    private final String file;
    private final String name;
    private final int column;
    private final int width;
    private final Missing missing;
    private final Problems unusable = new Problems();
    private final Problems gaps = new Problems();
    private final RowStore store;

    /// @param name   of the column
    /// @param column where it stands
    /// @param width  numbers of a vector
    public VectorFeatures(String file, String name, int column, int width, Missing missing, long expected) {
        this.file = file;
        this.name = name;
        this.column = column;
        this.width = width;
        this.missing = missing;
        this.store = new RowStore(file, width, expected);
    }

    /// What the numbers of a vector are called.
    static List<String> names(String name, int width) {
        return IntStream.range(0, width).mapToObj(k -> name + "[" + k + "]").toList();
    }

    @Override
    public void take(Row row) {
        double[] values = store.next();
        int at = store.rows() * width;
        String text = row.text(column);
        String place = file + ":" + row.line() + ":" + (column + 1) + " (" + name + ")";
        if (Cell.isMissing(text)) {
            Arrays.fill(values, at, at + width, Double.NaN);
            if (missing == Missing.REFUSE) {
                gaps.add(place, "the vector is missing", "Say --missing drop to leave out such rows.");
            }
        } else {
            String fault = VectorText.read(text, width, values, at);
            if (fault != null) {
                Arrays.fill(values, at, at + width, Double.NaN);
                unusable.add(place, fault, REMEDY);
            }
        }
        store.keep();
    }

    @Override
    public boolean sumUp(int last) {
        return false;
    }

    @Override
    public void dropLast(int rows) {
        store.dropLast(rows);
    }

    @Override
    public Features done() {
        unusable.refuse();
        gaps.refuse();
        int rows = store.rows();
        return new DenseFeatures(names(name, width), store.take(), rows);
    }

    @Override
    public List<String> rounded() {
        return List.of();
    }
}
