package dev.starling.app.data;

import org.jspecify.annotations.Nullable;

/// A file of nothing but finite numbers, read row by row.
final class NumberRows {
    private final Source source;
    private final Rows rows;

    NumberRows(Source source, Notation notation) {
        this.source = source;
        this.rows = Rows.of(source, notation);
    }

    /// The next row, in an object that is used again; null at the end.
    @Nullable Row next() {
        return rows.next();
    }

    /// A cell's number.
    ///
    /// @throws dev.starling.app.fault.Fault with file, line, column and the value seen, if it is not a finite one
    double number(Row row, int column) {
        double value = row.number(column, rows.dialect().decimals());
        if (!Double.isFinite(value)) {
            Problems problem = new Problems();
            problem.add(place(row, column), Cell.fault(row.text(column), rows.dialect().decimals()), "Every value must be a finite number.");
            problem.refuse();
        }
        return value;
    }

    /// `file:line:column`.
    String place(Row row, int column) {
        return source.name() + ":" + row.line() + ":" + (column + 1);
    }
}
