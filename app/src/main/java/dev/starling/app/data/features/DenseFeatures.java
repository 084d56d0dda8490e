package dev.starling.app.data.features;

import dev.starling.app.data.columns.ColumnNames;
import dev.starling.core.base.Counted;
import dev.starling.core.matrix.Points;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Features of which every value is stored.
public final class DenseFeatures implements Features {
    private final List<String> names;
    private final int width;
    private double[] values;
    private int rows;

    /// @param names  one a column
    /// @param values row-major; they are written to
    public DenseFeatures(List<String> names, double[] values, int rows) {
        this.names = names;
        this.width = names.size();
        this.values = values;
        this.rows = rows;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public Points points() {
        return Points.owning(rows, width, values);
    }

    @Override
    public int[] dropGaps() {
        int[] kept = IntStream.range(0, rows).filter(this::isWhole).toArray();
        if (kept.length < rows) {
            for (int row = 0; row < kept.length; row++) {
                System.arraycopy(values, kept[row] * width, values, row * width, width);
            }
            rows = kept.length;
            values = Arrays.copyOf(values, rows * width);
        }
        return kept;
    }

    private boolean isWhole(int row) {
        for (int at = row * width; at < (row + 1) * width; at++) {
            if (Double.isNaN(values[at])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable String fillGaps() {
        long filled = 0;
        for (int column = 0; column < width; column++) {
            int present = present(column);
            if (present < rows) {
                double mean = mean(column, present);
                for (int at = column; at < rows * width; at += width) {
                    if (Double.isNaN(values[at])) {
                        values[at] = mean;
                        filled++;
                    }
                }
            }
        }
        return filled(filled);
    }

    static @Nullable String filled(long filled) {
        return filled == 0 ? null : filled == 1 ? "1 gap filled with its column's mean" : filled + " gaps filled with their columns' means";
    }

    private int present(int column) {
        int present = 0;
        for (int at = column; at < rows * width; at += width) {
            present += Double.isNaN(values[at]) ? 0 : 1;
        }
        return present;
    }

    private double mean(int column, int present) {
        double sum = 0;
        double scaled = 0;
        for (int at = column; at < rows * width; at += width) {
            if (!Double.isNaN(values[at])) {
                sum += values[at];
                scaled += values[at] / present;
            }
        }
        return Double.isFinite(sum) ? sum / present : scaled;
    }

    @Override
    public void eachUnusable(Unusable what) {
        for (int at = 0; at < rows * width; at++) {
            if (!Double.isFinite(values[at])) {
                what.take(at / width, at % width, values[at]);
            }
        }
    }

    @Override
    public int firstEmpty() {
        boolean[] seen = new boolean[width];
        int missing = rows == 0 ? 0 : width;
        // Row by row, and seldom farther than the first.
        for (int at = 0; at < rows * width && missing > 0; at++) {
            if (!seen[at % width] && !Double.isNaN(values[at])) {
                seen[at % width] = true;
                missing--;
            }
        }
        return missing == 0 ? -1 : IntStream.range(0, width).filter(column -> !seen[column]).findFirst().orElse(-1);
    }

    @Override
    public boolean areRowsEqual() {
        return IntStream.range(0, rows).allMatch(row -> isEqual(0, row));
    }

    @Override
    public List<String> notes() {
        return width == 0 ? List.of() : notes(RepeatedRows.count(rows, this::hash, this::isEqual), IntStream.range(0, width).filter(this::isConstant).mapToObj(names::get).toList());
    }

    /// @param repeated how many rows repeat others
    /// @param constant columns that are
    static List<String> notes(int repeated, List<String> constant) {
        List<String> notes = new ArrayList<>();
        if (repeated > 0) {
            notes.add(Counted.of(repeated, "row repeats", "rows repeat") + " an earlier one");
        }
        if (!constant.isEmpty()) {
            notes.add((constant.size() == 1 ? "constant column: " : constant.size() + " constant columns: ") + ColumnNames.shown(constant));
        }
        return notes;
    }

    private boolean isConstant(int column) {
        for (int at = column; at < rows * width; at += width) {
            if (values[at] != values[column]) {
                return false;
            }
        }
        return rows > 0;
    }

    private int hash(int row) {
        long hash = 1;
        for (int at = row * width; at < (row + 1) * width; at++) {
            hash = RepeatedRows.mixed(hash, Double.doubleToLongBits(values[at] + 0.0)); // -0 as 0
        }
        return RepeatedRows.folded(hash);
    }

    private boolean isEqual(int row, int other) {
        for (int k = 0; k < width; k++) {
            if (values[row * width + k] != values[other * width + k]) {
                return false;
            }
        }
        return true;
    }
}
