package dev.starling.app.data.pairs;

import dev.starling.api.Reader;
import dev.starling.api.table.Column;
import dev.starling.api.table.Entries;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import dev.starling.app.data.bytes.HashedFile;
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
import dev.starling.core.table.TableFile;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/// Numbers of some pairs of points, such as distances of neighbors: a sparse matrix as another program stores it, or a text of three columns, point,
/// point and number.
///
/// A text counts points from 0 if there is a point 0, and else from 1.
public final class PairFile {
    private final String place;
    private final Entries pairs = new Entries();

    private PairFile(String place) {
        this.place = place;
    }

    /// What was read.
    ///
    /// @param sha256 of the file's bytes, in hexadecimal
    public record Read(Column.SparseVectors matrix, String sha256) {}

    /// @param place a file, perhaps with the part of it that is meant behind a colon
    /// @param n     number of points; null where the file is the only one to know
    /// @param note  hears what the user should know of it
    /// @param watch told which share of the file has been read
    /// @throws Fault if it cannot be used, with the place
    public static Read read(
            String place, @Nullable Integer n, Readers readers, Notation notation, Consumer<String> note, DoubleConsumer watch) {
        TableFile file = TableFile.of(place);
        try {
            Optional<Reader> reader = readers.taking(file);
            Read read = reader.isPresent() ? read(place, reader.get(), file, watch) : new PairFile(place).text(n, notation, note, watch);
            Column.SparseVectors matrix = read.matrix;
            if (n != null && (matrix.rows() != n || matrix.width() != n)) {
                throw fault(place + " is of " + matrix.rows() + " × " + matrix.width() + " points, but the data have " + Counted.of(n, "row"), "Both must be of the same");
            }
            return read;
        } catch (UnreadableException e) {
            throw new Fault(Exit.DATA, file.path() + ", " + Words.line(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw Source.fault(file.path().toString(), e);
        }
    }

    private static Read read(String place, Reader reader, TableFile file, DoubleConsumer watch) throws IOException {
        try (HashedFile watched = new HashedFile(file, watch)) {
            return new Read(matrix(place, TableFile.read(reader, watched)), watched.sha256());
        }
    }

    /// Whether one of the readers takes a file; else it is text.
    public static boolean isRead(String place, Readers readers) {
        TableFile file = TableFile.of(place);
        try {
            return readers.taking(file).isPresent();
        } catch (IOException e) {
            throw Source.fault(file.path().toString(), e);
        }
    }

    private static Fault fault(String what, String remedy) {
        return new Fault(Exit.DATA, what + ". " + remedy + ".");
    }

    private static Column.SparseVectors matrix(String place, Table table) {
        List<Column> vectors = table.columns().stream()
                .filter(column -> column instanceof Column.SparseVectors || column instanceof Column.Vectors)
                .toList();
        if (vectors.size() != 1) {
            throw fault(place + " has " + vectors.size() + " matrices", "Name the one that is meant behind a colon, as in cells.h5ad:obsp/distances");
        }
        return switch (vectors.getFirst()) {
            case Column.SparseVectors sparse -> sparse;
            case Column.Vectors dense -> offDiagonal(dense);
            case Column.Numbers _, Column.Numerals _, Column.Texts _, Column.Categories _ -> throw new IllegalStateException("passed over above");
        };
    }

    private static Column.SparseVectors offDiagonal(Column.Vectors dense) {
        PairFile file = new PairFile(dense.name());
        for (int i = 0; i < dense.rows(); i++) {
            for (int j = 0; j < dense.width(); j++) {
                if (i != j || dense.values()[i * dense.width() + j] != 0) {
                    file.pairs.add(i, j, dense.values()[i * dense.width() + j]);
                }
            }
        }
        return file.matrix(dense.rows(), dense.width(), 0);
    }

    private Read text(@Nullable Integer n, Notation notation, Consumer<String> note, DoubleConsumer watch) {
        int least = Integer.MAX_VALUE;
        int most = -1;
        String sha256;
        try (Source source = Source.of(Path.of(place), watch)) {
            NumberRows table = new NumberRows(source, notation);
            boolean first = true;
            for (Row row = table.next(); row != null; row = table.next()) {
                if (row.size() != 3) {
                    throw fault(place + ":" + row.line() + ": " + Counted.of(row.size(), "field"), "Give three: point, point and number");
                }
                if (!first || !isHeader(row)) {
                    int i = point(table, row, 0);
                    int j = point(table, row, 1);
                    pairs.add(i, j, table.number(row, 2));
                    least = Math.min(least, Math.min(i, j));
                    most = Math.max(most, Math.max(i, j));
                }
                first = false;
            }
            Optional.of(source.openEnd()).filter(end -> !end.isEmpty()).ifPresent(note);
            sha256 = source.finish();
        }
        if (pairs.count() == 0) {
            throw fault(place + " has no pairs", "Give three columns: point, point and number");
        }
        int from = least == 0 ? 0 : 1;
        if (n != null && most - from >= n) {
            throw fault(place + " names point " + most + ", counted from " + from + ", but the data have " + Counted.of(n, "row"), "Leave it out, or count anew");
        }
        int points = n == null ? most + 1 - from : n;
        if (points > 2L * pairs.count()) {
            throw fault(place + " names point " + most + ", but has " + Counted.of(pairs.count(), "pair"), "Give each point some, and count points without gaps");
        }
        return new Read(matrix(points, points, from), sha256);
    }

    private static boolean isHeader(Row row) {
        return !Cell.isMeantAsNumber(row.text(0)) && !Cell.isMeantAsNumber(row.text(1)) && !Cell.isMeantAsNumber(row.text(2));
    }

    private static int point(NumberRows table, Row row, int column) {
        double number = table.number(row, column);
        if (!(number >= 0 && number <= Integer.MAX_VALUE - 8 && number == Math.rint(number))) {
            throw fault(table.place(row, column) + ": " + Cell.shown(row.text(column)) + " is no number of a point", "Count points by whole numbers from 0 or 1");
        }
        return (int) number;
    }

    /// @param from the number of the first point
    private Column.SparseVectors matrix(int height, int width, int from) {
        try {
            return pairs.matrix("pairs", List.of(), height, width, from, from);
        } catch (IllegalArgumentException e) {
            throw fault(place + " is not well formed, counting from 0: " + e.getMessage(), "Give each pair of points once");
        }
    }
}
