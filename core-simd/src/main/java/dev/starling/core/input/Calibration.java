package dev.starling.core.input;

import dev.starling.api.expr.tree.Elementary;

import java.util.Arrays;

/// Finds the precision β at which p_j ∝ exp(−β r²) has a given perplexity; one object a thread.
///
/// Hinton & Roweis (2002); entropic affinities. Distances are taken from the nearest on, so that nothing underflows, and the search
/// begins at the scale of the data. Newton's method, held in a bracket; H falls with β at the rate β Var(r²).
final class Calibration {
    /// How near ln(perplexity) the entropy must come, in nats.
    private static final double TOLERANCE = 1e-12;

    private static final int MAX_STEPS = 200;

    private double precision;
    private boolean reached;

    /// β of the last row; infinite where only the nearest are left.
    double precision() {
        return precision;
    }

    /// Whether the last row has the perplexity asked for.
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
            reached = nearest == perplexity;
            return;
        }
        search(row, at, count, target, 1 / mean);
        double sum = 0;
        for (int j = 0; j < count; j++) {
            row[at + j] = Elementary.exp(-precision * row[at + j]);
            sum += row[at + j];
        }
        for (int j = 0; j < count; j++) {
            row[at + j] /= sum;
        }
    }

    private void search(double[] excess, int at, int count, double target, double start) {
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
        reached = Math.abs(gap) <= 1e-5;
    }

    /// The same for a copy, for rows that must stay.
    double[] calibrated(double[] squaredDistances, double perplexity) {
        double[] row = Arrays.copyOf(squaredDistances, squaredDistances.length);
        calibrate(row, 0, row.length, perplexity);
        return row;
    }
}
