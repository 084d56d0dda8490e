package dev.starling.core.affinity;

import dev.starling.core.matrix.Points;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Classes of equal rows that have more members than a point has neighbors.
///
/// Each member draws some of the others for its neighbors, and P over these is a graph that the data know nothing of: it costs more than any
/// map can mend. So a member has all the others, as it has in P over all pairs. The draw is kept where that would be too much: the smallest
/// classes come first, until they have as many pairs as there are neighbors of all points, or [#ALWAYS].
///
/// @param of the members of each row's class in rising order, shared by them; null for a row of none. Empty if there is no class at all
record EqualRows(int[][] of) {
    /// So many pairs are no burden.
    private static final long ALWAYS = 1 << 20;

    static final EqualRows NONE = new EqualRows(new int[0][]);

    /// A row by its values.
    private record Row(Points points, int row) {
        @Override
        public int hashCode() {
            return points.hash(row);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row that && points.areEqual(row, that.row);
        }
    }

    /// @param neighbors of these points
    static EqualRows of(Points points, Neighbors neighbors) {
        int k = neighbors.k();
        Map<Row, List<Integer>> byValues = new HashMap<>();
        for (int i = 0; i < neighbors.n(); i++) {
            if (neighbors.squaredDistances()[(i + 1) * k - 1] == 0) {
                byValues.computeIfAbsent(new Row(points, i), _ -> new ArrayList<>()).add(i);
            }
        }
        List<int[]> classes = byValues.values().stream()
                .map(rows -> rows.stream().mapToInt(row -> row).toArray())
                .filter(rows -> rows.length > k + 1)
                .filter(rows -> haveNoOthers(rows, neighbors))
                .sorted(Comparator.<int[]>comparingInt(rows -> rows.length).thenComparingInt(rows -> rows[0]))
                .toList();
        if (classes.isEmpty()) {
            return NONE;
        }
        int[][] of = new int[neighbors.n()][];
        long left = Math.max(ALWAYS, (long) neighbors.n() * k);
        for (int[] rows : classes) {
            left -= (long) rows.length * (rows.length - 1);
            if (left < 0) {
                break;
            }
            for (int row : rows) {
                of[row] = rows;
            }
        }
        return new EqualRows(of);
    }

    /// Under a metric, rows that differ may be at distance 0, too.
    private static boolean haveNoOthers(int[] rows, Neighbors neighbors) {
        int k = neighbors.k();
        return Arrays.stream(rows).allMatch(row -> Arrays.stream(neighbors.indices(), row * k, (row + 1) * k)
                .allMatch(other -> Arrays.binarySearch(rows, other) >= 0));
    }

    boolean isOf(int row) {
        return of.length > 0 && of[row] != null;
    }

    /// How many rows equal one that is of a class.
    int others(int row) {
        return of[row].length - 1;
    }

    /// The rows that equal one that is of a class, in rising order.
    int[] othersOf(int row) {
        int[] others = new int[of[row].length - 1];
        int at = Arrays.binarySearch(of[row], row);
        System.arraycopy(of[row], 0, others, 0, at);
        System.arraycopy(of[row], at + 1, others, at, others.length - at);
        return others;
    }
}
