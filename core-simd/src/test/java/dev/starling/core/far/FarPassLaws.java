package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.Storage;
import dev.starling.core.far.Separation.Stays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds of sums by proxies, whatever the points, the charges and the formula. The oracle adds up pair by pair.
@Tag("laws")
class FarPassLaws {
    private static final List<String> RADIALS =
            List.of("1/(1+s)", "exp(-s)", "exp(-sqrt(s))", "sqrt(1/(1+2*s))", "1/(1+0.5*s)^2", "log1p(s)", "1/((0.001+s)*(1+s))", "sqrt(s)");

    /// The same with a number b of one of the points.
    private static final List<String> OF_A_POINT = List.of("exp(-b*s)", "(1+s/b)^(-(1+b)/2)", "1/(1+b*s)", "b*log1p(s)");

    /// Boxes of half a unit need not lie apart.
    static final Interactions.Admissibility SMALL = new Interactions.Admissibility(_ -> true, half -> half <= 0.25, true);

    /// Points with charges, and a number of their own.
    record Cloud(String shape, double[][] y, double[] charges, double[] own) {
        @Override
        public String toString() {
            return charges.length + " points, " + y.length + "-D, " + shape;
        }
    }

    private static final List<String> SHAPES = List.of(
            "even", "clusters", "a line", "one spot", "two spots", "one at a million", "1 and n - 1", "tiny", "huge", "all but one alike");

    @Provide
    Arbitrary<Cloud> clouds() {
        return Combinators.combine(
                        Arbitraries.of(SHAPES), Arbitraries.of(1, 2, 79, 80, 81, 300, 700), Arbitraries.of(1, 2, 3), Arbitraries.longs().between(0, 1000))
                .as(FarPassLaws::cloud);
    }

