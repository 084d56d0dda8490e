package dev.starling.core.far;

import dev.starling.core.base.Workers;
import dev.starling.core.far.Interactions.Admissibility;
import dev.starling.core.far.Interactions.Numbers;
import dev.starling.core.far.Separation.Stays;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PassFormula;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds of interaction lists, whatever the points: proxies stand for boxes that lie apart, points act where they are few, and the census finds
/// each interaction that is missing or doubled.
@Tag("laws")
class InteractionsLaws {
    private static final Workers WORKERS = new Workers(2);

    /// Every box that lies apart may be stood for.
    private static final Admissibility ALL = Admissibility.apart(_ -> true);

    @AfterContainer
    static void close() {
        WORKERS.close();
    }

    @Provide
    Arbitrary<FarPassLaws.Cloud> clouds() {
        return new FarPassLaws().clouds();
    }

    private static boolean isApart(Boxes boxes, int box, int other) {
        return boxes.gap(box, other) >= 2 * boxes.half[box];
    }

    @Property(seed = "1", tries = 100, edgeCases = EdgeCasesMode.NONE)
    void proxiesStandForBoxesThatLieASideApart(@ForAll("clouds") FarPassLaws.Cloud cloud, @ForAll Stays stays) {
        Place place = FarPassLaws.place(cloud, stays, 3, ALL, WORKERS);
        Boxes boxes = place.boxes();
        for (int target = 0; target < boxes.count; target++) {
            Interactions.Lists lists = place.interactions().of[target];
            for (int source : all(lists.proxiesProxies)) {
                assertThat(isApart(boxes, target, source) && isApart(boxes, source, target)).isTrue();
            }
            for (int source : all(lists.proxiesPoints)) {
                assertThat(isApart(boxes, target, source)).isTrue();
            }
            for (int source : all(lists.pointsProxies)) {
                assertThat(isApart(boxes, source, target)).isTrue();
            }
            assertThat(place.interactions().itself[target]).isFalse();
        }
    }

    /// Small boxes may be stood for wherever they lie, but only by pairs of which both are.
    @Property(seed = "1", tries = 100, edgeCases = EdgeCasesMode.NONE)
    void proxiesStandForBoxesThatLieApartOrAreBothSmall(@ForAll("clouds") FarPassLaws.Cloud cloud) {
        Place place = FarPassLaws.place(cloud, Stays.NEITHER, 3, FarPassLaws.SMALL, WORKERS);
        Boxes boxes = place.boxes();
        for (int target = 0; target < boxes.count; target++) {
            Interactions.Lists lists = place.interactions().of[target];
            for (int source : all(lists.proxiesProxies)) {
                boolean small = areSmall(boxes, target, source);
                assertThat(small || isApart(boxes, target, source) && isApart(boxes, source, target)).isTrue();
            }
            for (int source : all(lists.proxiesPoints)) {
                assertThat(areSmall(boxes, target, source) || isApart(boxes, target, source)).isTrue();
            }
            for (int source : all(lists.pointsProxies)) {
                assertThat(areSmall(boxes, target, source) || isApart(boxes, source, target)).isTrue();
            }
            for (int source : all(lists.pointsPoints)) {
                boolean few = isFew(place, target) || isFew(place, source);
                assertThat(few || boxes.spot[target] && source == target || !areSmall(boxes, target, source)).as("proxies would do").isTrue();
            }
        }
    }

    private static boolean areSmall(Boxes boxes, int one, int other) {
        return FarPassLaws.SMALL.overlapping().test(boxes.half[one]) && FarPassLaws.SMALL.overlapping().test(boxes.half[other]);
    }

