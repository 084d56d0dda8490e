package dev.starling.core.affinity;

import dev.starling.api.expr.tree.Elementary;

/// Finds the precision β at which p_j ∝ exp(−β r²) has a given perplexity; one object a thread.
///
/// Hinton & Roweis (2002); entropic affinities. Distances are taken from the nearest on, so that nothing underflows, and the search
/// begins at the scale of the data. Newton's method, held in a bracket; H falls with β at the rate β Var(r²).
final class Calibration {
    /// A row of affinities that was brought to a perplexity.
    ///
    /// @param affinities of the row
    /// @param precision  by which they are so; infinite where only the nearest are left
    /// @param perplexity that they have
    /// @param reached    whether that is the one asked for, to 1e-5 of it
    record Row(double[] affinities, double precision, double perplexity, boolean reached) {}

    /// How near ln(perplexity) the entropy must come, in nats.
    private static final double TOLERANCE = 1e-12;

    /// How near counts as there.
    private static final double NEAR = 1e-5;

    private static final int MAX_STEPS = 200;

    private double precision;
    private double perplexity;
    private boolean reached;

    /// β of the last row; infinite where only the nearest are left.
    double precision() {
        return precision;
    }

    /// The perplexity that the last row has.
    double perplexity() {
        return perplexity;
    }

    /// Whether that is the one asked for, to 1e-5 of it.
    boolean reached() {
        return reached;
    }

    /// Replaces `count` squared distances from `at` by affinities that sum to 1.
    void calibrate(double[] row, int at, int count, double perplexity) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < count; j++) {
            least = Math.min(least, row[at + j]);
        }
        double mean = 0;
        int nearest = 0;
        for (int j = 0; j < count; j++) {
            double excess = row[at + j] - least;
            row[at + j] = excess;
            mean += excess / count;
            nearest += excess == 0 ? 1 : 0;
        }
        double target = Elementary.log(perplexity);
        // With more points at the least distance than the perplexity, entropy stays above it however large β is; and with all at
        // one distance it is the same for every β. The limit is the same share for each of the nearest.
        if (nearest >= perplexity || mean == 0) {
            for (int j = 0; j < count; j++) {
                row[at + j] = row[at + j] == 0 ? 1.0 / nearest : 0;
            }
            precision = mean == 0 ? 1 : Double.POSITIVE_INFINITY;
            this.perplexity = nearest;
            reached = nearest == perplexity;
            return;
        }
        double gap = search(row, at, count, target, 1 / mean);
        this.perplexity = perplexity * Elementary.exp(gap);
        reached = Math.abs(gap) <= NEAR;
        double sum = 0;
        for (int j = 0; j < count; j++) {
            row[at + j] = Elementary.exp(-precision * row[at + j]);
            sum += row[at + j];
        }
        for (int j = 0; j < count; j++) {
            row[at + j] /= sum;
        }
    }

    /// Finds the precision, and returns by how much the entropy misses the target.
    private double search(double[] excess, int at, int count, double target, double start) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double beta = start;
        double gap = Double.POSITIVE_INFINITY;
        int step = 0;
        for (; step < MAX_STEPS; step++) {
            double sum = 0;
            double first = 0;
            double second = 0;
            for (int j = 0; j < count; j++) {
                double d = excess[at + j];
                double w = Elementary.exp(-beta * d);
                sum += w;
                first += w * d;
                second += w * d * d;
            }
            double mean = first / sum;
            double variance = Math.max(0, second / sum - mean * mean);
            gap = Elementary.log(sum) + beta * mean - target;
            if (Math.abs(gap) <= TOLERANCE) {
                break;
            }
            if (gap > 0) {
                low = beta;
            } else {
                high = beta;
            }
            double newton = beta + gap / (beta * variance);
            boolean inside = newton > low && newton < high;
            double next = inside ? newton : high == Double.POSITIVE_INFINITY ? 2 * beta : (low + high) / 2;
            if (next == beta) {
                break;
            }
            beta = next;
        }
        precision = beta;
        return gap;
    }

    /// Replaces squared distances to neighbors by exp(−(r − ρ)/σ) of UMAP, whose sum is the binary logarithm of the perplexity; ρ is
    /// the least distance above 0. The precision is 1/σ. The nearest counts as 1 whatever σ is; at a perplexity of 2 or less no other counts.
    void fuzzy(double[] row, double perplexity) {
        double mean = toExcess(row);
        double target = Math.max(1, Elementary.log(perplexity) / Elementary.log(2));
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double rate = mean == 0 ? 1 : 1 / mean;
        double sum = sum(row, rate);
        for (int step = 0; step < MAX_STEPS && Math.abs(sum - target) > TOLERANCE; step++) {
            if (sum > target) {
                low = rate;
            } else {
                high = rate;
            }
            double next = high == Double.POSITIVE_INFINITY ? 2 * rate : (low + high) / 2;
            if (next == rate || next == Double.POSITIVE_INFINITY) {
                break;
            }
            rate = next;
            sum = sum(row, rate);
        }
        precision = rate;
        reached = Math.abs(sum - target) <= NEAR;
        // Where too many are no farther than ρ, each of them counts as one neighbor.
        double nearest = 0;
        for (double excess : row) {
            nearest += excess == 0 ? 1 : 0;
        }
        this.perplexity = sum > target && !reached ? nearest : Elementary.exp(sum * Elementary.log(2));
        for (int j = 0; j < row.length; j++) {
            row[j] = Elementary.exp(-rate * row[j]);
        }
    }

    /// Replaces squared distances by what the distances exceed ρ by, 0 where they don't; returns the mean.
    private static double toExcess(double[] row) {
        double rho = Double.POSITIVE_INFINITY;
        for (int j = 0; j < row.length; j++) {
            row[j] = Math.sqrt(row[j]);
            rho = row[j] > 0 ? Math.min(rho, row[j]) : rho;
        }
        rho = rho == Double.POSITIVE_INFINITY ? 0 : rho;
        double mean = 0;
        for (int j = 0; j < row.length; j++) {
            row[j] = Math.max(0, row[j] - rho);
            mean += row[j] / row.length;
        }
        return mean;
    }

    /// Replaces distances to neighbors, the nearest first, by a share for each of the first `count`, and 0 for the others.
    void uniform(double[] row, int count) {
        int k = Math.min(count, row.length);
        for (int j = 0; j < row.length; j++) {
            row[j] = j < k ? 1.0 / k : 0;
        }
        precision = 1;
        perplexity = k;
        reached = true;
    }

    private static double sum(double[] excess, double rate) {
        double sum = 0;
        for (double d : excess) {
            sum += Elementary.exp(-rate * d);
        }
        return sum;
    }
}