    static Cloud cloud(String shape, int n, int dimensions, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] y = new double[dimensions][n];
        for (int k = 0; k < dimensions; k++) {
            for (int i = 0; i < n; i++) {
                double even = random.nextDouble() * 20 - 10;
                y[k][i] = switch (shape) {
                    case "clusters" -> i % 7 * (k + 1) + even / 40;
                    case "a line" -> k == 0 ? even : 3;
                    case "one spot" -> 2;
                    case "two spots" -> i % 2;
                    case "one at a million" -> i == 0 ? 1e6 : even;
                    case "1 and n - 1" -> i == 0 ? 20 : even / 1000;
                    case "tiny" -> even * 1e-150;
                    case "huge" -> even * 1e60;
                    case "all but one alike" -> i == 0 ? 5 : 1;
                    default -> even;
                };
            }
        }
        return new Cloud(shape, y, random.doubles(n, -1, 2).toArray(), random.doubles(n, -2, 2).map(Math::exp).toArray());
    }

    private static Expr radial(Stays stays, long seed) {
        List<String> formulas = stays == Stays.NEITHER ? RADIALS : OF_A_POINT;
        return Formula.parse(formulas.get(Math.floorMod((int) seed, formulas.size())));
    }

    /// Sums, then pulls by dimension, of one radial formula.
    private static double[][] far(
            Cloud cloud, Expr radial, Stays stays, int p, DoublePredicate admissible, Backend backend, int threads) {
        try (Workers workers = new Workers(threads)) {
            return far(cloud, radial, stays, place(cloud, stays, p, admissible, workers), backend, workers);
        }
    }

    private static double[][] far(Cloud cloud, Expr radial, Stays stays, Place place, Backend backend, Workers workers) {
        double[][] none = {};
        double[][] own = {cloud.own};
        double atZero = stays == Stays.NEITHER ? Evaluation.of(radial, _ -> 0) : Double.NaN;
        FarPass.Given given = new FarPass.Given(
                stays == Stays.ROW ? own : none, stays == Stays.COLUMN ? own : none, new double[][] {cloud.charges},
                place.interactions().anyItself() ? new double[][] {Arrays.stream(cloud.charges).map(c -> c * atZero).toArray()} : none);
        return new FarPass<>(
                        LoopCompiler.compile(loop(radial, cloud.y.length, stays), backend), new Storage.Doubles(), place, given, new double[0],
                        workers)
                .run();
    }

    private static LoopFormula loop(Expr radial, int dimensions, Stays stays) {
        List<Expr> charged = List.of(Expr.leaf("c").times(radial));
        return new LoopFormula(
                dimensions, LoopFormula.Pairs.ORDERED, List.of(), stays == Stays.COLUMN ? List.of("b", "c") : List.of("c"),
                stays == Stays.ROW ? List.of("b") : List.of(), List.of(), charged, charged);
    }

    private static Place place(Cloud cloud, Stays stays, int p, DoublePredicate admissible, Workers workers) {
        return place(cloud, stays, p, Interactions.Admissibility.apart(admissible), workers);
    }

    static Place place(Cloud cloud, Stays stays, int p, Interactions.Admissibility admissibility, Workers workers) {
        Proxies proxies = new Proxies(p, cloud.y.length);
        Boxes boxes = new Boxes(cloud.y, cloud.charges.length, 2 * p * cloud.y.length, workers);
        return new Place(boxes, new Interactions(boxes, proxies.count, stays, admissibility, workers), proxies);
    }

    /// The largest error of a row, relative to the sum of the sizes of its terms or to that of a row on average.
    private static double error(Cloud cloud, Expr radial, Stays stays, double[][] sums) {
        int n = cloud.charges.length;
        int dimensions = cloud.y.length;
        double[] off = new double[2];
        double[] sizes = new double[2];
        int rows = 0;
        // 97 has no divisor in common with a number of points or clusters here.
        for (int r = 0; r < Math.min(n, 100); r++) {
            int i = r * 97 % n;
            double[] row = new double[dimensions + 1];
            double[] size = new double[2];
            for (int j = 0; j < n; j++) {
                double squared = i == j ? 0 : squared(cloud, i, j);
                double own = cloud.own[stays == Stays.ROW ? i : j];
                double value = i == j ? 0 : cloud.charges[j] * Evaluation.of(radial, leaf -> leaf.equals("b") ? own : squared);
                row[0] += value;
                size[0] += Math.abs(value);
                size[1] += Math.abs(value) * Math.sqrt(squared);
                for (int k = 0; k < dimensions; k++) {
                    row[k + 1] += value * (cloud.y[k][i] - cloud.y[k][j]);
                }
            }
            rows++;
            off[0] = Math.max(off[0], Math.abs(sums[0][i] - row[0]));
            sizes[0] += size[0];
            sizes[1] += size[1];
            for (int k = 0; k < dimensions; k++) {
                off[1] = Math.max(off[1], Math.abs(sums[k + 1][i] - row[k + 1]));
            }
        }
        return Math.max(relative(off[0], sizes[0] / rows), relative(off[1], sizes[1] / rows));
    }

    private static double relative(double off, double size) {
        return off == 0 ? 0 : off / size;
    }

    private static double squared(Cloud cloud, int i, int j) {
        double sum = 0;
        for (double[] axis : cloud.y) {
            sum += (axis[i] - axis[j]) * (axis[i] - axis[j]);
        }
        return sum;
    }

    /// The bounds are those of the worst of all formulas and shapes, of any row; what is usual is a tenth of that.
    @Property(seed = "1", tries = 90)
    void errorsFallWithTheNumberOfProxies(@ForAll("clouds") Cloud cloud, @ForAll Stays stays, @ForAll long seed) {
        Expr radial = radial(stays, seed);
        for (int p : new int[] {3, 4, 6, 8, 10}) {
            double bound = 3 * StrictMath.pow(4, -p);
            assertThat(error(cloud, radial, stays, far(cloud, radial, stays, p, _ -> true, Backend.SCALAR, 2)))
                    .as("p = %d, %s of %s, %s", p, radial, stays, cloud)
                    .isLessThan(bound + 1e-12);
        }
    }

    /// Boxes of a quarter of what the formulas bend over, whose poles and kinks lie at 0 or not at all.
    @Property(seed = "1", tries = 60)
    void smallBoxesNeedNotLieApart(@ForAll("clouds") Cloud cloud, @ForAll @IntRange(min = 0, max = 3) int of) {
        Expr radial = Formula.parse(List.of("1/(1+s)", "exp(-s)", "1/(1+0.5*s)^2", "log1p(s)").get(of));
        try (Workers workers = new Workers(2)) {
            for (int p : new int[] {3, 4, 6, 8}) {
                Place place = place(cloud, Stays.NEITHER, p, SMALL, workers);
                double[][] sums = far(cloud, radial, Stays.NEITHER, place, Backend.SCALAR, workers);
                assertThat(error(cloud, radial, Stays.NEITHER, sums)).as("p = %d, %s, %s", p, radial, cloud)
                        .isLessThan(10 * StrictMath.pow(4, -p) + 1e-12);
            }
        }
    }

    /// Twenty thousand points on one spot, and others around: met by all pairs of the spot they would be 400 million.
    @Example
    void pointsOnOneSpotMeetByProxies() {
        int n = 20_000;
        double[][] y = new double[2][n];
        Arrays.setAll(y[0], i -> i % 10 == 0 ? i * 1e-4 : 0.5);
        Arrays.setAll(y[1], i -> i % 10 == 0 ? i * i % 97 * 0.01 : 0.5);
        try (Workers workers = new Workers(2)) {
            Boxes boxes = new Boxes(y, n, 48, workers);
            Interactions interactions = new Interactions(boxes, 9, Stays.NEITHER, SMALL, workers);
            long pairs = 0;
            for (int box = 0; box < boxes.count; box++) {
                Interactions.Numbers sources = interactions.of[box].pointsPoints;
                for (int e = 0; e < sources.size(); e++) {
                    pairs += (long) boxes.size(box) * boxes.size(sources.get(e));
                }
            }
            assertThat(pairs).isLessThan(200L * n);
        }
    }

    /// Columns that fill up a width have no charge, but 0 times the value of a pole is no number: they must not lie on a point that is met.
    @Example
    void whatFillsUpAWidthIsOnNoPole() {
        Expr pole = Formula.parse("1/s");
        for (int n : new int[] {50, 300, 701}) {
            Cloud cloud = cloud("even", n, 2, 3);
            cloud.y[0][n / 2] = 0;
            cloud.y[1][n / 2] = 0;
            double[][] sums = far(cloud, pole, Stays.NEITHER, 6, _ -> true, Backend.SCALAR, 1);
            assertThat(Arrays.stream(sums).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)).isTrue();
            assertThat(error(cloud, pole, Stays.NEITHER, sums)).isLessThan(3 * StrictMath.pow(4, -6));
        }
    }

    @Property(seed = "1", tries = 60)
    void withoutProxiesTheSumsAreExact(@ForAll("clouds") Cloud cloud, @ForAll Stays stays, @ForAll long seed) {
        Expr radial = radial(stays, seed);
        assertThat(error(cloud, radial, stays, far(cloud, radial, stays, 4, _ -> false, Backend.SCALAR, 1)))
                .as("%s of %s, %s", radial, stays, cloud)
                .isLessThan(1e-13);
    }

    @Property(seed = "1", tries = 30)
    void bitsDependNeitherOnThreadsNorOnTheBackEnd(@ForAll("clouds") Cloud cloud, @ForAll Stays stays, @ForAll long seed) {
        Expr radial = radial(stays, seed);
        double[][] one = far(cloud, radial, stays, 4, _ -> true, Backend.INTERPRET, 1);
        assertThat(far(cloud, radial, stays, 4, _ -> true, Backend.SCALAR, 3)).isDeepEqualTo(one);
        assertThat(far(cloud, radial, stays, 4, _ -> true, Backend.SIMD, 2)).isDeepEqualTo(one);
    }

    /// First digits of the SHA-256 of the sums, in double and single precision; they change only where a result is meant to change.
    @Example
    void theBitsAreThoseThatWereKept() {
        assertThat(hash("clusters", 2, "1/(1+s)", new Storage.Doubles())).isEqualTo("2e27630753ed1237");
        assertThat(hash("clusters", 2, "1/(1+s)", new Storage.Floats())).isEqualTo("fdd9ce4543516da1");
        assertThat(hash("one at a million", 3, "exp(-sqrt(s))", new Storage.Doubles())).isEqualTo("1813077ca3c1a897");
        assertThat(hash("even", 1, "log1p(s)", new Storage.Doubles())).isEqualTo("367758827a687737");
    }

    private static <A> String hash(String shape, int dimensions, String radial, Storage<A> storage) {
        Cloud cloud = cloud(shape, 700, dimensions, 9);
        try (Workers workers = new Workers(2)) {
            double[][] sums = new FarPass<>(
                            LoopCompiler.compile(loop(Formula.parse(radial), dimensions, Stays.NEITHER), storage.precision(), LoopCompiler.preferred()), storage,
                            place(cloud, Stays.NEITHER, 4, _ -> true, workers), FarPass.Given.charges(new double[][] {cloud.charges}), new double[0], workers)
                    .run();
            ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * sums.length * sums[0].length);
            Arrays.stream(sums).flatMapToDouble(Arrays::stream).forEach(bytes::putDouble);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Property(seed = "1", tries = 60)
    void everyPairIsMetOnce(@ForAll("clouds") Cloud cloud, @ForAll Stays stays) {
        int n = cloud.charges.length;
        try (Workers workers = new Workers(1)) {
            Place place = place(cloud, stays, 3, _ -> true, workers);
            int[][] met = new int[n][n];
            for (int target = 0; target < place.boxes().count; target++) {
                for (Interactions.Numbers sources : kinds(place.interactions().of[target])) {
                    for (int e = 0; e < sources.size(); e++) {
                        meet(place.boxes(), target, sources.get(e), met);
                    }
                }
            }
            assertThat(Arrays.stream(met).flatMapToInt(Arrays::stream).allMatch(times -> times == 1)).isTrue();
        }
    }

    private static List<Interactions.Numbers> kinds(Interactions.Lists lists) {
        return List.of(lists.proxiesProxies, lists.proxiesPoints, lists.pointsProxies, lists.pointsPoints);
    }

    private static void meet(Boxes boxes, int target, int source, int[][] met) {
        for (int i = boxes.from[target]; i < boxes.to[target]; i++) {
            for (int j = boxes.from[source]; j < boxes.to[source]; j++) {
                met[boxes.order[i]][boxes.order[j]]++;
            }
        }
    }

    /// A test of these tests: one meeting less is seen.
    @Example
    void aMeetingLessIsSeen() {
        Cloud cloud = cloud("clusters", 700, 2, 5);
        Expr radial = Formula.parse("1/(1+s)");
        try (Workers workers = new Workers(1)) {
            Place place = place(cloud, Stays.NEITHER, 6, _ -> true, workers);
            int target = 0;
            while (place.interactions().of[target].proxiesProxies.size() == 0) {
                target++;
            }
            place.interactions().of[target].proxiesProxies.removeLast();
            double[][] sums = far(cloud, radial, Stays.NEITHER, place, Backend.SCALAR, workers);
            assertThat(error(cloud, radial, Stays.NEITHER, sums)).isGreaterThan(3 * StrictMath.pow(4, -6));
        }
    }
}
