package dev.starling.app.data.features;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;
import dev.starling.app.data.cells.Problems;
import dev.starling.app.data.columns.ColumnNames;
import dev.starling.app.data.columns.Missing;
import dev.starling.app.data.text.Row;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Features that stand in a column each.
public final class TextFeatures implements RowFeatures {
    private final String file;
    private final ColumnNames names;
    private final int[] columns;
    private final Decimals form;
    private final Missing missing;
    private final Problems unusable = new Problems();
    private final Problems gaps = new Problems();
    private final RowStore store;
    private final LongIntegers integers;

    /// @param columns  where the numbers stand
    /// @param expected how many rows there will be; 0 if that is not known
    public TextFeatures(String file, ColumnNames names, int[] columns, Decimals form, Missing missing, long expected) {
        this.file = file;
        this.names = names;
        this.columns = columns;
        this.form = form;
        this.missing = missing;
        this.store = new RowStore(file, columns.length, expected);
        this.integers = new LongIntegers(columns.length);
    }

    @Override
    public void take(Row row) {
        double[] values = store.next();
        int at = store.rows() * columns.length;
        for (int k = 0; k < columns.length; k++) {
            double value = row.number(columns[k], form);
            if (!Double.isFinite(value)) {
                note(row, columns[k]);
                value = Double.NaN;
            } else if (LongIntegers.mayLose(value)) {
                integers.take(k, row.text(columns[k]), value);
            }
            values[at + k] = value;
        }
        store.keep();
    }

    private void note(Row row, int column) {
        String text = row.text(column);
        if (!Cell.isMissing(text)) {
            report(unusable, row, column, text, names.hasHeader() && text.equals(names.get(column))
                    ? "The header is met again: remove that line, or leave the column out with --exclude "
                    : "Remove it, or leave the column out with --exclude ");
        } else if (missing == Missing.REFUSE) {
            report(gaps, row, column, text,
                    "Say --missing drop to leave out such rows, --missing mean to take the mean of the column, or --exclude ");
        }
    }

    private void report(Problems problems, Row row, int column, String text, String remedy) {
        if (problems.hasRoom()) {
            problems.add(
                    file + ":" + row.line() + ":" + (column + 1) + " (" + names.get(column) + ")",
                    Cell.fault(text, form),
                    remedy + names.typed(column) + ".");
        } else {
            problems.count();
        }
    }

    /// Refuses columns of which little more than rounding would be left.
    private void refuseLost() {
        for (int k = 0; k < columns.length; k++) {
            int column = k;
            integers.refuseLost(k, file + ": column " + (columns[k] + 1) + " (" + names.get(columns[k]) + ")",
                    IntStream.range(0, store.rows()).mapToDouble(row -> store.get(row, column)),
                    "leave the column out with --exclude " + names.typed(columns[k]));
        }
    }

    @Override
    public boolean sumUp(int last) {
        int[] agreeing = new int[last * ColumnSummary.STATISTICS];
        int above = store.rows() - last;
        for (int k = 0; k < columns.length; k++) {
            int column = k;
            ColumnSummary summary = ColumnSummary.of(IntStream.range(0, above).mapToDouble(row -> store.get(row, column)).toArray());
            for (int at = 0; at < agreeing.length; at++) {
                double shown = store.get(above + at / ColumnSummary.STATISTICS, k);
                agreeing[at] += summary.has(at % ColumnSummary.STATISTICS, shown) ? 1 : 0;
            }
        }
        return Arrays.stream(agreeing).anyMatch(count -> 2 * count > columns.length);
    }

    @Override
    public void dropLast(int rows) {
        store.dropLast(rows);
    }

    @Override
    public Features done() {
        unusable.refuse();
        refuseLost();
        int rows = store.rows();
        Features features = new DenseFeatures(Arrays.stream(columns).mapToObj(names::get).toList(), store.take(), rows);
        int empty = features.firstEmpty();
        if (empty >= 0) {
            throw new Fault(Exit.DATA, file + ": column " + (columns[empty] + 1) + " (" + names.get(columns[empty])
                    + ") holds no value. Leave it out with --exclude " + names.typed(columns[empty]) + ".");
        }
        gaps.refuse();
        return features;
    }

    @Override
    public List<String> rounded() {
        return IntStream.range(0, columns.length).filter(integers::lost).mapToObj(k -> names.get(columns[k])).toList();
    }
}
