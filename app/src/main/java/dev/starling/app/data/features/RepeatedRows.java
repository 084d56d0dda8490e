package dev.starling.app.data.features;

import java.util.function.IntUnaryOperator;

/// Rows that repeat earlier ones.
final class RepeatedRows {
    private RepeatedRows() {}

    @FunctionalInterface
    interface Equality {
        boolean isEqual(int row, int other);
    }

    /// How many there are: rows are met by their hashes, in a table of twice as many places.
    static int count(int rows, IntUnaryOperator hash, Equality equality) {
        int places = Integer.highestOneBit(Math.max(1, rows)) << 2;
        int[] firsts = new int[places];
        int repeated = 0;
        for (int row = 0; row < rows; row++) {
            int place = hash.applyAsInt(row) & (places - 1);
            while (firsts[place] != 0 && !equality.isEqual(firsts[place] - 1, row)) {
                place = (place + 1) & (places - 1);
            }
            repeated += firsts[place] == 0 ? 0 : 1;
            firsts[place] = firsts[place] == 0 ? row + 1 : firsts[place];
        }
        return repeated;
    }

    /// A product carries what differs up only, and whole numbers differ in their highest bits alone: so these are brought down each time.
    static long mixed(long hash, long value) {
        long product = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 32);
    }

    static int folded(long hash) {
        return (int) hash;
    }
}
