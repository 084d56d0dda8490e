package dev.starling.core.distance;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Squared distances under a metric that is a formula, some rows from some columns at a time.
///
/// Sums over the columns of one row alone are taken beforehand.
final class MetricTiles {
    static final int PANEL = 8;

    /// The lowest bit of a number's exponent: added to a whole exponent, it turns the sign.
    private static final long LEAST_EXPONENT = 1L << 52;

    private final BoundMetric metric;
    private final Points from;
    private final Points to;
    private final int n;
    private final int padded;
    private final PairSums pairs;

    /// How many sums and largest terms of pairs there are.
    private final int ofPairs;

    private final PointLoop combination;

    /// Sums over the columns of one row alone: of the points of `to`, and of those of `from`, row after row.
    private final double[][] columnSums;

    private final double[] rowSums;
    private final int ownSums;

    /// The number of the sum that is the distance as it stands; -1 if none is.
    private final int plain;

    private final ThreadLocal<Room> rooms;

    MetricTiles(Points from, Points to, BoundMetric metric) {
        this(from, to, metric, new DensePairSums(from, to, metric, Terms.of(metric.sums()).both()));
    }

    private MetricTiles(Points from, Points to, BoundMetric metric, PairSums pairs) {
        this.metric = metric;
        this.from = from;
        this.to = to;
        this.pairs = pairs;
        n = to.rows();
        padded = Math.ceilDiv(n, PANEL) * PANEL;
        Terms terms = Terms.of(metric.sums());
        List<String> names = new ArrayList<>(terms.ofBoth.keySet());
        for (int l = 0; l < metric.largest().size(); l++) {
            names.add(BoundMetric.largest(l));
        }
        ofPairs = names.size();
        columnSums = terms.ofColumn.values().stream().map(pairs::ofTo).toArray(double[][]::new);
        ownSums = terms.ofRow.size();
        rowSums = new double[from.rows() * ownSums];
        int at = 0;
        for (Expr term : terms.ofRow.values()) {
            double[] sums = pairs.ofFrom(term);
            for (int i = 0; i < from.rows(); i++) {
                rowSums[i * ownSums + at] = sums[i];
            }
            at++;
        }
        plain = metric.distance() instanceof Leaf(String name) ? names.indexOf(name) : -1;
        names.addAll(terms.ofColumn.keySet());
        combination = PointLoop.once(metric.distance(), names, List.copyOf(terms.ofRow.keySet()));
        rooms = ThreadLocal.withInitial(Room::new);
    }

    /// Of sparse rows, by what is stored alone; null where the metric needs all their zeros.
    static @Nullable MetricTiles ofStored(Points from, Points to, BoundMetric metric) {
        SparsePairSums pairs = SparsePairSums.of(from, to, metric, Terms.of(metric.sums()).both());
        return pairs == null ? null : new MetricTiles(from, to, metric, pairs);
    }

    /// The terms of sums by their names: those of both points, and those of one alone, which are written as of y.
    private record Terms(SequencedMap<String, Expr> ofBoth, SequencedMap<String, Expr> ofRow, SequencedMap<String, Expr> ofColumn) {
        static Terms of(List<Expr> sums) {
            Terms terms = new Terms(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
            for (int s = 0; s < sums.size(); s++) {
                Expr term = sums.get(s);
                boolean ofX = term.leaves().contains(BoundMetric.X);
                if (ofX && term.leaves().contains(BoundMetric.Y)) {
                    terms.ofBoth.put(BoundMetric.sum(s), term);
                } else if (ofX) {
                    terms.ofRow.put(BoundMetric.sum(s), term.substitute(Expr.leaf(BoundMetric.X), Expr.leaf(BoundMetric.Y)));
                } else {
                    terms.ofColumn.put(BoundMetric.sum(s), term);
                }
            }
            return terms;
        }

        List<Expr> both() {
            return List.copyOf(ofBoth.values());
        }
    }

    /// What a thread works with.
    private final class Room {
        private final PairSums.Worker worker = pairs.worker();
        private final PointLoop.Room combination = MetricTiles.this.combination.room(ColumnLoop.POINTS);

        /// What the distance is made of: sums of pairs, and those of the points at hand.
        private final double[][] inputs = new double[ofPairs + columnSums.length][ColumnLoop.POINTS];

        private int pointsFrom;
        private int pointsTo;

        /// Distances of rows `row` to `row + 3` from points `first` until before `end`, by row.
        private double[] distances(double[][] sums, int i, int first, int end) {
            if (plain >= 0) {
                return sums[plain];
            }
            System.arraycopy(sums, 0, inputs, 0, ofPairs);
            if (first != pointsFrom || end != pointsTo) {
                for (int s = 0; s < columnSums.length; s++) {
                    System.arraycopy(columnSums[s], first, inputs[ofPairs + s], 0, end - first);
                }
                pointsFrom = first;
                pointsTo = end;
            }
            return combination.once(inputs, rowSums, i, 0, end - first);
        }

        void squared(int row, int first, int end, int at, double[][] out) {
            double[][][] sums = worker.sums(row, first, end);
            for (int r = 0; r < out.length; r++) {
                int i = Math.min(row + r, from.rows() - 1);
                double[] distances = distances(sums[r], i, first, end);
                int count = Math.min(n, end) - first;
                if (areUsual(distances, count)) {
                    for (int j = 0; j < count; j++) {
                        out[r][at + j] = distances[j] * distances[j];
                    }
                } else {
                    for (int j = 0; j < count; j++) {
                        double distance = checked(distances[j], i, first + j);
                        out[r][at + j] = distance * distance;
                    }
                }
            }
        }
    }

    /// Lets go of what this thread worked with.
    void forget() {
        rooms.remove();
    }

    /// Writes the squared distances of four rows, from `row` on, the last repeated where there are fewer, to the points of panels `fromPanel`
    /// until before `toPanel`.
    void squared(int row, int fromPanel, int toPanel, double[][] out) {
        Room room = rooms.get();
        int begin = fromPanel * PANEL;
        int end = Math.min(padded, toPanel * PANEL);
        for (int first = begin; first < end; first += ColumnLoop.POINTS) {
            room.squared(row, first, Math.min(end, first + ColumnLoop.POINTS), first - begin, out);
        }
    }

    /// Whether all are positive and finite: neither the sign nor the whole exponent is set in any. There is no branch in it.
    private static boolean areUsual(double[] distances, int count) {
        long seen = 0;
        for (int j = 0; j < count; j++) {
            long bits = Double.doubleToRawLongBits(distances[j]);
            seen |= bits | bits + LEAST_EXPONENT;
        }
        return seen >= 0;
    }

    private double checked(double distance, int i, int j) {
        if (distance >= 0 && distance < Double.POSITIVE_INFINITY) { // not NaN either
            return distance;
        }
        if (distance < 0 && distance >= -BoundMetric.ROUNDING) {
            return 0;
        }
        String where = from == to ? "row " + (i + 1) + " from row " + (j + 1) : "one row from another";
        throw new IllegalArgumentException("the metric '" + metric.metric().name() + "' puts " + where + " at a distance of " + distance
                + "; it must be at least 0 and finite. Prepare the columns, or take another metric");
    }
}
