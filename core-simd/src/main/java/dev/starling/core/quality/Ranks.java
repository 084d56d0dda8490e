package dev.starling.core.quality;

import java.util.Arrays;

/// Where every other point stands, seen from one point: how many are nearer, and how many are as near.
///
/// Distances are put into about as many buckets as there are points, evenly from the least to the largest, and sorted within: time
/// grows with n where distances spread, and with n log n at worst. Made for one n and used for many rows by one thread.
final class Ranks {
    /// Up to this length, moving values one by one is faster than merging.
    private static final int SHORT = 24;

    private final int n;
    private final int buckets;
    private final int[] ends;
    private final int[] bucketOf;
    private final int[] order;
    private final double[] sorted;
    private final int[] otherOrder;
    private final double[] otherSorted;
    private final long[] ranks;

    Ranks(int n) {
        this.n = n;
        buckets = n;
        ends = new int[buckets + 2];
        bucketOf = new int[n];
        order = new int[n];
        sorted = new double[n];
        otherOrder = new int[n];
        otherSorted = new double[n];
        ranks = new long[n];
    }

    /// The rank of point j.
    long rank(int j) {
        return ranks[j];
    }

    /// A rank: how many points are nearer, and how many are as near, the point itself included. One number, to be written at once.
    static long rank(int nearer, int tied) {
        return (long) nearer << 32 | tied;
    }

    static int nearer(long rank) {
        return (int) (rank >>> 32);
    }

    static int tied(long rank) {
        return (int) rank;
    }

    /// Looks from point `self`, whose own place is left undefined.
    ///
    /// @param distances from `self` to each of n points; squared distances rank alike
    void look(double[] distances, int self) {
        intoBuckets(distances, self);
        int from = 0;
        for (int b = 0; b < buckets; b++) {
            // After all were put in place, the end of a bucket is where the counter of the next one stands.
            int to = ends[b + 1];
            if (to - from > 1) {
                sort(from, to);
            }
            from = to;
        }
        for (int at = 0; at < n - 1; ) {
            int end = at + 1;
            while (end < n - 1 && sorted[end] == sorted[at]) {
                end++;
            }
            long rank = rank(at, end - at);
            for (int t = at; t < end; t++) {
                ranks[order[t]] = rank;
            }
            at = end;
        }
    }

    private void intoBuckets(double[] distances, int self) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int j = 0; j < n; j++) {
            if (j != self) {
                least = Math.min(least, distances[j]);
                most = Math.max(most, distances[j]);
            }
        }
        double scale = most > least ? buckets / (most - least) : 0;
        Arrays.fill(ends, 0);
        for (int j = 0; j < n; j++) {
            if (j != self) {
                int bucket = Math.min(buckets - 1, (int) ((distances[j] - least) * scale));
                bucketOf[j] = bucket;
                ends[bucket + 2]++;
            }
        }
        for (int b = 2; b <= buckets; b++) {
            ends[b + 1] += ends[b];
        }
        for (int j = 0; j < n; j++) {
            if (j != self) {
                int at = ends[bucketOf[j] + 1]++;
                order[at] = j;
                sorted[at] = distances[j];
            }
        }
    }

    private void sort(int from, int to) {
        if (to - from > SHORT) {
            int middle = (from + to) >>> 1;
            sort(from, middle);
            sort(middle, to);
            merge(from, middle, to);
            return;
        }
        for (int at = from + 1; at < to; at++) {
            double value = sorted[at];
            int point = order[at];
            int place = at;
            while (place > from && sorted[place - 1] > value) {
                sorted[place] = sorted[place - 1];
                order[place] = order[place - 1];
                place--;
            }
            sorted[place] = value;
            order[place] = point;
        }
    }

    private void merge(int from, int middle, int to) {
        System.arraycopy(sorted, from, otherSorted, from, to - from);
        System.arraycopy(order, from, otherOrder, from, to - from);
        int a = from;
        int b = middle;
        for (int at = from; at < to; at++) {
            int next = b >= to || (a < middle && otherSorted[a] <= otherSorted[b]) ? a++ : b++;
            sorted[at] = otherSorted[next];
            order[at] = otherOrder[next];
        }
    }
}
