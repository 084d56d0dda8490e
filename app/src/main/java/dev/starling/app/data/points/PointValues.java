package dev.starling.app.data.points;

import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.text.NumberRows;
import dev.starling.app.data.text.Row;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.base.Counted;

import java.nio.file.Path;

/// One number a point, a line each.
public final class PointValues {
    private PointValues() {}

    /// @param n how many there must be
    /// @throws Fault with place, found and expected, if there are more or fewer, or a line is not one finite number
    public static double[] read(Path file, int n, Notation notation) {
        try (Source source = Source.of(file)) {
            NumberRows table = new NumberRows(source, notation);
            double[] values = new double[n];
            int found = 0;
            for (Row row = table.next(); row != null; row = table.next()) {
                if (row.size() != 1) {
                    throw new Fault(Exit.DATA, file + ":" + row.line() + ": " + row.size() + " fields; give one number a line.");
                }
                double value = table.number(row, 0);
                if (found < n) {
                    values[found] = value;
                }
                found++;
            }
            if (found != n) {
                throw new Fault(Exit.DATA, file + " has " + Counted.of(found, "number") + ", and the data have "
                        + Counted.of(n, "point") + ". Give one number for each point.");
            }
            return values;
        }
    }
}
