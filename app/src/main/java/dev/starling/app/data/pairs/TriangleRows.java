package dev.starling.app.data.pairs;

import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.pairs.MatrixText.Half;
import dev.starling.app.data.text.Growth;
import dev.starling.app.data.text.NumberRows;
import dev.starling.app.data.text.Row;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.base.Counted;
import dev.starling.core.matrix.DenseMatrix;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Half of a symmetric matrix, each of whose rows has one number more than the one before: with the diagonal, whose numbers are then all 0, or
/// without. The names of its points may stand before the rows, above the columns, or both.
///
/// Where the diagonal is left out, the first point may have no row, as R prints distances.
final class TriangleRows {
    private final Source source;
    private final NumberRows table;
    private final List<double[]> rows = new ArrayList<>();
    private final List<String> rowNames = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private final @Nullable Row header;
    private int named;

    TriangleRows(Source source, NumberRows table) {
        this.source = source;
        this.table = table;
        this.header = table.growth() == Growth.FROM_SECOND ? table.sample(1).getFirst() : table.header();
    }

    MatrixText read() {
        for (Row row = table.next(); row != null; row = table.next()) {
            take(row);
        }
        int least = rows.getFirst().length;
        boolean diagonal = least == 1 && rows.stream().allMatch(row -> row[row.length - 1] == 0);
        int first = least == 1 && !diagonal ? 1 : 0;
        int n = rows.size() + first;
        if (n > DenseMatrix.MAX_N) {
            throw new Fault(Exit.RESOURCES, String.format(Locale.ROOT, "%s has %,d rows; a full matrix has at most %,d.", source.name(), n, DenseMatrix.MAX_N));
        }
        int stride = DenseMatrix.strideOf(n);
        double[] values = new double[n * stride];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, (i + first) * stride, rows.get(i).length);
        }
        MatrixText text = new MatrixText(n, stride, values, names(n, first),
                (i, j) -> source.name() + ":" + lines.get(i - first) + ":" + (j + 1 + named), List.of());
        return text.mirrored(Half.LOWER, "each of its rows has one number more than the one before" + (diagonal ? "" : ", and the diagonal is left out"));
    }

    private void take(Row row) {
        if (rows.isEmpty()) {
            named = row.size() > 1 || !Cell.isMeantAsNumber(row.text(0)) ? 1 : 0;
            if (row.size() > 2) {
                throw new Fault(Exit.DATA, source.name() + ":" + row.line() + ": " + Counted.of(row.size(), "field")
                        + " in the first row of a triangle, each of whose rows has one more. Give n rows of n numbers.");
            }
        }
        if (named == 1) {
            rowNames.add(row.text(0));
        }
        lines.add(row.line());
        rows.add(IntStream.range(named, row.size()).mapToDouble(column -> table.number(row, column)).toArray());
    }

    /// Of all points; null where not all have one.
    private @Nullable List<String> names(int n, int first) {
        List<String> above = header == null ? List.of() : IntStream.range(0, header.size()).mapToObj(header::text).toList();
        boolean corner = above.size() > n || !above.isEmpty() && above.getFirst().isEmpty();
        List<String> columns = corner ? above.subList(1, above.size()) : above;
        List<String> all = named == 0 ? columns : first == 0 ? rowNames
                : columns.isEmpty() ? List.of() : Stream.concat(Stream.of(columns.getFirst()), rowNames.stream()).toList();
        for (int i = 0; i < Math.min(columns.size(), all.size()); i++) {
            MatrixText.checkNames(source.name(), i, all.get(i), columns.get(i));
        }
        return all.size() == n ? all : null;
    }
}
