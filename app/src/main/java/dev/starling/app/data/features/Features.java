package dev.starling.app.data.features;

import dev.starling.app.data.columns.ColumnNames;
import dev.starling.core.matrix.Points;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The numbers that a map is made from, whatever file they come from, and what becomes of the gaps among them. They are NaN until rows are
/// dropped or gaps are filled.
public final class Features {
    private final List<String> names;
    private final int width;
    private double[] values;
    private int rows;

    /// @param names  one a column
    /// @param values row-major; they are written to
    public Features(List<String> names, double[] values, int rows) {
        this.names = names;
        this.width = names.size();
        this.values = values;
        this.rows = rows;
    }

    public int rows() {
        return rows;
    }

    public List<String> names() {
        return names;
    }

    public Points points() {
        return Points.owning(rows, width, values);
    }

    /// Leaves out the rows with gaps; the others keep their order.
    ///
    /// @return which rows are left
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

    /// Puts the means of columns in the place of gaps, and says how many there were; null if there were none.
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

    /// What is done with a number that cannot be used, and where it stands.
    public interface Unusable {
        void take(int row, int column, double value);
    }

    /// All numbers that are not finite.
    public void eachUnusable(Unusable what) {
        for (int at = 0; at < rows * width; at++) {
            if (!Double.isFinite(values[at])) {
                what.take(at / width, at % width, values[at]);
            }
        }
    }

    /// The first column that has no number at all; −1 if each has one.
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

    /// Rows that repeat others, and columns that are constant.
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        int repeated = repeatedRows();
        if (repeated > 0) {
            notes.add(repeated + (repeated == 1 ? " row repeats an earlier one" : " rows repeat an earlier one"));
        }
        List<String> constant = IntStream.range(0, width).filter(this::isConstant).mapToObj(names::get).toList();
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

    /// Rows are met by their hashes, in a table of twice as many places.
    private int repeatedRows() {
        int places = Integer.highestOneBit(Math.max(1, rows)) << 2;
        int[] firsts = new int[places];
        int repeated = 0;
        for (int row = 0; row < rows; row++) {
            int place = hash(row) & (places - 1);
            while (firsts[place] != 0 && !isEqual(firsts[place] - 1, row)) {
                place = (place + 1) & (places - 1);
            }
            repeated += firsts[place] == 0 ? 0 : 1;
            firsts[place] = firsts[place] == 0 ? row + 1 : firsts[place];
        }
        return repeated;
    }

    private int hash(int row) {
        long hash = 1;
        for (int at = row * width; at < (row + 1) * width; at++) {
            hash = hash * 0x9E3779B97F4A7C15L + Double.doubleToLongBits(values[at]);
        }
        return (int) (hash >>> 32) ^ (int) (hash >>> 17);
    }

    private boolean isEqual(int row, int other) {
        return Arrays.equals(values, row * width, (row + 1) * width, values, other * width, (other + 1) * width);
    }
}
