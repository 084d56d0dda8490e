package dev.starling.core.quality;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.*;

class RanksTest {
    @Test
    void nearerAndTiedAreCounts() {
        Random random = new Random(1);
        for (int n : new int[] {2, 3, 10, 100, 301}) {
            counts(n, _ -> random.nextDouble());
            counts(n, _ -> random.nextInt(5));
            counts(n, _ -> 7);
            counts(n, _ -> 0);
        }
    }

    @Test
    void distancesThatFallIntoOneBucketAreSortedToo() {
        Random random = new Random(2);
        // One far point; a falling and a rising row; every power of two; the largest and the least of doubles.
        counts(300, j -> j == 17 ? 1e12 : random.nextDouble());
        counts(300, j -> j == 17 ? 1e300 : -j + 300);
        counts(300, j -> j == 17 ? 1e300 : j);
        counts(300, j -> Math.scalb(1.0, j * 6 - 900));
        counts(300, j -> j % 3 == 0 ? Double.MAX_VALUE : j % 3 == 1 ? Double.MIN_VALUE : 0);
        counts(300, j -> j * Double.MIN_VALUE);
    }

    private static void counts(int n, IntToDoubleFunction distance) {
        double[] distances = IntStream.range(0, n).mapToDouble(distance).toArray();
        Ranks ranks = new Ranks(n);
        // Used before, as by a worker.
        ranks.look(new double[n], n - 1);
        for (int self : new int[] {0, n / 2, n - 1}) {
            ranks.look(distances, self);
            for (int j = 0; j < n; j++) {
                if (j != self) {
                    double own = distances[j];
                    long nearer = IntStream.range(0, n).filter(l -> l != self && distances[l] < own).count();
                    long tied = IntStream.range(0, n).filter(l -> l != self && distances[l] == own).count();
                    assertThat(Ranks.nearer(ranks.rank(j))).as("nearer than %d in %s", j, Arrays.toString(distances)).isEqualTo((int) nearer);
                    assertThat(Ranks.tied(ranks.rank(j))).as("as near as %d", j).isEqualTo((int) tied);
                }
            }
        }
    }
}
