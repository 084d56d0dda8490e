package dev.starling.core.far;

import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Workers;

import java.util.Arrays;

/// Points in a tree of boxes: halved along each axis, until a box holds few. The points are put in the order of the tree, so that those of a
/// box, and the boxes that a box was split into, lie side by side; boxes are numbered from the root, level by level.
///
/// A box is the least cube round the bounds of its points, not the cell of the grid that they were sorted by: so empty space is in no box, and
/// there is no chain of boxes with the same points.
final class Boxes {
    /// Bits of a key by number of dimensions; where points differ beyond, they are sorted anew in the cell that they share.
    private static final int[] BITS_OF_A_KEY = {0, 44, 44, 42};

    /// Bits of the key that belong to one axis.
    private static final long[] BITS_OF_AN_AXIS = {0, -1, 0x5555555555555555L, 0x1249249249249249L};

    /// A box whose half side is a smaller share of the largest coordinate than this counts as one spot: its side would be lost in rounding.
    private static final double LEAST_SHARE = 0x1p-44;

    private static final double LEAST_HALF = 0x1p-500;

    /// Points or boxes that a task takes.
    private static final int RUN = 1 << 12;

    final int n;
    final int dimensions;

    /// Which point stands at a place.
    final int[] order;

    /// Coordinates in this order, by dimension.
    final double[][] points;

    /// Number of boxes.
    int count;

    // By box: the range of its points; its children, none for a leaf; its parent; its center by dimension, and half its side.
    int[] from;
    int[] to;
    int[] firstChild;
    int[] children;
    int[] parent;
    final double[][] center;
    double[] half;

    /// Leaves whose points all have the same coordinates.
    final boolean[] spot;

    /// The first box of each level, and one past the last box.
    int[] levels;

    private final int capacity;
    private final Workers workers;
    private final long[] keys;

    /// @param capacity  points of a leaf at most, but for points on one spot
    Boxes(double[][] coordinates, int n, int capacity, Workers workers) {
        this.n = n;
        this.capacity = capacity;
        this.workers = workers;
        dimensions = coordinates.length;
        order = new int[n];
        Arrays.setAll(order, i -> i);
        keys = new long[n];
        points = new double[dimensions][n];
        for (int k = 0; k < dimensions; k++) {
            System.arraycopy(coordinates[k], 0, points[k], 0, n);
        }
        int likely = 16 + 8 * Math.ceilDiv(n, capacity);
        from = new int[likely];
        to = new int[likely];
        firstChild = new int[likely];
        children = new int[likely];
        parent = new int[likely];
        levels = new int[16];
        sort(0, n);
        split();
        center = new double[dimensions][count];
        half = new double[count];
        spot = new boolean[count];
        bound();
    }

    boolean isLeaf(int box) {
        return children[box] == 0;
    }

    int size(int box) {
        return to[box] - from[box];
    }

    int depth() {
        return levels.length - 1;
    }

