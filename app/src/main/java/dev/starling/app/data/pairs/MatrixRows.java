package dev.starling.app.data.pairs;

import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.columns.ColumnNames;
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

/// The rows of a square matrix in a file, all of one length, and the names that its points have in the first row, the first column, or both.
///
/// What is missing is known from the other half, where a whole half is missing; and is 0 on a diagonal that is missing as a whole.
final class MatrixRows {
    private static final int SAMPLE_ROWS = 100;

    /// Rows and columns for which there is memory in any case.
    private static final int FEW = 1_000;

    private final Source source;
    private final NumberRows table;
    private final List<Row> sample;
    private final @Nullable Row header;
    private final MatrixFrame frame;
    private final List<String> rowNames = new ArrayList<>();
    private final int n;
    private final Gaps above = new Gaps();
    private final Gaps on = new Gaps();
    private final Gaps below = new Gaps();
    private long[] lines = {};

    MatrixRows(Source source, NumberRows table) {
        this.source = source;
        this.table = table;
        this.sample = table.sample(SAMPLE_ROWS);
        boolean shorter = table.growth() == Growth.FIRST_SHORTER;
        Row before = shorter ? sample.removeFirst().shifted() : table.header();
        this.frame = shorter && before != null ? new MatrixFrame(false, true, Cell.isMeantAsNumber(before.text(1))) : MatrixFrame.of(sample, before != null, table.decimals());
        this.header = frame.row() ? sample.removeFirst() : before;
        if (sample.isEmpty()) {
            throw new Fault(Exit.DATA, source.name() + " holds no matrix. Give n rows of n numbers.");
        }
        this.n = sample.getFirst().size() - frame.columns();
    }

    MatrixText read() {
        refuseTooLarge();
        int stride = DenseMatrix.strideOf(n);
        double[] values = new double[n * stride];
        lines = new long[n];
        int i = 0;
        for (Row row : sample) {
            take(row, i++, values, stride);
        }
        for (Row row = table.next(); row != null; row = table.next()) {
            if (i < n || !row.isBlank()) {
                take(row, i++, values, stride);
            }
        }
        if (i != n) {
            throw new Fault(Exit.DATA, source.name() + " is not square: it has " + Counted.of(i, "row") + " of "
                    + Counted.of(n, "number") + ". Give n rows of n numbers.");
        }
        checkNames();
        return withoutGaps(new MatrixText(n, stride, values, names(), this::place, notes()));
    }

    private void refuseTooLarge() {
        if (n > DenseMatrix.MAX_N) {
            throw new Fault(Exit.RESOURCES, String.format(Locale.ROOT, "%s has %,d columns; a full matrix has at most %,d.",
                    source.name(), n, DenseMatrix.MAX_N));
        }
        // A cell takes a byte at least, with what parts it from the next. Small files are read, to be told how many rows there are.
        if (n > FEW && (long) n * n > source.mostBytes()) {
            throw new Fault(Exit.DATA, source.name() + " is not square: it has " + Counted.of(n, "column") + ", and is too short for as many rows. Give n rows of n numbers.");
        }
    }

    private void take(Row row, int i, double[] values, int stride) {
        if (i >= n) {
            return;
        }
        lines[i] = row.line();
        int shift = frame.columns();
        if (shift == 1) {
            rowNames.add(row.text(0));
        }
        for (int j = 0; j < n; j++) {
            double value = row.number(j + shift, table.decimals());
            if (Double.isNaN(value) && Cell.isMissing(row.text(j + shift))) {
                (i < j ? above : i == j ? on : below).add(row, j + shift);
            } else {
                values[i * stride + j] = table.number(row, j + shift);
            }
        }
    }

    /// What is missing, counted.
    private static final class Gaps {
        private long count;
        private @Nullable Row first;
        private int column;

        void add(Row row, int at) {
            if (count++ == 0) {
                first = row.copy();
                column = at;
            }
        }
    }

    private MatrixText withoutGaps(MatrixText text) {
        long half = (long) n * (n - 1) / 2;
        boolean diagonal = on.count == n;
        boolean lower = n > 2 && above.count == half;
        boolean upper = n > 2 && below.count == half;
        if (!diagonal) {
            refuse(on);
        }
        if (!lower) {
            refuse(above);
        }
        if (!upper || lower) {
            refuse(below);
        }
        String missing = " its diagonal is missing" + (diagonal ? ", as that itself, which is taken for 0" : "");
        return lower ? text.mirrored(Half.LOWER, "all above" + missing) : upper ? text.mirrored(Half.UPPER, "all below" + missing) : text;
    }

    private void refuse(Gaps gaps) {
        if (gaps.first != null) {
            table.number(gaps.first, gaps.column);
        }
    }

    private String place(int i, int j) {
        return source.name() + ":" + lines[i] + ":" + (j + 1 + frame.columns());
    }

    private @Nullable List<String> names() {
        return frame.column() ? List.copyOf(rowNames) : header == null ? null : IntStream.range(0, n).mapToObj(header::text).toList();
    }

    private List<String> notes() {
        List<String> names = names();
        return names == null || !frame.ofNumbers() ? notesOfDiagonal() : Stream.concat(Stream.of("the numbers in the first "
                + (header == null ? "column" : frame.column() ? "row and column" : "row") + " name the points: " + ColumnNames.shown(names)), notesOfDiagonal().stream()).toList();
    }

    private List<String> notesOfDiagonal() {
        boolean alone = on.count == n && above.count == 0 && below.count == 0;
        return alone ? List.of("the diagonal is missing and taken for 0") : List.of();
    }

    private void checkNames() {
        if (!frame.column() || header == null) {
            return;
        }
        for (int i = 0; i < n; i++) {
            MatrixText.checkNames(source.name(), i, rowNames.get(i), header.text(i + 1));
        }
    }
}
