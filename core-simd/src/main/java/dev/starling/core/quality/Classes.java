package dev.starling.core.quality;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Labels as numbers from 0; points without a label have none.
final class Classes {
    private static final int NONE = -1;

    private final int[] numbers;
    private final int[] sizes;
    private final int labeled;

    private Classes(int[] numbers, int[] sizes, int labeled) {
        this.numbers = numbers;
        this.sizes = sizes;
        this.labeled = labeled;
    }

    /// @param labels one a point, empty text where a point has none; or an empty list if none has
    static Classes of(List<String> labels, int n) {
        Map<String, Integer> known = new HashMap<>();
        int[] numbers = new int[n];
        int[] sizes = new int[n];
        int labeled = 0;
        for (int i = 0; i < n; i++) {
            String label = labels.isEmpty() ? "" : labels.get(i);
            if (label.isEmpty()) {
                numbers[i] = NONE;
            } else {
                numbers[i] = known.computeIfAbsent(label, _ -> known.size());
                sizes[numbers[i]]++;
                labeled++;
            }
        }
        return new Classes(numbers, Arrays.copyOf(sizes, known.size()), labeled);
    }

    int count() {
        return sizes.length;
    }

    /// Number of points that have a label.
    int labeled() {
        return labeled;
    }

    boolean has(int i) {
        return numbers[i] != NONE;
    }

    /// The share of points of i's class among the nearest labeled points, of which there are several if they are as near.
    double accuracy(int i, double[] distances) {
        double least = Double.POSITIVE_INFINITY;
        int nearest = 0;
        int alike = 0;
        for (int j = 0; j < numbers.length; j++) {
            if (j == i || !has(j) || distances[j] > least) {
                continue;
            }
            if (distances[j] < least) {
                least = distances[j];
                nearest = 0;
                alike = 0;
            }
            nearest++;
            alike += numbers[j] == numbers[i] ? 1 : 0;
        }
        return alike / (double) nearest;
    }

    /// (b − a) / max(a, b), where a is the mean distance from the others of i's class and b the least mean distance from another class; 0
    /// for a point that is alone in its class, or if both are 0.
    ///
    /// @param sums what is added up, one a class
    double silhouette(int i, double[] distances, double[] sums) {
        int own = numbers[i];
        if (sizes[own] == 1) {
            return 0;
        }
        Arrays.fill(sums, 0);
        for (int j = 0; j < numbers.length; j++) {
            if (has(j)) {
                sums[numbers[j]] += distances[j];
            }
        }
        double within = sums[own] / (sizes[own] - 1);
        double beyond = Double.POSITIVE_INFINITY;
        for (int c = 0; c < sizes.length; c++) {
            if (c != own) {
                beyond = Math.min(beyond, sums[c] / sizes[c]);
            }
        }
        double larger = Math.max(within, beyond);
        return larger == 0 ? 0 : (beyond - within) / larger;
    }
}
