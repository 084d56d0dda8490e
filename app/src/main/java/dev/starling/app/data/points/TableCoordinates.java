package dev.starling.app.data.points;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.app.data.columns.TableText;
import dev.starling.app.data.text.Row;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Coordinates in a file that is no text, such as `coords.npy`: its only vectors or numbers, or columns of numbers that are called as coordinates are.
///
/// @param rows one a row
/// @param ids  what the rows are called; null if they are not
record TableCoordinates(List<double[]> rows, @Nullable List<String> ids) {
    private static final int SAMPLE_ROWS = 1_000;

    /// @param most the largest size that a coordinate may have
    static TableCoordinates of(String file, Table table, RowIds points, double most) {
        List<Column> columns = table.columns();
        List<String> names = columns.stream().map(Column::name).toList();
        List<Integer> vectors = IntStream.range(0, columns.size()).filter(c -> columns.get(c) instanceof Column.Vectors).boxed().toList();
        if (vectors.size() > 1) {
            throw new Fault(Exit.DATA, file + " has several sets of coordinates: " + String.join(", ", vectors.stream().map(names::get).toList())
                    + ". Write one of them to a file of its own.");
        }
        boolean alone = columns.size() == 1 && columns.getFirst() instanceof Column.Numbers;
        List<Integer> axes = !vectors.isEmpty() ? vectors : alone ? List.of(0) : Layout.axes(file, names);
        List<double[]> rows = vectors.isEmpty() ? ofNumbers(file, axes.stream().map(columns::get).toList(), table.rows()) : ofVectors(columns.get(vectors.getFirst()));
        for (int i = 0; i < rows.size(); i++) {
            refuseUnusable(file, i, rows.get(i), most);
        }
        List<Row> sample = IntStream.range(0, Math.min(SAMPLE_ROWS, table.rows()))
                .mapToObj(i -> Row.of(0, columns.stream().map(column -> TableText.of(column, i)).toList()))
                .toList();
        int id = Layout.idColumn(names, axes, sample, points.column());
        return new TableCoordinates(rows, id < 0 ? null : IntStream.range(0, table.rows()).mapToObj(i -> TableText.of(columns.get(id), i)).toList());
    }

    private static List<double[]> ofVectors(Column column) {
        List<double[]> rows = new ArrayList<>();
        if (column instanceof Column.Vectors vectors) {
            for (int i = 0; i < vectors.rows(); i++) {
                double[] row = new double[vectors.width()];
                System.arraycopy(vectors.values(), i * vectors.width(), row, 0, row.length);
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<double[]> ofNumbers(String file, List<Column> axes, int n) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] row = new double[axes.size()];
            for (int k = 0; k < row.length; k++) {
                if (!(axes.get(k) instanceof Column.Numbers(_, double[] values))) {
                    throw new Fault(Exit.DATA, file + ": column '" + axes.get(k).name() + "' is called as coordinates are, and holds no numbers. Call it otherwise.");
                }
                row[k] = values[i];
            }
            rows.add(row);
        }
        return rows;
    }

    private static String place(String file, int i, int k) {
        return file + ", row " + (i + 1) + ", coordinate " + (k + 1) + ": ";
    }

    private static void refuseUnusable(String file, int i, double[] row, double most) {
        for (int k = 0; k < row.length; k++) {
            if (!Double.isFinite(row[k])) {
                throw new Fault(Exit.DATA, place(file, i, k) + row[k] + ". Every value must be a finite number.");
            } else if (Math.abs(row[k]) > most) {
                throw CoordinatesFile.tooLarge(place(file, i, k) + row[k], most);
            }
        }
    }
}
