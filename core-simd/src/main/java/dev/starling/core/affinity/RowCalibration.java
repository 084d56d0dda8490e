package dev.starling.core.affinity;

import dev.starling.api.Affinity;
import dev.starling.api.expr.tree.Elementary;

import java.util.Arrays;
import java.util.List;

/// Rows being calibrated to one or several perplexities; rows may be done by several threads.
///
/// @param found for each row that misses a perplexity, the one that it has instead, of several the farthest off; NaN if it misses none
/// @param off   the factor between that and the one asked for
record RowCalibration(AffinityRule rule, List<double[]> scales, double[] found, double[] off) {
    RowCalibration(int n, AffinityRule rule) {
        this(rule, rule.perplexities().stream().map(_ -> new double[n]).toList(), new double[n], new double[n]);
    }

    /// Affinities of row i from its squared distances, which are left alone.
    double[] row(int i, double[] squared) {
        double[] mean = new double[squared.length];
        found[i] = Double.NaN;
        for (int u = 0; u < rule.perplexities().size(); u++) {
            Perplexity perplexity = rule.perplexities().get(u);
            Calibration.Row own = rule.kernel() == null
                    ? calibrated(squared.clone(), perplexity)
                    : new KernelCalibration(rule.kernel(), squared).toPerplexity(perplexity.value(), rule.kind() == Affinity.RAW);
            scales.get(u)[i] = own.precision();
            double factor = own.perplexity() / perplexity.value();
            factor = Math.max(factor, 1 / factor);
            if (!own.reached() && factor > off[i]) {
                found[i] = own.perplexity();
                off[i] = factor;
            }
            for (int j = 0; j < mean.length; j++) {
                mean[j] += own.affinities()[j] / rule.perplexities().size();
            }
        }
        return mean;
    }

    /// How many rows miss a perplexity.
    int unreached() {
        return (int) Arrays.stream(off).filter(factor -> factor > 0).count();
    }

    /// The row whose perplexity is the farthest off, the first of several; -1 if none misses it.
    int farthest() {
        int farthest = -1;
        for (int i = 0; i < off.length; i++) {
            farthest = off[i] > 0 && (farthest < 0 || off[i] > off[farthest]) ? i : farthest;
        }
        return farthest;
    }

    /// The perplexity of that row; NaN if there is none.
    double perplexity() {
        int farthest = farthest();
        return farthest < 0 ? Double.NaN : found[farthest];
    }

    /// Turns squared distances of a row into its affinities.
    private Calibration.Row calibrated(double[] row, Perplexity perplexity) {
        Calibration calibration = new Calibration();
        switch (rule.kind()) {
            case UNIFORM -> calibration.uniform(row, perplexity.rounded());
            case FUZZY -> calibration.fuzzy(row, perplexity.value());
            case ROW, JOINT, CONDITIONAL, RAW, DISTANCE -> {
                double least = Arrays.stream(row).min().orElse(0);
                calibration.calibrate(row, 0, row.length, perplexity.value());
                if (rule.kind() == Affinity.RAW) {
                    unnormalize(row, calibration.precision(), least);
                }
            }
        }
        return new Calibration.Row(row, calibration.precision(), calibration.perplexity(), calibration.reached());
    }

    /// Turns shares of a row back into exp(−β r²): the largest belongs to the least distance.
    private static void unnormalize(double[] row, double precision, double least) {
        double largest = Arrays.stream(row).max().orElse(1);
        double top = precision == Double.POSITIVE_INFINITY ? (least == 0 ? 1 : 0) : Elementary.exp(-precision * least);
        for (int j = 0; j < row.length; j++) {
            row[j] = row[j] / largest * top;
        }
    }
}