    /// Where a leaf has no more points than proxies, these would be more to do.
    @Property(seed = "1", tries = 100, edgeCases = EdgeCasesMode.NONE)
    void pointsThemselvesActWhereTheyAreFew(@ForAll("clouds") FarPassLaws.Cloud cloud, @ForAll Stays stays) {
        Place place = FarPassLaws.place(cloud, stays, 3, ALL, WORKERS);
        Boxes boxes = place.boxes();
        for (int target = 0; target < boxes.count; target++) {
            Interactions.Lists lists = place.interactions().of[target];
            if (lists.proxiesProxies.size() + lists.proxiesPoints.size() > 0) {
                assertThat(isFew(place, target)).isFalse();
            }
            if (lists.pointsProxies.size() + lists.pointsPoints.size() > 0) {
                assertThat(boxes.isLeaf(target)).as("values are wanted at points of leaves alone").isTrue();
            }
            for (int source : all(lists.proxiesProxies)) {
                assertThat(isFew(place, source)).isFalse();
            }
            for (int source : all(lists.pointsProxies)) {
                assertThat(isFew(place, source)).isFalse();
            }
        }
    }

    private static boolean isFew(Place place, int box) {
        return place.boxes().isLeaf(box) && place.boxes().size(box) <= place.proxies().count;
    }

    @Property(seed = "1", tries = 60, edgeCases = EdgeCasesMode.NONE)
    void thereAreNoProxiesForPointsThatStay(@ForAll("clouds") FarPassLaws.Cloud cloud) {
        Place rows = FarPassLaws.place(cloud, Stays.ROW, 3, ALL, WORKERS);
        Place columns = FarPassLaws.place(cloud, Stays.COLUMN, 3, ALL, WORKERS);
        for (int target = 0; target < rows.boxes().count; target++) {
            assertThat(rows.interactions().of[target].proxiesProxies.size() + rows.interactions().of[target].proxiesPoints.size()).isZero();
            assertThat(columns.interactions().of[target].proxiesProxies.size() + columns.interactions().of[target].pointsProxies.size()).isZero();
        }
    }

    /// Boxes that nothing may stand for meet point by point, and only those on which the formulas are smooth are stood for.
    @Property(seed = "1", tries = 60, edgeCases = EdgeCasesMode.NONE)
    void whatIsNotAdmittedIsNotStoodFor(@ForAll("clouds") FarPassLaws.Cloud cloud, @ForAll Stays stays) {
        Place place = FarPassLaws.place(cloud, stays, 3, Admissibility.apart(half -> half < 1), WORKERS);
        for (int target = 0; target < place.boxes().count; target++) {
            Interactions.Lists lists = place.interactions().of[target];
            for (Numbers sources : List.of(lists.proxiesProxies, lists.proxiesPoints)) {
                assertThat(sources.size() == 0 || place.boxes().half[target] < 1).isTrue();
            }
            for (Numbers sources : List.of(lists.proxiesProxies, lists.pointsProxies)) {
                for (int source : all(sources)) {
                    assertThat(place.boxes().half[source]).isLessThan(1);
                }
            }
        }
    }

    /// Terms for each of twenty thousand points, which lie evenly or ever denser towards one; of four times as many points they are hardly more.
    @Example
    void theWorkOfAPointIsBounded() {
        assertThat(work(20_000, 1, Stays.NEITHER)).isLessThan(576);
        assertThat(work(20_000, 1, Stays.ROW)).isLessThan(1421);
        assertThat(work(20_000, 1, Stays.COLUMN)).isLessThan(1398);
        assertThat(work(20_000, 5, Stays.NEITHER)).isLessThan(462);
        assertThat(work(20_000, 5, Stays.ROW)).isLessThan(2220);
        assertThat(work(20_000, 5, Stays.COLUMN)).isLessThan(2205);
        assertThat(work(80_000, 1, Stays.NEITHER) / work(20_000, 1, Stays.NEITHER)).isLessThan(1.2);
    }

    /// @param power to which evenly drawn coordinates are raised
    private static double work(int n, int power, Stays stays) {
        double[][] y = FarPassLaws.cloud("even", n, 2, 4).y();
        for (double[] axis : y) {
            for (int i = 0; i < n; i++) {
                axis[i] = StrictMath.pow(axis[i], power);
            }
        }
        Proxies proxies = new Proxies(4, 2);
        Boxes boxes = new Boxes(y, n, 48, WORKERS);
        Interactions interactions = new Interactions(boxes, proxies.count, stays, ALL, WORKERS);
        double terms = 0;
        for (int target = 0; target < boxes.count; target++) {
            Interactions.Lists lists = interactions.of[target];
            long ofProxies = (long) proxies.count * lists.proxiesProxies.size() + points(boxes, lists.proxiesPoints);
            long ofPoints = (long) proxies.count * lists.pointsProxies.size() + points(boxes, lists.pointsPoints);
            terms += (double) proxies.count * ofProxies + (double) boxes.size(target) * ofPoints;
        }
        return terms / n;
    }

