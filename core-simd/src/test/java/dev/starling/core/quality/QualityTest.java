package dev.starling.core.quality;

import dev.starling.core.Blobs;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static dev.starling.core.quality.Quality.*;
import static org.assertj.core.api.Assertions.*;

class QualityTest {
    /// Sums of n² terms of size 1.
    private static final double ROUNDING = 1e-11;

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 8, 21, 22, 63, 64, 65, 130})
    void allMeasuresAreThoseOfThePapers(int n) {
        double[][] data = Blobs.of(n, 4, 3);
        double[][] map = noisy(data, 2, 3, n);
        List<String> labels = IntStream.range(0, n).mapToObj(i -> i % 5 == 4 ? "" : "class " + i % Math.min(3, n - 1)).toList();
        Quality quality = quality(data, map, labels);
        Textbook textbook = new Textbook(data, map);

        int k = quality.neighbors();
        assertThat(k).isEqualTo(Math.min(10, (n - 1) / 2));
        close(quality, NEIGHBORS_KEPT, textbook.kept(k));
        close(quality, TRUSTWORTHINESS, textbook.trustworthiness(k));
        close(quality, CONTINUITY, textbook.continuity(k));
        close(quality, RNX_AREA, textbook.area());
        close(quality, LABEL_ACCURACY, textbook.accuracy(labels));
        close(quality, SILHOUETTE, textbook.silhouette(labels));
        close(quality, STRESS, textbook.stress(1));
        // The least of a flat function is found to the root of its rounding.
        assertThat(value(quality, STRESS_SCALED)).isCloseTo(textbook.scaledStress(), within(1e-7));
        Curve curve = quality.curve();
        for (int c = 0; c < curve.sizes().length; c++) {
            assertThat(curve.values()[c]).isCloseTo(textbook.rnx(curve.sizes()[c]), within(ROUNDING));
        }
        assertThat(curve.sizes()[curve.sizes().length - 1]).isEqualTo(n - 2);
        assertThat(quality.measures().values()).allSatisfy(measure -> assertThat(measure.error()).isZero());
        assertThat(Arrays.stream(quality.preservation()).average().orElseThrow()).isCloseTo(textbook.kept(k), within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 14, 15, 28, 29})
    void anyNumberOfNeighborsBelowThatOfThePoints(int k) {
        double[][] data = Blobs.of(30, 4, 3);
        double[][] map = noisy(data, 2, 3, 1);
        Quality quality = quality(data, map, List.of(), k);
        Textbook textbook = new Textbook(data, map);
        close(quality, NEIGHBORS_KEPT, textbook.kept(k));
        if (k < 29) {
            close(quality, TRUSTWORTHINESS, textbook.trustworthiness(k));
            close(quality, CONTINUITY, textbook.continuity(k));
        } else {
            assertThat(value(quality, TRUSTWORTHINESS)).isEqualTo(1);
        }
    }

    @Test
    void moreNeighborsThanPointsAreRefused() {
        double[][] data = Blobs.of(30, 4, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quality(data, data, List.of(), 30))
                .withMessage("neighbors must be at least 1 and below 30, the number of points, but were 30");
        assertThatIllegalArgumentException().isThrownBy(() -> quality(data, data, List.of(), 0));
    }

    /// The numbers of scikit-learn 1.2.1 (`trustworthiness`, `silhouette_score`, `NearestNeighbors`) for the same points; continuity is its
    /// trustworthiness with the two sides exchanged.
    @Test
    void scikitLearnSaysTheSame() {
        double[][] data = congruential(200, 5, 1);
        double[][] shift = congruential(200, 2, 2);
        double[][] map = new double[200][2];
        for (int i = 0; i < 200; i++) {
            for (int k = 0; k < 2; k++) {
                map[i][k] = data[i][k] + 0.25 * shift[i][k] + i % 3 * 0.5;
            }
        }
        List<String> labels = IntStream.range(0, 200).mapToObj(i -> "" + i % 3).toList();
        double[][] expected = {
            {1, 0.6812121212121212, 0.6081060606060606},
            {5, 0.6586041666666667, 0.6318072916666666},
            {10, 0.6657750677506775, 0.63369918699187},
            {50, 0.6581028112449799, 0.6266803212851406}
        };
        for (double[] row : expected) {
            Quality quality = quality(data, map, labels, (int) row[0]);
            close(quality, TRUSTWORTHINESS, row[1]);
            close(quality, CONTINUITY, row[2]);
        }
        Quality quality = quality(data, map, labels, 10);
        close(quality, SILHOUETTE, 0.2592286775370946);
        close(quality, LABEL_ACCURACY, 0.82);
        close(quality, NEIGHBORS_KEPT, 0.1695);
    }

    /// Points 0, 1, 3, 7 on a line, drawn at 0, 1, 7, 3. Nearest in the data: 1, 0, 1, 2; in the map: 1, 0, 3, 1.
    @Test
    void fourPointsByHand() {
        double[][] data = {{0}, {1}, {3}, {7}};
        double[][] map = {{0}, {1}, {7}, {3}};
        Quality quality = quality(data, map, List.of("a", "a", "b", "a"));

        assertThat(quality.neighbors()).isEqualTo(1);
        assertThat(quality.preservation()).containsExactly(1, 1, 0, 0);
        assertThat(value(quality, NEIGHBORS_KEPT)).isEqualTo(0.5);
        // Point 2 sees 3 next in the map, which ranks third in the data (1, 0, 3); point 3 sees 1, which ranks second (2, 1, 0).
        // Worst: each of four has a neighbor that ranks third.
        assertThat(value(quality, TRUSTWORTHINESS)).isEqualTo(1 - (2 + 1) / 8.0);
        // Point 2 misses 1, which ranks second in the map (3, 1, 0); point 3 misses 2, which ranks third there (1, 0, 2).
        assertThat(value(quality, CONTINUITY)).isEqualTo(1 - (1 + 2) / 8.0);
        // Q(1) = 2/4. Two nearest: {1, 2} and {1, 3}, {0, 2} and {0, 3}, {1, 0} and {3, 1}, {2, 1} and {1, 0}; so Q(2) = 4/8.
        assertThat(quality.curve().sizes()).containsExactly(1, 2);
        assertThat(quality.curve().values()).containsExactly((3 * 0.5 - 1) / 2, 3 * 0.5 - 2);
        assertThat(value(quality, RNX_AREA)).isCloseTo((0.25 - 0.5 / 2) / 1.5, within(1e-15));
        // Map neighbors 1 (a), 0 (a), 3 (a) and 1 (a) of labels a, a, b, a.
        assertThat(value(quality, LABEL_ACCURACY)).isEqualTo(0.75);
        // a: means within 2, 1.5, 2.5 against 7, 6, 4; b is alone.
        assertThat(value(quality, SILHOUETTE)).isCloseTo((5 / 7.0 + 4.5 / 6 + 1.5 / 4 + 0) / 4, within(1e-15));
        // r: 1 3 7 2 6 4, d: 1 7 3 6 2 4.
        assertThat(value(quality, STRESS)).isCloseTo(Math.sqrt((16 + 16 + 16 + 16) / 115.0), within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 40, 200})
    void aMapEqualToItsDataIsFaithful(int n) {
        perfect(Blobs.of(n, 3, 2));
        // A grid: many points at the same distance.
        perfect(IntStream.range(0, n).mapToObj(i -> new double[] {i % 7, i / 7 % 4}).toArray(double[][]::new));
    }

    /// No row is nearer than another, so that no map keeps anything, nor loses it.
    @Test
    void whereAllPointsAreTheSameNothingIsScored() {
        for (double[][] map : List.of(new double[40][2], Blobs.of(40, 2, 3))) {
            Quality quality = quality(new double[40][3], map, List.of());
            assertThat(quality.measures()).isEmpty();
            assertThat(quality.preservation()).containsOnly(Double.NaN);
            assertThat(quality.describe()).isEqualTo("all points are the same, so that there is nothing to keep");
        }
    }

    private static void perfect(double[][] points) {
        Quality quality = quality(points, points, List.of());
        for (String name : List.of(NEIGHBORS_KEPT, TRUSTWORTHINESS, CONTINUITY, RNX_AREA)) {
            close(quality, name, 1);
        }
        assertThat(Arrays.stream(quality.curve().values()).boxed()).allSatisfy(rnx -> assertThat(rnx).isCloseTo(1, within(ROUNDING)));
        assertThat(value(quality, STRESS)).isZero();
        // 1 − x² / x² is known to 2⁻⁵² or so, and its root to the root of that.
        assertThat(value(quality, STRESS_SCALED)).isCloseTo(0, within(1e-7));
    }

    @Test
    void aMapOfOneSpotIsNoBetterThanChance() {
        double[][] data = Blobs.of(50, 3, 2);
        Quality quality = quality(data, new double[50][2], labels(50));
        close(quality, NEIGHBORS_KEPT, 10 / 49.0);
        close(quality, RNX_AREA, 0);
        // Every other point is as near: 24 of 49 have the same label.
        close(quality, LABEL_ACCURACY, 24 / 49.0);
        assertThat(value(quality, SILHOUETTE)).isZero();
        assertThat(value(quality, STRESS_SCALED)).isEqualTo(1);
        assertThat(quality.measures()).doesNotContainKey(STRESS);
    }

    @Test
    void aRandomMapKeepsWhatChanceKeeps() {
        Random random = new Random(5);
        double[][] data = random(random, 600, 5);
        double[][] map = random(random, 600, 2);
        Quality quality = quality(data, map, List.of());
        // Standard errors: 600 · 10 draws, each kept with probability 1/60; ranks that are uniform.
        assertThat(value(quality, NEIGHBORS_KEPT)).isCloseTo(10 / 599.0, within(4 * Math.sqrt(1 / 60.0 / 6000)));
        assertThat(value(quality, TRUSTWORTHINESS)).isCloseTo(0.5, within(4 / Math.sqrt(12 * 600)));
        assertThat(value(quality, CONTINUITY)).isCloseTo(0.5, within(4 / Math.sqrt(12 * 600)));
        assertThat(value(quality, RNX_AREA)).isCloseTo(0, within(0.01));
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        int n = 90;
        // Coarse values: ties in the data, and some in the map.
        double[][] data = rounded(Blobs.of(n, 2, 3), 3);
        double[][] map = rounded(noisy(data, 2, 4, 9), 2);
        List<String> labels = IntStream.range(0, n).mapToObj(i -> i % 4 == 0 ? "" : "" + i % 3).toList();
        int[] order = IntStream.range(0, n).map(i -> (i * 37 + 11) % n).toArray();
        Quality straight = quality(data, map, labels);
        Quality mixed = quality(
                Arrays.stream(order).mapToObj(i -> data[i]).toArray(double[][]::new),
                Arrays.stream(order).mapToObj(i -> map[i]).toArray(double[][]::new),
                Arrays.stream(order).mapToObj(labels::get).toList());
        assertThat(mixed.measures().keySet()).isEqualTo(straight.measures().keySet());
        straight.measures().forEach((name, measure) -> close(mixed, name, measure.value()));
        for (int i = 0; i < n; i++) {
            assertThat(mixed.preservation()[i]).isCloseTo(straight.preservation()[order[i]], within(ROUNDING));
        }
    }

    @Test
    void movingTurningAndStretchingTheMapChangesNoRank() {
        double[][] data = Blobs.of(80, 5, 3);
        double[][] map = noisy(data, 2, 3, 4);
        double[][] moved = Arrays.stream(map).map(y -> new double[] {-3 * y[1] + 5, 3 * y[0] - 7}).toArray(double[][]::new);
        Quality one = quality(data, map, labels(80));
        Quality other = quality(data, moved, labels(80));
        one.measures().forEach((name, measure) -> {
            if (!name.equals(STRESS)) {
                assertThat(value(other, name)).as(name).isCloseTo(measure.value(), within(1e-9));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-1060, 0x1p-600, 0x1p130, 0x1p500, 0x1p1015})
    void scaleDoesNotMatter(double scale) {
        double[][] data = rounded(Blobs.of(40, 3, 2), 8);
        double[][] map = rounded(noisy(data, 2, 3, 4), 8);
        Quality plain = quality(data, map, labels(40));
        Quality both = quality(times(data, scale), times(map, scale), labels(40));
        // Powers of two: the same bits but for the sums' last, where subnormals or the unit come in.
        plain.measures().forEach((name, measure) -> close(both, name, measure.value()));
        Quality dataOnly = quality(times(data, scale), map, labels(40));
        for (String name : List.of(NEIGHBORS_KEPT, TRUSTWORTHINESS, CONTINUITY, RNX_AREA, STRESS_SCALED)) {
            close(dataOnly, name, value(plain, name));
        }
    }

    @Test
    void tiedPointsShareTheirRanks() {
        // Seen from 0, the points 1 and −1 are at one distance in the data; in the map 1 is nearer than −1.
        double[][] data = {{0}, {1}, {-1}, {9}, {9.5}};
        double[][] map = {{0}, {1}, {-1.5}, {9}, {9.5}};
        // Half of the nearest point is kept, for 1 is the nearest in one half of all ways to break the tie.
        assertThat(quality(data, map, List.of(), 1).preservation()).containsExactly(0.5, 1, 1, 1, 1);
        // The other half ranks second: an excess of ½, of at worst 3 in a row.
        assertThat(value(quality(data, map, List.of(), 1), TRUSTWORTHINESS)).isCloseTo(1 - 0.5 / (5 * 3), within(1e-15));
        assertThat(quality(data, map, List.of(), 2).preservation()[0]).isEqualTo(1);
    }

    @Test
    void nestedTiesMeetWhereTheirSharesDo() {
        // From point 0 the data see 1 … 5 at one distance; the map sees 2, 3, 4 at one distance between 1 and 5.
        // Shares at k = 1 … 5: data 1/5 … 1; map of 2, 3, 4: 0, 1/3, 2/3, 1, 1; of 1: 1; of 5: 0, 0, 0, 0, 1.
        Ranks inData = new Ranks(6);
        Ranks inMap = new Ranks(6);
        inData.look(new double[] {0, 2, 2, 2, 2, 2}, 0);
        inMap.look(new double[] {0, 1, 2, 2, 2, 3}, 0);
        Agreement agreement = new Agreement(6);
        agreement.compare(inData, inMap, 0, 3);
        double[] expected = {0, 0.2, 0.4 + 3 * (1 / 3.0), 0.6 + 3 * 0.6, 0.8 + 3 * 0.8, 5};
        for (int k = 0; k < 6; k++) {
            assertThat(agreement.overlap()[k]).as("k = %d", k).isCloseTo(expected[k], within(1e-14));
        }
        assertThat(agreement.kept()).isCloseTo(2.4, within(1e-14));
        agreement.compare(inMap, inData, 0, 3);
        assertThat(agreement.overlap()[3]).isCloseTo(2.4, within(1e-14));
    }

    @Test
    void theOverlapIsTheSumOfSharesWhateverTheTies() {
        Random random = new Random(3);
        int n = 41;
        Ranks one = new Ranks(n);
        Ranks other = new Ranks(n);
        Agreement agreement = new Agreement(n);
        for (int trial = 0; trial < 200; trial++) {
            int levels = 1 + trial % 9;
            one.look(random.ints(n, 0, 1 + levels * levels).asDoubleStream().toArray(), 0);
            other.look(random.ints(n, 0, 1 + trial % 13).asDoubleStream().toArray(), 0);
            agreement.compare(one, other, 0, 10);
            for (int k = 1; k < n; k++) {
                double sum = 0;
                for (int j = 1; j < n; j++) {
                    sum += Math.min(share(one, j, k), share(other, j, k));
                }
                assertThat(agreement.overlap()[k]).as("trial %d, k = %d", trial, k).isCloseTo(sum, within(1e-12));
            }
        }
    }

    private static double share(Ranks ranks, int j, int k) {
        return Math.clamp((k - Ranks.nearer(ranks.rank(j))) / (double) Ranks.tied(ranks.rank(j)), 0, 1);
    }

    @Test
    void countingGivesTheRanksThatSortingGives() {
        Random random = new Random(6);
        int n = 150;
        Ranks one = new Ranks(n);
        Ranks other = new Ranks(n);
        Agreement sorted = new Agreement(n);
        Agreement counted = new Agreement(n);
        int done = 0;
        for (int trial = 0; trial < 100; trial++) {
            int levels = 1 + trial * trial;
            double[] inData = random.ints(n, 0, levels).asDoubleStream().toArray();
            double[] inMap = Arrays.stream(inData).map(r -> r + random.nextInt(1 + levels / 4)).toArray();
            one.look(inData, trial);
            other.look(inMap, trial);
            sorted.compare(one, other, trial, 10);
            if (new Neighborhoods(n, 10).compare(inData, inMap, trial, counted)) {
                done++;
                assertThat(counted.kept()).isCloseTo(sorted.kept(), within(1e-12));
                assertThat(counted.intrusion()).isCloseTo(sorted.intrusion(), within(1e-10));
                assertThat(counted.extrusion()).isCloseTo(sorted.extrusion(), within(1e-10));
            }
        }
        assertThat(done).as("rows without too many ties").isBetween(80, 99);
    }

    @Test
    void beyondTheRankedRowsOnlyRnxIsSampled() {
        int n = 2_600;
        double[][] data = Blobs.of(n, 3, 4);
        // Two rows in which many points coincide.
        for (int i = 0; i < 200; i++) {
            data[i] = data[0].clone();
        }
        double[][] map = noisy(data, 2, 0.3, 8);
        Points points = Points.of(data);
        int[] all = IntStream.range(0, n).toArray();
        Quality sampled = quality(data, map, labels(n));
        try (Workers workers = new Workers(2)) {
            Quality exact = new Scoring(
                            n, all, all, 10, Classes.of(labels(n), n), DistanceRows.OfPoints.of(points, all),
                            DistanceRows.OfPoints.of(Points.of(map), all), 1)
                    .run(workers);
            sampled.measures().forEach((name, measure) -> {
                if (name.equals(RNX_AREA)) {
                    assertThat(measure.error()).isPositive();
                    assertThat(measure.value()).isCloseTo(value(exact, name), within(4 * measure.error()));
                } else {
                    assertThat(measure.error()).as(name).isZero();
                    close(exact, name, measure.value());
                }
            });
        }
        assertThat(sampled.scored()).isEqualTo(n);
    }

    @Test
    void unlabeledPointsDoNotCount() {
        double[][] points = {{0}, {0.1}, {1}, {1.2}, {8}, {9}};
        Quality quality = quality(points, points, List.of("a", "", "a", "", "b", "b"));
        assertThat(value(quality, LABEL_ACCURACY)).isEqualTo(1);
        close(quality, SILHOUETTE, (7.5 / 8.5 + 6.5 / 7.5 + 6.5 / 7.5 + 7.5 / 8.5) / 4);
        assertThat(quality(points, points, List.of("", "", "", "", "", "")).measures()).doesNotContainKeys(LABEL_ACCURACY, SILHOUETTE);
        assertThat(quality(points, points, List.of("a", "", "", "", "", "")).measures()).doesNotContainKeys(LABEL_ACCURACY, SILHOUETTE);
        assertThat(quality(points, points, List.of("a", "a", "NA", "", "", "")).measures())
                .doesNotContainKeys(LABEL_ACCURACY, SILHOUETTE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quality(points, points, List.of("a")))
                .withMessage("there are 1 labels, but 6 points");
    }

    /// Ages have no accuracy, names of points have none, and one class is no news.
    @Test
    void labelsThatAreNoClassesAreNotMeasured() {
        double[][] points = Blobs.of(155, 2, 3);
        Stream.<IntFunction<String>>of(
                        i -> Integer.toString(18 + i % 75), i -> i + ".5", i -> "point " + i, i -> "all", i -> "2026-11-" + (1 + i % 30),
                        i -> i < 70 ? "twin " + i / 2 : "alone " + i, i -> "one of 78 pairs " + i / 2)
                .map(label -> IntStream.range(0, 155).mapToObj(label).toList())
                .forEach(labels -> assertThat(quality(points, points, labels).measures())
                        .as(labels.toString())
                        .doesNotContainKeys(LABEL_ACCURACY, SILHOUETTE));
        List<String> ages = IntStream.range(0, 155).mapToObj(i -> Integer.toString(18 + i % 50)).toList();
        try (Workers workers = new Workers(1)) {
            assertThat(Quality.of(Points.of(points), flat(points), 2, Labels.of(ages, LabelKind.CLASS), 1, workers).measures())
                    .containsKeys(LABEL_ACCURACY, SILHOUETTE);
        }
    }

    @Test
    void twoPointsHaveNoStrangersAndOneHasNoNeighbors() {
        Quality two = quality(new double[][] {{0}, {1}}, new double[][] {{3}, {4}}, List.of());
        assertThat(two.measures()).containsOnlyKeys(NEIGHBORS_KEPT, TRUSTWORTHINESS, CONTINUITY, STRESS, STRESS_SCALED);
        assertThat(value(two, NEIGHBORS_KEPT)).isEqualTo(1);
        assertThat(value(two, TRUSTWORTHINESS)).isEqualTo(1);
        Quality one = quality(new double[][] {{0}}, new double[][] {{3}}, List.of());
        assertThat(one.measures()).isEmpty();
        assertThat(one.describe()).isEqualTo("1 point is too few to score");
    }

    @Test
    void distancesGiveWhatTheirPointsGive() {
        int n = 60;
        double[][] data = Blobs.of(n, 4, 3);
        double[][] map = noisy(data, 2, 3, 8);
        int stride = DenseMatrix.strideOf(n);
        double[] r = new double[n * stride];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                r[i * stride + j] = Textbook.distance(data[i], data[j]);
            }
        }
        try (Workers workers = new Workers(2)) {
            Quality given = Quality.ofDistances(DenseMatrix.sharing(n, stride, r), flat(map), 2, Labels.of(labels(n)), 1, workers);
            quality(data, map, labels(n)).measures().forEach((name, measure) -> close(given, name, measure.value()));
            for (int exponent : new int[] {-900, -600, 600, 900}) {
                Quality scaled = Quality.ofDistances(DenseMatrix.sharing(n, stride, r).divided(-exponent), flat(map), 2, Labels.of(labels(n)), 1, workers);
                given.measures().forEach((name, measure) -> {
                    if (!name.equals(Quality.STRESS)) {
                        close(scaled, name, measure.value());
                    }
                });
            }
        }
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        double[][] data = Blobs.of(331, 7, 3);
        double[][] map = noisy(data, 2, 3, 8);
        try (Workers one = new Workers(1);
                Workers three = new Workers(3)) {
            Quality first = Quality.of(Points.of(data), flat(map), 2, labels(331), 1, one);
            Quality second = Quality.of(Points.of(data), flat(map), 2, labels(331), 1, three);
            assertThat(second.measures()).isEqualTo(first.measures());
            assertThat(second.curve().values()).isEqualTo(first.curve().values());
            assertThat(second.preservation()).isEqualTo(first.preservation());
        }
    }

    @Test
    void aSampleSaysHowFarOffItIs() {
        int n = 12_000;
        double[][] data = Blobs.of(n, 3, 4);
        double[][] map = noisy(data, 2, 0.3, 8);
        List<String> labels = IntStream.range(0, n).mapToObj(i -> "" + i % 3).toList();
        Points points = Points.of(data);
        int[] all = IntStream.range(0, n).toArray();
        try (Workers workers = new Workers(2)) {
            Quality sampled = Quality.of(points, flat(map), 2, labels, 1, workers);
            assertThat(sampled.scored()).isEqualTo(SAMPLE);
            assertThat(Arrays.stream(sampled.preservation()).filter(Double::isFinite).count()).isEqualTo(SAMPLE);

            // A quarter of the rows, of all centers alike: its own error is about half of that of the sample.
            int[] many = Arrays.stream(all).filter(i -> (i + i / 4) % 4 == 1).toArray();
            Points drawn = Points.of(map);
            Quality better = new Scoring(
                            n, many, many, 10, Classes.of(labels, n), DistanceRows.OfPoints.of(points, many),
                            DistanceRows.OfPoints.of(drawn, many), 1)
                    .run(workers);
            sampled.measures().forEach((name, measure) -> {
                assertThat(measure.error()).as(name).isBetween(1e-6, 0.03);
                double off = Math.hypot(measure.error(), better.measure(name).error());
                assertThat(measure.value()).as(name).isCloseTo(value(better, name), within(4 * off));
            });
            assertThat(sampled.describe()).matches("\\d+ ± 0\\.\\d % of 10 neighbors kept · trustworthiness 0\\.\\d{3} ± 0\\.\\d{4} · "
                    + "1-NN accuracy 0\\.\\d\\d ± 0\\.\\d{3}");
        }
        assertThat(Scoring.choose(n, 10_000, 1_000, 1)).doesNotHaveDuplicates().isSorted().hasSize(1_000)
                .isEqualTo(Scoring.choose(n, 10_000, 1_000, 1))
                .isNotEqualTo(Scoring.choose(n, 10_000, 1_000, 2));
        assertThat(Scoring.choose(10_000, 10_000, 1_000, 1)).hasSize(10_000);
    }

    @Test
    void theMeasuresInOneLine() {
        double[][] data = {{0}, {1}, {3}, {7}};
        double[][] map = {{0}, {1}, {7}, {3}};
        assertThat(quality(data, map, List.of()).describe()).isEqualTo("50 % of nearest neighbors kept · trustworthiness 0.625");
        double[][] many = Blobs.of(40, 3, 2);
        assertThat(quality(many, many, labels(40)).describe())
                .isEqualTo("100 % of 10 neighbors kept · trustworthiness 1.000 · 1-NN accuracy 1.00");
    }

    @Test
    void coordinatesMustFit() {
        try (Workers workers = new Workers(1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Quality.of(Points.of(new double[3][2]), new double[5], 2, List.of(), 1, workers))
                    .withMessage("the map has 5 coordinates, but 3 points in 2 dimensions need 6");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Quality.of(
                            Points.of(new double[3][2]), new double[] {0, 1, 2, 0, Double.NaN, 2}, 2, List.of(), 1, workers))
                    .withMessage("row 1, column 1 is NaN, which is not finite");
        }
    }

    private static void close(Quality quality, String name, double expected) {
        assertThat(value(quality, name)).as(name).isCloseTo(expected, within(ROUNDING));
    }

    private static double value(Quality quality, String name) {
        return quality.measure(name).value();
    }

    private static Quality quality(double[][] data, double[][] map, List<String> labels) {
        try (Workers workers = new Workers(2)) {
            return Quality.of(Points.of(data), flat(map), map[0].length, labels, 1, workers);
        }
    }

    private static Quality quality(double[][] data, double[][] map, List<String> labels, int k) {
        try (Workers workers = new Workers(2)) {
            return Quality.of(Points.of(data), flat(map), map[0].length, Labels.of(labels), k, 1, workers);
        }
    }

    private static double[] flat(double[][] map) {
        int n = map.length;
        double[] flat = new double[n * map[0].length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < map[0].length; k++) {
                flat[k * n + i] = map[i][k];
            }
        }
        return flat;
    }

    private static List<String> labels(int n) {
        return IntStream.range(0, n).mapToObj(i -> i % 2 == 0 ? "even" : "odd").toList();
    }

    private static double[][] noisy(double[][] data, int dimensions, double noise, long seed) {
        Random random = new Random(seed);
        return Arrays.stream(data)
                .map(row -> IntStream.range(0, dimensions).mapToDouble(k -> row[k] + noise * random.nextGaussian()).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] random(Random random, int n, int columns) {
        return IntStream.range(0, n).mapToObj(_ -> random.doubles(columns).toArray()).toArray(double[][]::new);
    }

    /// To multiples of 1/parts.
    private static double[][] rounded(double[][] points, double parts) {
        return Arrays.stream(points)
                .map(row -> Arrays.stream(row).map(x -> Math.rint(x * parts) / parts).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] times(double[][] points, double by) {
        return Arrays.stream(points).map(row -> Arrays.stream(row).map(x -> x * by).toArray()).toArray(double[][]::new);
    }

    /// x ← 1103515245·x + 12345 mod 2³¹, as a share of 2³¹.
    private static double[][] congruential(int n, int columns, long seed) {
        long x = seed;
        double[][] points = new double[n][columns];
        for (double[] row : points) {
            for (int k = 0; k < columns; k++) {
                x = (x * 1103515245L + 12345) % 2147483648L;
                row[k] = x / 2147483648.0;
            }
        }
        return points;
    }
}
