package dev.starling.core.distance;

import dev.starling.core.matrix.SparseRows;

import java.util.Arrays;

/// Squared Euclidean distances of sparse rows. What both rows have not adds 0, which changes no sum; the rest is added in the order of columns, as of
/// rows with all their zeros, and so to the same bits.
final class SparseTiles {
    private static final int BLOCK = SparseBlocks.ROWS;

    private final SparseRows from;
    private final SparseBlocks to;
    private final int n;
    private final ThreadLocal<Sums> rooms = ThreadLocal.withInitial(Sums::new);

    SparseTiles(SparseRows from, SparseRows to) {
        this.from = from;
        this.to = new SparseBlocks(to);
        this.n = to.rows();
    }

    /// Writes the squared distances of four rows, from `row` on, the last repeated where there are fewer, to points `first` until before `end`.
    void squared(int row, int first, int end, double[][] out) {
        Sums sums = rooms.get();
        int last = Math.min(n, end);
        for (int r = 0; r < out.length; r++) {
            int i = Math.min(row + r, from.rows() - 1);
            for (int b = first / BLOCK; b * BLOCK < last; b++) {
                sums.take(i, to.get(b));
                int begin = Math.max(first, b * BLOCK);
                System.arraycopy(sums.sums, begin - b * BLOCK, out[r], begin - first, Math.min(last, (b + 1) * BLOCK) - begin);
            }
        }
    }

    /// The sums of a row and a block.
    private final class Sums implements SparseBlocks.Visitor {
        private final double[] sums = new double[BLOCK];
        private final double[] before = new double[BLOCK];
        private SparseBlocks.Block block = new SparseBlocks.Block(new int[0], new int[1], new byte[0], new double[0]);

        void take(int row, SparseBlocks.Block next) {
            block = next;
            Arrays.fill(sums, 0);
            SparseBlocks.merge(from, row, block, this);
        }

        @Override
        public void row(int entry) {
            double x = from.values()[entry];
            for (int j = 0; j < BLOCK; j++) {
                sums[j] = Math.fma(x, x, sums[j]);
            }
        }

        @Override
        public void block(int column) {
            for (int e = block.starts()[column]; e < block.starts()[column + 1]; e++) {
                double y = block.values()[e];
                sums[block.points()[e]] = Math.fma(y, y, sums[block.points()[e]]);
            }
        }

        @Override
        public void both(int entry, int column) {
            int begin = block.starts()[column];
            int end = block.starts()[column + 1];
            for (int e = begin; e < end; e++) {
                before[e - begin] = sums[block.points()[e]];
            }
            row(entry);
            double x = from.values()[entry];
            for (int e = begin; e < end; e++) {
                double difference = block.values()[e] - x;
                sums[block.points()[e]] = Math.fma(difference, difference, before[e - begin]);
            }
        }
    }
}
