package dev.starling.core.distance;

import dev.starling.api.expr.Expr;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseRows;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Sums of sparse rows, by what is stored alone. It takes terms that are 0 where both rows have 0: then what neither has changes no sum, what one has is
/// known once for all others, and what both have is worked out pair by pair. All is added in the order of columns, to the same bits as of rows with all their zeros.
final class SparsePairSums implements PairSums {
    private static final int BLOCK = SparseBlocks.ROWS;
    private static final int PANEL = 8;

    private final SparseRows from;
    private final SparseRows to;
    private final SparseBlocks blocks;
    private final List<Expr> terms;

    /// How many of the terms are added up; of the others the largest counts.
    private final int added;

    private final List<PointLoop> loops;

    /// Of each term, what the stored values of a row make beside 0: those of `from`, and those of `to` block by block.
    private final double[][] rowAlone;

    private final double[][][] blockAlone;

    private SparsePairSums(SparseRows from, SparseRows to, List<Expr> terms, int added) {
        this.from = from;
        this.to = to;
        this.terms = terms;
        this.added = added;
        blocks = new SparseBlocks(to);
        loops = terms.stream().map(term -> PointLoop.once(term, List.of(BoundMetric.X, BoundMetric.Y), List.of())).toList();
        rowAlone = new double[terms.size()][];
        Arrays.setAll(rowAlone, t -> each(loops.get(t), from.values(), new double[from.values().length]));
        blockAlone = new double[blocks.count()][terms.size()][];
        for (int b = 0; b < blocks.count(); b++) {
            double[] values = blocks.get(b).values();
            Arrays.setAll(blockAlone[b], t -> each(loops.get(t), new double[values.length], values));
        }
    }

    /// Null where the metric makes something of two zeros, so that it needs all of them.
    ///
    /// @param ofBoth terms of both rows that are added up
    static @Nullable SparsePairSums of(Points from, Points to, BoundMetric metric, List<Expr> ofBoth) {
        List<Expr> terms = new ArrayList<>(ofBoth);
        terms.addAll(metric.largest());
        boolean zero = terms.stream().allMatch(term -> term.evaluate(Map.of(BoundMetric.X, 0.0, BoundMetric.Y, 0.0)) == 0);
        SparseRows rows = zero ? values(metric, Objects.requireNonNull(from.sparse())) : null;
        SparseRows others = rows == null || from == to ? rows : values(metric, Objects.requireNonNull(to.sparse()));
        return rows == null || others == null ? null : new SparsePairSums(rows, others, terms, ofBoth.size());
    }

    /// The stored values as they are compared; null where 0 becomes something else.
    private static @Nullable SparseRows values(BoundMetric metric, SparseRows rows) {
        if (metric.metric().isCentered()) {
            return null;
        }
        if (metric.value().equals(Expr.leaf(BoundMetric.Y))) {
            return rows;
        }
        List<String> names = new ArrayList<>();
        List<double[]> sums = new ArrayList<>();
        for (Expr term : metric.ofRow()) {
            names.add(BoundMetric.ofRow(names.size()));
            sums.add(sums(rows, term));
        }
        names.add(BoundMetric.Y);
        PointLoop loop = PointLoop.once(metric.value(), names, List.of());
        List<double[]> zeros = new ArrayList<>(sums);
        zeros.add(new double[rows.rows()]);
        for (double changed : each(loop, zeros.toArray(double[][]::new))) {
            if (changed != 0) {
                return null;
            }
        }
        List<double[]> stored = new ArrayList<>();
        for (double[] sum : sums) {
            double[] ofEntries = new double[rows.values().length];
            for (int row = 0; row < rows.rows(); row++) {
                Arrays.fill(ofEntries, rows.starts()[row], rows.starts()[row + 1], sum[row]);
            }
            stored.add(ofEntries);
        }
        stored.add(rows.values());
        return rows.with(each(loop, stored.toArray(double[][]::new)));
    }

    /// A formula of some arrays, element by element.
    private static double[] each(PointLoop loop, double[]... inputs) {
        int count = inputs[inputs.length - 1].length;
        int padded = Math.ceilDiv(count, PANEL) * PANEL;
        double[][] whole = new double[inputs.length][];
        Arrays.setAll(whole, k -> Arrays.copyOf(inputs[k], padded));
        double[] out = new double[padded];
        if (count > 0) {
            loop.room(padded).once(whole, new double[0], 0, padded, out);
        }
        return Arrays.copyOf(out, count);
    }

    /// Sums over columns of a term in y.
    private static double[] sums(SparseRows rows, Expr term) {
        double[] sums = new double[rows.rows()];
        if (term.evaluate(Map.of(BoundMetric.Y, 0.0)) == 0) {
            PointLoop loop = PointLoop.once(term, List.of(BoundMetric.Y), List.of());
            double[] terms = each(loop, rows.values());
            for (int row = 0; row < sums.length; row++) {
                for (int e = rows.starts()[row]; e < rows.starts()[row + 1]; e++) {
                    sums[row] += terms[e];
                }
            }
            return sums;
        }
        // Zeros count: some rows at a time, with all of theirs.
        for (int first = 0; first < sums.length; first += BLOCK) {
            int count = Math.min(BLOCK, sums.length - first);
            double[] all = new double[count * rows.columns()];
            for (int r = 0; r < count; r++) {
                rows.copy(first + r, 0, rows.columns(), all, r * rows.columns());
            }
            Points some = Points.owning(count, rows.columns(), all);
            System.arraycopy(DensePairSums.sums(term, some), 0, sums, first, count);
        }
        return sums;
    }

