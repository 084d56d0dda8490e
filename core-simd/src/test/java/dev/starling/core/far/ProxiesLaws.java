package dev.starling.core.far;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Interpolation by proxies is exact where it must be, and what spreads charges is its transpose.
@Tag("laws")
class ProxiesLaws {
    /// Interpolation with ten nodes adds up numbers of a hundred or so.
    private static final double ROUNDING = 1e-10;

    private static double[] point(SplittableRandom random, int dimensions) {
        return random.doubles(dimensions, -1, 1).toArray();
    }

    private static double[] shares(Proxies proxies, double[] point) {
        int p = proxies.nodes.length;
        double[] shares = new double[point.length * p];
        for (int axis = 0; axis < point.length; axis++) {
            proxies.shares(point[axis], shares, axis * p);
        }
        return shares;
    }

    /// Π xₖ^eₖ, a different power for each axis.
    private static double monomial(double[] point, int[] powers) {
        double product = 1;
        for (int k = 0; k < point.length; k++) {
            product *= StrictMath.pow(point[k], powers[k]);
        }
        return product;
    }

    private static double[] atProxies(Proxies proxies, int dimensions, int[] powers) {
        double[] values = new double[proxies.count];
        for (int proxy = 0; proxy < proxies.count; proxy++) {
            double[] node = new double[dimensions];
            for (int axis = 0; axis < dimensions; axis++) {
                node[axis] = proxies.node(proxy, axis);
            }
            values[proxy] = monomial(node, powers);
        }
        return values;
    }

    @Property(seed = "1", tries = 200)
    void polynomialsOfADegreeBelowTheNumberOfNodesAreExact(
            @ForAll @IntRange(min = 2, max = 11) int p, @ForAll @IntRange(min = 1, max = 3) int dimensions, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Proxies proxies = new Proxies(p, dimensions);
        int[] powers = random.ints(dimensions, 0, p).toArray();
        double[] point = point(random, dimensions);
        double interpolated = proxies.interpolated(atProxies(proxies, dimensions, powers), 0, shares(proxies, point));
        assertThat(interpolated).isCloseTo(monomial(point, powers), within(ROUNDING));
    }

    /// Σ value · spread charge = charge · interpolated value.
    @Property(seed = "1", tries = 200)
    void spreadingIsTheTransposeOfInterpolation(
            @ForAll @IntRange(min = 2, max = 11) int p, @ForAll @IntRange(min = 1, max = 3) int dimensions, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Proxies proxies = new Proxies(p, dimensions);
        double[] shares = shares(proxies, point(random, dimensions));
        double[] values = random.doubles(proxies.count, -1, 1).toArray();
        double[] charges = new double[proxies.count + 5];
        proxies.spread(0.5, shares, charges, 5);
        proxies.spread(1, shares, charges, 5);
        assertThat(dot(values, charges, 5)).isCloseTo(1.5 * proxies.interpolated(values, 0, shares), within(ROUNDING));
    }

    /// A part hands its charges on, and gets its values, as if each of its proxies were a point of the whole.
    @Property(seed = "1", tries = 100)
    void aPartIsSeenByItsWholeAsItsProxiesAre(
            @ForAll @IntRange(min = 2, max = 8) int p, @ForAll @IntRange(min = 1, max = 3) int dimensions, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Proxies proxies = new Proxies(p, dimensions);
        double scale = random.nextDouble(0.1, 0.5);
        double[] offset = random.doubles(dimensions, scale - 1, 1 - scale).toArray();
        double[] ofPart = random.doubles(proxies.count, -1, 1).toArray();
        double[] ofWhole = random.doubles(proxies.count, -1, 1).toArray();
        double[] sharesOfPart = proxies.sharesOfPart(offset, scale);
        double[] gathered = new double[proxies.count];
        double[] scattered = new double[proxies.count];
        proxies.gather(ofPart, 0, sharesOfPart, gathered, 0);
        proxies.scatter(ofWhole, 0, sharesOfPart, scattered, 0);
        double[] expected = new double[proxies.count];
        for (int proxy = 0; proxy < proxies.count; proxy++) {
            double[] place = new double[dimensions];
            for (int axis = 0; axis < dimensions; axis++) {
                place[axis] = offset[axis] + scale * proxies.node(proxy, axis);
            }
            double[] shares = shares(proxies, place);
            proxies.spread(ofPart[proxy], shares, expected, 0);
            assertThat(scattered[proxy]).isCloseTo(proxies.interpolated(ofWhole, 0, shares), within(ROUNDING));
        }
        assertThat(gathered).containsExactly(expected, within(ROUNDING));
    }

    private static double dot(double[] values, double[] charges, int from) {
        double sum = 0;
        for (int e = 0; e < values.length; e++) {
            sum += values[e] * charges[from + e];
        }
        return sum;
    }
}
