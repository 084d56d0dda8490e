package dev.starling.core.simd;

import jdk.incubator.vector.DoubleVector;

import static jdk.incubator.vector.VectorOperators.LE;

/// Which of eight numbers are at most as large as a limit: few, where it is the distance of the farthest of some neighbours.
public final class DistanceLimits {
    /// Numbers that are compared at a time.
    public static final int WIDTH = 8;

    private static final boolean BY_VECTORS = VectorSupport.available();

    private DistanceLimits() {}

    /// Bits of those of the numbers from `at` on that are at most `limit`, the first in the lowest bit.
    public static int atMost(double[] numbers, int at, double limit) {
        return BY_VECTORS ? Vectors.atMost(numbers, at, limit) : plain(numbers, at, limit);
    }

    private static int plain(double[] numbers, int at, double limit) {
        int bits = 0;
        for (int j = 0; j < WIDTH; j++) {
            bits |= numbers[at + j] <= limit ? 1 << j : 0;
        }
        return bits;
    }

    /// The same with limits of their own, the first at `limitsAt`.
    public static int atMost(double[] numbers, int at, double[] limits, int limitsAt) {
        return BY_VECTORS ? Vectors.atMost(numbers, at, limits, limitsAt) : plain(numbers, at, limits, limitsAt);
    }

    private static int plain(double[] numbers, int at, double[] limits, int limitsAt) {
        int bits = 0;
        for (int j = 0; j < WIDTH; j++) {
            bits |= numbers[at + j] <= limits[limitsAt + j] ? 1 << j : 0;
        }
        return bits;
    }

    /// A class of its own, since it cannot be loaded without the vector module.
    private static final class Vectors {
        static int atMost(double[] numbers, int at, double limit) {
            int bits = 0;
            for (int part = 0; part < WIDTH; part += Species.DOUBLE.length()) {
                DoubleVector some = DoubleVector.fromArray(Species.DOUBLE, numbers, at + part);
                bits |= (int) some.compare(LE, limit).toLong() << part;
            }
            return bits;
        }

        static int atMost(double[] numbers, int at, double[] limits, int limitsAt) {
            int bits = 0;
            for (int part = 0; part < WIDTH; part += Species.DOUBLE.length()) {
                DoubleVector some = DoubleVector.fromArray(Species.DOUBLE, numbers, at + part);
                DoubleVector most = DoubleVector.fromArray(Species.DOUBLE, limits, limitsAt + part);
                bits |= (int) some.compare(LE, most).toLong() << part;
            }
            return bits;
        }
    }
}
