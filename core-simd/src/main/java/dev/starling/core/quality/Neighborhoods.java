package dev.starling.core.quality;

import java.util.Arrays;

/// The points that are among the k nearest in the data or in the map, seen from one point, and their ranks in both; by counting, which is
/// several times faster than to rank all. Made for one n and used for many rows by one thread.
final class Neighborhoods {
    /// With more of them, which takes many ties, counting is no faster.
    private static final int MOST = 64;

    private final int n;
    private final int k;
    private final double[] nearest;
    private final int[] members = new int[MOST];
    private final double[] values = new double[MOST];
    private final int[] upTo = new int[MOST];
    private final int[] at = new int[MOST];
    private int count;

    Neighborhoods(int n, int k) {
        this.n = n;
        this.k = k;
        nearest = new double[k];
    }

    /// Looks from point `self`.
    ///
    /// @return whether it was done; if not, there are too many members
    boolean compare(double[] inData, double[] inMap, int self, Agreement agreement) {
        double dataReach = reach(inData, self);
        double mapReach = reach(inMap, self);
        count = 0;
        for (int j = 0; j < n; j++) {
            if ((inData[j] <= dataReach || inMap[j] <= mapReach) && j != self) {
                if (count == MOST) {
                    return false;
                }
                members[count++] = j;
            }
        }
        long[] dataRanks = ranks(inData, self);
        long[] mapRanks = ranks(inMap, self);
        agreement.clear();
        for (int m = 0; m < count; m++) {
            agreement.add(
                    Ranks.nearer(dataRanks[m]), Ranks.tied(dataRanks[m]), Ranks.nearer(mapRanks[m]), Ranks.tied(mapRanks[m]), k);
        }
        return true;
    }

    /// The distance of the k-th nearest point.
    private double reach(double[] distances, int self) {
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        double reach = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            if (distances[j] < reach && j != self) {
                int place = k - 1;
                while (place > 0 && nearest[place - 1] > distances[j]) {
                    nearest[place] = nearest[place - 1];
                    place--;
                }
                nearest[place] = distances[j];
                reach = nearest[k - 1];
            }
        }
        return reach;
    }

    /// The rank of every member: each point is counted at the least member's distance that it does not exceed.
    private long[] ranks(double[] distances, int self) {
        for (int m = 0; m < count; m++) {
            values[m] = distances[members[m]];
        }
        Arrays.sort(values, 0, count);
        Arrays.fill(upTo, 0);
        Arrays.fill(at, 0);
        double largest = values[count - 1];
        for (int j = 0; j < n; j++) {
            if (distances[j] <= largest && j != self) {
                int place = firstNotBelow(distances[j]);
                upTo[place]++;
                at[place] += values[place] == distances[j] ? 1 : 0;
            }
        }
        for (int place = 1; place < count; place++) {
            upTo[place] += upTo[place - 1];
        }
        long[] ranks = new long[count];
        for (int m = 0; m < count; m++) {
            int place = firstNotBelow(distances[members[m]]);
            ranks[m] = Ranks.rank(upTo[place] - at[place], at[place]);
        }
        return ranks;
    }

    private int firstNotBelow(double distance) {
        int from = 0;
        int to = count - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (values[middle] < distance) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
