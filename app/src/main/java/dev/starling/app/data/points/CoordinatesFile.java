package dev.starling.app.data.points;

import dev.starling.api.Reader;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import dev.starling.app.data.bytes.Readers;
import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.text.NumberRows;
import dev.starling.app.data.text.Row;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.core.base.Counted;
import dev.starling.core.table.AnnDataFile;
import dev.starling.core.table.TableFile;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Coordinates of points: `coords.csv` or `coords.npy`, a table of another program, or numbers alone, a row a point.
///
/// Rows are joined with the points by their ids, where both have some; else they are taken in their order. Where the first line names the
/// columns, [AxisNames] tells the coordinates; other columns, such as labels, are passed over.
///
/// @param values dimension-major, in the order of the points
/// @param notes  what the user should know of how it was understood
/// @param sha256 of the file's bytes, in hexadecimal
public record CoordinatesFile(int n, int dimensions, double[] values, List<String> notes, String sha256) {
    private static final int SAMPLE_ROWS = 1_000;

    /// Text alone.
    ///
    /// @throws Fault with place, found and expected, if points are missing, or a value is no finite number
    public static CoordinatesFile read(Path file, RowIds points, Notation notation) {
        return readText(file, points, notation, Double.MAX_VALUE);
    }

    /// @param readers of formats that are no text
    /// @param most    the largest size that a coordinate may have
    public static CoordinatesFile read(Path file, RowIds points, Readers readers, Notation notation, double most) {
        TableFile table = TableFile.of(file.toString());
        try {
            Optional<Reader> reader = readers.taking(table);
            if (reader.isEmpty()) {
                return readText(file, points, notation, most);
            }
            TableCoordinates found = TableCoordinates.of(file.toString(), read(reader.get(), table), points, most);
            int dimensions = found.rows().isEmpty() ? 0 : found.rows().getFirst().length;
            return joined(file.toString(), points, dimensions, found.rows(), found.ids(), "", Source.sha256(table.path()));
        } catch (UnreadableException e) {
            throw new Fault(Exit.DATA, table.path() + ", " + Words.line(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw Source.fault(file.toString(), e);
        }
    }

    /// Where no part is named, and what is usual is not there, the one that this program writes.
    private static Table read(Reader reader, TableFile file) throws IOException {
        try {
            return TableFile.read(reader, file);
        } catch (UnreadableException e) {
            if (file.part().isEmpty() && file.path().toString().endsWith(".h5ad")) {
                try {
                    return TableFile.read(reader, new TableFile(file.path(), Optional.of("obsm/" + AnnDataFile.COORDINATES)));
                } catch (UnreadableException other) {
                    e.addSuppressed(other);
                }
            }
            throw e;
        }
    }

    private static CoordinatesFile readText(Path file, RowIds points, Notation notation, double most) {
        try (Source source = Source.of(file)) {
            NumberRows table = new NumberRows(source, notation);
            List<Row> sample = table.sample(SAMPLE_ROWS);
            if (sample.isEmpty()) {
                throw new Fault(Exit.DATA, file + " holds no coordinates; " + Counted.of(points.ids().size(), "row is", "rows are") + " expected.");
            }
            Layout layout = Layout.of(file.toString(), table, sample, points);
            List<double[]> found = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            for (Row row : sample) {
                take(row, table, layout, most, found, ids);
            }
            for (Row row = table.next(); row != null; row = table.next()) {
                take(row, table, layout, most, found, ids);
            }
            boolean oneTooMany = layout.mayNameAxes() && points.ids().size() > 1 && found.size() == points.ids().size() + 1;
            if (oneTooMany) {
                found.removeFirst();
            }
            if (layout.unnamedIds()) {
                points.refuseNumbersOfRows(file.toString(), ids);
            }
            return joined(file.toString(), points, layout.axes().size(), found, layout.idColumn() < 0 ? null : ids, source.openEnd(), source.finish());
        }
    }

    /// @param which a coordinate, with its place
    static Fault tooLarge(String which, double most) {
        return new Fault(Exit.DATA, which + String.format(Locale.ROOT,
                " is too large for a coordinate here, of which squares are taken: at most %.2g. Scale the coordinates down.", most));
    }

    private static void take(Row row, NumberRows table, Layout layout, double most, List<double[]> found, List<String> ids) {
        double[] values = new double[layout.axes().size()];
        for (int k = 0; k < values.length; k++) {
            int column = layout.axes().get(k);
            values[k] = table.number(row, column);
            if (Math.abs(values[k]) > most) {
                throw tooLarge(table.place(row, column) + ": " + Cell.shown(row.text(column)), most);
            }
        }
        found.add(values);
        if (layout.idColumn() >= 0) {
            ids.add(row.text(layout.idColumn()));
        }
    }

    private static CoordinatesFile joined(
            String file, RowIds points, int dimensions, List<double[]> found, @Nullable List<String> ids, String end, String sha256) {
        RowIds.Join join = points.in(file, ids, found.size());
        int n = points.ids().size();
        double[] values = new double[Math.multiplyExact(n, dimensions)];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < dimensions; k++) {
                values[k * n + i] = found.get(join.rows()[i])[k];
            }
        }
        return new CoordinatesFile(n, dimensions, values, Stream.of(join.note(), end).filter(note -> !note.isEmpty()).toList(), sha256);
    }
}