    /// The largest distance along an axis between the cubes of two boxes; negative where they overlap.
    double gap(int a, int b) {
        double apart = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < dimensions; k++) {
            apart = Math.max(apart, Math.abs(center[k][a] - center[k][b]));
        }
        return apart - half[a] - half[b];
    }

    /// Sorts the points of a range by a grid over their bounds.
    private void sort(int first, int last) {
        int bits = BITS_OF_A_KEY[dimensions] / dimensions;
        double[] least = new double[dimensions];
        double extent = 0;
        for (int k = 0; k < dimensions; k++) {
            double[] bounds = bounds(k, first, last);
            least[k] = bounds[0];
            extent = Math.max(extent, bounds[1] - bounds[0]);
        }
        if (!(extent < Double.POSITIVE_INFINITY)) {
            throw new NumericalException("points lie so far apart that their distances overflow");
        }
        int scale = bits - 1 - Math.getExponent(extent);
        long axis = BITS_OF_AN_AXIS[dimensions];
        workers.run(Math.ceilDiv(last - first, RUN), run -> {
            for (int e = first + run * RUN; e < Math.min(last, first + (run + 1) * RUN); e++) {
                long key = 0;
                for (int k = 0; k < dimensions; k++) {
                    key |= Long.expand((long) Math.scalb(points[k][e] - least[k], scale), axis) << k;
                }
                keys[e] = key;
            }
        });
        long[] sorted = Arrays.copyOfRange(keys, first, last);
        int[] places = new int[last - first];
        Arrays.setAll(places, e -> e);
        MortonSort.sort(sorted, places, BITS_OF_A_KEY[dimensions], workers);
        System.arraycopy(sorted, 0, keys, first, sorted.length);
        move(places, first);
    }

    private double[] bounds(int axis, int first, int last) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int e = first; e < last; e++) {
            least = Math.min(least, points[axis][e]);
            most = Math.max(most, points[axis][e]);
        }
        return new double[] {least, most};
    }

    private void move(int[] places, int first) {
        int[] before = Arrays.copyOfRange(order, first, first + places.length);
        for (int e = 0; e < places.length; e++) {
            order[first + e] = before[places[e]];
        }
        workers.run(dimensions, k -> {
            double[] unsorted = Arrays.copyOfRange(points[k], first, first + places.length);
            for (int e = 0; e < places.length; e++) {
                points[k][first + e] = unsorted[places[e]];
            }
        });
    }

    private void split() {
        add(0, n, -1);
        int level = 0;
        for (int first = 0; first < count; ) {
            int last = count;
            if (level + 1 >= levels.length) {
                levels = Arrays.copyOf(levels, 2 * levels.length);
            }
            levels[level++] = first;
            for (int box = first; box < last; box++) {
                if (size(box) > capacity) {
                    split(box);
                }
            }
            first = last;
        }
        levels = Arrays.copyOf(levels, level + 1);
        levels[level] = count;
    }

    private void split(int box) {
        if (keys[from[box]] == keys[to[box] - 1]) {
            if (isOneSpot(box)) {
                return;
            }
            sort(from[box], to[box]);
        }
        int highest = Long.SIZE - 1 - Long.numberOfLeadingZeros(keys[from[box]] ^ keys[to[box] - 1]);
        int shift = highest / dimensions * dimensions;
        firstChild[box] = count;
        int last = to[box];
        for (int first = from[box]; first < last; ) {
            int end = endOfPrefix(first, last, shift);
            add(first, end, box);
            first = end;
        }
        children[box] = count - firstChild[box];
    }

    /// One past the last of the keys that begin as that of `first` does.
    private int endOfPrefix(int first, int last, int shift) {
        long prefix = keys[first] >>> shift;
        int low = first;
        int high = last;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (keys[middle] >>> shift == prefix) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private boolean isOneSpot(int box) {
        for (int k = 0; k < dimensions; k++) {
            double[] bounds = bounds(k, from[box], to[box]);
            if (bounds[1] - bounds[0] > halfAtLeast(bounds[0], bounds[1])) {
                return false;
            }
        }
        return true;
    }

    private static double halfAtLeast(double least, double most) {
        return Math.max(LEAST_HALF, LEAST_SHARE * Math.max(Math.abs(least), Math.abs(most)));
    }

    private void add(int first, int last, int of) {
        if (count == from.length) {
            int more = 2 * count;
            from = Arrays.copyOf(from, more);
            to = Arrays.copyOf(to, more);
            firstChild = Arrays.copyOf(firstChild, more);
            children = Arrays.copyOf(children, more);
            parent = Arrays.copyOf(parent, more);
        }
        from[count] = first;
        to[count] = last;
        parent[count] = of;
        count++;
    }

    /// Centers and sides, of leaves from their points and of the others from their parts.
    private void bound() {
        double[][] least = new double[dimensions][count];
        double[][] most = new double[dimensions][count];
        for (int level = depth() - 1; level >= 0; level--) {
            int first = levels[level];
            int last = levels[level + 1];
            workers.run(Math.ceilDiv(last - first, RUN), run -> {
                for (int box = first + run * RUN; box < Math.min(last, first + (run + 1) * RUN); box++) {
                    bound(box, least, most);
                }
            });
        }
    }

    private void bound(int box, double[][] least, double[][] most) {
        spot[box] = isLeaf(box);
        for (int k = 0; k < dimensions; k++) {
            if (isLeaf(box)) {
                double[] bounds = bounds(k, from[box], to[box]);
                least[k][box] = bounds[0];
                most[k][box] = bounds[1];
            } else {
                least[k][box] = Double.POSITIVE_INFINITY;
                most[k][box] = Double.NEGATIVE_INFINITY;
                for (int child = firstChild[box]; child < firstChild[box] + children[box]; child++) {
                    least[k][box] = Math.min(least[k][box], least[k][child]);
                    most[k][box] = Math.max(most[k][box], most[k][child]);
                }
            }
            spot[box] &= least[k][box] == most[k][box];
            center[k][box] = least[k][box] + (most[k][box] - least[k][box]) / 2;
            double rounding = halfAtLeast(least[k][box], most[k][box]);
            half[box] = Math.max(half[box], (most[k][box] - least[k][box]) / 2 + rounding);
        }
    }
}
