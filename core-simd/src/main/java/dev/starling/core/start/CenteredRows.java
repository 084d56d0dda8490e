package dev.starling.core.start;

import dev.starling.core.matrix.SparseRows;

/// Sparse rows with mean 0 in every column, of which only some values at a time are ever at hand: those of [PrincipalComponents#centered], bit for bit.
final class CenteredRows {
    private final SparseRows rows;
    private final double[] first;
    private final double[] means;

    /// What a zero becomes.
    private final double[] zeros;

    CenteredRows(SparseRows rows) {
        this.rows = rows;
        int d = rows.columns();
        first = new double[d];
        rows.copy(0, 0, d, first, 0);
        means = new double[d];
        zeros = new double[d];
        for (int i = 0; i < rows.rows(); i++) {
            add(i);
        }
        for (int k = 0; k < d; k++) {
            means[k] /= rows.rows();
            zeros[k] = 0.0 - first[k] - means[k];
        }
    }

    /// Adds a row to the sums. Where the first row has 0, zeros add nothing.
    private void add(int row) {
        int e = rows.starts()[row];
        int end = rows.starts()[row + 1];
        for (int f = rows.starts()[0]; f < rows.starts()[1]; f++) {
            int k = rows.indices()[f];
            e = addUntil(e, end, k);
            boolean stored = e < end && rows.indices()[e] == k;
            means[k] += (stored ? rows.values()[e] : 0.0) - first[k];
            e += stored ? 1 : 0;
        }
        addUntil(e, end, rows.columns());
    }

    private int addUntil(int from, int end, int column) {
        int e = from;
        for (; e < end && rows.indices()[e] < column; e++) {
            means[rows.indices()[e]] += rows.values()[e];
        }
        return e;
    }

    int rows() {
        return rows.rows();
    }

    int columns() {
        return rows.columns();
    }

    /// Columns `from` until before `to` of a row.
    void copy(int row, int from, int to, double[] out, int at) {
        System.arraycopy(zeros, from, out, at, to - from);
        for (int e = rows.first(row, from); e < rows.starts()[row + 1] && rows.indices()[e] < to; e++) {
            int k = rows.indices()[e];
            out[at + k - from] = rows.values()[e] - first[k] - means[k];
        }
    }
}
