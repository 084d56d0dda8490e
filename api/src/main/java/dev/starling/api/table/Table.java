package dev.starling.api.table;

import org.apiguardian.api.API;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A table: columns of equal length with different names.
///
/// @param rows     number of rows, also where there is no column
/// @param columns  in the order of the file
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record Table(int rows, List<Column> columns) {
    /// @throws IllegalArgumentException if a column has another number of rows, or two have one name
    public Table {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (column.rows() != rows) {
                throw new IllegalArgumentException("column '" + column.name() + "' has " + column.rows() + " rows, and the table has " + rows);
            }
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are called '" + column.name() + "'");
            }
        }
    }
}
