package dev.starling.app.data.text;

import java.util.List;
import java.util.stream.IntStream;

/// How many cells the rows of a matrix have: all the same, or as half a matrix is written.
public enum Growth {
    /// All have the same.
    NONE,
    /// Each has one more than the one before.
    FROM_FIRST,
    /// Each below the first, which names the columns, has one more than the one before.
    FROM_SECOND,
    /// The first, which names the columns, has one less than all others.
    FIRST_SHORTER;

    /// Fewer rows may grow by chance.
    private static final int ENOUGH = 3;

    static Growth of(List<Row> rows) {
        int n = rows.size();
        if (n >= ENOUGH && grows(rows)) {
            return FROM_FIRST;
        } else if (n > ENOUGH && grows(rows.subList(1, n)) && rows.getFirst().size() >= rows.getLast().size() - 1) {
            return FROM_SECOND;
        }
        boolean shorter = n >= ENOUGH && rows.stream().skip(1).allMatch(row -> row.size() == rows.getFirst().size() + 1);
        return shorter ? FIRST_SHORTER : NONE;
    }

    private static boolean grows(List<Row> rows) {
        return IntStream.range(1, rows.size()).allMatch(i -> rows.get(i).size() == rows.get(i - 1).size() + 1);
    }

    /// Whether the rows are those of half a matrix.
    public boolean isTriangle() {
        return this == FROM_FIRST || this == FROM_SECOND;
    }

    /// How many cells the row after another must have; 0 for any number.
    ///
    /// @param row  the other row, counted from 0
    /// @param size its cells
    int after(long row, int size) {
        return switch (this) {
            case NONE -> size;
            case FROM_FIRST -> size + 1;
            case FROM_SECOND -> row == 0 ? 0 : size + 1;
            case FIRST_SHORTER -> row == 0 ? size + 1 : size;
        };
    }
}
