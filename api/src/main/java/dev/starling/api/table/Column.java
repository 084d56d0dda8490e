package dev.starling.api.table;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// A column of a table. The arrays are shared with whoever handed them over, so that a large file is in memory once: they must not be
/// written to.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public sealed interface Column {
    String name();

    int rows();

    /// A number a row; NaN where there is none.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    record Numbers(String name, double[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }
    }

    /// A number a row as it is written in decimal digits, for columns of which some have more of them than a double: they may be names. Null where
    /// there is none.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    record Numerals(String name, @Nullable String[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }
    }

    /// A text a row; null where there is none.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    record Texts(String name, @Nullable String[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }
    }

    /// One of few texts a row, as a category of a data frame.
    ///
    /// @param codes   positions in `levels`; −1 where there is none
    /// @param levels  the texts, in their own order
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    record Categories(String name, int[] codes, List<String> levels) implements Column {
        /// @throws IllegalArgumentException if a code has no level
        public Categories {
            levels = List.copyOf(levels);
            for (int row = 0; row < codes.length; row++) {
                if (codes[row] < -1 || codes[row] >= levels.size()) {
                    throw new IllegalArgumentException("row " + row + " has code " + codes[row] + ", but there are " + levels.size() + " levels");
                }
            }
        }

        @Override
        public int rows() {
            return codes.length;
        }
    }

    /// A vector a row, all of one length.
    ///
    /// @param elements  names of the vector's elements, as of genes; empty where they have none
    /// @param width     length of a vector
    /// @param values    row-major, `rows · width` of them; NaN where there is no number
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    record Vectors(String name, List<String> elements, int rows, int width, double[] values) implements Column {
        /// @throws IllegalArgumentException if there are more or fewer values or names
        public Vectors {
            elements = List.copyOf(elements);
            if (values.length != Math.multiplyExact(rows, width)) {
                throw new IllegalArgumentException(rows + " vectors of " + width + " need " + (long) rows * width + " values, not " + values.length);
            }
            checkNames(elements, width);
        }
    }

    /// A vector a row of which few elements are not 0, in compressed rows.
    ///
    /// @param elements  names of the vector's elements; empty where they have none
    /// @param width     length of a vector
    /// @param starts    `rows + 1` positions: row i has `starts[i]` until before `starts[i + 1]`
    /// @param indices   position of each value in its vector, rising within a row, each once
    /// @param values    the values
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    record SparseVectors(String name, List<String> elements, int width, int[] starts, int[] indices, double[] values) implements Column {
        /// Below this a matrix may have as many empty rows or columns as it likes; it is twice what hashed words are spread over.
        private static final int FEW = 1 << 21;

        /// Rows or columns for each value beyond which a claim is not believed.
        private static final int MOST_FOR_A_VALUE = 16;

        /// @throws IllegalArgumentException if the arrays don't make compressed rows, or the width is far beyond what they can fill
        public SparseVectors {
            elements = List.copyOf(elements);
            checkNames(elements, width);
            checkClaim(width, "columns", indices.length);
            if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != indices.length || indices.length != values.length) {
                throw new IllegalArgumentException("compressed rows begin at 0 and end with as many indices as values");
            }
            for (int row = 0; row + 1 < starts.length; row++) {
                if (starts[row + 1] < starts[row]) {
                    throw new IllegalArgumentException("row " + row + " ends before it begins");
                }
                for (int at = starts[row]; at < starts[row + 1]; at++) {
                    int index = indices[at];
                    if (index < 0 || index >= width) {
                        throw new IllegalArgumentException("row " + row + " has index " + index + ", which is not between 0 and " + (width - 1));
                    }
                    if (at > starts[row] && index <= indices[at - 1]) {
                        throw new IllegalArgumentException("row " + row + " has index " + index
                                + (index == indices[at - 1] ? " twice" : " after " + indices[at - 1] + ", and indices of a row must rise"));
                    }
                }
            }
        }

        /// From entries in any order.
        ///
        /// @param row     row of each entry
        /// @param index   its position in the row's vector
        /// @throws IllegalArgumentException if an entry lies outside, there are two for one place, or far more rows or columns than entries
        public static SparseVectors ofEntries(
                String name, List<String> elements, int rows, int width, int[] row, int[] index, double[] values) {
            checkClaim(rows, "rows", row.length);
            int[] starts = new int[rows + 1];
            for (int at = 0; at < row.length; at++) {
                if (row[at] < 0 || row[at] >= rows) {
                    throw new IllegalArgumentException("entry " + at + " is in row " + row[at] + ", but there are " + rows + " rows");
                }
                starts[row[at] + 1]++;
            }
            for (int i = 0; i < rows; i++) {
                starts[i + 1] += starts[i];
            }
            long[] places = new long[row.length];
            int[] next = starts.clone();
            for (int at = 0; at < row.length; at++) {
                places[next[row[at]]++] = ((long) index[at] << Integer.SIZE) | at;
            }
            int[] indices = new int[row.length];
            double[] sorted = new double[row.length];
            for (int i = 0; i < rows; i++) {
                Arrays.sort(places, starts[i], starts[i + 1]);
                for (int at = starts[i]; at < starts[i + 1]; at++) {
                    indices[at] = (int) (places[at] >> Integer.SIZE);
                    sorted[at] = values[(int) places[at]];
                }
            }
            return new SparseVectors(name, elements, width, starts, indices, sorted);
        }

        private static void checkClaim(int claimed, String what, int values) {
            if (claimed < 0 || claimed > FEW && claimed / MOST_FOR_A_VALUE > values) {
                throw new IllegalArgumentException("it claims " + claimed + " " + what + ", but has " + values + " values only");
            }
        }

        @Override
        public int rows() {
            return starts.length - 1;
        }

        /// The same with the zeros in their places.
        ///
        /// @throws ArithmeticException if that are more values than an array holds
        public Vectors toDense() {
            double[] all = new double[Math.multiplyExact(rows(), width)];
            for (int row = 0; row < rows(); row++) {
                for (int at = starts[row]; at < starts[row + 1]; at++) {
                    all[row * width + indices[at]] = values[at];
                }
            }
            return new Vectors(name, elements, rows(), width, all);
        }
    }

    private static void checkNames(List<String> elements, int width) {
        if (!elements.isEmpty() && elements.size() != width) {
            throw new IllegalArgumentException(elements.size() + " names for vectors of length " + width);
        }
    }
}
