package dev.starling.core.affinity;

import dev.starling.api.Affinity;
import dev.starling.api.table.Column;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseMatrix;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Neighbors and affinities that come from outside are what they were.
@Tag("laws")
class GivenPairsLaws {
    private static final Workers WORKERS = new Workers(1);

    private record Entry(int row, int column, double value) {}

    private static Column.SparseVectors matrix(int n, List<Entry> entries) {
        return Column.SparseVectors.ofEntries(
                "pairs", List.of(), n, n, entries.stream().mapToInt(Entry::row).toArray(), entries.stream().mapToInt(Entry::column).toArray(),
                entries.stream().mapToDouble(Entry::value).toArray());
    }

    private static List<Entry> entries(Column.SparseVectors matrix) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < matrix.rows(); i++) {
            for (int e = matrix.starts()[i]; e < matrix.starts()[i + 1]; e++) {
                entries.add(new Entry(i, matrix.indices()[e], matrix.values()[e]));
            }
        }
        return entries;
    }

    /// Points on a grid of tenths, so that many distances are equal, or equal but for rounding.
    private static Points points(int n, int columns, Random random) {
        return Points.of(IntStream.range(0, n).mapToObj(_ -> random.ints(columns, 0, 8).mapToDouble(v -> v / 10.0).toArray()).toArray(double[][]::new));
    }

    /// Of a row, itself included.
    private static int mostEquals(Points points) {
        return IntStream.range(0, points.rows())
                .map(i -> (int) IntStream.range(0, points.rows()).filter(j -> Arrays.equals(points.row(i), points.row(j))).count())
                .max().orElseThrow();
    }

    /// But where a row has more equals than neighbors: of the data, P has all of them.
    @Property(seed = "1", tries = 100)
    void neighborsInAnyOrderGiveTheAffinitiesThatTheDataGive(
            @ForAll @IntRange(min = 12, max = 50) int n, @ForAll @IntRange(min = 1, max = 4) int columns, @ForAll boolean withSelf, @ForAll long seed) {
        Random random = new Random(seed);
        Points points = points(n, columns, random);
        Perplexity perplexity = new Perplexity(3);
        List<Entry> stored = entries(Neighbors.exact(points, perplexity.neighbors(n), WORKERS).distances());
        if (withSelf) {
            IntStream.range(0, n).forEach(i -> stored.add(new Entry(i, i, 0)));
        }
        Collections.shuffle(stored, random);
        Neighbors read = Neighbors.of(matrix(n, stored));
        for (Affinity kind : List.of(Affinity.JOINT, Affinity.ROW, Affinity.RAW, Affinity.CONDITIONAL)) {
            SparseMatrix ofData = (SparseMatrix) Affinities.sparse(points, perplexity, kind, WORKERS).matrix();
            SparseMatrix ofFile = (SparseMatrix) Affinities.sparse(read, perplexity, kind, WORKERS).matrix();
            if (mostEquals(points) > perplexity.neighbors(n) + 1) {
                assertThat(ofFile.stored()).isLessThanOrEqualTo(ofData.stored());
                continue;
            }
            assertThat(ofFile.columns()).isEqualTo(ofData.columns());
            assertThat(ofFile.values().toArray()).isEqualTo(ofData.values().toArray());
            assertThat(ofFile.transposed().toArray()).isEqualTo(ofData.transposed().toArray());
        }
    }

    @Property(seed = "1", tries = 100)
    void affinitiesComeBackAsTheyWere(@ForAll @IntRange(min = 12, max = 40) int n, @ForAll Affinity kind, @ForAll boolean dense, @ForAll long seed) {
        if (kind == Affinity.DISTANCE) {
            return;
        }
        Points points = points(n, 3, new Random(seed));
        Perplexity perplexity = new Perplexity(3);
        PairMatrix p = dense ? Affinities.dense(points, perplexity, kind, WORKERS).matrix() : Affinities.sparse(points, perplexity, kind, WORKERS).matrix();
        List<Entry> stored = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j && (dense || p.get(i, j) != 0)) {
                    stored.add(new Entry(i, j, p.get(i, j)));
                }
            }
        }
        List<String> notes = new ArrayList<>();
        PairMatrix read = GivenAffinities.of(matrix(n, stored), kind, notes::add);
        assertThat(notes).isEmpty();
        assertThat(read instanceof DenseMatrix).isEqualTo(dense);
        assertThat(read.symmetric()).isEqualTo(p.symmetric() || isSymmetric(p));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(read.get(i, j)).isEqualTo(p.get(i, j));
            }
        }
    }

    private static boolean isSymmetric(PairMatrix p) {
        return IntStream.range(0, p.n()).allMatch(i -> IntStream.range(0, i).allMatch(j -> p.get(i, j) == p.get(j, i)));
    }

    @Example
    void whatIsNoAffinityOfItsKindIsMadeOneAndSaid() {
        List<Entry> oneWay = List.of(new Entry(0, 1, 2), new Entry(1, 2, 4), new Entry(2, 0, 6));
        List<String> notes = new ArrayList<>();
        PairMatrix joint = GivenAffinities.of(matrix(3, oneWay), Affinity.JOINT, notes::add);
        assertThat(notes).hasSize(2);
        assertThat(notes.get(0)).contains("not symmetric");
        assertThat(notes.get(1)).contains("sum to 12.0");
        assertThat(joint.get(1, 0)).isEqualTo(1 / 12.0).isEqualTo(joint.get(0, 1));
        notes.clear();
        PairMatrix row = GivenAffinities.of(matrix(3, oneWay), Affinity.ROW, notes::add);
        assertThat(notes).singleElement().asString().contains("divided by their sums");
        assertThat(row.get(0, 1)).isEqualTo(1);
        assertThat(row.get(1, 0)).isZero();
        notes.clear();
        assertThat(GivenAffinities.of(matrix(3, oneWay), Affinity.RAW, notes::add).get(2, 0)).isEqualTo(6);
        assertThat(notes).isEmpty();
    }

    @Example
    void rowsOfDifferentNumbersHaveTheNearestOfTheFewest() {
        Neighbors read = Neighbors.of(matrix(3, List.of(
                new Entry(0, 1, 5), new Entry(0, 2, 4), new Entry(1, 0, 5), new Entry(2, 0, 4), new Entry(2, 1, 9), new Entry(2, 2, 0))));
        assertThat(read.k()).isEqualTo(1);
        assertThat(read.indices()).containsExactly(2, 0, 0);
        assertThat(read.squaredDistances()).containsExactly(16, 25, 16);
    }

    @Example
    void distancesThatCannotBeSquaredAreTakenInAnotherUnit() {
        Neighbors read = Neighbors.of(matrix(2, List.of(new Entry(0, 1, 0x1p900), new Entry(1, 0, 0x1p900))));
        assertThat(read.squaredDistances()[0]).isCloseTo(0.25, within(0.75));
    }

    @Example
    void whatIsNoGraphOfNeighborsIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Neighbors.of(matrix(2, List.of(new Entry(0, 1, -1), new Entry(1, 0, 1)))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row 1, column 2 is -1.0");
        assertThatThrownBy(() -> Neighbors.of(matrix(2, List.of(new Entry(0, 1, 1), new Entry(1, 0, Double.NaN)))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row 2, column 1 is NaN");
        assertThatThrownBy(() -> Neighbors.of(matrix(2, List.of(new Entry(0, 1, 1), new Entry(1, 0, Double.POSITIVE_INFINITY)))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row 2, column 1 is Infinity");
        assertThatThrownBy(() -> Neighbors.of(matrix(2, List.of(new Entry(0, 0, 1), new Entry(1, 0, 1)))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row 1 is 1.0 away from itself");
        assertThatThrownBy(() -> Neighbors.of(matrix(2, List.of(new Entry(0, 1, 1), new Entry(1, 1, 0)))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row 2 has no neighbors");
        assertThatThrownBy(() -> Neighbors.of(Column.SparseVectors.ofEntries("x", List.of(), 2, 3, new int[0], new int[0], new double[0])))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 rows and 3 columns");
    }

    @Example
    void whatAreNoAffinitiesIsRefusedWithItsPlace() {
        for (double value : new double[] {-1e-300, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> GivenAffinities.of(matrix(2, List.of(new Entry(1, 0, value))), Affinity.JOINT, _ -> {}))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row 2, column 1 is " + value);
        }
        assertThatThrownBy(() -> GivenAffinities.of(matrix(2, List.of(new Entry(0, 0, 1))), Affinity.JOINT, _ -> {}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row 1 has an affinity of 1.0 to itself");
        assertThatThrownBy(() -> GivenAffinities.of(matrix(2, List.of(new Entry(0, 1, 0))), Affinity.JOINT, _ -> {}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sum to 0.0");
        assertThatThrownBy(() -> GivenAffinities.of(matrix(2, List.of(new Entry(0, 1, 1))), Affinity.ROW, _ -> {}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row 2 has no affinities");
        assertThatThrownBy(() -> GivenAffinities.of(matrix(2, List.of(new Entry(0, 1, 1))), Affinity.DISTANCE, _ -> {}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("give the distances");
    }
}
