package dev.starling.core.simd;

import jdk.incubator.vector.DoubleVector;

import static jdk.incubator.vector.VectorOperators.LE;

/// Tells which of eight distances are at most as large as a limit: few, where it is that of the farthest of some neighbors.
public sealed interface DistanceLimits {
    /// Distances that are compared at a time.
    int WIDTH = 8;

    /// By vectors, or without the vector module.
    static DistanceLimits of(boolean byVectors) {
        return byVectors ? new ByVectors() : new Plain();
    }

    /// Bits of those of the distances from `at` on that are at most `limit`, the first in the lowest bit.
    int atMost(double[] distances, int at, double limit);

    /// The same with limits of their own, the first at `limitsAt`.
    int atMost(double[] distances, int at, double[] limits, int limitsAt);

    /// One by one.
    record Plain() implements DistanceLimits {
        @Override
        public int atMost(double[] distances, int at, double limit) {
            int bits = 0;
            for (int j = 0; j < WIDTH; j++) {
                bits |= distances[at + j] <= limit ? 1 << j : 0;
            }
            return bits;
        }

        @Override
        public int atMost(double[] distances, int at, double[] limits, int limitsAt) {
            int bits = 0;
            for (int j = 0; j < WIDTH; j++) {
                bits |= distances[at + j] <= limits[limitsAt + j] ? 1 << j : 0;
            }
            return bits;
        }
    }

    /// As many at a time as a vector has.
    record ByVectors() implements DistanceLimits {
        @Override
        public int atMost(double[] distances, int at, double limit) {
            int bits = 0;
            for (int part = 0; part < WIDTH; part += Species.DOUBLE.length()) {
                DoubleVector some = DoubleVector.fromArray(Species.DOUBLE, distances, at + part);
                bits |= (int) some.compare(LE, limit).toLong() << part;
            }
            return bits;
        }

        @Override
        public int atMost(double[] distances, int at, double[] limits, int limitsAt) {
            int bits = 0;
            for (int part = 0; part < WIDTH; part += Species.DOUBLE.length()) {
                DoubleVector some = DoubleVector.fromArray(Species.DOUBLE, distances, at + part);
                DoubleVector most = DoubleVector.fromArray(Species.DOUBLE, limits, limitsAt + part);
                bits |= (int) some.compare(LE, most).toLong() << part;
            }
            return bits;
        }
    }
}
