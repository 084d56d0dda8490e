package dev.starling.core.input;

import dev.starling.core.Workers;
import org.apiguardian.api.API;

import java.util.Arrays;

/// The k nearest other points of every point.
///
/// @param n                 number of points
/// @param k                 neighbours of each
/// @param indices           n · k, those of a point in the order of (distance, index)
/// @param squaredDistances  n · k, in the same order
@API(status = API.Status.STABLE, since = "1.0")
public record Neighbors(int n, int k, int[] indices, double[] squaredDistances) {
    /// Rows of a block of work, which share what is fetched of the columns.
    private static final int BLOCK = 64;

    /// Exactly the nearest, by comparison with all; ties go to the lower index. Memory grows with n · k, not n².
    ///
    /// @throws IllegalArgumentException unless 1 ≤ k < n
    public static Neighbors exact(Points points, int k, Workers workers) {
        int n = points.rows();
        if (k < 1 || k >= n) {
            throw new IllegalArgumentException("k must be at least 1 and below " + n + ", but was " + k);
        }
        int[] indices = new int[Math.multiplyExact(n, k)];
        double[] squared = new double[n * k];
        SquaredDistances distances = new SquaredDistances(points);
        workers.run((n + BLOCK - 1) / BLOCK, block -> {
            int first = block * BLOCK;
            int end = Math.min(n, first + BLOCK);
            Nearest[] nearest = new Nearest[end - first];
            Arrays.setAll(nearest, _ -> new Nearest(k));
            distances.forEachTile(first, end, (row, from, count, tile) -> {
                for (int r = 0; r < SquaredDistances.ROWS && row + r < end; r++) {
                    nearest[row + r - first].offer(tile[r], from, count, row + r);
                }
            });
            for (int i = first; i < end; i++) {
                nearest[i - first].writeSorted(indices, squared, i * k);
            }
        });
        return new Neighbors(n, k, indices, squared);
    }

    /// The nearest by a matrix of squared distances.
    static Neighbors of(DenseMatrix squaredDistances, int k, Workers workers) {
        int n = squaredDistances.n();
        int[] indices = new int[Math.multiplyExact(n, k)];
        double[] squared = new double[n * k];
        workers.run(n, i -> {
            Nearest nearest = new Nearest(k);
            double[] row = new double[n];
            System.arraycopy(squaredDistances.values(), i * squaredDistances.stride(), row, 0, n);
            nearest.offer(row, 0, n, i);
            nearest.writeSorted(indices, squared, i * k);
        });
        return new Neighbors(n, k, indices, squared);
    }

    /// The k nearest seen so far, a heap with the farthest on top.
    private static final class Nearest {
        private final double[] distance;
        private final int[] index;
        private int size;

        Nearest(int k) {
            distance = new double[k];
            index = new int[k];
        }

        void offer(double[] distances, int from, int count, int self) {
            int j = 0;
            for (; j < count && size < distance.length; j++) {
                if (from + j != self) {
                    add(distances[j], from + j);
                }
            }
            double farthest = distance[0];
            for (; j < count; j++) {
                // A tie with the farthest has the higher index and stays out.
                if (distances[j] < farthest && from + j != self) {
                    distance[0] = distances[j];
                    index[0] = from + j;
                    sink(0, size);
                    farthest = distance[0];
                }
            }
        }

        private void add(double d, int i) {
            int at = size++;
            distance[at] = d;
            index[at] = i;
            while (at > 0 && farther(at, (at - 1) / 2)) {
                swap(at, (at - 1) / 2);
                at = (at - 1) / 2;
            }
        }

        private void sink(int from, int end) {
            int at = from;
            while (2 * at + 1 < end) {
                int child = 2 * at + 1;
                if (child + 1 < end && farther(child + 1, child)) {
                    child++;
                }
                if (!farther(child, at)) {
                    return;
                }
                swap(child, at);
                at = child;
            }
        }

        private boolean farther(int a, int b) {
            return distance[a] > distance[b] || (distance[a] == distance[b] && index[a] > index[b]);
        }

        private void swap(int a, int b) {
            double d = distance[a];
            distance[a] = distance[b];
            distance[b] = d;
            int i = index[a];
            index[a] = index[b];
            index[b] = i;
        }

        void writeSorted(int[] indices, double[] squared, int at) {
            for (int end = size - 1; end > 0; end--) {
                swap(0, end);
                sink(0, end);
            }
            System.arraycopy(index, 0, indices, at, size);
            System.arraycopy(distance, 0, squared, at, size);
        }
    }
}
