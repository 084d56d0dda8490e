package dev.starling.core.far;

import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Workers;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What a tree of boxes is, whatever the points: all of them, each in one box of a level, in cubes round them that are no larger than they need to be.
@Tag("laws")
class BoxesLaws {
    private static final Workers WORKERS = new Workers(2);

    @AfterContainer
    static void close() {
        WORKERS.close();
    }

    @Provide
    Arbitrary<FarPassLaws.Cloud> clouds() {
        return new FarPassLaws().clouds();
    }

    private static Boxes boxes(FarPassLaws.Cloud cloud, int capacity) {
        return new Boxes(cloud.y(), cloud.charges().length, capacity, WORKERS);
    }

    @Property(seed = "1", tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theOrderHoldsEveryPointOnce(@ForAll("clouds") FarPassLaws.Cloud cloud, @ForAll @IntRange(min = 1, max = 100) int capacity) {
        Boxes boxes = boxes(cloud, capacity);
        assertThat(boxes.order.clone()).containsExactlyInAnyOrder(IntStream.range(0, boxes.n).toArray());
        for (int k = 0; k < boxes.dimensions; k++) {
            double[] axis = cloud.y()[k];
            assertThat(boxes.points[k]).isEqualTo(Arrays.stream(boxes.order).mapToDouble(i -> axis[i]).toArray());
        }
    }

    @Property(seed = "1", tries = 100, edgeCases = EdgeCasesMode.NONE)
    void childrenShareOutThePointsOfTheirParent(@ForAll("clouds") FarPassLaws.Cloud cloud, @ForAll @IntRange(min = 1, max = 100) int capacity) {
        Boxes boxes = boxes(cloud, capacity);
        assertThat(boxes.size(0)).isEqualTo(boxes.n);
        assertThat(boxes.levels[0]).isZero();
        assertThat(boxes.levels[boxes.depth()]).isEqualTo(boxes.count);
        int level = 0;
        for (int box = 0; box < boxes.count; box++) {
            level += box == boxes.levels[level + 1] ? 1 : 0;
            int at = boxes.from[box];
            for (int child = boxes.firstChild[box]; child < boxes.firstChild[box] + boxes.children[box]; child++) {
                assertThat(boxes.parent[child]).isEqualTo(box);
                assertThat(child).isBetween(boxes.levels[level + 1], boxes.levels[level + 2] - 1);
                assertThat(boxes.from[child]).isEqualTo(at);
                at = boxes.to[child];
            }
            assertThat(at).isEqualTo(boxes.isLeaf(box) ? boxes.from[box] : boxes.to[box]);
            assertThat(boxes.children[box]).as("no chain of boxes with the same points").isNotEqualTo(1);
        }
    }

    /// The share of the largest coordinate is what a side may be lost in.
    @Property(seed = "1", tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aBoxIsTheLeastCubeRoundItsPoints(@ForAll("clouds") FarPassLaws.Cloud cloud, @ForAll @IntRange(min = 1, max = 100) int capacity) {
        Boxes boxes = boxes(cloud, capacity);
        for (int box = 0; box < boxes.count; box++) {
            double extent = 0;
            double largest = 0;
            for (double[] axis : boxes.points) {
                double[] own = Arrays.copyOfRange(axis, boxes.from[box], boxes.to[box]);
                double least = Arrays.stream(own).min().orElseThrow();
                double most = Arrays.stream(own).max().orElseThrow();
                extent = Math.max(extent, most - least);
                largest = Math.max(largest, Math.max(Math.abs(least), Math.abs(most)));
            }
            for (int k = 0; k < boxes.dimensions; k++) {
                for (int e = boxes.from[box]; e < boxes.to[box]; e++) {
                    assertThat(Math.abs(boxes.points[k][e] - boxes.center[k][box])).isLessThanOrEqualTo(boxes.half[box]);
                }
            }
            assertThat(boxes.half[box]).isBetween(extent / 2, extent / 2 + 0x1p-43 * largest + 0x1p-499);
            assertThat(boxes.spot[box]).isEqualTo(boxes.isLeaf(box) && extent == 0);
        }
    }

    /// Of points that cannot be told apart in the rounding of their coordinates.
    @Property(seed = "1", tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aLeafHoldsFewPointsOrOneSpot(@ForAll("clouds") FarPassLaws.Cloud cloud, @ForAll @IntRange(min = 1, max = 100) int capacity) {
        Boxes boxes = boxes(cloud, capacity);
        for (int box = 0; box < boxes.count; box++) {
            if (boxes.isLeaf(box) && boxes.size(box) > capacity) {
                for (double[] axis : boxes.points) {
                    double[] own = Arrays.copyOfRange(axis, boxes.from[box], boxes.to[box]);
                    double least = Arrays.stream(own).min().orElseThrow();
                    double most = Arrays.stream(own).max().orElseThrow();
                    assertThat(most - least).isLessThanOrEqualTo(0x1p-43 * Math.max(Math.abs(least), Math.abs(most)) + 0x1p-499);
                }
            }
            assertThat(boxes.isLeaf(box) || boxes.size(box) > capacity).as("no box is split without need").isTrue();
        }
    }

    /// Where a grid over all points has no bits left for those that lie close together, they have a grid of their own.
    @Example
    void pointsThatDifferBeyondTheBitsOfAKeyAreToldApart() {
        double[] x = {0, 1e12, 1e12 + 1, 1e12 + 2, 1e12 + 3};
        Boxes boxes = new Boxes(new double[][] {x, new double[5]}, 5, 1, WORKERS);
        assertThat(IntStream.range(0, boxes.count).filter(boxes::isLeaf).map(boxes::size).toArray()).containsExactly(1, 1, 1, 1, 1);
    }

    @Example
    void pointsWhoseDistancesOverflowAreRefused() {
        double[][] y = {{-1.7e308, 1.7e308}, {0, 0}};
        assertThatExceptionOfType(NumericalException.class).isThrownBy(() -> new Boxes(y, 2, 1, WORKERS))
                .withMessage("points lie so far apart that their distances overflow");
    }

    /// The gap is that of the cubes, along the axis on which they are furthest apart.
    @Example
    void theGapOfTwoBoxesIsThatOfTheirCubes() {
        double[][] y = {{0, 1, 10, 11}, {0, 0.5, 4, 4.5}};
        Boxes boxes = new Boxes(y, 4, 2, WORKERS);
        assertThat(boxes.count).isEqualTo(3);
        assertThat(boxes.gap(1, 2)).isBetween(9 - 1e-11, 9.0);
        assertThat(boxes.gap(1, 1)).isNegative();
    }

    /// Cells of a grid have no points between one another's; so there is an axis along which two boxes of one parent do not overlap.
    @Property(seed = "1", tries = 100, edgeCases = EdgeCasesMode.NONE)
    void boxesOfOneParentLieBesideOneAnother(@ForAll("clouds") FarPassLaws.Cloud cloud, @ForAll @IntRange(min = 1, max = 100) int capacity) {
        lieBesideOneAnother(boxes(cloud, capacity));
    }

    private static void lieBesideOneAnother(Boxes boxes) {
        for (int box = 0; box < boxes.count; box++) {
            for (int a = boxes.firstChild[box]; a < boxes.firstChild[box] + boxes.children[box]; a++) {
                for (int b = boxes.firstChild[box]; b < a; b++) {
                    int one = a;
                    int other = b;
                    assertThat(Arrays.stream(boxes.points).anyMatch(axis -> least(boxes, axis, one) > most(boxes, axis, other)
                            || least(boxes, axis, other) > most(boxes, axis, one))).isTrue();
                }
            }
        }
    }

    private static double least(Boxes boxes, double[] axis, int box) {
        return Arrays.stream(axis, boxes.from[box], boxes.to[box]).min().orElseThrow();
    }

    private static double most(Boxes boxes, double[] axis, int box) {
        return Arrays.stream(axis, boxes.from[box], boxes.to[box]).max().orElseThrow();
    }

    /// More points, and more boxes of a level, than a task takes.
    @Example
    void manyPointsAreSortedAndBoundedByManyTasks() {
        FarPassLaws.Cloud cloud = FarPassLaws.cloud("even", 20_000, 2, 1);
        theOrderHoldsEveryPointOnce(cloud, 1);
        aBoxIsTheLeastCubeRoundItsPoints(cloud, 1);
        lieBesideOneAnother(boxes(cloud, 1));
    }

    /// Each point is half as far from 0 as the one before, so that only one leaves the rest at a time.
    @Example
    void aTreeMayBeDeep() {
        double[] x = IntStream.range(0, 60).mapToDouble(k -> Math.scalb(1.0, -k)).toArray();
        FarPassLaws.Cloud cloud = new FarPassLaws.Cloud("ever nearer", new double[][] {x}, new double[60], new double[60]);
        childrenShareOutThePointsOfTheirParent(cloud, 1);
        assertThat(boxes(cloud, 1).depth()).isGreaterThan(40);
    }

    /// Equal keys stay in the order of their indices. A run has 65,536 keys.
    @Property(seed = "1", tries = 60)
    void keysAreSortedStably(@ForAll("lengths") int n, @ForAll @IntRange(min = 1, max = 44) int bits, @ForAll @IntRange(min = 1, max = 4) int threads, @ForAll long seed) {
        long[] keys = new SplittableRandom(seed).longs(n, 0, 1L << bits).toArray();
        int[] expected = IntStream.range(0, n).boxed().sorted((a, b) -> Long.compare(keys[a], keys[b])).mapToInt(i -> i).toArray();
        long[] sorted = keys.clone();
        int[] order = IntStream.range(0, n).toArray();
        try (Workers workers = new Workers(threads)) {
            MortonSort.sort(sorted, order, bits, workers);
        }
        assertThat(order).isEqualTo(expected);
        assertThat(sorted).isEqualTo(Arrays.stream(expected).mapToLong(i -> keys[i]).toArray());
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.of(1, 2, 3, 100, 1_000, 65_535, 65_536, 65_537, 140_000);
    }
}
