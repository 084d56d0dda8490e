package dev.starling.app.data;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Coordinates of points: `coords.csv`, or numbers alone, a row a point.
///
/// Where the first line names the columns, the coordinates are `x`, `y` and `z`, or `y1`, `y2` and so on; other columns, such as id
/// and label, are passed over. Where it does not, all columns are coordinates.
///
/// @param values dimension-major
public record CoordinatesFile(int n, int dimensions, double[] values) {
    private static final List<String> AXES = List.of("x", "y", "z");

    /// @param rows how many there must be
    /// @throws Fault with place, found and expected, if there are more or fewer, or a value is no finite number
    public static CoordinatesFile read(Path file, int rows) {
        try (Source source = Source.of(file)) {
            NumberRows table = new NumberRows(source, Notation.NONE);
            Row first = table.next();
            if (first == null) {
                throw new Fault(Exit.DATA, file + " holds no coordinates; " + rows + " rows are expected.");
            }
            boolean header = hasHeader(first);
            int[] columns = header ? named(file, first) : IntStream.range(0, first.size()).toArray();
            double[] values = new double[Math.multiplyExact(rows, columns.length)];
            int found = 0;
            for (Row row = header ? table.next() : first; row != null; row = table.next()) {
                for (int k = 0; k < columns.length; k++) {
                    double value = table.number(row, columns[k]);
                    if (found < rows) {
                        values[k * rows + found] = value;
                    }
                }
                found++;
            }
            if (found != rows) {
                throw new Fault(Exit.DATA, file + " has " + found + (found == 1 ? " row" : " rows") + " of coordinates, but there are "
                        + rows + " points. Give one row for each point.");
            }
            return new CoordinatesFile(rows, columns.length, values);
        }
    }

    private static boolean hasHeader(Row first) {
        return IntStream.range(0, first.size())
                .anyMatch(c -> !Cell.isMeantAsNumber(first.text(c)) && !Cell.isMissing(first.text(c)));
    }

    private static int[] named(Path file, Row header) {
        List<String> names = new ArrayList<>();
        IntStream.range(0, header.size()).forEach(c -> names.add(header.text(c)));
        int[] numbered = columns(names, k -> "y" + (k + 1));
        int[] lettered = columns(names, k -> k < AXES.size() ? AXES.get(k) : null);
        int[] found = numbered.length > 0 ? numbered : lettered;
        if (found.length == 0) {
            throw new Fault(Exit.DATA, file + " has columns " + ColumnNames.shown(names)
                    + ", but neither x, y, z nor y1, y2, ... are among them. Name the coordinates so, or leave the header out.");
        }
        return found;
    }

    private interface AxisName {
        @Nullable String of(int k);
    }

    /// Where the axes' names stand, up to the first that is missing.
    private static int[] columns(List<String> names, AxisName axis) {
        List<Integer> found = new ArrayList<>();
        for (int k = 0; names.indexOf(axis.of(k)) >= 0; k++) {
            found.add(names.indexOf(axis.of(k)));
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }
}
