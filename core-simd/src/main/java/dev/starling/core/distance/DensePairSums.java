package dev.starling.core.distance;

import dev.starling.api.expr.Expr;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// Sums of rows with all their values, by loops over the columns of the data.
final class DensePairSums implements PairSums {
    private final BoundMetric metric;
    private final Points from;
    private final Points to;
    private final int columns;

    /// Values as they are compared: in panels, and row after row, the last repeated where less than a whole turn is left.
    private final double[] ofTo;

    private final double[] ofFrom;
    private final double[] ofRows;

    private final ColumnLoop pairs;
    private final List<ColumnLoop> largest;

    /// @param ofBoth terms of both rows that are added up
    DensePairSums(Points from, Points to, BoundMetric metric, List<Expr> ofBoth) {
        this.metric = metric;
        this.from = from;
        this.to = to;
        columns = to.columns();
        ofTo = values(to);
        ofFrom = from == to ? ofTo : values(from);
        ofRows = byRow(ofFrom, from.rows());
        pairs = ColumnLoop.sums(ofBoth);
        largest = metric.largest().stream().map(ColumnLoop::largest).toList();
    }

    private static double[] inPanels(Points points, UnaryOperator<double[]> change) {
        double[] panels = ColumnLoop.panels(points.rows(), points.columns());
        for (int i = 0; i < points.rows(); i++) {
            double[] row = change.apply(points.row(i));
            for (int k = 0; k < row.length; k++) {
                panels[ColumnLoop.inPanels(i, k, row.length)] = row[k];
            }
        }
        return panels;
    }

    /// The same as they are compared.
    private double[] values(Points points) {
        double[] values = inPanels(points, metric::centered);
        if (metric.value().equals(Expr.leaf(BoundMetric.Y))) {
            return values;
        }
        int rows = points.rows();
        int padded = padded(rows);
        List<String> names = new ArrayList<>();
        List<double[]> sums = new ArrayList<>();
        for (Expr term : metric.ofRow()) {
            names.add(BoundMetric.ofRow(names.size()));
            sums.add(sums(term, rows, columns, values));
        }
        names.add(BoundMetric.Y);
        PointLoop.Room room = PointLoop.once(metric.value(), names, List.of()).room(padded);
        double[][] inputs = sums.toArray(new double[sums.size() + 1][]);
        double[] column = new double[padded];
        double[] changed = new double[padded];
        inputs[sums.size()] = column;
        for (int k = 0; k < columns; k++) {
            for (int i = 0; i < rows; i++) {
                column[i] = values[ColumnLoop.inPanels(i, k, columns)];
            }
            room.once(inputs, new double[0], 0, padded, changed);
            for (int i = 0; i < rows; i++) {
                values[ColumnLoop.inPanels(i, k, columns)] = changed[i];
            }
        }
        return values;
    }

    private static int padded(int rows) {
        return Math.ceilDiv(rows, ColumnLoop.PANEL) * ColumnLoop.PANEL;
    }

    private double[] byRow(double[] panels, int rows) {
        double[] byRow = new double[Math.multiplyExact(rows + ColumnLoop.ROWS - 1, columns)];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                byRow[i * columns + k] = panels[ColumnLoop.inPanels(i, k, columns)];
            }
        }
        for (int i = rows; rows > 0 && i < rows + ColumnLoop.ROWS - 1; i++) {
            System.arraycopy(byRow, (rows - 1) * columns, byRow, i * columns, columns);
        }
        return byRow;
    }

    /// Sums over columns of a term in y, of all points as they are.
    static double[] sums(Expr term, Points points) {
        return sums(term, points.rows(), points.columns(), inPanels(points, UnaryOperator.identity()));
    }

    private static double[] sums(Expr term, int points, int columns, double[] panels) {
        ColumnLoop.Room room = ColumnLoop.sums(List.of(term)).room();
        double[] sums = new double[padded(points)];
        double[] noRows = new double[ColumnLoop.ROWS * columns];
        for (int first = 0; first < sums.length; first += ColumnLoop.POINTS) {
            int count = Math.min(ColumnLoop.POINTS, sums.length - first);
            room.run(panels, noRows, columns, 0, first, first + count);
            System.arraycopy(room.found(0, 0), 0, sums, first, count);
        }
        return sums;
    }

    @Override
    public double[] ofTo(Expr term) {
        return sums(term, to.rows(), columns, ofTo);
    }

    @Override
    public double[] ofFrom(Expr term) {
        return sums(term, from.rows(), columns, ofFrom);
    }

    @Override
    public Worker worker() {
        List<ColumnLoop.Room> rooms = new ArrayList<>();
        rooms.add(pairs.room());
        largest.forEach(loop -> rooms.add(loop.room()));
        double[][][] sums = new double[ColumnLoop.ROWS][pairs.outputs() + largest.size()][];
        for (int r = 0; r < sums.length; r++) {
            int row = r;
            Arrays.setAll(sums[r], s -> s < pairs.outputs() ? rooms.getFirst().found(s, row) : rooms.get(1 + s - pairs.outputs()).found(0, row));
        }
        return (row, first, end) -> {
            for (ColumnLoop.Room room : rooms) {
                room.run(ofTo, ofRows, columns, row, first, end);
            }
            return sums;
        };
    }
}
