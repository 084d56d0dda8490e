package dev.starling.core.affinity;

import dev.starling.core.base.CounterRandom;
import dev.starling.core.simd.DistanceLimits;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The k nearest that each of n points has been offered so far: heaps with the farthest on top, one behind the other.
///
/// Ties are broken by a draw of each point's own. By an order that all points share, such as that of the rows, the first of many equal points
/// would be neighbors of very many, and the others of nobody.
final class NearestHeaps {
    private static final CounterRandom DRAW = new CounterRandom(0, 21);

    private final int k;
    private final int[] index;
    private final double[] distance;
    private final int[] held;

    /// The distance of the farthest of each point; ∞ while there is room. Behind the last, up to a whole width, -∞: nothing is near enough.
    private final double[] limit;

    private final DistanceLimits limits;

    NearestHeaps(int n, int k, boolean byVectors) {
        this.k = k;
        limits = DistanceLimits.of(byVectors);
        index = new int[Math.multiplyExact(n, k)];
        distance = new double[n * k];
        held = new int[n];
        limit = new double[Math.ceilDiv(n, DistanceLimits.WIDTH) * DistanceLimits.WIDTH];
        Arrays.fill(limit, 0, n, Double.POSITIVE_INFINITY);
        Arrays.fill(limit, n, limit.length, Double.NEGATIVE_INFINITY);
    }

    /// Offers points `from` until before `to` to one point, itself left out.
    ///
    /// @param distances  its distances from them, from 0 on; with room for a whole number of widths
    void offerToOne(int point, int from, int to, double[] distances) {
        offerToOne(point, point, null, from, to, distances);
    }

    /// Offers places `from` until before `to` to one point.
    ///
    /// @param self      is left out
    /// @param others    the point at each place; the place itself if there is none
    /// @param distances of these points, from 0 on; with room for a whole number of widths
    void offerToOne(int point, int self, int @Nullable [] others, int from, int to, double[] distances) {
        for (int at = from; at < to; at += DistanceLimits.WIDTH) {
            int near = limits.atMost(distances, at - from, limit[point]) & bits(to - at);
            for (; near != 0; near &= near - 1) {
                int place = at + Integer.numberOfTrailingZeros(near);
                int other = others == null ? place : others[place];
                if (other != self) {
                    offer(point, other, distances[place - from]);
                }
            }
        }
    }

    /// Offers one point to points `from` (a multiple of the width) until before `to`, none of which is itself.
    void offerToAll(int from, int to, int other, double[] distances) {
        for (int at = from; at < to; at += DistanceLimits.WIDTH) {
            int near = limits.atMost(distances, at - from, limit, at);
            for (; near != 0; near &= near - 1) {
                int point = at + Integer.numberOfTrailingZeros(near);
                offer(point, other, distances[point - from]);
            }
        }
    }

    private static int bits(int count) {
        return count >= DistanceLimits.WIDTH ? -1 : (1 << count) - 1;
    }

    /// Offers one to a point.
    void offer(int point, int other, double d) {
        int first = point * k;
        if (held[point] < k) {
            rise(point, held[point]++, other, d);
            if (held[point] == k) {
                limit[point] = distance[first];
            }
        } else if (nearer(point, d, other, distance[first], index[first])) {
            distance[first] = d;
            index[first] = other;
            sink(point, k);
            limit[point] = distance[first];
        }
    }

    /// Whether a point has one other nearer than another.
    static boolean nearer(int point, double a, int other, double b, int another) {
        return a < b || (a == b && lot(point, other) < lot(point, another));
    }

    /// No two others have the same.
    private static long lot(int point, int other) {
        return DRAW.bits((long) point << 32 | other);
    }

    /// Puts a number behind the others, and lets it rise.
    private void rise(int point, int last, int other, double d) {
        int first = point * k;
        int at = last;
        distance[first + at] = d;
        index[first + at] = other;
        while (at > 0 && farther(point, first + at, first + (at - 1) / 2)) {
            swap(first + at, first + (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    /// Lets the top of a heap sink.
    private void sink(int point, int size) {
        int first = point * k;
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && farther(point, first + child + 1, first + child)) {
                child++;
            }
            if (!farther(point, first + child, first + at)) {
                return;
            }
            swap(first + child, first + at);
            at = child;
        }
    }

    private boolean farther(int point, int a, int b) {
        return nearer(point, distance[b], index[b], distance[a], index[a]);
    }

    private void swap(int a, int b) {
        double d = distance[a];
        distance[a] = distance[b];
        distance[b] = d;
        int i = index[a];
        index[a] = index[b];
        index[b] = i;
    }

    /// Whether a point has k others.
    boolean full(int point) {
        return held[point] == k;
    }

    /// Takes all others from a point.
    void clear(int point) {
        held[point] = 0;
        limit[point] = Double.POSITIVE_INFINITY;
    }

    /// The distance of the farthest that a point has; ∞ if it has fewer than k.
    double limit(int point) {
        return limit[point];
    }

    /// How many others of a point are within a distance.
    int within(int point, double reach) {
        int within = 0;
        for (int e = point * k; e < point * k + held[point]; e++) {
            within += distance[e] <= reach ? 1 : 0;
        }
        return within;
    }

    /// Sorts the neighbors of a point, the nearest first. Nothing can be offered to it any more.
    ///
    /// @throws IllegalArgumentException if it has fewer than k, since a distance that is not a number is near to nobody
    void sort(int point) {
        if (held[point] < k) {
            throw new IllegalArgumentException("point " + point + " has numbers as distances from " + held[point]
                    + " others only, but needs " + k + " neighbors; look for NaN among its distances");
        }
        int first = point * k;
        for (int end = held[point] - 1; end > 0; end--) {
            swap(first, first + end);
            sink(point, end);
        }
    }

    /// Number of points.
    int points() {
        return held.length;
    }

    /// How many others each point looks for.
    int each() {
        return k;
    }

    /// The k others of the first point, of the second, and so on: in their order once all are sorted.
    int[] others() {
        return index;
    }

    /// Their distances.
    double[] distances() {
        return distance;
    }
}
