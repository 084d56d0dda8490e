package dev.starling.core.affinity;

import dev.starling.api.Affinity;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Numbers;
import dev.starling.core.matrix.SparseMatrix;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// Rows of affinities of neighbors as a matrix with a symmetric pattern, over the pairs of which one has the other for a neighbor.
///
/// Nothing takes more memory in a run over very many points. Therefore rows are sorted in place, the transpose is a list of places in them, and
/// the entries are counted before the matrix is made.
///
/// A point of a class of equal rows has all the others of it for its neighbors, in the place of those that are given: see [EqualRows].
final class NeighborUnion {
    /// Rows that a task takes.
    private static final int RUN = 1 << 10;

    private final int n;
    private final int k;
    private final int[] columns;
    private final double[] rows;
    private final EqualRows equal;
    private final Workers workers;

    /// The transpose: by column, where its values stand in `rows`, by rising row.
    private final int[] incoming;

    private final int[] places;

    /// @param columns  the k neighbors of each point; sorted here
    /// @param rows     affinities in the same order; sorted along. All alike for a point of a class of equal rows
    NeighborUnion(int n, int k, int[] columns, double[] rows, EqualRows equal, Workers workers) {
        this.n = n;
        this.k = k;
        this.columns = columns;
        this.rows = rows;
        this.equal = equal;
        this.workers = workers;
        overRows(i -> sortByColumn(i * k));
        incoming = new int[n + 1];
        forEachPlace(at -> incoming[columns[at] + 1]++);
        for (int j = 0; j < n; j++) {
            incoming[j + 1] += incoming[j];
        }
        places = new int[incoming[n]];
        int[] next = Arrays.copyOf(incoming, n);
        forEachPlace(at -> places[next[columns[at]]++] = at);
    }

    private void forEachPlace(IntConsumer place) {
        for (int i = 0; i < n; i++) {
            for (int at = i * k; at < (i + 1) * k && !equal.isOf(i); at++) {
                place.accept(at);
            }
        }
    }

    private void overRows(Workers.Block task) {
        workers.run(Math.ceilDiv(n, RUN), run -> {
            for (int i = run * RUN; i < Math.min(n, (run + 1) * RUN); i++) {
                task.run(i);
            }
        });
    }

    /// What pairs become, from pᵢⱼ and pⱼᵢ: (p + pᵀ)/2n if joint or uniform, 1 − (1 − p)(1 − pᵀ) if fuzzy, else p and pᵀ side by side.
    ///
    /// @param precision how P is kept
    SparseMatrix as(Affinity kind, Precision precision) {
        boolean symmetric = AffinityRule.isSymmetric(kind);
        int[] starts = new int[n + 1];
        overRows(i -> starts[i + 1] = count(i));
        for (int i = 0; i < n; i++) {
            starts[i + 1] = Math.addExact(starts[i], starts[i + 1]);
        }
        int[] stored = new int[starts[n]];
        Numbers forward = Numbers.of(starts[n], precision);
        Numbers backward = symmetric ? forward : Numbers.of(starts[n], precision);
        Merged merged = new Merged(kind, n, stored, forward, backward);
        overRows(i -> merge(i, starts[i], merged));
        return SparseMatrix.trusted(n, starts, stored, forward, backward);
    }

    /// Number of points that are neighbors of one, or have it for a neighbor.
    private int count(int i) {
        if (equal.isOf(i)) {
            return equal.others(i) + incoming[i + 1] - incoming[i];
        }
        int count = 0;
        int a = i * k;
        int b = incoming[i];
        for (; a < (i + 1) * k || b < incoming[i + 1]; count++) {
            int own = own(i, a);
            int other = other(i, b);
            a += own <= other ? 1 : 0;
            b += other <= own ? 1 : 0;
        }
        return count;
    }

    private int own(int i, int a) {
        return a < (i + 1) * k ? columns[a] : Integer.MAX_VALUE;
    }

    private int other(int i, int b) {
        return b < incoming[i + 1] ? places[b] / k : Integer.MAX_VALUE;
    }

    /// Where the values of a row of the matrix go.
    private record Merged(Affinity kind, int n, int[] columns, Numbers forward, Numbers backward) {
        void put(int at, int column, double p, double t) {
            columns[at] = column;
            switch (kind) {
                case JOINT, UNIFORM -> forward.set(at, (p + t) / (2.0 * n));
                case FUZZY -> forward.set(at, 1 - (1 - p) * (1 - t));
                case ROW, CONDITIONAL, RAW, DISTANCE -> {
                    forward.set(at, p);
                    backward.set(at, t);
                }
            }
        }
    }

    private void merge(int i, int from, Merged merged) {
        if (equal.isOf(i)) {
            mergeEqual(i, from, merged);
            return;
        }
        int a = i * k;
        int b = incoming[i];
        for (int stored = from; a < (i + 1) * k || b < incoming[i + 1]; stored++) {
            int own = own(i, a);
            int other = other(i, b);
            double p = own <= other ? rows[a++] : 0;
            double t = other <= own ? rows[places[b++]] : 0;
            merged.put(stored, Math.min(own, other), p, t);
        }
    }

    /// Rows that equal one have the same to say of it; no other has it for a neighbor and is among them.
    private void mergeEqual(int i, int from, Merged merged) {
        int[] others = equal.othersOf(i);
        double p = rows[i * k];
        int a = 0;
        int b = incoming[i];
        for (int stored = from; a < others.length || b < incoming[i + 1]; stored++) {
            int other = other(i, b);
            if (a < others.length && others[a] < other) {
                merged.put(stored, others[a++], p, p);
            } else {
                merged.put(stored, other, 0, rows[places[b++]]);
            }
        }
    }

    private void sortByColumn(int at) {
        long[] order = new long[k];
        for (int e = 0; e < k; e++) {
            order[e] = (long) columns[at + e] << 32 | e;
        }
        Arrays.sort(order);
        double[] sorted = new double[k];
        for (int e = 0; e < k; e++) {
            sorted[e] = rows[at + (int) order[e]];
        }
        for (int e = 0; e < k; e++) {
            columns[at + e] = (int) (order[e] >>> 32);
            rows[at + e] = sorted[e];
        }
    }
}
