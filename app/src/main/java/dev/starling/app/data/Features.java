package dev.starling.app.data;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.matrix.Points;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The numbers of a table, row by row, and what is to be said of them.
final class Features {
    /// Integers beyond are not all doubles.
    private static final double EXACT_INTEGERS = 0x1p53;

    private final Source source;
    private final ColumnNames names;
    private final int[] columns;
    private final Decimals form;
    private final Missing missing;
    private final Problems unusable = new Problems();
    private final Problems gaps = new Problems();
    private final List<double[]> values = new ArrayList<>();
    private final long[] present;
    private final boolean[] rounded;

    /// @param columns where the numbers stand
    Features(Source source, ColumnNames names, int[] columns, Decimals form, Missing missing) {
        this.source = source;
        this.names = names;
        this.columns = columns;
        this.form = form;
        this.missing = missing;
        this.present = new long[columns.length];
        this.rounded = new boolean[columns.length];
    }

    int rows() {
        return values.size();
    }

    /// Takes the numbers of a row, and says whether they are kept: rows with gaps may be dropped.
    boolean take(Row row) {
        double[] numbers = new double[columns.length];
        boolean whole = true;
        for (int k = 0; k < columns.length; k++) {
            double value = row.number(columns[k], form);
            if (Double.isFinite(value)) {
                present[k]++;
                rounded[k] |= Math.abs(value) > EXACT_INTEGERS && losesDigits(row.text(columns[k]), value);
            } else {
                whole &= !isGap(row, columns[k]);
                value = Double.NaN;
            }
            numbers[k] = value;
        }
        if (!whole && missing == Missing.DROP) {
            return false;
        }
        refuseTooMany();
        values.add(numbers);
        return true;
    }

    private boolean isGap(Row row, int column) {
        String text = row.text(column);
        if (!Cell.isMissing(text)) {
            report(unusable, row, column, text, names.hasHeader() && text.equals(names.get(column))
                    ? "The header is met again: remove that line, or leave the column out with --exclude "
                    : "Remove it, or leave the column out with --exclude ");
            return false;
        }
        if (missing == Missing.REFUSE) {
            report(gaps, row, column, text,
                    "Say --missing drop to leave out such rows, --missing mean to take the mean of the column, or --exclude ");
        }
        return true;
    }

    private void report(Problems problems, Row row, int column, String text, String remedy) {
        if (problems.hasRoom()) {
            problems.add(
                    source.name() + ":" + row.line() + ":" + (column + 1) + " (" + names.get(column) + ")",
                    Cell.fault(text, form),
                    remedy + names.typed(column) + ".");
        } else {
            problems.count();
        }
    }

    private static boolean losesDigits(String text, double value) {
        return text.chars().allMatch(c -> "+-0123456789".indexOf(c) >= 0) && new BigDecimal(text).compareTo(new BigDecimal(value)) != 0;
    }

    /// The numbers are held twice for a moment: as rows, and as points.
    private void refuseTooMany() {
        long cells = (long) (values.size() + 1) * columns.length;
        long bytes = 2 * Double.BYTES * cells;
        if (cells > Integer.MAX_VALUE - 8 || bytes > Runtime.getRuntime().maxMemory()) {
            throw new Fault(Exit.RESOURCES, String.format(Locale.ROOT,
                    "%s has more than %,d rows of %,d columns, which need %,d MB; Java has %,d MB. Take fewer rows or columns, or give Java"
                            + " more memory (-Xmx).",
                    source.name(), values.size(), columns.length, bytes >> 20, Runtime.getRuntime().maxMemory() >> 20));
        }
    }

    /// @throws Fault if a cell was no number, or a column has none
    void refuse() {
        unusable.refuse();
        for (int k = 0; k < columns.length; k++) {
            if (present[k] == 0) {
                throw new Fault(Exit.DATA, source.name() + ": column " + (columns[k] + 1) + " (" + names.get(columns[k])
                        + ") holds no value. Leave it out with --exclude " + names.typed(columns[k]) + ".");
            }
        }
        gaps.refuse();
    }

    Points points() {
        return Points.of(values.toArray(double[][]::new));
    }

    /// Puts the means of columns in the place of gaps, and says how many there were; null if there were none.
    @Nullable String fillGaps() {
        long filled = 0;
        for (int k = 0; k < columns.length; k++) {
            if (present[k] < values.size()) {
                double mean = mean(k);
                for (double[] row : values) {
                    if (Double.isNaN(row[k])) {
                        row[k] = mean;
                        filled++;
                    }
                }
            }
        }
        return filled == 0 ? null : filled == 1 ? "1 gap filled with its column's mean" : filled + " gaps filled with their columns' means";
    }

    private double mean(int k) {
        double sum = 0;
        double scaled = 0;
        for (double[] row : values) {
            if (!Double.isNaN(row[k])) {
                sum += row[k];
                scaled += row[k] / present[k];
            }
        }
        return Double.isFinite(sum) ? sum / present[k] : scaled;
    }

    /// Rows that repeat others, columns that are constant, numbers that lost digits.
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        long repeated = values.size() - values.stream().map(Key::new).distinct().count();
        if (repeated > 0) {
            notes.add(repeated + (repeated == 1 ? " row repeats an earlier one" : " rows repeat an earlier one"));
        }
        List<String> constant = IntStream.range(0, columns.length)
                .filter(k -> values.stream().allMatch(row -> row[k] == values.getFirst()[k]))
                .mapToObj(k -> names.get(columns[k]))
                .toList();
        if (!constant.isEmpty()) {
            notes.add((constant.size() == 1 ? "constant column: " : constant.size() + " constant columns: ") + ColumnNames.shown(constant));
        }
        List<String> lossy = IntStream.range(0, columns.length).filter(k -> rounded[k]).mapToObj(k -> names.get(columns[k])).toList();
        if (!lossy.isEmpty()) {
            notes.add("integers too long for a double are rounded in " + ColumnNames.shown(lossy));
        }
        return notes;
    }

    /// A row's numbers, equal where all of them are.
    private record Key(double[] values) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(values, key.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
