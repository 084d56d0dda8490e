package dev.starling.app.data.features;

import dev.starling.core.matrix.Points;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Features of which few are not 0, in compressed rows.
public final class SparseFeatures implements Features {
    private final List<String> names;
    private int rows;
    private int[] starts;
    private int[] indices;
    private double[] values;

    /// Of the arrays of the file; what is stored there as 0 is left out.
    ///
    /// @param names  one a column
    /// @param values they are written to
    public SparseFeatures(List<String> names, int[] starts, int[] indices, double[] values) {
        this.names = names;
        this.rows = starts.length - 1;
        this.starts = starts;
        this.indices = indices;
        this.values = values;
        if (Arrays.stream(values).anyMatch(value -> value == 0)) {
            keep(IntStream.range(0, rows).toArray());
        }
    }

    /// Some of the rows, without zeros.
    private void keep(int[] kept) {
        int[] left = new int[kept.length + 1];
        int[] places = new int[values.length];
        double[] stored = new double[values.length];
        int at = 0;
        for (int row = 0; row < kept.length; row++) {
            for (int e = starts[kept[row]]; e < starts[kept[row] + 1]; e++) {
                if (values[e] != 0) {
                    places[at] = indices[e];
                    stored[at++] = values[e];
                }
            }
            left[row + 1] = at;
        }
        rows = kept.length;
        starts = left;
        indices = Arrays.copyOf(places, at);
        values = Arrays.copyOf(stored, at);
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
        return Points.sparse(rows, names.size(), starts, indices, values);
    }

    @Override
    public int[] dropGaps() {
        int[] kept = IntStream.range(0, rows)
                .filter(row -> IntStream.range(starts[row], starts[row + 1]).noneMatch(e -> Double.isNaN(values[e])))
                .toArray();
        if (kept.length < rows) {
            keep(kept);
        }
        return kept;
    }

    @Override
    public @Nullable String fillGaps() {
        int[] gaps = gaps();
        double[] sums = new double[names.size()];
        double[] scaled = new double[names.size()];
        for (int e = 0; e < values.length; e++) {
            if (!Double.isNaN(values[e])) {
                sums[indices[e]] += values[e];
                scaled[indices[e]] += values[e] / (rows - gaps[indices[e]]);
            }
        }
        long filled = 0;
        for (int e = 0; e < values.length; e++) {
            if (Double.isNaN(values[e])) {
                int column = indices[e];
                values[e] = Double.isFinite(sums[column]) ? sums[column] / (rows - gaps[column]) : scaled[column];
                filled++;
            }
        }
        return DenseFeatures.filled(filled);
    }

    /// How many a column has.
    private int[] gaps() {
        int[] gaps = new int[names.size()];
        for (int e = 0; e < values.length; e++) {
            gaps[indices[e]] += Double.isNaN(values[e]) ? 1 : 0;
        }
        return gaps;
    }

    @Override
    public void eachUnusable(Unusable what) {
        for (int row = 0; row < rows; row++) {
            for (int e = starts[row]; e < starts[row + 1]; e++) {
                if (!Double.isFinite(values[e])) {
                    what.take(row, indices[e], values[e]);
                }
            }
        }
    }

    @Override
    public int firstEmpty() {
        int[] gaps = gaps();
        return rows == 0 ? -1 : IntStream.range(0, gaps.length).filter(column -> gaps[column] == rows).findFirst().orElse(-1);
    }

    @Override
    public boolean areRowsEqual() {
        return IntStream.range(0, rows).allMatch(row -> isEqual(0, row));
    }

    @Override
    public List<String> notes() {
        return DenseFeatures.notes(RepeatedRows.count(rows, this::hash, this::isEqual), constant());
    }

    /// Columns that hold one value: 0, or the same in every row.
    private List<String> constant() {
        int[] stored = new int[names.size()];
        double[] first = new double[names.size()];
        boolean[] vary = new boolean[names.size()];
        for (int e = 0; e < values.length; e++) {
            int column = indices[e];
            first[column] = stored[column]++ == 0 ? values[e] : first[column];
            vary[column] |= values[e] != first[column];
        }
        return IntStream.range(0, stored.length)
                .filter(column -> rows > 0 && (stored[column] == 0 || stored[column] == rows && !vary[column]))
                .mapToObj(names::get)
                .toList();
    }

    private int hash(int row) {
        long hash = 1;
        for (int e = starts[row]; e < starts[row + 1]; e++) {
            hash = RepeatedRows.mixed(RepeatedRows.mixed(hash, indices[e]), Double.doubleToLongBits(values[e]));
        }
        return RepeatedRows.folded(hash);
    }

    private boolean isEqual(int row, int other) {
        return Arrays.equals(indices, starts[row], starts[row + 1], indices, starts[other], starts[other + 1])
                && Arrays.equals(values, starts[row], starts[row + 1], values, starts[other], starts[other + 1]);
    }
}
