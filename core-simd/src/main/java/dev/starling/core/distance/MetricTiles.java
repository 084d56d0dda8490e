package dev.starling.core.distance;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Squared distances under a metric that is a formula, some rows from some columns at a time.
///
/// Sums over the columns of one row alone are taken beforehand.
final class MetricTiles {
    private static final int PANEL = 8;

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
        private final PointLoop.Room combination = MetricTiles.this.combination.room(padded);
        private final double[][] sums = new double[ofPairs + columnSums.length][];
        private final double[] distances = new double[padded];

        Room() {
            for (int s = 0; s < ofPairs; s++) {
                sums[s] = new double[padded];
            }
            System.arraycopy(columnSums, 0, sums, ofPairs, columnSums.length);
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
        int first = fromPanel * PANEL;
        int end = Math.min(padded, toPanel * PANEL);
        for (int r = 0; r < out.length; r++) {
            int i = Math.min(row + r, from.rows() - 1);
            double[] distances = distances(room, i, first, end);
            int last = Math.min(n, end);
            if (areUsual(distances, first, last)) {
                for (int j = first; j < last; j++) {
                    out[r][j - first] = distances[j] * distances[j];
                }
            } else {
                square(distances, i, first, last, out[r]);
            }
        }
    }

    /// Whether all are positive and finite: neither the sign nor the whole exponent is set in any. There is no branch in it.
    private static boolean areUsual(double[] distances, int first, int last) {
        long seen = 0;
        for (int j = first; j < last; j++) {
            long bits = Double.doubleToRawLongBits(distances[j]);
            seen |= bits | bits + LEAST_EXPONENT;
        }
        return seen >= 0;
    }

    private void square(double[] distances, int i, int first, int last, double[] out) {
        for (int j = first; j < last; j++) {
            double distance = distances[j];
            if (!(distance >= 0 && distance < Double.POSITIVE_INFINITY)) { // also refuses NaN
                distance = rounded(distance, i, j);
            }
            out[j - first] = distance * distance;
        }
    }

    private double[] distances(Room room, int i, int first, int end) {
        room.worker.fill(i, first, end, room.sums);
        if (plain >= 0) {
            return room.sums[plain];
        }
        room.combination.once(room.sums, Arrays.copyOfRange(rowSums, i * ownSums, (i + 1) * ownSums), first, end, room.distances);
        return room.distances;
    }

    private double rounded(double distance, int i, int j) {
        if (distance < 0 && distance >= -BoundMetric.ROUNDING) {
            return 0;
        }
        String where = from == to ? "row " + (i + 1) + " from row " + (j + 1) : "one row from another";
        throw new IllegalArgumentException("the metric '" + metric.metric().name() + "' puts " + where + " at a distance of " + distance
                + "; it must be at least 0 and finite. Prepare the columns, or take another metric");
    }
}
