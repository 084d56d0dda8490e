package dev.starling.app.data.pairs;

import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.text.NumberRows;
import dev.starling.app.data.text.Row;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.base.Counted;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The rows of a square matrix in a file, and the names that its points have in the first row, the first column, or both.
final class MatrixRows {
    private static final int SAMPLE_ROWS = 100;

    private final Source source;
    private final NumberRows table;
    private final List<Row> sample;
    private final @Nullable Row header;
    private final boolean namedRows;
    private final List<String> rowNames = new ArrayList<>();
    private final int n;
    private long @Nullable [] lines;

    private MatrixRows(Source source, NumberRows table, List<Row> sample) {
        this.source = source;
        this.table = table;
        this.sample = sample;
        this.header = table.header() != null ? table.header() : isHeader() ? sample.removeFirst() : null;
        this.namedRows = header != null && header.text(0).isEmpty() || hasNamesInFirstColumn();
        this.n = (sample.isEmpty() ? 0 : sample.getFirst().size()) - (namedRows ? 1 : 0);
    }

    static MatrixRows of(Source source, Notation notation) {
        NumberRows table = new NumberRows(source, notation);
        if (table.isTriangle()) {
            throw triangle(source.name(), "each of its rows has one number more than the one before");
        }
        List<Row> sample = table.sample(SAMPLE_ROWS);
        MatrixRows rows = new MatrixRows(source, table, sample);
        if (rows.isUpperTriangle()) {
            throw rows.upperTriangle("all below its diagonal is missing");
        }
        if (rows.sample.isEmpty()) {
            throw new Fault(Exit.DATA, source.name() + " holds no matrix. Give n rows of n numbers.");
        }
        return rows;
    }

    String file() {
        return source.name();
    }

    int n() {
        return n;
    }

    Fault triangle(String why) {
        return triangle(source.name(), why);
    }

    Fault upperTriangle(String why) {
        return triangle(source.name(), "an upper", why);
    }

    private static Fault triangle(String file, String why) {
        return triangle(file, "a lower", why);
    }

    private static Fault triangle(String file, String which, String why) {
        return new Fault(Exit.DATA, file + " is " + which + " triangle: " + why
                + ". Give all n × n numbers (in R as.matrix(d), in Python d + d.T or squareform).");
    }

    private boolean isUpperTriangle() {
        int shift = namedRows ? 1 : 0;
        int last = Math.min(n, sample.size());
        return last > 2 && IntStream.range(1, last).allMatch(i -> sample.get(i).size() == n + shift
                && IntStream.range(0, n).allMatch(j -> i == j || Cell.isMissing(sample.get(i).text(j + shift)) == j < i));
    }

    /// Names: text above numbers, or numbers that count up where the zeros of the diagonal stand one row lower.
    private boolean isHeader() {
        Row first = sample.isEmpty() ? new Row() : sample.getFirst();
        if (first.size() < 2) {
            return false;
        }
        long words = IntStream.range(1, first.size()).filter(c -> !isNumber(first, c)).count();
        if (2 * words >= first.size() - 1) {
            return sample.size() > 1 && isNumber(sample.get(1), first.size() - 1);
        }
        int from = isNumber(first, 0) ? 0 : 1;
        double begin = first.number(from, table.decimals());
        boolean counts = (begin == 0 || begin == 1)
                && IntStream.range(from, first.size()).allMatch(c -> first.number(c, table.decimals()) == begin + c - from);
        return counts && sample.size() > 1 && (from == 1 ? first.text(0).isEmpty() || isZero(1, 1) : isZero(1, 0) && !isZero(1, 1));
    }

    private boolean isZero(int row, int column) {
        return sample.get(row).number(column, table.decimals()) == 0;
    }

    private boolean isNumber(Row row, int column) {
        return Cell.isMeantAsNumber(row.text(column)) || Cell.isMissing(row.text(column)) && !row.text(column).isEmpty();
    }

    private boolean hasNamesInFirstColumn() {
        if (sample.isEmpty() || sample.getFirst().size() < 2) {
            return false;
        }
        boolean words = sample.stream().allMatch(row -> !Cell.isMeantAsNumber(row.text(0)) && !Cell.isMissing(row.text(0)));
        boolean shifted = header != null
                && IntStream.range(0, Math.min(sample.size(), sample.getFirst().size() - 1)).allMatch(i -> isZero(i, i + 1))
                && !IntStream.range(0, Math.min(sample.size(), sample.getFirst().size())).allMatch(i -> isZero(i, i));
        return words || shifted;
    }

    /// @param values receives row i from i · stride on
    void read(double[] values, int stride) {
        lines = new long[n];
        int i = 0;
        for (Row row : sample) {
            take(row, i++, values, stride);
        }
        for (Row row = table.next(); row != null; row = table.next()) {
            take(row, i++, values, stride);
        }
        if (i != n) {
            throw new Fault(Exit.DATA, source.name() + " is not square: it has " + Counted.of(i, "row") + " of "
                    + Counted.of(n, "number") + ". Give n rows of n numbers.");
        }
        checkNames();
    }

    private void take(Row row, int i, double[] values, int stride) {
        if (i >= n) {
            return;
        }
        int shift = namedRows ? 1 : 0;
        if (shift == 1) {
            rowNames.add(row.text(0));
        }
        if (lines != null) {
            lines[i] = row.line();
        }
        if (n > 2 && i + 1 < n && IntStream.range(i + 1, n).allMatch(j -> Cell.isMissing(row.text(j + shift)))
                && IntStream.range(0, i).noneMatch(j -> Cell.isMissing(row.text(j + shift)))) {
            throw triangle("all above its diagonal is missing");
        }
        for (int j = 0; j < n; j++) {
            values[i * stride + j] = table.number(row, j + shift);
        }
    }

    /// `file:line:column` of an entry.
    String place(int i, int j) {
        return source.name() + ":" + (lines == null ? i + 1 : lines[i]) + ":" + (j + (namedRows ? 2 : 1));
    }

    @Nullable List<String> names() {
        return namedRows ? List.copyOf(rowNames) : header == null ? null : IntStream.range(0, n).mapToObj(header::text).toList();
    }

    private void checkNames() {
        if (!namedRows || header == null) {
            return;
        }
        for (int i = 0; i < n; i++) {
            if (!rowNames.get(i).equals(header.text(i + 1))) {
                throw new Fault(Exit.DATA, source.name() + ": row " + (i + 1) + " is called " + Cell.shown(rowNames.get(i)) + ", but column " + (i + 1)
                        + " " + Cell.shown(header.text(i + 1)) + ". Points must have the same order in rows and columns.");
            }
        }
    }
}
