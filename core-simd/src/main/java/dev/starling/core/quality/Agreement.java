package dev.starling.core.quality;

import java.util.Arrays;

/// How far the ranks seen from one point in the data agree with those in the map.
///
/// A group of g points at one distance, with a nearer ones, shares the ranks a + 1 … a + g evenly: each has the rank a + ⌈g·u⌉ with u
/// uniform in (0, 1], which is a + (g + 1)/2 on average. A pair takes the same u in data and map. So it belongs to the k nearest
/// by the share `m = min(1, max(0, (k − a) / g))`, to those of both by the smaller of two shares, and no measure depends on the order
/// of rows. A map equal to its data agrees fully, ties or not, and a map of one spot agrees no better than chance. Without ties all
/// this is what the papers say.
final class Agreement {
    private final int n;
    private final double[] jumps;
    private final double[] slopes;
    private final double[] overlap;

    private double kept;
    private double intrusion;
    private double extrusion;

    Agreement(int n) {
        this.n = n;
        jumps = new double[n + 1];
        slopes = new double[n + 2];
        overlap = new double[n];
    }

    /// Forgets all pairs.
    void clear() {
        kept = 0;
        intrusion = 0;
        extrusion = 0;
    }

    /// Takes in a pair with a points nearer and g as near in the data, and b and h in the map.
    void add(int a, int g, int b, int h, int k) {
        if (a < k || b < k) {
            double inData = share(a, g, k);
            double inMap = share(b, h, k);
            kept += Math.min(inData, inMap);
            intrusion += excess(a, g, inData, inMap, k);
            extrusion += excess(b, h, inMap, inData, k);
        }
    }

    /// Compares all that is seen from point `self`, the overlap at every k included.
    void compare(Ranks data, Ranks map, int self, int k) {
        clear();
        Arrays.fill(jumps, 0);
        Arrays.fill(slopes, 0);
        for (int j = 0; j < n; j++) {
            if (j != self) {
                long inData = data.rank(j);
                long inMap = map.rank(j);
                int a = Ranks.nearer(inData);
                int g = Ranks.tied(inData);
                int b = Ranks.nearer(inMap);
                int h = Ranks.tied(inMap);
                grow(a, g, b, h);
                add(a, g, b, h, k);
            }
        }
        accumulate();
    }

    /// Number of the k nearest in the data that are among the k nearest in the map.
    double kept() {
        return kept;
    }

    /// Σ (rank in the data − k) over points that are among the k nearest in the map only.
    double intrusion() {
        return intrusion;
    }

    /// Σ (rank in the map − k) over points that are among the k nearest in the data only.
    double extrusion() {
        return extrusion;
    }

    /// At k: number of the k nearest in the data that are among the k nearest in the map, for k from 0 until n.
    double[] overlap() {
        return overlap;
    }

    private static double share(int nearer, int tied, int k) {
        return Math.min(1, Math.max(0, k - nearer) / (double) tied);
    }

    /// The mean over u of (rank − k), where u is too large for the k nearest here (beyond `own`) but not there (up to `other`).
    private static double excess(int nearer, int tied, double own, double other, int k) {
        if (other <= own) {
            return 0;
        }
        return (ranks(tied * other) - ranks(tied * own)) / tied - (k - nearer) * (other - own);
    }

    /// ∫ ⌈t⌉ dt from 0 to x.
    private static double ranks(double x) {
        double whole = Math.floor(x);
        return whole * (whole + 1) / 2 + (x - whole) * (whole + 1);
    }

    /// Adds min((k − a)/g, (k − b)/h), each kept within 0 and 1, to the overlap of every k: as a jump, or as slopes between kinks.
    private void grow(int a, int g, int b, int h) {
        if (g == 1 && h == 1) {
            jumps[Math.max(a, b) + 1]++;
        } else if (a <= b && a + g <= b + h) {
            ramp(b, b + h, h);
        } else if (b <= a && b + h <= a + g) {
            ramp(a, a + g, g);
        } else if (a < b) {
            nested(a, g, b, h);
        } else {
            nested(b, h, a, g);
        }
    }

    /// The slow group begins earlier and ends later, so that the fast one is the smaller until they meet.
    private void nested(int slow, int slowTied, int fast, int fastTied) {
        // (x − slow) / slowTied = (x − fast) / fastTied, rounded down; the products are below 2⁶³.
        long meet = ((long) fast * slowTied - (long) slow * fastTied) / (slowTied - fastTied);
        int until = (int) meet;
        ramp(fast, until, fastTied);
        double before = (until - fast) / (double) fastTied;
        double after = (until + 1 - slow) / (double) slowTied;
        jumps[until + 1] += after - before;
        ramp(until + 1, slow + slowTied, slowTied);
    }

    /// Grows by 1/tied at each k after `from` up to `to`.
    private void ramp(int from, int to, int tied) {
        if (tied == 1) {
            jumps[to] += to - from;
        } else {
            slopes[from + 1] += 1.0 / tied;
            slopes[to + 1] -= 1.0 / tied;
        }
    }

    private void accumulate() {
        double slope = 0;
        double sum = 0;
        for (int k = 1; k < n; k++) {
            slope += slopes[k];
            sum += jumps[k] + slope;
            overlap[k] = sum;
        }
    }
}
