package dev.starling.core.quality;

import dev.starling.core.base.Counted;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import org.apiguardian.api.API;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// How faithful a map is to its data.
///
/// | Measure | Meaning | Best | By chance |
/// |---|---|---|---|
/// | `neighbors-kept` | share of the k nearest in the data that are among the k nearest in the map | 1 | k/(n−1) |
/// | `trustworthiness` | 1 − Σ (rank in the data − k) / worst, over neighbors in the map only | 1 | about ½ |
/// | `continuity` | 1 − Σ (rank in the map − k) / worst, over neighbors in the data only | 1 | about ½ |
/// | `rnx-area` | area under R_NX(k) over ln k, see [Curve] | 1 | 0 |
/// | `label-accuracy` | share of labeled points whose nearest labeled point in the map has their label | 1 | |
/// | `silhouette` | mean over labeled points of (b − a)/max(a, b), in the map | 1 | |
/// | `kruskal-stress` | √(Σ(r − d)² / Σd²) | 0 | |
/// | `kruskal-stress-scaled` | the same with r in the unit that fits best | 0 | |
///
/// A measure that is not defined is left out: those of labels where [Labels] are no classes, or less than two, or most points are
/// alone in theirs, or many have less than three points on average; `rnx-area` below three points; `kruskal-stress` of a map that is one spot; all where the data are. Points at the same distance share their ranks evenly, so that no measure depends on
/// the order of rows: a map equal to its data scores best, and a map of one spot no better than chance, also where points coincide.
///
/// With up to [#EXACT_UP_TO] points all is exact but R_NX, and that up to [#RANKED_UP_TO]: it needs the rank of every pair, which takes
/// several times longer than neighbors and distances do. Beyond, [#SAMPLE] rows drawn by the seed are compared with all others,
/// and what they measure has a standard error. Time grows with n², memory with a few rows a thread.
///
/// Sources: Venna & Kaski, "Neighborhood preservation in nonlinear projection methods", ICANN 2001 (trustworthiness, continuity);
/// Lee, Peluffo-Ordóñez & Verleysen, "Multi-scale similarities in stochastic neighbour embedding", Neurocomputing 169, 2015 (R_NX);
/// Rousseeuw, "Silhouettes", J. Comput. Appl. Math. 20, 1987; Kruskal, "Multidimensional scaling by optimizing goodness of fit to a
/// nonmetric hypothesis", Psychometrika 29, 1964.
///
/// @param n            number of points
/// @param scored       number of rows compared with all points: n, or fewer if sampled
/// @param neighbors    k of the first three measures
/// @param measures     by name
/// @param curve        R_NX
/// @param preservation for every point, the share of its k neighbors that are kept; NaN where it was not scored
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record Quality(
        int n, int scored, int neighbors, SortedMap<String, Measure> measures, Curve curve, double[] preservation) {
    public static final String NEIGHBORS_KEPT = "neighbors-kept";
    public static final String TRUSTWORTHINESS = "trustworthiness";
    public static final String CONTINUITY = "continuity";
    public static final String RNX_AREA = "rnx-area";
    public static final String LABEL_ACCURACY = "label-accuracy";
    public static final String SILHOUETTE = "silhouette";
    public static final String STRESS = "kruskal-stress";
    public static final String STRESS_SCALED = "kruskal-stress-scaled";

    /// Up to this many points every row is scored.
    public static final int EXACT_UP_TO = 10_000;

    /// Up to this many points R_NX is over every row.
    public static final int RANKED_UP_TO = 2_500;

    /// Rows that are scored where there are more points: shares are then known to 0.016 at worst, usually to half of it.
    public static final int SAMPLE = 1_000;

    /// Neighbors that are counted, where there are enough points.
    public static final int USUAL_NEIGHBORS = 10;

    public Quality {
        measures = Collections.unmodifiableSortedMap(new TreeMap<>(measures));
    }

    /// A value, with its standard error where it comes from a sample; 0 where it is exact.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public record Measure(double value, double error) {}

    /// R_NX(k) = ((n − 1)·Q(k) − k) / (n − 1 − k), where Q(k) is the share of the k nearest that are kept: 1 at best, 0 by chance.
    ///
    /// @param sizes  k: 1, 2, 3 ..., then rising by about a sixth each, up to n − 2
    /// @param values R_NX at these k
    /// @param errors their standard errors, 0 where exact
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public record Curve(int[] sizes, double[] values, double[] errors) {}

    /// With 10 neighbors, or fewer for fewer than 21 points: less than half of the points.
    ///
    /// @param y      coordinates, dimension-major
    /// @param labels one a point, or none at all; only classes are measured
    /// @throws IllegalArgumentException if the sizes do not agree, or a coordinate is not finite
    public static Quality of(Points points, double[] y, int dimensions, Labels labels, long seed, Workers workers) {
        return of(points, y, dimensions, labels, usualNeighbors(points.rows()), seed, workers);
    }

    /// The same with labels of which [Labels] finds out what they stand for.
    public static Quality of(Points points, double[] y, int dimensions, List<String> labels, long seed, Workers workers) {
        return of(points, y, dimensions, Labels.of(labels), seed, workers);
    }

    /// @param neighbors k; at least 1 and below n
    public static Quality of(
            Points points, double[] y, int dimensions, Labels labels, int neighbors, long seed, Workers workers) {
        int n = points.rows();
        Points map = map(n, y, dimensions);
        Classes classes = classes(labels, n);
        if (n < 2) {
            return ofTooFew(n);
        }
        checkNeighbors(neighbors, n);
        int[] rows = Scoring.choose(n, EXACT_UP_TO, SAMPLE, seed);
        int[] ranked = Scoring.choose(n, RANKED_UP_TO, SAMPLE, seed);
        double unit = Math.scalb(1.0, points.exponent() - map.exponent());
        return new Scoring(
                        n, rows, ranked, neighbors, classes, DistanceRows.OfPoints.of(points.inRange(), rows),
                        DistanceRows.OfPoints.of(map.inRange(), rows), unit)
                .run(workers);
    }

    /// The same for data of which only the distances are known.
    public static Quality ofDistances(
            DenseMatrix distances, double[] y, int dimensions, Labels labels, long seed, Workers workers) {
        int n = distances.n();
        Points map = map(n, y, dimensions);
        Classes classes = classes(labels, n);
        if (n < 2) {
            return ofTooFew(n);
        }
        int[] rows = Scoring.choose(n, EXACT_UP_TO, SAMPLE, seed);
        int[] ranked = Scoring.choose(n, RANKED_UP_TO, SAMPLE, seed);
        int exponent = Points.unitExponent(distances.values());
        return new Scoring(
                        n, rows, ranked, usualNeighbors(n), classes, new DistanceRows.OfMatrix(distances.divided(exponent), rows),
                        DistanceRows.OfPoints.of(map.inRange(), rows), Math.scalb(1.0, exponent - map.exponent()))
                .run(workers);
    }

    private static Classes classes(Labels labels, int n) {
        if (!labels.texts().isEmpty() && labels.texts().size() != n) {
            throw new IllegalArgumentException("there are " + labels.texts().size() + " labels, but " + n + " points");
        }
        return Classes.of(labels.classes(), n);
    }

    private static int usualNeighbors(int n) {
        return Math.max(1, Math.min(USUAL_NEIGHBORS, (n - 1) / 2));
    }

    private static void checkNeighbors(int k, int n) {
        if (k < 1 || k >= n) {
            throw new IllegalArgumentException("neighbors must be at least 1 and below " + n + ", the number of points, but were " + k);
        }
    }

    private static Points map(int n, double[] y, int dimensions) {
        if (y.length != n * dimensions) {
            throw new IllegalArgumentException("the map has " + y.length + " coordinates, but " + n + " points in " + dimensions
                    + " dimensions need " + n * dimensions);
        }
        double[] rows = new double[y.length];
        for (int k = 0; k < dimensions; k++) {
            for (int i = 0; i < n; i++) {
                rows[i * dimensions + k] = y[k * n + i];
            }
        }
        return Points.copyOf(n, dimensions, rows);
    }

    private static Quality ofTooFew(int n) {
        return new Quality(n, n, 0, new TreeMap<>(), new Curve(new int[0], new double[0], new double[0]), new double[n]);
    }

    /// One line: `71 % of 10 neighbors kept · trustworthiness 0.989 · 1-NN accuracy 0.98`.
    public String describe() {
        if (measures.isEmpty()) {
            return n < 2 ? Counted.of(n, "point is", "points are") + " too few to score" : "all points are the same, so that there is nothing to keep";
        }
        StringBuilder line = new StringBuilder();
        Measure kept = measure(NEIGHBORS_KEPT);
        line.append(String.format(Locale.ROOT, "%.0f", 100 * kept.value()));
        if (kept.error() > 0) {
            line.append(String.format(Locale.ROOT, " ± %.1f", 100 * kept.error()));
        }
        line.append(neighbors == 1 ? " % of nearest neighbors kept" : " % of " + neighbors + " neighbors kept");
        append(line, "trustworthiness", measure(TRUSTWORTHINESS), 3);
        if (measures.containsKey(LABEL_ACCURACY)) {
            append(line, "1-NN accuracy", measure(LABEL_ACCURACY), 2);
        }
        return line.toString();
    }

    private static void append(StringBuilder line, String name, Measure measure, int digits) {
        line.append(" · ").append(name).append(' ').append(String.format(Locale.ROOT, "%." + digits + "f", measure.value()));
        if (measure.error() > 0) {
            line.append(String.format(Locale.ROOT, " ± %." + (digits + 1) + "f", measure.error()));
        }
    }

    /// A measure by name.
    ///
    /// @throws IllegalArgumentException if it is not defined here
    public Measure measure(String name) {
        Measure measure = measures.get(name);
        if (measure == null) {
            throw new IllegalArgumentException("'" + name + "' is not measured here; there are " + measures.keySet());
        }
        return measure;
    }
}
