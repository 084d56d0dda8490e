package dev.starling.core.quality;

import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Workers;
import dev.starling.core.quality.Quality.Curve;
import dev.starling.core.quality.Quality.Measure;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Measures a map row by row. Each row writes to places of its own, and they are added up in their order, so that the number of
/// threads changes no bit. A worker needs memory for a few rows.
final class Scoring {
    private static final int SAMPLE_USE = 3;
    private static final int BLOCK = 32;

    private final int n;
    private final int[] rows;
    private final boolean[] ranked;
    private final int k;
    private final Classes classes;
    private final DistanceRows data;
    private final DistanceRows map;
    private final double dataUnit;
    private final int[] curve;
    private final double[] shareOfArea;

    // One a row.
    private final double[] kept;
    private final double[] intrusion;
    private final double[] extrusion;
    private final double[] area;
    private final double[] accuracy;
    private final double[] silhouette;
    private final double[][] onCurve;
    // Sums of a row: r², r·d, d² and (r − d)².
    private final double[] inData;
    private final double[] inBoth;
    private final double[] inMap;
    private final double[] misfit;

    /// @param rows     those that are scored, rising
    /// @param ranked   those of them, rising, from which all points are ranked, for R_NX
    /// @param dataUnit the unit of the data's distances, as a multiple of the unit of the map's
    Scoring(int n, int[] rows, int[] ranked, int k, Classes classes, DistanceRows data, DistanceRows map, double dataUnit) {
        this.n = n;
        this.rows = rows;
        this.ranked = new boolean[rows.length];
        for (int row : ranked) {
            this.ranked[Arrays.binarySearch(rows, row)] = true;
        }
        this.k = k;
        this.classes = classes;
        this.data = data;
        this.map = map;
        this.dataUnit = dataUnit;
        curve = sizesOfCurve(n);
        shareOfArea = shareOfArea(n);
        kept = new double[rows.length];
        intrusion = new double[rows.length];
        extrusion = new double[rows.length];
        area = new double[rows.length];
        accuracy = new double[rows.length];
        silhouette = new double[rows.length];
        onCurve = new double[curve.length][rows.length];
        inData = new double[rows.length];
        inBoth = new double[rows.length];
        inMap = new double[rows.length];
        misfit = new double[rows.length];
    }

    /// All rows, or a random choice of `sample` of them if there are more than `exact`.
    static int[] choose(int n, int exact, int sample, long seed) {
        int[] all = IntStream.range(0, n).toArray();
        if (n <= exact) {
            return all;
        }
        CounterRandom random = new CounterRandom(seed, SAMPLE_USE);
        for (int s = 0; s < sample; s++) {
            int other = s + (int) (random.uniform(s) * (n - s));
            int chosen = all[other];
            all[other] = all[s];
            all[s] = chosen;
        }
        int[] chosen = Arrays.copyOf(all, sample);
        Arrays.sort(chosen);
        return chosen;
    }

    /// 1, 2, 3 ... and then about a sixth more each time, up to n − 2, the last at which chance does not keep all.
    private static int[] sizesOfCurve(int n) {
        return IntStream.iterate(1, size -> size <= n - 2, size -> size == n - 2 ? n : Math.min(n - 2, size + Math.max(1, size / 6)))
                .toArray();
    }

    /// What to multiply (n − 1)·overlap − k² with, so that the sum over k is the area under R_NX over ln k.
    private static double[] shareOfArea(int n) {
        double harmonic = 0;
        for (int size = 1; size <= n - 2; size++) {
            harmonic += 1.0 / size;
        }
        double[] shares = new double[n];
        for (int size = 1; size <= n - 2; size++) {
            shares[size] = 1 / (harmonic * size) / ((double) size * (n - 1 - size));
        }
        return shares;
    }

