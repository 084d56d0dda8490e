package dev.starling.core.affinity;

import dev.starling.core.base.Workers;
import dev.starling.core.distance.SquaredDistances;
import dev.starling.core.matrix.Points;

import java.util.Arrays;

/// Finds the k nearest other points of all points at once.
///
/// The distance of two points of different blocks is computed once and offered to both. A block is as many points as the second cache
/// holds the columns of, and each two blocks meet in a tile. In what order a point is offered others changes nothing: its neighbors
/// are the first k by an order that depends on distances and draws alone.
final class NearestSearch {
    /// Bytes of the columns of a block: two blocks take half of a usual second cache.
    private static final long BLOCK_BYTES = 1 << 18;

    /// Points of a block, a multiple of sixteen: at most as many as leave the distances of some rows in the first cache.
    private static final int MOST_BLOCK = 512;

    private static final int LEAST_BLOCK = 16;

    /// Blocks that leave some threads enough to do, if there are points enough.
    private static final int BLOCKS = 32;

    private final int n;
    private final int block;
    private final SquaredDistances distances;
    private final NearestHeaps nearest;
    private final Object[] locks;

    NearestSearch(Points points, int k) {
        n = points.rows();
        distances = SquaredDistances.ofAll(points);
        nearest = new NearestHeaps(n, k, distances.byVectors());
        long fits = BLOCK_BYTES / ((long) Double.BYTES * Math.max(1, points.stored()));
        long most = distances.fills() ? SquaredDistances.SPARSE_BLOCK : Math.min(fits, Math.ceilDiv(n, BLOCKS));
        int least = points.sparse() != null ? SquaredDistances.SPARSE_BLOCK : LEAST_BLOCK;
        block = Math.clamp(most, least, MOST_BLOCK) & -least;
        locks = new Object[Math.ceilDiv(n, block)];
        Arrays.setAll(locks, _ -> new Object());
    }

    NearestHeaps run(Workers workers) {
        // The first block meets all, the last only itself: together they have as much to do as any other two.
        workers.run(Math.ceilDiv(locks.length, 2), task -> {
            double[][] tile = new double[SquaredDistances.ROWS][block];
            meetAll(task, tile, workers);
            int other = locks.length - 1 - task;
            if (other != task) {
                meetAll(other, tile, workers);
            }
        });
        workers.run(locks.length, sorted -> {
            for (int i = sorted * block; i < Math.min(n, (sorted + 1) * block); i++) {
                nearest.sort(i);
            }
        });
        return nearest;
    }

    private void meetAll(int first, double[][] tile, Workers workers) {
        for (int second = first; second < locks.length; second++) {
            // A task is two blocks with all others: seconds, while nothing is compiled yet.
            workers.heed();
            meet(first, second, tile);
        }
    }

    private void meet(int first, int second, double[][] tile) {
        int rowsTo = Math.min(n, (first + 1) * block);
        int from = second * block;
        int to = Math.min(n, from + block);
        for (int row = first * block; row < rowsTo; row += SquaredDistances.ROWS) {
            int rows = Math.min(SquaredDistances.ROWS, rowsTo - row);
            distances.tile(row, from, to, tile);
            synchronized (locks[first]) {
                for (int r = 0; r < rows; r++) {
                    nearest.offerToOne(row + r, from, to, tile[r]);
                }
            }
            if (second != first) {
                synchronized (locks[second]) {
                    for (int r = 0; r < rows; r++) {
                        nearest.offerToAll(from, to, row + r, tile[r]);
                    }
                }
            }
        }
    }
}
