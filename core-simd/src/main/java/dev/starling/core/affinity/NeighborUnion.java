package dev.starling.core.affinity;

import dev.starling.api.Affinity;
import dev.starling.core.matrix.SparseMatrix;

import java.util.Arrays;

/// Makes one matrix of the rows of neighbors.
final class NeighborUnion {
    private NeighborUnion() {}

    /// The rows of neighbors as a matrix with a symmetric pattern: (p + pᵀ)/2n if joint or uniform, 1 − (1 − p)(1 − pᵀ) if fuzzy, else p and pᵀ side by
    /// side.
    static SparseMatrix of(Neighbors neighbors, double[] rows, Affinity kind) {
        int n = neighbors.n();
        int k = neighbors.k();
        int[] indices = neighbors.indices().clone();
        int[][] columns = new int[n][];
        double[][] values = new double[n][];
        for (int i = 0; i < n; i++) {
            sortByColumn(indices, rows, i * k, k);
            columns[i] = Arrays.copyOfRange(indices, i * k, (i + 1) * k);
            values[i] = Arrays.copyOfRange(rows, i * k, (i + 1) * k);
        }
        // The transpose: rows are visited in order, so its columns rise.
        int[] incoming = new int[n + 1];
        for (int[] row : columns) {
            for (int j : row) {
                incoming[j + 1]++;
            }
        }
        for (int j = 0; j < n; j++) {
            incoming[j + 1] += incoming[j];
        }
        int[] next = Arrays.copyOf(incoming, n);
        int[] sources = new int[n * k];
        double[] turned = new double[n * k];
        for (int i = 0; i < n; i++) {
            for (int e = 0; e < k; e++) {
                int at = next[columns[i][e]]++;
                sources[at] = i;
                turned[at] = values[i][e];
            }
        }
        return merge(n, columns, values, incoming, sources, turned, kind);
    }

    private static SparseMatrix merge(
            int n, int[][] columns, double[][] values, int[] incoming, int[] sources, double[] turned, Affinity kind) {
        boolean symmetric = kind == Affinity.JOINT || kind == Affinity.FUZZY || kind == Affinity.UNIFORM;
        int most = Math.multiplyExact(2, sources.length);
        int[] starts = new int[n + 1];
        int[] merged = new int[most];
        double[] forward = new double[most];
        double[] backward = symmetric ? forward : new double[most];
        int stored = 0;
        for (int i = 0; i < n; i++) {
            int a = 0;
            int b = incoming[i];
            while (a < columns[i].length || b < incoming[i + 1]) {
                int own = a < columns[i].length ? columns[i][a] : Integer.MAX_VALUE;
                int other = b < incoming[i + 1] ? sources[b] : Integer.MAX_VALUE;
                double p = own <= other ? values[i][a++] : 0;
                double t = other <= own ? turned[b++] : 0;
                merged[stored] = Math.min(own, other);
                if (kind == Affinity.JOINT || kind == Affinity.UNIFORM) {
                    forward[stored] = (p + t) / (2.0 * n);
                } else if (kind == Affinity.FUZZY) {
                    forward[stored] = 1 - (1 - p) * (1 - t);
                } else {
                    forward[stored] = p;
                    backward[stored] = t;
                }
                stored++;
            }
            starts[i + 1] = stored;
        }
        double[] kept = Arrays.copyOf(forward, stored);
        return SparseMatrix.sharing(
                n, starts, Arrays.copyOf(merged, stored), kept, symmetric ? kept : Arrays.copyOf(backward, stored));
    }

    private static void sortByColumn(int[] columns, double[] values, int at, int count) {
        long[] order = new long[count];
        for (int e = 0; e < count; e++) {
            order[e] = (long) columns[at + e] << 32 | e;
        }
        Arrays.sort(order);
        double[] sorted = new double[count];
        for (int e = 0; e < count; e++) {
            sorted[e] = values[at + (int) order[e]];
        }
        for (int e = 0; e < count; e++) {
            columns[at + e] = (int) (order[e] >>> 32);
            values[at + e] = sorted[e];
        }
    }
}
