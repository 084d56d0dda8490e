package dev.starling.core.affinity;

import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Workers;
import dev.starling.core.distance.SquaredDistances;
import dev.starling.core.matrix.Points;
import dev.starling.core.simd.VectorModule;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Finds nearly all of the k nearest other points of all points, where comparing all with all would take too long.
///
/// Points are sorted into cells about centers (k-means on a sample), and each looks through the cells whose centers are nearest to
/// it. Through how many is found by trial: some points, drawn by a fixed key, are compared with all, and cells are doubled until the
/// share of their neighbors that is found is as asked. Then every point looks through that many.
///
/// Which thread looks through a cell changes nothing: the neighbors of a point are the first k, by an order of its own, of all that it compares.
final class NeighborCells {
    /// Number of cells, in square roots of the number of points.
    private static final int CELLS = 4;

    /// Points of the sample for each cell, and how often centers move to the middle of theirs.
    private static final int SAMPLE = 8;

    private static final int MOVES = 4;

    /// Points of which the recall is measured.
    private static final int TRIED = 1000;

    private static final int FIRST_PROBES = 8;

    /// Points that look through cells at a time.
    private static final int CHUNK = 1 << 16;

    private static final int PANELS = 64;
    private static final int LOCKS = 1 << 12;
    private static final int SAMPLE_USE = 23;
    private static final int TRIED_USE = 24;

    private final Points points;
    private final int n;
    private final int k;
    private final int cells;
    private final Workers workers;
    private final NearestHeaps nearest;
    private final Object[] locks = new Object[LOCKS];

    NeighborCells(Points points, int k, Workers workers) {
        this.points = points;
        this.n = points.rows();
        this.k = k;
        this.workers = workers;
        cells = (int) Math.max(1, Math.min(CELLS * Math.sqrt(n), n / 4.0));
        nearest = new NearestHeaps(n, k, VectorModule.isThere());
        Arrays.setAll(locks, _ -> new Object());
    }

    /// @param nearest what was found, sorted
    /// @param recall    the share of neighbors that was found, of the points of which it was measured
    /// @param probes    cells that each point looked through
    /// @param cells     number of all cells
    record Found(NearestHeaps nearest, double recall, int probes, int cells) {}

    /// Looks through as many cells as it takes to find that share of neighbors.
    Found find(double recall) {
        Points centers = centers();
        Cells sorted = sorted(closest(IntStream.range(0, n).toArray(), centers, 1));
        int[] tried = drawn(TRIED_USE, Math.min(TRIED, n));
        double[] reach = reach(tried);
        int from = 0;
        int probes = Math.min(cells, FIRST_PROBES);
        double found;
        while (true) {
            look(tried, centers, from, probes, sorted);
            found = recall(tried, reach);
            if (found >= recall || probes == cells) {
                break;
            }
            from = probes;
            probes = Math.min(cells, 2 * probes);
        }
        boolean[] done = new boolean[n];
        for (int point : tried) {
            done[point] = true;
        }
        int[] others = IntStream.range(0, n).filter(i -> !done[i]).toArray();
        for (int at = 0; at < others.length; at += CHUNK) {
            int[] some = Arrays.copyOfRange(others, at, Math.min(others.length, at + CHUNK));
            try (Workers.Part _ = workers.part((double) at / others.length, (double) (at + some.length) / others.length)) {
                look(some, centers, 0, probes, sorted);
            }
        }
        completeSmall(sorted);
        workers.run(Math.ceilDiv(n, 1024), block -> {
            for (int i = block * 1024; i < Math.min(n, (block + 1) * 1024); i++) {
                nearest.sort(i);
            }
        });
        return new Found(nearest, found, probes, cells);
    }

    /// Points that met fewer than k others, since their cells are nearly empty, meet all.
    private void completeSmall(Cells sorted) {
        int[] lacking = IntStream.range(0, n).filter(i -> !nearest.full(i)).toArray();
        if (lacking.length > 0) {
            for (int i : lacking) {
                nearest.clear(i);
            }
            int[] all = IntStream.range(0, cells).toArray();
            int[] every = new int[lacking.length * cells];
            for (int q = 0; q < lacking.length; q++) {
                System.arraycopy(all, 0, every, q * cells, cells);
            }
            look(lacking, every, sorted);
        }
    }

    /// Some points, none twice, in rising order.
    private int[] drawn(int use, int count) {
        CounterRandom random = new CounterRandom(0, use);
        long[] lots = new long[n];
        for (int i = 0; i < n; i++) {
            lots[i] = random.bits(i) >>> 33 << 32 | i;
        }
        Arrays.sort(lots);
        return Arrays.stream(lots, 0, count).mapToInt(lot -> (int) lot).sorted().toArray();
    }

    private Points centers() {
        int d = points.columns();
        int[] sample = drawn(SAMPLE_USE, (int) Math.min(n, (long) SAMPLE * cells));
        double[] centers = new double[cells * d];
        for (int c = 0; c < cells; c++) {
            System.arraycopy(points.row(sample[(int) ((long) c * sample.length / cells)]), 0, centers, c * d, d);
        }
        for (int move = 0; move < MOVES; move++) {
            int[] closest = closest(sample, Points.copyOf(cells, d, centers).under(points.metric()), 1);
            double[] sums = new double[centers.length];
            int[] counts = new int[cells];
            for (int s = 0; s < sample.length; s++) {
                counts[closest[s]]++;
                double[] row = points.row(sample[s]);
                for (int c = 0; c < d; c++) {
                    sums[closest[s] * d + c] += row[c];
                }
            }
            for (int c = 0; c < centers.length; c++) {
                centers[c] = counts[c / d] == 0 ? centers[c] : sums[c] / counts[c / d];
            }
        }
        return Points.owning(cells, d, centers).under(points.metric());
    }

