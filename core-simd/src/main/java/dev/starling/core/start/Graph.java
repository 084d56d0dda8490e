package dev.starling.core.start;

import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;

import java.util.Arrays;
import java.util.Comparator;

/// The graph of affinities: an edge wherever one is above 0, either way.
final class Graph {
    private Graph() {}

    /// P + Pᵀ without what is 0.
    static SparseMatrix of(PairMatrix p) {
        int n = p.n();
        int[] starts = new int[n + 1];
        int[] columns = new int[1024];
        double[] values = new double[1024];
        int stored = 0;
        for (int i = 0; i < n; i++) {
            int from = p instanceof SparseMatrix sparse ? sparse.starts()[i] : 0;
            int to = p instanceof SparseMatrix sparse ? sparse.starts()[i + 1] : n;
            for (int e = from; e < to; e++) {
                int j = p instanceof SparseMatrix sparse ? sparse.columns()[e] : e;
                double both = p instanceof SparseMatrix sparse ? sparse.values().at(e) + sparse.transposed().at(e) : p.get(i, j) + p.get(j, i);
                if (both > 0 && j != i) {
                    if (stored == columns.length) {
                        columns = Arrays.copyOf(columns, Math.multiplyExact(2, stored));
                        values = Arrays.copyOf(values, 2 * stored);
                    }
                    columns[stored] = j;
                    values[stored++] = both;
                }
            }
            starts[i + 1] = stored;
        }
        double[] kept = Arrays.copyOf(values, stored);
        return SparseMatrix.trusted(n, starts, Arrays.copyOf(columns, stored), kept, kept);
    }

    /// Points that hang together by what is above 0, the largest group first; those of equal size in the order of their first points.
    static int[][] components(SparseMatrix graph) {
        int n = graph.n();
        int[] component = new int[n];
        Arrays.fill(component, -1);
        int[] queue = new int[n];
        int count = 0;
        for (int first = 0; first < n; first++) {
            if (component[first] >= 0) {
                continue;
            }
            int waiting = 0;
            queue[waiting++] = first;
            component[first] = count;
            for (int done = 0; done < waiting; done++) {
                for (int e = graph.starts()[queue[done]]; e < graph.starts()[queue[done] + 1]; e++) {
                    int j = graph.columns()[e];
                    if (component[j] < 0 && graph.values().at(e) + graph.transposed().at(e) > 0) {
                        component[j] = count;
                        queue[waiting++] = j;
                    }
                }
            }
            count++;
        }
        int[] sizes = new int[count];
        for (int c : component) {
            sizes[c]++;
        }
        int[][] members = new int[count][];
        for (int c = 0; c < count; c++) {
            members[c] = new int[sizes[c]];
        }
        int[] next = new int[count];
        for (int i = 0; i < n; i++) {
            members[component[i]][next[component[i]]++] = i;
        }
        Arrays.sort(members, Comparator.comparingInt((int[] group) -> -group.length));
        return members;
    }
}
