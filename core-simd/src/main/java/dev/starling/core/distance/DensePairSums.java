package dev.starling.core.distance;

import dev.starling.api.expr.Expr;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sums of rows with all their values. The values of all points in one column of the data lie side by side, and a loop over points adds the terms of one column after the other to
/// their sums.
final class DensePairSums implements PairSums {
    private static final int PANEL = 8;

    private final BoundMetric metric;
    private final Points from;
    private final Points to;
    private final int padded;

    /// Values of columns, column after column of the data, and of rows, row after row.
    private final double[] ofColumns;

    private final double[] ofFrom;
    private final double[] ofRows;
    private final int width;

    private final PointLoop pairs;
    private final List<PointLoop> largest;

    /// @param ofBoth terms of both rows that are added up
    DensePairSums(Points from, Points to, BoundMetric metric, List<Expr> ofBoth) {
        this.metric = metric;
        this.from = from;
        this.to = to;
        padded = Math.ceilDiv(to.rows(), PANEL) * PANEL;
        width = Math.ceilDiv(to.columns(), PANEL) * PANEL;
        ofColumns = values(to);
        ofFrom = from == to ? ofColumns : values(from);
        ofRows = turned(ofFrom, from.rows());
        pairs = PointLoop.overColumns(ofBoth, width);
        largest = metric.largest().stream().map(PointLoop::largest).toList();
    }

    /// The values of points, column after column, each padded to whole panels; columns of 0 fill up the last panel.
    private static double[] byColumn(Points points) {
        int stride = Math.ceilDiv(points.rows(), PANEL) * PANEL;
        double[] values = new double[Math.multiplyExact(Math.ceilDiv(points.columns(), PANEL) * PANEL, stride)];
        for (int i = 0; i < points.rows(); i++) {
            for (int k = 0; k < points.columns(); k++) {
                values[k * stride + i] = points.get(i, k);
            }
        }
        return values;
    }

    /// The same as they are compared.
    private double[] values(Points points) {
        int rows = points.rows();
        int stride = Math.ceilDiv(rows, PANEL) * PANEL;
        double[] values = byColumn(points);
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

    /// Sums over columns of a term in y, of all points as they are.
    static double[] sums(Expr term, Points points) {
        return sums(term, points, byColumn(points));
    }

    private static double[] sums(Expr term, Points points, double[] values) {
        int width = Math.ceilDiv(points.columns(), PANEL) * PANEL;
        int stride = Math.ceilDiv(points.rows(), PANEL) * PANEL;
        PointLoop loop = PointLoop.overColumns(List.of(term), width);
        PointLoop.Room room = loop.room(stride);
        double[][] sums = new double[1][stride];
        room.overColumns(values, stride, new double[width], points.columns(), 0, stride, sums);
        return sums[0];
    }

    @Override
    public double[] ofTo(Expr term) {
        return sums(term, to, ofColumns);
    }

    @Override
    public double[] ofFrom(Expr term) {
        return sums(term, from, ofFrom);
    }

    @Override
    public Worker worker() {
        PointLoop.Room added = pairs.room(padded);
        List<PointLoop.Room> most = largest.stream().map(loop -> loop.room(padded)).toList();
        return (i, first, end, sums) -> {
            double[] own = Arrays.copyOfRange(ofRows, i * width, (i + 1) * width);
            added.overColumns(ofColumns, padded, own, to.columns(), first, end, sums);
            for (int l = 0; l < most.size(); l++) {
                most.get(l).overColumns(ofColumns, padded, own, to.columns(), first, end, new double[][] {sums[pairs.outputs() + l]});
            }
        };
    }
}
