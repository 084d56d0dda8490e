package dev.starling.app.data.text;

import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.cells.Problems;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A file whose numbers are all finite, read row by row.
public final class NumberRows {
    private final Source source;
    private final Rows rows;

    public NumberRows(Source source, Notation notation) {
        this(source, Rows.of(source, notation));
    }

    private NumberRows(Source source, Rows rows) {
        this.source = source;
        this.rows = rows;
    }

    /// Those of a matrix, or of half of it.
    public static NumberRows ofMatrix(Source source, Notation notation) {
        return new NumberRows(source, Rows.ofMatrix(source, notation));
    }

    /// The next row, in an object that is used again; null at the end.
    public @Nullable Row next() {
        return rows.next();
    }

    /// The next rows, as many as there are.
    public List<Row> sample(int most) {
        List<Row> sample = new ArrayList<>();
        while (sample.size() < most) {
            Row row = rows.next();
            if (row == null) {
                break;
            }
            sample.add(row.copy());
        }
        return sample;
    }

    /// Names of the columns, where they stand in no row; else null.
    public @Nullable Row header() {
        return rows.dialect().header();
    }

    /// How many cells the rows of a matrix have.
    public Growth growth() {
        return rows.dialect().growth();
    }

    public Decimals decimals() {
        return rows.dialect().decimals();
    }

    /// A cell's number.
    ///
    /// @throws dev.starling.app.fault.Fault with file, line, column and the value seen, if it is not a finite one
    public double number(Row row, int column) {
        double value = row.number(column, decimals());
        if (!Double.isFinite(value)) {
            Problems problem = new Problems();
            problem.add(place(row, column), Cell.fault(row.text(column), decimals()), "Every value must be a finite number.");
            problem.refuse();
        }
        return value;
    }

    /// `file:line:column`.
    public String place(Row row, int column) {
        return source.name() + ":" + row.line() + ":" + (column + 1);
    }
}
