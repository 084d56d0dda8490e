package dev.starling.plugins.readers.arrays;

import dev.starling.api.table.Column;
import dev.starling.api.table.Entries;
import dev.starling.api.table.UnreadableException;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A sparse matrix as SciPy saves it: in compressed rows or columns, or by entries.
final class SparseArrays {
    private static final String REMEDY = "Save it by scipy.sparse.save_npz, after sum_duplicates().";

    private SparseArrays() {}

    /// @throws UnreadableException if a whole matrix is stored in blocks, in diagonals or otherwise as is not read
    static void checkFormat(String kind) throws UnreadableException {
        if (!Set.of("csr", "csc", "coo").contains(kind)) {
            throw new UnreadableException("the sparse matrix", "is stored as '" + kind + "', and csr, csc and coo are read", "Save it by save_npz(path, x.tocsr()).");
        }
    }

    static Column.SparseVectors matrix(Map<String, NpyArray> arrays) throws UnreadableException {
        NpyArray format = arrays.get("format");
        String kind = format == null || !format.isText() ? "" : format.texts()[0];
        int[] shape = whole(arrays, "shape");
        if (shape.length != 2) {
            throw new UnreadableException("shape", "has " + shape.length + " lengths, and a matrix has 2", REMEDY);
        }
        double[] values = numbers(arrays, "data").numbers();
        try {
            return switch (kind) {
                case "csr" -> entries(shape, expanded(arrays, shape[0]), whole(arrays, "indices"), values);
                case "csc" -> entries(shape, whole(arrays, "indices"), expanded(arrays, shape[1]), values);
                case "coo" -> entries(shape, whole(arrays, "row"), whole(arrays, "col"), values);
                default -> throw new UnreadableException("format", "is '" + kind + "'", "Convert the matrix by tocsr().");
            };
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("the sparse matrix", "is not well formed: " + e.getMessage(), REMEDY);
        }
    }

    private static Column.SparseVectors entries(int[] shape, int[] rows, int[] columns, double[] values) {
        if (rows.length != values.length || columns.length != values.length) {
            throw new IllegalArgumentException(values.length + " values, but " + rows.length + " rows and " + columns.length + " columns");
        }
        Entries entries = new Entries();
        for (int at = 0; at < values.length; at++) {
            entries.add(rows[at], columns[at], values[at]);
        }
        return entries.matrix("matrix", List.of(), shape[0], shape[1], 0, 0);
    }

    /// The row (or column) of each value.
    private static int[] expanded(Map<String, NpyArray> arrays, int count) throws UnreadableException {
        int[] starts = whole(arrays, "indptr");
        int values = numbers(arrays, "data").numbers().length;
        if (starts.length != count + 1L || starts[0] != 0 || starts[count] != values) {
            throw new IllegalArgumentException("indptr has " + starts.length + " positions for " + count + " and " + values + " values");
        }
        int[] expanded = new int[values];
        for (int i = 0; i < count; i++) {
            if (starts[i + 1] < starts[i]) {
                throw new IllegalArgumentException("indptr falls at " + (i + 1));
            }
            java.util.Arrays.fill(expanded, starts[i], starts[i + 1], i);
        }
        return expanded;
    }

    private static int[] whole(Map<String, NpyArray> arrays, String name) throws UnreadableException {
        double[] numbers = numbers(arrays, name).numbers();
        int[] whole = new int[numbers.length];
        for (int k = 0; k < whole.length; k++) {
            whole[k] = (int) numbers[k];
            if (whole[k] != numbers[k] || whole[k] < 0) {
                throw new UnreadableException(name, "has " + numbers[k] + " at " + k, REMEDY);
            }
        }
        return whole;
    }

    private static NpyArray numbers(Map<String, NpyArray> arrays, String name) throws UnreadableException {
        NpyArray array = arrays.get(name);
        if (array == null || array.isText() || array.shape().length != 1) {
            throw new UnreadableException(name, array == null ? "is missing" : "is no row of numbers", REMEDY);
        }
        return array;
    }
}