    /// The nearest centers of some points, `count` for each, the nearest first.
    private int[] closest(int[] some, Points centers, int count) {
        int[] closest = new int[some.length * count];
        int block = 256;
        workers.run(Math.ceilDiv(some.length, block), b -> {
            int first = b * block;
            int[] own = Arrays.copyOfRange(some, first, Math.min(some.length, first + block));
            SquaredDistances distances = new SquaredDistances(points.rows(own), centers, VectorModule.isThere());
            NearestHeaps heaps = new NearestHeaps(own.length, count, VectorModule.isThere());
            for (int row = 0; row < own.length; row += SquaredDistances.ROWS) {
                int at = row;
                distances.forEachTile(row, PANELS, (from, size, tile) -> {
                    for (int r = 0; r < SquaredDistances.ROWS && at + r < own.length; r++) {
                        heaps.offerToOne(at + r, -1, null, from, from + size, tile[r]);
                    }
                });
            }
            for (int i = 0; i < own.length; i++) {
                heaps.sort(i);
            }
            System.arraycopy(heaps.others(), 0, closest, first * count, own.length * count);
        });
        return closest;
    }

    /// Points by cell.
    ///
    /// @param members points, one cell after the other
    /// @param starts  where each cell begins, and one past the last ends
    private record Cells(int[] members, int[] starts) {
        int[] of(int cell) {
            return Arrays.copyOfRange(members, starts[cell], starts[cell + 1]);
        }
    }

    /// Sorts numbers 0 until `cellOf.length` by their cells.
    private Cells sorted(int[] cellOf) {
        int[] starts = new int[cells + 1];
        for (int cell : cellOf) {
            starts[cell + 1]++;
        }
        for (int c = 0; c < cells; c++) {
            starts[c + 1] += starts[c];
        }
        int[] next = starts.clone();
        int[] members = new int[cellOf.length];
        for (int i = 0; i < cellOf.length; i++) {
            members[next[cellOf[i]]++] = i;
        }
        return new Cells(members, starts);
    }

    /// Lets points look through their nearest cells, from one rank until before another.
    private void look(int[] some, Points centers, int from, int to, Cells sorted) {
        double centersShare = cells / (cells + (double) to * n / cells);
        int[] closest;
        try (Workers.Part _ = workers.part(0, centersShare)) {
            closest = closest(some, centers, to);
        }
        int[] probed = new int[some.length * (to - from)];
        for (int q = 0; q < some.length; q++) {
            System.arraycopy(closest, q * to + from, probed, q * (to - from), to - from);
        }
        try (Workers.Part _ = workers.part(centersShare, 1)) {
            look(some, probed, sorted);
        }
    }

    /// @param probed the cells of the first point, of the second, and so on, as many for each
    private void look(int[] some, int[] probed, Cells sorted) {
        int probes = probed.length / some.length;
        Cells visits = sorted(probed);
        workers.run(cells, cell -> {
            int[] members = sorted.of(cell);
            int[] visitors = IntStream.of(visits.of(cell)).map(visit -> some[visit / probes]).toArray();
            if (members.length > 0 && visitors.length > 0) {
                meet(visitors, members);
            }
        });
    }

    private void meet(int[] visitors, int[] members) {
        SquaredDistances distances = new SquaredDistances(points.rows(visitors), points.rows(members), VectorModule.isThere());
        for (int row = 0; row < visitors.length; row += SquaredDistances.ROWS) {
            int at = row;
            distances.forEachTile(row, PANELS, (from, size, tile) -> {
                for (int r = 0; r < SquaredDistances.ROWS && at + r < visitors.length; r++) {
                    int visitor = visitors[at + r];
                    synchronized (locks[visitor % LOCKS]) {
                        nearest.offerToOne(visitor, visitor, members, from, from + size, tile[r]);
                    }
                }
            });
        }
    }

    /// The distance of the k-th nearest of some points, by comparison with all.
    private double[] reach(int[] some) {
        double[] reach = new double[some.length];
        SquaredDistances distances = SquaredDistances.ofSome(points, some);
        workers.run(Math.ceilDiv(some.length, SquaredDistances.ROWS), block -> {
            int first = block * SquaredDistances.ROWS;
            int count = Math.min(SquaredDistances.ROWS, some.length - first);
            NearestHeaps heaps = new NearestHeaps(count, k, VectorModule.isThere());
            distances.forEachTile(first, PANELS, (from, size, tile) -> {
                for (int r = 0; r < count; r++) {
                    heaps.offerToOne(r, some[first + r], null, from, from + size, tile[r]);
                }
            });
            for (int r = 0; r < count; r++) {
                reach[first + r] = heaps.limit(r);
            }
        });
        return reach;
    }

    private double recall(int[] some, double[] reach) {
        long within = 0;
        for (int s = 0; s < some.length; s++) {
            within += nearest.within(some[s], reach[s]);
        }
        return within / ((double) some.length * k);
    }
}