    private static long points(Boxes boxes, Numbers sources) {
        long points = 0;
        for (int source : all(sources)) {
            points += boxes.size(source);
        }
        return points;
    }

    /// Whether every pair is met once is seen from the sums, of ones and of charges.
    @Property(seed = "1", tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theCensusSeesAnInteractionThatIsMissingOrDoubled(
            @ForAll("clouds") FarPassLaws.Cloud cloud, @ForAll Stays stays, @ForAll boolean doubled, @ForAll @IntRange(min = 0, max = 3) int kind,
            @ForAll long seed) {
        Place place = FarPassLaws.place(cloud, stays, 3, ALL, WORKERS);
        Census census = new Census(question(cloud), 1);
        double[][] charges = {cloud.charges()};
        assertThat(census.isComplete(place, charges, WORKERS)).isTrue();
        List<int[]> held = new ArrayList<>();
        for (int target = 0; target < place.boxes().count; target++) {
            Numbers sources = kinds(place.interactions().of[target]).get(kind);
            if (sources.size() > 0 && isOfPairs(place.boxes(), target, sources.get(sources.size() - 1))) {
                held.add(new int[] {target, sources.get(sources.size() - 1)});
            }
        }
        Assume.that(!held.isEmpty());
        int[] one = held.get(new SplittableRandom(seed).nextInt(held.size()));
        Numbers sources = kinds(place.interactions().of[one[0]]).get(kind);
        if (doubled) {
            sources.add(one[1]);
        } else {
            sources.removeLast();
        }
        assertThat(census.isComplete(place, charges, WORKERS)).isFalse();
    }

    /// Boxes that meet themselves as wholes have summed up the pairs of a point and itself; and charges may be of any size.
    @Property(seed = "1", tries = 60, edgeCases = EdgeCasesMode.NONE)
    void theCensusIsContentWithWhatIsComplete(@ForAll("clouds") FarPassLaws.Cloud cloud, @ForAll @IntRange(min = -12, max = 12) int magnitude) {
        double[] charges = Arrays.stream(cloud.charges()).map(charge -> charge * StrictMath.pow(10, magnitude)).toArray();
        Census census = new Census(question(cloud), 1);
        for (Admissibility admissibility : List.of(ALL, FarPassLaws.SMALL)) {
            Place place = FarPassLaws.place(cloud, Stays.NEITHER, 3, admissibility, WORKERS);
            assertThat(census.isComplete(place, new double[][] {charges}, WORKERS)).isTrue();
        }
    }

    /// A box of one point has no pair with itself.
    private static boolean isOfPairs(Boxes boxes, int target, int source) {
        return target != source || boxes.size(target) > 1;
    }

    @Example
    void theCensusSeesAChargeThatIsNoNumber() {
        FarPassLaws.Cloud cloud = FarPassLaws.cloud("clusters", 300, 2, 1);
        Place place = FarPassLaws.place(cloud, Stays.NEITHER, 3, ALL, WORKERS);
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] charges = cloud.charges().clone();
            charges[7] = wrong;
            assertThat(new Census(question(cloud), 1).isComplete(place, new double[][] {charges}, WORKERS)).isFalse();
        }
    }

    private static PassFormula question(FarPassLaws.Cloud cloud) {
        return new PassFormula(
                cloud.y().length, PassFormula.Met.ALL, new Leaves(List.of(), true), false, List.of(Leaves.SQUARED_DISTANCE.plus(1).reciprocal()), List.of());
    }

    private static List<Numbers> kinds(Interactions.Lists lists) {
        return List.of(lists.proxiesProxies, lists.proxiesPoints, lists.pointsProxies, lists.pointsPoints);
    }

    private static int[] all(Numbers numbers) {
        int[] all = new int[numbers.size()];
        for (int e = 0; e < all.length; e++) {
            all[e] = numbers.get(e);
        }
        return all;
    }
}
