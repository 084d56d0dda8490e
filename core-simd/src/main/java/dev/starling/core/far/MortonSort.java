package dev.starling.core.far;

import dev.starling.core.base.Workers;

import java.util.Arrays;

/// Sorts indices by keys, stably, so that equal keys stay in the order of their indices. Runs of a fixed length are counted and then
/// moved each by itself; so the result, and who writes where, do not depend on the number of threads.
final class MortonSort {
    /// Keys of a run: enough to outweigh its table of counts.
    private static final int RUN = 1 << 16;

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private final Workers workers;
    private final int n;
    private final int runs;
    private final int[][] places;

    private MortonSort(int n, Workers workers) {
        this.workers = workers;
        this.n = n;
        runs = Math.ceilDiv(n, RUN);
        places = new int[runs][DIGITS];
    }

    /// @param keys   not negative, below 2 to the power of `bits`; moved along
    /// @param order  moved along
    static void sort(long[] keys, int[] order, int bits, Workers workers) {
        new MortonSort(keys.length, workers).sort(keys, order, bits);
    }

    private void sort(long[] keys, int[] order, int bits) {
        long[] movedKeys = new long[n];
        int[] movedOrder = new int[n];
        for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
            pass(keys, order, movedKeys, movedOrder, shift);
        }
    }

    private void pass(long[] keys, int[] order, long[] movedKeys, int[] movedOrder, int shift) {
        workers.run(runs, run -> {
            int[] counts = places[run];
            Arrays.fill(counts, 0);
            for (int e = run * RUN; e < end(run); e++) {
                counts[digit(keys[e], shift)]++;
            }
        });
        int place = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            for (int run = 0; run < runs; run++) {
                int count = places[run][digit];
                places[run][digit] = place;
                place += count;
            }
        }
        workers.run(runs, run -> {
            int[] next = places[run];
            for (int e = run * RUN; e < end(run); e++) {
                int to = next[digit(keys[e], shift)]++;
                movedKeys[to] = keys[e];
                movedOrder[to] = order[e];
            }
        });
        System.arraycopy(movedKeys, 0, keys, 0, n);
        System.arraycopy(movedOrder, 0, order, 0, n);
    }

    private int end(int run) {
        return Math.min(n, (run + 1) * RUN);
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & DIGITS - 1;
    }
}
