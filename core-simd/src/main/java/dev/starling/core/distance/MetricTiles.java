package dev.starling.core.distance;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Squared distances under a metric that is a formula, some rows from some columns at a time.
///
/// The values of all points in one column of the data lie side by side, and a loop over points adds the terms of one column after the other to
/// their sums. Sums over the columns of one row alone are taken beforehand.
final class MetricTiles {
    private static final int PANEL = 8;

    private final BoundMetric metric;
    private final Points from;
    private final Points to;
    private final int n;
    private final int padded;

    /// Values of columns, column after column of the data, and of rows, row after row.
    private final double[] ofColumns;

    private final double[] ofRows;
    private final int width;

    /// The same as [#ofColumns], where the largest of columns counts.
    private final double[][] columnByColumn;

    private final PointLoop pairs;
    private final List<PointLoop> largest = new ArrayList<>();
    private final PointLoop combination;

    /// Sums over the columns of one row alone: of the points of `to`, and of those of `from`, row after row.
    private final double[][] columnSums;

    private final double[] rowSums;
    private final int ownSums;

    /// The number of the sum that is the distance as it stands; -1 if none is.
    private final int plain;

    private final ThreadLocal<Room> rooms;

    MetricTiles(Points from, Points to, BoundMetric metric) {
        this.metric = metric;
        this.from = from;
        this.to = to;
        n = to.rows();
        padded = Math.ceilDiv(n, PANEL) * PANEL;
        width = Math.ceilDiv(to.columns(), PANEL) * PANEL;
        ofColumns = values(to);
        double[] ofFrom = from == to ? ofColumns : values(from);
        ofRows = turned(ofFrom, from.rows());
        Terms terms = Terms.of(metric.sums());
        pairs = PointLoop.overColumns(List.copyOf(terms.ofBoth.values()), width);
        List<String> names = new ArrayList<>(terms.ofBoth.keySet());
        for (int l = 0; l < metric.largest().size(); l++) {
            largest.add(PointLoop.largest(metric.largest().get(l)));
            names.add(BoundMetric.largest(l));
        }
        columnByColumn = new double[largest.isEmpty() ? 0 : width][];
        Arrays.setAll(columnByColumn, k -> Arrays.copyOfRange(ofColumns, k * padded, (k + 1) * padded));
        columnSums = terms.ofColumn.values().stream().map(term -> sums(term, to, ofColumns)).toArray(double[][]::new);
        ownSums = terms.ofRow.size();
        rowSums = new double[from.rows() * ownSums];
        int at = 0;
        for (Expr term : terms.ofRow.values()) {
            double[] sums = sums(term, from, ofFrom);
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
    }

    /// What a thread works with.
    private final class Room {
        private final PointLoop.Room pairs = MetricTiles.this.pairs.room(padded);
        private final List<PointLoop.Room> largest = MetricTiles.this.largest.stream().map(loop -> loop.room(padded)).toList();
        private final PointLoop.Room combination = MetricTiles.this.combination.room(padded);
        private final double[][] sums = new double[MetricTiles.this.pairs.outputs() + MetricTiles.this.largest.size() + columnSums.length][];
        private final double[] distances = new double[padded];

        Room() {
            int computed = sums.length - columnSums.length;
            for (int s = 0; s < computed; s++) {
                sums[s] = new double[padded];
            }
            System.arraycopy(columnSums, 0, sums, computed, columnSums.length);
        }
    }

    /// The values of points as they are compared, column after column, each padded to whole panels; columns of 0 fill up the last panel.
    private double[] values(Points points) {
        int rows = points.rows();
        int stride = Math.ceilDiv(rows, PANEL) * PANEL;
        double[] values = new double[Math.multiplyExact(width, stride)];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < points.columns(); k++) {
                values[k * stride + i] = points.get(i, k);
            }
        }
        if (metric.value().equals(Expr.leaf(BoundMetric.Y))) {
            return values;
        }
        List<String> names = new ArrayList<>();
        List<double[]> sums = new ArrayList<>();
        for (Expr term : metric.ofRow()) {
            names.add(BoundMetric.ofRow(names.size()));
            sums.add(sums(term, points, values));
        }
        names.add(BoundMetric.Y);
        PointLoop loop = PointLoop.once(metric.value(), names, List.of());
        PointLoop.Room room = loop.room(stride);
        double[] changed = new double[values.length];
        double[] one = new double[stride];
        for (int k = 0; k < points.columns(); k++) {
            double[][] inputs = sums.toArray(new double[sums.size() + 1][]);
            inputs[sums.size()] = Arrays.copyOfRange(values, k * stride, (k + 1) * stride);
            room.once(inputs, new double[0], 0, stride, one);
            System.arraycopy(one, 0, changed, k * stride, rows);
        }
        return changed;
    }

    private double[] turned(double[] byColumn, int rows) {
        int stride = Math.ceilDiv(rows, PANEL) * PANEL;
        double[] turned = new double[rows * width];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < width; k++) {
                turned[i * width + k] = byColumn[k * stride + i];
            }
        }
        return turned;
    }

    /// Sums over columns of a term in y, of all points.
    private double[] sums(Expr term, Points points, double[] values) {
        int stride = Math.ceilDiv(points.rows(), PANEL) * PANEL;
        PointLoop loop = PointLoop.overColumns(List.of(term), width);
        PointLoop.Room room = loop.room(stride);
        double[][] sums = new double[1][stride];
        room.overColumns(values, stride, new double[width], points.columns(), 0, stride, sums);
        return sums[0];
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
            for (int j = first; j < Math.min(n, end); j++) {
                double distance = distances[j];
                if (!(distance >= 0 && distance < Double.POSITIVE_INFINITY)) { // also refuses NaN
                    distance = rounded(distance, i, j);
                }
                out[r][j - first] = distance * distance;
            }
        }
    }

    private double[] distances(Room room, int i, int first, int end) {
        double[] own = Arrays.copyOfRange(ofRows, i * width, (i + 1) * width);
        room.pairs.overColumns(ofColumns, padded, own, to.columns(), first, end, room.sums);
        for (int l = 0; l < largest.size(); l++) {
            room.largest.get(l).largest(columnByColumn, own, to.columns(), first, end, room.sums[pairs.outputs() + l]);
        }
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
