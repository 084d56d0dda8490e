package dev.starling.core.affinity;

import dev.starling.api.expr.tree.Elementary;
import dev.starling.core.distance.PointLoop;

import java.util.Arrays;

/// Finds the precision b at which affinities by a kernel have a given perplexity, one row at a time.
///
/// Entropy falls as b rises, which [AffinityKernel] makes sure of as far as a trial can; so b is bracketed, from the scale of the row's distances on, and
/// the bracket is halved in its logarithm. Where no neighbor counts at all, b is too large.
final class KernelCalibration {
    private static final int LANES = 8;
    private static final double TOLERANCE = 1e-12;
    private static final double NEAR = 1e-5;

    /// Doublings and halvings of a precision between the least and the largest number.
    private static final int MOST_DOUBLINGS = 2_100;

    private static final int MOST_HALVINGS = 100;

    private final AffinityKernel kernel;
    private final double[] r;
    private final int count;
    private final double[] weights;
    private final PointLoop.Room room;
    private double gap;

    KernelCalibration(AffinityKernel kernel, double[] squared) {
        this.kernel = kernel;
        count = squared.length;
        int padded = Math.ceilDiv(count, LANES) * LANES;
        r = new double[padded];
        for (int j = 0; j < count; j++) {
            r[j] = Math.sqrt(squared[j]);
        }
        weights = new double[padded];
        room = kernel.room(padded);
    }

    /// @param raw whether affinities are the weights themselves, instead of their shares
    Calibration.Row toPerplexity(double perplexity, boolean raw) {
        double least = Arrays.stream(r, 0, count).min().orElse(0);
        double mean = Arrays.stream(r, 0, count).average().orElse(0);
        int nearest = (int) Arrays.stream(r, 0, count).filter(distance -> distance == least).count();
        double target = Elementary.log(perplexity);
        // No b tells neighbors at the least distance apart; and where all are at one distance, b changes nothing.
        if (nearest >= perplexity || mean == least) {
            double[] shares = Arrays.stream(r, 0, count).map(distance -> distance == least ? 1.0 / nearest : 0).toArray();
            return new Calibration.Row(shares, mean == least ? 1 : Double.POSITIVE_INFINITY, nearest, nearest == perplexity);
        }
        double b = search(target, 1 / mean);
        double sum = weigh(b);
        double found = perplexity * Elementary.exp(gap);
        double[] affinities = Arrays.copyOf(weights, count);
        if (raw) {
            room.once(new double[][] {r}, new double[] {b}, 0, r.length, weights);
            affinities = Arrays.stream(weights, 0, count).map(value -> kernel.isLogarithm() ? Elementary.exp(value) : value).toArray();
        } else {
            for (int j = 0; j < count; j++) {
                affinities[j] /= sum;
            }
        }
        return new Calibration.Row(affinities, b, found, Math.abs(gap) <= NEAR);
    }

    private double search(double target, double start) {
        double low = start;
        double high = start;
        for (int step = 0; step < MOST_DOUBLINGS && !isTooLarge(high, target); step++) {
            low = high;
            high = Math.min(2 * high, Double.MAX_VALUE);
        }
        for (int step = 0; step < MOST_DOUBLINGS && isTooLarge(low, target); step++) {
            high = low;
            low = Math.max(low / 2, Double.MIN_NORMAL);
        }
        isTooLarge(low, target);
        for (int step = 0; step < MOST_HALVINGS && Math.abs(gap) > TOLERANCE; step++) {
            double b = Math.sqrt(low) * Math.sqrt(high);
            if (!(b > low && b < high)) {
                break;
            }
            if (!isTooLarge(b, target)) {
                low = b;
            } else if (Math.abs(gap) <= TOLERANCE) {
                return b;
            } else {
                high = b;
            }
        }
        // Where the entropy jumps over the target, too many neighbors are better than too few or none.
        isTooLarge(low, target);
        return low;
    }

    /// Whether fewer neighbors count than are asked for; leaves by how much the entropy is off in [#gap].
    private boolean isTooLarge(double b, double target) {
        double sum = weigh(b);
        if (!(sum > 0)) {
            gap = Double.NEGATIVE_INFINITY;
            return true;
        }
        double products = 0;
        for (int j = 0; j < count; j++) {
            products += weights[j] == 0 ? 0 : weights[j] * Elementary.log(weights[j]);
        }
        gap = Elementary.log(sum) - products / sum - target;
        return gap < 0;
    }

    /// Weights at a precision, in a unit in which the largest is 1 where their logarithms are known, and their sum.
    private double weigh(double b) {
        room.once(new double[][] {r}, new double[] {b}, 0, r.length, weights);
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < count; j++) {
            most = Math.max(most, weights[j]);
        }
        double sum = 0;
        for (int j = 0; j < count; j++) {
            weights[j] = kernel.isLogarithm() ? Elementary.exp(weights[j] - most) : weights[j] / most;
            sum += weights[j];
        }
        return most == 0 && !kernel.isLogarithm() ? 0 : sum;
    }
}
