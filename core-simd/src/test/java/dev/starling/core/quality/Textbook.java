package dev.starling.core.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/// The measures as the papers write them, for points without ties: ranks by sorting, neighborhoods as sets, sums over pairs.
final class Textbook {
    private final int n;
    private final double[][] data;
    private final double[][] map;
    private final int[][] dataRanks;
    private final int[][] mapRanks;

    Textbook(double[][] data, double[][] map) {
        this.n = data.length;
        this.data = data;
        this.map = map;
        dataRanks = ranks(data);
        mapRanks = ranks(map);
    }

    static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(sum);
    }

    /// 1 for the nearest other point.
    private static int[][] ranks(double[][] points) {
        int n = points.length;
        int[][] ranks = new int[n][n];
        for (int i = 0; i < n; i++) {
            double[] from = points[i];
            List<Integer> others = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                if (j != i) {
                    others.add(j);
                }
            }
            others.sort(Comparator.comparingDouble(j -> distance(from, points[j])));
            for (int r = 0; r < n - 1; r++) {
                ranks[i][others.get(r)] = r + 1;
            }
        }
        return ranks;
    }

    /// Q_NX(k).
    double kept(int k) {
        int both = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                both += i != j && dataRanks[i][j] <= k && mapRanks[i][j] <= k ? 1 : 0;
            }
        }
        return both / ((double) n * k);
    }

    double rnx(int k) {
        return ((n - 1) * kept(k) - k) / (n - 1 - k);
    }

    double area() {
        double weighted = 0;
        double weights = 0;
        for (int k = 1; k <= n - 2; k++) {
            weighted += rnx(k) / k;
            weights += 1.0 / k;
        }
        return weighted / weights;
    }

    double trustworthiness(int k) {
        return withoutPenalty(mapRanks, dataRanks, k);
    }

    double continuity(int k) {
        return withoutPenalty(dataRanks, mapRanks, k);
    }

    private double withoutPenalty(int[][] near, int[][] far, int k) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j && near[i][j] <= k && far[i][j] > k) {
                    sum += far[i][j] - k;
                }
            }
        }
        double worst = 2 * k < n ? n * k * (2.0 * n - 3 * k - 1) / 2 : n * (n - k) * (n - k - 1.0) / 2;
        return 1 - sum / worst;
    }

    double accuracy(List<String> labels) {
        double right = 0;
        int labeled = 0;
        for (int i = 0; i < n; i++) {
            int nearest = -1;
            for (int j = 0; j < n; j++) {
                if (j != i && !labels.get(j).isEmpty() && (nearest < 0 || mapRanks[i][j] < mapRanks[i][nearest])) {
                    nearest = j;
                }
            }
            if (!labels.get(i).isEmpty()) {
                labeled++;
                right += labels.get(nearest).equals(labels.get(i)) ? 1 : 0;
            }
        }
        return right / labeled;
    }

    double silhouette(List<String> labels) {
        double sum = 0;
        int labeled = 0;
        for (int i = 0; i < n; i++) {
            String own = labels.get(i);
            if (own.isEmpty()) {
                continue;
            }
            labeled++;
            if (labels.stream().filter(own::equals).count() == 1) {
                continue;
            }
            int from = i;
            double within = meanDistance(i, labels, own);
            double beyond = labels.stream()
                    .distinct()
                    .filter(label -> !label.isEmpty() && !label.equals(own))
                    .mapToDouble(label -> meanDistance(from, labels, label))
                    .min()
                    .orElseThrow();
            sum += (beyond - within) / Math.max(within, beyond);
        }
        return sum / labeled;
    }

    private double meanDistance(int i, List<String> labels, String label) {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < n; j++) {
            if (j != i && labels.get(j).equals(label)) {
                sum += distance(map[i], map[j]);
                count++;
            }
        }
        return sum / count;
    }

    double stress(double scale) {
        double numerator = sum((i, j) -> square(scale * distance(data[i], data[j]) - distance(map[i], map[j])));
        return Math.sqrt(numerator / sum((i, j) -> square(distance(map[i], map[j]))));
    }

    /// Least stress over units of r, by golden section.
    double scaledStress() {
        double low = 0;
        double high = 1e3;
        double golden = (Math.sqrt(5) - 1) / 2;
        for (int step = 0; step < 200; step++) {
            double a = high - golden * (high - low);
            double b = low + golden * (high - low);
            if (stress(a) < stress(b)) {
                high = b;
            } else {
                low = a;
            }
        }
        return stress((low + high) / 2);
    }

    private double sum(ToDoubleBiFunction<Integer, Integer> term) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum += i == j ? 0 : term.applyAsDouble(i, j);
            }
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }
}
