package dev.starling.core.distance;

import dev.starling.core.matrix.SparseRows;

import java.util.Arrays;

/// Sparse rows, some at a time, by their columns: in a block, the stored values of one column lie side by side.
final class SparseBlocks {
    /// Rows of a block.
    static final int ROWS = 64;

    private static final long WHERE = (1L << Integer.SIZE) - 1;

    private final Block[] blocks;

    /// The values of some rows.
    ///
    /// @param columns those in which a value is stored, rising
    /// @param starts  where each of them begins, and one past the last ends
    /// @param points  rows of the values within the block, rising in a column
    /// @param values  the values
    record Block(int[] columns, int[] starts, byte[] points, double[] values) {}

    SparseBlocks(SparseRows rows) {
        blocks = new Block[Math.ceilDiv(rows.rows(), ROWS)];
        Arrays.setAll(blocks, b -> block(rows, b * ROWS, Math.min(rows.rows(), (b + 1) * ROWS)));
    }

    private static Block block(SparseRows rows, int from, int to) {
        int first = rows.starts()[from];
        int count = rows.starts()[to] - first;
        byte[] rowOf = new byte[count];
        for (int row = from; row < to; row++) {
            Arrays.fill(rowOf, rows.starts()[row] - first, rows.starts()[row + 1] - first, (byte) (row - from));
        }
        long[] order = new long[count];
        Arrays.setAll(order, e -> (long) rows.indices()[first + e] << Integer.SIZE | e);
        Arrays.sort(order);
        int[] columns = new int[count];
        int[] starts = new int[count + 1];
        byte[] points = new byte[count];
        double[] values = new double[count];
        int different = 0;
        for (int at = 0; at < count; at++) {
            int column = (int) (order[at] >>> Integer.SIZE);
            if (different == 0 || columns[different - 1] != column) {
                columns[different] = column;
                starts[different++] = at;
            }
            int e = (int) (order[at] & WHERE);
            points[at] = rowOf[e];
            values[at] = rows.values()[first + e];
        }
        starts[different] = count;
        return new Block(Arrays.copyOf(columns, different), Arrays.copyOf(starts, different + 1), points, values);
    }

    int count() {
        return blocks.length;
    }

    Block get(int block) {
        return blocks[block];
    }

    /// Sees the columns in which a row or a block has something, in rising order.
    interface Visitor {
        /// The row alone has a value, at `entry` of its rows.
        void row(int entry);

        /// The block alone has some, those of its `column`-th column.
        void block(int column);

        void both(int entry, int column);
    }

    static void merge(SparseRows rows, int row, Block block, Visitor visitor) {
        int entry = rows.starts()[row];
        int end = rows.starts()[row + 1];
        int column = 0;
        int[] indices = rows.indices();
        int[] columns = block.columns;
        while (entry < end || column < columns.length) {
            int ofRow = entry < end ? indices[entry] : Integer.MAX_VALUE;
            int ofBlock = column < columns.length ? columns[column] : Integer.MAX_VALUE;
            if (ofRow < ofBlock) {
                visitor.row(entry++);
            } else if (ofBlock < ofRow) {
                visitor.block(column++);
            } else {
                visitor.both(entry++, column++);
            }
        }
    }
}
