package dev.starling.app.data.pairs;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;
import dev.starling.app.data.text.Header;
import dev.starling.app.data.text.Row;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Whether a first row and a first column name the points of a square matrix.
///
/// Words are names. Numbers are, where the zeros of the diagonal stand one row lower, or one column further.
///
/// @param ofNumbers whether names are numbers, which might have been entries
record MatrixFrame(boolean row, boolean column, boolean ofNumbers) {
    private static final MatrixFrame BOTH = new MatrixFrame(true, true, true);
    private static final List<MatrixFrame> ALL =
            List.of(new MatrixFrame(false, false, false), BOTH, new MatrixFrame(false, true, true), new MatrixFrame(true, false, true));

    /// @param sample the first rows of the file
    /// @param above  whether names of the columns stand before them
    static MatrixFrame of(List<Row> sample, boolean above, Decimals decimals) {
        Judge judge = new Judge(sample, decimals);
        boolean row = !above && judge.isRowOfWords();
        boolean column = judge.isColumnOfWords(row ? 1 : 0) || row && sample.getFirst().text(0).isEmpty();
        MatrixFrame byWords = new MatrixFrame(row, column, false);
        if (!above && judge.isFramedByNumbers()) {
            return row || column ? new MatrixFrame(true, true, false) : BOTH;
        } else if (judge.fits(byWords)) {
            return byWords;
        }
        return ALL.stream()
                .filter(frame -> frame.column || !column)
                .filter(frame -> above ? !frame.row : frame.row || !row)
                .filter(judge::fits)
                .findFirst()
                .map(frame -> row || column ? new MatrixFrame(frame.row, frame.column, false) : frame)
                .orElse(byWords);
    }

    int rows() {
        return row ? 1 : 0;
    }

    int columns() {
        return column ? 1 : 0;
    }

    private static final class Judge {
        private final List<Row> sample;
        private final Decimals decimals;
        private final int width;

        Judge(List<Row> sample, Decimals decimals) {
            this.sample = sample;
            this.decimals = decimals;
            this.width = sample.isEmpty() ? 0 : sample.getLast().size();
        }

        private double number(int row, int column) {
            return sample.get(row).number(column, decimals);
        }

        private boolean isMissing(int row, int column) {
            return Cell.isMissing(sample.get(row).text(column));
        }

        private boolean isWord(int row, int column) {
            return !Cell.isMeantAsNumber(sample.get(row).text(column)) && !isMissing(row, column);
        }

        boolean isRowOfWords() {
            int size = sample.isEmpty() ? 0 : sample.getFirst().size();
            long words = IntStream.range(1, size).filter(c -> isWord(0, c)).count();
            return size > 1 && 2 * words >= size - 1
                    && IntStream.range(1, sample.size()).anyMatch(r -> IntStream.range(0, sample.get(r).size()).anyMatch(c -> Double.isFinite(number(r, c))));
        }

        boolean isColumnOfWords(int from) {
            return width > 1 && sample.size() > from && IntStream.range(from, sample.size()).allMatch(r -> isWord(r, 0));
        }

        /// Whether the diagonal stands where names of that kind let it.
        boolean fits(MatrixFrame frame) {
            int n = Math.min(sample.size() - frame.rows(), width - frame.columns());
            if (n < 2) {
                return false;
            }
            boolean named = !frame.row || !frame.column || areNames(n);
            if (hasZeros(frame, n)) {
                return named || !Double.isFinite(number(0, 0));
            }
            return named && isHalfOrWhole(frame, n) && IntStream.range(0, n).allMatch(i -> isMissing(i + frame.rows(), i + frame.columns()));
        }

        /// Whether the diagonal is 0, but for rounding.
        private boolean hasZeros(MatrixFrame frame, int n) {
            double largest = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double size = Math.abs(number(i + frame.rows(), j + frame.columns()));
                    largest = size < Double.POSITIVE_INFINITY ? Math.max(largest, size) : largest; // passes over NaN
                }
            }
            double most = SquareMatrix.ROUNDING * largest;
            return IntStream.range(0, n).allMatch(i -> Math.abs(number(i + frame.rows(), i + frame.columns())) <= most);
        }

        /// Whether nothing is missing off the diagonal, or all on one side of it.
        private boolean isHalfOrWhole(MatrixFrame frame, int n) {
            int above = 0;
            int below = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    below += isMissing(i + frame.rows(), j + frame.columns()) ? 1 : 0;
                    above += isMissing(j + frame.rows(), i + frame.columns()) ? 1 : 0;
                }
            }
            int all = n * (n - 1) / 2;
            return below == 0 && (above == 0 || above == all) || above == 0 && below == all;
        }

        /// Whether names in row and column are the same.
        private boolean areNames(int n) {
            return IntStream.rangeClosed(1, n).allMatch(k -> !isMissing(0, k) && sample.getFirst().text(k).equals(sample.get(k).text(0)));
        }

        /// Whether there are whole numbers that all differ around a matrix, whose corner has none, and which itself is of other numbers.
        boolean isFramedByNumbers() {
            int n = Math.min(sample.size(), width) - 1;
            if (n < 2 || Double.isFinite(number(0, 0)) || !areNames(n)) {
                return false;
            }
            Set<Double> seen = new HashSet<>();
            boolean distinct = IntStream.rangeClosed(1, n).mapToDouble(k -> number(0, k)).allMatch(name -> name == Math.rint(name) && seen.add(name));
            boolean whole = IntStream.rangeClosed(1, n).allMatch(r -> IntStream.rangeClosed(1, n)
                    .allMatch(c -> isMissing(r, c) || number(r, c) == Math.rint(number(r, c))));
            return distinct && (hasZeros(BOTH, n) || !whole || Header.countsUp(sample.subList(1, n + 1), 0));
        }
    }
}
