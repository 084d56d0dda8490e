package dev.starling.core.affinity;

import dev.starling.api.Affinity;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.SparseMatrix;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// The matrix over neighbors of either point, beside its definition pair by pair.
@Tag("laws")
class NeighborUnionLaws {
    @Property(seed = "1", tries = 100)
    void itIsWhatItsDefinitionSays(
            @ForAll @IntRange(min = 2, max = 3_000) int some, @ForAll @IntRange(min = 1, max = 9) int k, @ForAll Affinity kind, @ForAll Precision precision, @ForAll long seed) {
        int n = some % 7 == 0 ? some : some % 60 + 2;
        Assume.that(k < n && kind != Affinity.DISTANCE);
        SplittableRandom random = new SplittableRandom(seed);
        int[] columns = new int[n * k];
        double[] rows = new double[n * k];
        double[][] p = new double[Math.min(n, 60)][];
        for (int i = 0; i < n; i++) {
            int self = i;
            int[] drawn = random.ints(0, n).filter(j -> j != self).distinct().limit(k).toArray();
            for (int e = 0; e < k; e++) {
                columns[i * k + e] = drawn[e];
                rows[i * k + e] = random.nextDouble();
            }
        }
        EqualRows equal = random.nextBoolean() ? EqualRows.NONE : drawnClasses(n, random);
        for (int i = 0; i < n; i++) {
            if (equal.isOf(i)) {
                Arrays.fill(rows, i * k, (i + 1) * k, 1.0 / equal.others(i));
            }
        }
        int[] givenColumns = columns.clone();
        double[] givenRows = rows.clone();
        try (Workers workers = new Workers(2)) {
            SparseMatrix union = new NeighborUnion(n, k, columns, rows, equal, workers).as(kind, precision);
            assertThat(union.starts()).hasSize(n + 1);
            for (int i = 0; i < p.length; i++) {
                for (int j = 0; j < p.length; j++) {
                    if (i != j) {
                        double forward = value(equal, givenColumns, givenRows, k, i, j);
                        double backward = value(equal, givenColumns, givenRows, k, j, i);
                        assertThat(union.get(i, j)).isEqualTo(kept(precision, expected(kind, n, forward, backward)));
                        assertThat(union.get(j, i)).isEqualTo(kept(precision, expected(kind, n, backward, forward)));
                    }
                }
            }
            assertThat(IntStream.range(0, n).allMatch(i -> IntStream.range(union.starts()[i] + 1, union.starts()[i + 1])
                    .allMatch(e -> union.columns()[e - 1] < union.columns()[e]))).isTrue();
            int least = IntStream.range(0, n).map(i -> equal.isOf(i) ? equal.others(i) : k).sum();
            assertThat(union.stored()).isEqualTo(union.starts()[n]).isBetween(least, 2 * least);
        }
    }

    private static double kept(Precision precision, double p) {
        return precision == Precision.SINGLE ? (float) p : p;
    }

    /// Points of each class are the same but for a number.
    private static EqualRows drawnClasses(int n, SplittableRandom random) {
        int classes = random.nextInt(1, 5);
        int[] classOf = random.ints(n, 0, classes + 2).toArray();
        int[][] of = new int[n][];
        for (int c = 0; c < classes; c++) {
            int own = c;
            int[] members = IntStream.range(0, n).filter(i -> classOf[i] == own).toArray();
            if (members.length > 1) {
                Arrays.stream(members).forEach(i -> of[i] = members);
            }
        }
        return new EqualRows(of);
    }

    private static double value(EqualRows equal, int[] columns, double[] rows, int k, int i, int j) {
        if (equal.isOf(i)) {
            return Arrays.binarySearch(equal.othersOf(i), j) >= 0 ? rows[i * k] : 0;
        }
        return IntStream.range(i * k, (i + 1) * k).filter(e -> columns[e] == j).mapToDouble(e -> rows[e]).sum();
    }

    private static double expected(Affinity kind, int n, double p, double t) {
        return switch (kind) {
            case JOINT, UNIFORM -> (p + t) / (2.0 * n);
            case FUZZY -> 1 - (1 - p) * (1 - t);
            default -> p;
        };
    }
}