    Quality run(Workers workers) {
        workers.run((rows.length + BLOCK - 1) / BLOCK, block -> {
            Ranks dataRanks = new Ranks(n);
            Ranks mapRanks = new Ranks(n);
            Neighborhoods neighborhoods = new Neighborhoods(n, k);
            Agreement agreement = new Agreement(n);
            double[][] r = new double[DistanceRows.ROWS][n];
            double[][] d = new double[DistanceRows.ROWS][n];
            double[] sums = new double[classes.count()];
            int end = Math.min(rows.length, (block + 1) * BLOCK);
            for (int first = block * BLOCK; first < end; first += DistanceRows.ROWS) {
                workers.heed();
                data.fill(first, r);
                map.fill(first, d);
                for (int s = first; s < Math.min(end, first + DistanceRows.ROWS); s++) {
                    double[] fromData = r[s - first];
                    double[] fromMap = d[s - first];
                    if (ranked[s] || !neighborhoods.compare(fromData, fromMap, rows[s], agreement)) {
                        dataRanks.look(fromData, rows[s]);
                        mapRanks.look(fromMap, rows[s]);
                        agreement.compare(dataRanks, mapRanks, rows[s], k);
                    }
                    take(s, agreement);
                    data.toDistances(fromData);
                    map.toDistances(fromMap);
                    distances(s, fromData, fromMap);
                    labels(s, fromMap, sums);
                }
            }
        });
        return new Quality(n, rows.length, k, measures(), curve(), preservation());
    }

    private void take(int s, Agreement agreement) {
        kept[s] = agreement.kept() / k;
        intrusion[s] = agreement.intrusion();
        extrusion[s] = agreement.extrusion();
        if (!ranked[s]) {
            return;
        }
        double[] overlap = agreement.overlap();
        double sum = 0;
        for (int size = 1; size <= n - 2; size++) {
            sum = Math.fma(shareOfArea[size], (n - 1) * overlap[size] - (double) size * size, sum);
        }
        area[s] = sum;
        for (int c = 0; c < curve.length; c++) {
            double size = curve[c];
            onCurve[c][s] = ((n - 1) * overlap[curve[c]] - size * size) / (size * (n - 1 - size));
        }
    }

    private void distances(int s, double[] fromData, double[] fromMap) {
        double rr = 0;
        double rd = 0;
        double dd = 0;
        double off = 0;
        for (int j = 0; j < n; j++) {
            if (j != rows[s]) {
                double r = fromData[j];
                double d = fromMap[j];
                double difference = dataUnit * r - d;
                rr = Math.fma(r, r, rr);
                rd = Math.fma(r, d, rd);
                dd = Math.fma(d, d, dd);
                off = Math.fma(difference, difference, off);
            }
        }
        inData[s] = rr;
        inBoth[s] = rd;
        inMap[s] = dd;
        misfit[s] = off;
    }

    private void labels(int s, double[] fromMap, double[] sums) {
        if (!classes.has(rows[s])) {
            return;
        }
        if (classes.labeled() > 1) {
            accuracy[s] = classes.accuracy(rows[s], fromMap);
        }
        if (classes.count() > 1) {
            silhouette[s] = classes.silhouette(rows[s], fromMap, sums);
        }
    }

    private SortedMap<String, Measure> measures() {
        SortedMap<String, Measure> measures = new TreeMap<>();
        if (isOneSpot()) {
            return measures;
        }
        measures.put(Quality.NEIGHBORS_KEPT, mean(kept));
        measures.put(Quality.TRUSTWORTHINESS, withoutPenalty(intrusion));
        measures.put(Quality.CONTINUITY, withoutPenalty(extrusion));
        if (n > 2) {
            measures.put(Quality.RNX_AREA, mean(area, s -> ranked[s], n));
        }
        IntPredicate labeled = s -> classes.has(rows[s]);
        if (classes.labeled() > 1 && IntStream.range(0, rows.length).anyMatch(labeled)) {
            measures.put(Quality.LABEL_ACCURACY, mean(accuracy, labeled, classes.labeled()));
            if (classes.count() > 1) {
                measures.put(Quality.SILHOUETTE, mean(silhouette, labeled, classes.labeled()));
            }
        }
        putIfFinite(measures, Quality.STRESS, stress());
        putIfFinite(measures, Quality.STRESS_SCALED, scaledStress());
        return measures;
    }

