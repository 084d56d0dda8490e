package dev.starling.app.data.points;

import dev.starling.app.data.cells.Decimals;
import dev.starling.app.data.cells.Spelling;
import dev.starling.app.data.columns.ColumnNames;
import dev.starling.app.data.text.ColumnShape;
import dev.starling.app.data.text.Header;
import dev.starling.app.data.text.NumberRows;
import dev.starling.app.data.text.Row;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/// Which columns of a file of coordinates are the coordinates, and which names the points.
///
/// @param axes        the columns of the coordinates, in their order
/// @param idColumn    the column of ids, −1 if there is none
/// @param mayNameAxes whether the first row, 0 and 1 and so on, is one of numbers, but may name the columns
/// @param unnamedIds  whether the column of ids has no name
record Layout(List<Integer> axes, int idColumn, boolean mayNameAxes, boolean unnamedIds) {
    private static final Set<String> ID_NAMES = Set.of(
            "", "id", "ids", "index", "name", "names", "cell", "cells", "barcode", "barcodes", "sample", "samples", "key", "row", "rownames",
            "row_names", "unnamed: 0");

    private static final int NONE = -1;

    /// Takes the header off the sample, if there is one.
    static Layout of(String file, NumberRows table, List<Row> sample, RowIds points) {
        Row above = table.header();
        Row header = above != null ? above : Header.of(sample, table.decimals()).found() ? sample.removeFirst() : null;
        if (header == null) {
            return withoutNames(sample, table.decimals());
        }
        List<String> names = IntStream.range(0, header.size()).mapToObj(header::text).toList();
        List<Integer> own = own(names);
        List<Integer> axes = axes(file, names);
        int ids = own.isEmpty() ? idColumn(names, axes, sample, points.column()) : 0;
        return new Layout(axes, ids, false, ids >= 0 && names.get(ids).isEmpty());
    }

    /// The columns that are called as coordinates are.
    static List<Integer> axes(String file, List<String> names) {
        List<Integer> own = own(names);
        return own.isEmpty() ? foreign(file, names) : own;
    }

    /// The coordinates of a file that this program wrote: they follow the id, whatever the label after them is called.
    private static List<Integer> own(List<String> names) {
        if (!names.getFirst().equals(Coordinates.ID)) {
            return List.of();
        }
        for (int dimensions = names.size() - 1; dimensions > 0; dimensions--) {
            int d = dimensions;
            if (IntStream.range(0, d).allMatch(k -> names.get(k + 1).equals(Coordinates.axis(k, d)))) {
                return IntStream.rangeClosed(1, d).boxed().toList();
            }
        }
        return List.of();
    }

    private static List<Integer> foreign(String file, List<String> names) {
        List<List<Integer>> families = AxisNames.families(names);
        if (families.isEmpty()) {
            throw new Fault(Exit.DATA, file + " has columns " + ColumnNames.shown(names)
                    + ", but none that are called as coordinates are: x, y, z; y1, y2, ...; UMAP1, UMAP2 and the like. Name them so.");
        } else if (families.size() > 1) {
            throw new Fault(Exit.DATA, file + " has several sets of coordinates: "
                    + String.join("; ", families.stream().map(family -> String.join(", ", family.stream().map(names::get).toList())).toList())
                    + ". Leave one of them in the file.");
        }
        return families.getFirst();
    }

    /// The column that is called as that of the data is; or as ids are; or the first, if its values all differ.
    static int idColumn(List<String> names, List<Integer> axes, List<Row> sample, @Nullable String wanted) {
        List<Integer> others = IntStream.range(0, names.size()).boxed().filter(c -> !axes.contains(c)).toList();
        for (int column : others) {
            if (wanted != null && Spelling.of(names.get(column)).equalsIgnoreCase(Spelling.of(wanted))) {
                return column;
            }
        }
        for (int column : others) {
            if (ID_NAMES.contains(names.get(column).toLowerCase(Locale.ROOT))) {
                return column;
            }
        }
        boolean named = others.contains(0) && sample.stream().map(row -> row.text(0)).distinct().count() == sample.size();
        return named ? 0 : NONE;
    }

    /// All columns of numbers, but a first one that numbers the rows above decimals.
    private static Layout withoutNames(List<Row> sample, Decimals form) {
        Row first = sample.getFirst();
        List<ColumnShape> shapes = IntStream.range(0, first.size()).mapToObj(c -> ColumnShape.of(sample, c, form)).toList();
        boolean ids = first.size() > 1
                && shapes.getFirst().unique()
                && (!shapes.getFirst().numeric() || (Header.countsUp(sample, 0) && shapes.stream().skip(1).noneMatch(ColumnShape::whole)));
        List<Integer> axes = IntStream.range(ids ? 1 : 0, first.size()).boxed().filter(c -> shapes.get(c).numeric()).toList();
        if (axes.isEmpty()) {
            axes = IntStream.range(0, first.size()).boxed().toList();
        }
        boolean mayName = !ids && axes.size() > 1;
        for (int k = 0; k < axes.size(); k++) {
            double number = first.number(axes.get(k), form);
            mayName &= number == k || number == k + 1;
        }
        return new Layout(axes, ids ? 0 : NONE, mayName, ids);
    }
}