    @Override
    public double[] ofTo(Expr term) {
        return Arrays.copyOf(sums(to, term), Math.ceilDiv(to.rows(), PANEL) * PANEL);
    }

    @Override
    public double[] ofFrom(Expr term) {
        return sums(from, term);
    }

    @Override
    public Worker worker() {
        return new Room();
    }

    private final class Room implements Worker {
        private final double[][] own = new double[terms.size()][BLOCK];
        private final double[][][] sums = new double[ColumnLoop.ROWS][terms.size()][ColumnLoop.POINTS];
        private final double[] before = new double[BLOCK];
        private final double[][] pairs = new double[2][];
        private final double[][] ofPairs = new double[terms.size()][];
        private final List<PointLoop.Room> rooms;

        Room() {
            int most = 0;
            for (int b = 0; b < blocks.count(); b++) {
                most = Math.max(most, blocks.get(b).values().length);
            }
            int padded = Math.ceilDiv(most, PANEL) * PANEL;
            Arrays.setAll(pairs, _ -> new double[padded]);
            Arrays.setAll(ofPairs, _ -> new double[padded]);
            rooms = loops.stream().map(loop -> loop.room(padded)).toList();
        }

        @Override
        public double[][][] sums(int row, int first, int end) {
            for (int r = 0; r < sums.length; r++) {
                fill(Math.min(row + r, from.rows() - 1), first, end, sums[r]);
            }
            return sums;
        }

        private void fill(int i, int first, int end, double[][] ofRow) {
            int last = Math.min(Math.ceilDiv(to.rows(), PANEL) * PANEL, end);
            for (int b = first / BLOCK; b * BLOCK < last; b++) {
                SparseBlocks.Block block = blocks.get(b);
                met(i, block);
                int begin = Math.max(first, b * BLOCK);
                for (int t = 0; t < own.length; t++) {
                    Arrays.fill(own[t], 0);
                    SparseBlocks.merge(from, i, block, new Adding(block, own[t], t, b));
                    System.arraycopy(own[t], begin - b * BLOCK, ofRow[t], begin - first, Math.min(last, (b + 1) * BLOCK) - begin);
                }
            }
        }

        /// The terms of what both have.
        private void met(int i, SparseBlocks.Block block) {
            Meeting meeting = new Meeting(block);
            SparseBlocks.merge(from, i, block, meeting);
            int padded = Math.ceilDiv(meeting.count, PANEL) * PANEL;
            Arrays.fill(pairs[0], meeting.count, padded, 0);
            Arrays.fill(pairs[1], meeting.count, padded, 0);
            for (int t = 0; t < ofPairs.length && padded > 0; t++) {
                rooms.get(t).once(pairs, new double[0], 0, padded, ofPairs[t]);
            }
        }

        private final class Meeting implements SparseBlocks.Visitor {
            private final SparseBlocks.Block block;
            private int count;

            Meeting(SparseBlocks.Block block) {
                this.block = block;
            }

            @Override
            public void row(int entry) {}

            @Override
            public void block(int column) {}

            @Override
            public void both(int entry, int column) {
                for (int e = block.starts()[column]; e < block.starts()[column + 1]; e++) {
                    pairs[0][count] = from.values()[entry];
                    pairs[1][count++] = block.values()[e];
                }
            }
        }

        private final class Adding implements SparseBlocks.Visitor {
            private final SparseBlocks.Block block;
            private final double[] sums;
            private final double[] alone;
            private final double[] blockAlone;
            private final double[] met;
            private final boolean sum;
            private int next;

            Adding(SparseBlocks.Block block, double[] sums, int term, int number) {
                this.block = block;
                this.sums = sums;
                alone = rowAlone[term];
                blockAlone = SparsePairSums.this.blockAlone[number][term];
                met = ofPairs[term];
                sum = term < added;
            }

            private double joined(double so, double far) {
                return sum ? so + far : Math.max(so, far);
            }

            @Override
            public void row(int entry) {
                double term = alone[entry];
                if (term == 0) {
                    return;
                }
                for (int j = 0; j < BLOCK; j++) {
                    sums[j] = joined(sums[j], term);
                }
            }

            @Override
            public void block(int column) {
                for (int e = block.starts()[column]; e < block.starts()[column + 1]; e++) {
                    sums[block.points()[e]] = joined(sums[block.points()[e]], blockAlone[e]);
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
                for (int e = begin; e < end; e++) {
                    sums[block.points()[e]] = joined(before[e - begin], met[next++]);
                }
            }
        }
    }
}