    /// Where no two rows differ, no neighbor is nearer than another, and there is nothing that a map could keep.
    private boolean isOneSpot() {
        return sum(inData) == 0;
    }

    private static void putIfFinite(SortedMap<String, Measure> measures, String name, Measure measure) {
        if (Double.isFinite(measure.value()) && Double.isFinite(measure.error())) {
            measures.put(name, measure);
        }
    }

    /// 1 − 2·Σ penalty / (rows · the largest that a row can have).
    private Measure withoutPenalty(double[] penalties) {
        // Among n − 1 ranks, the k nearest can at worst be those that rank last: up to k of them if k < n / 2, else n − 1 − k.
        double strangers = Math.min(k, n - 1 - k);
        double worst = strangers * (n - 1 - k) - strangers * (strangers - 1) / 2;
        return worst == 0 ? new Measure(1, 0) : mean(Arrays.stream(penalties).map(penalty -> 1 - penalty / worst).toArray());
    }

    /// √(Σ(r − d)² / Σd²).
    private Measure stress() {
        double numerator = sum(misfit);
        double denominator = sum(inMap);
        if (numerator == 0) {
            return new Measure(0, 0);
        }
        double ratio = numerator / denominator;
        double stress = Math.sqrt(ratio);
        // The error of a ratio of two means, and of its root, to first order.
        double[] influence = new double[rows.length];
        for (int s = 0; s < rows.length; s++) {
            influence[s] = rows.length * (misfit[s] - ratio * inMap[s]) / denominator / (2 * stress);
        }
        return new Measure(stress, mean(influence).error());
    }

    /// √(Σ(x·r − d)² / Σd²) at the x that makes it least, Σrd/Σr²; this is √(1 − (Σrd)² / (Σr² Σd²)).
    private Measure scaledStress() {
        double rr = sum(inData);
        double rd = sum(inBoth);
        double dd = sum(inMap);
        if (rr == 0 || dd == 0) {
            return new Measure(rr == dd ? 0 : 1, 0);
        }
        double explained = rd / rr * (rd / dd);
        double stress = Math.sqrt(Math.max(0, 1 - explained));
        double[] influence = new double[rows.length];
        for (int s = 0; s < rows.length && stress > 0; s++) {
            influence[s] = rows.length * explained * (inData[s] / rr + inMap[s] / dd - 2 * inBoth[s] / rd) / (2 * stress);
        }
        return new Measure(stress, mean(influence).error());
    }

    private Curve curve() {
        Measure[] points = Arrays.stream(onCurve).map(values -> mean(values, s -> ranked[s], n)).toArray(Measure[]::new);
        return new Curve(
                curve, Arrays.stream(points).mapToDouble(Measure::value).toArray(),
                Arrays.stream(points).mapToDouble(Measure::error).toArray());
    }

    private double[] preservation() {
        double[] all = new double[n];
        Arrays.fill(all, Double.NaN);
        for (int s = 0; s < rows.length; s++) {
            all[rows[s]] = isOneSpot() ? Double.NaN : kept[s];
        }
        return all;
    }

    private Measure mean(double[] values) {
        return mean(values, _ -> true, n);
    }

    /// The mean over rows, and its standard error if they are a sample of `population`, drawn without replacement.
    private Measure mean(double[] values, IntPredicate counted, int population) {
        double sum = 0;
        int count = 0;
        for (int s = 0; s < values.length; s++) {
            if (counted.test(s)) {
                sum += values[s];
                count++;
            }
        }
        double mean = sum / count;
        if (count == population) {
            return new Measure(mean, 0);
        }
        double squares = 0;
        for (int s = 0; s < values.length; s++) {
            if (counted.test(s)) {
                squares += (values[s] - mean) * (values[s] - mean);
            }
        }
        double variance = count > 1 ? squares / (count - 1) : 0;
        return new Measure(mean, Math.sqrt(variance / count * (1 - count / (double) population)));
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
