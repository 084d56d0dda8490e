package dev.starling.core.far;

import dev.starling.core.base.Workers;
import dev.starling.core.far.Separation.Stays;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/// Interaction lists: for each box as a target the boxes whose points act on those of the target, and how, so that every ordered pair of points
/// is in one interaction of a box that holds the one and a box that holds the other.
///
/// The proxies of a box may take the place of its points where the other box lies at least a side of it away. So two boxes that are far apart for
/// the sizes of both interact as wholes; of two that are not, the larger is opened, until only leaves are left. Where a box has fewer points than
/// proxies, its points themselves interact.
///
/// Boxes over which the formulas hardly bend interact as wholes wherever they lie, even a box with itself: that sums up the term of each of its
/// points and itself, once, which is taken out later. Points on one spot have no distances; there their number is enough.
///
/// Where rows stay points, proxies take the place of sources only, and act on leaves that lie apart; where columns do, of targets only, and all
/// points of a source act on them at once.
final class Interactions {
    /// Boxes that a task takes.
    private static final int RUN = 64;

    /// A source is opened together with the target unless its side is less than this share of the target's: then it is small enough already.
    private static final double ALIKE = 0.75;

    private static final double LARGER = 1.5;

    private final Boxes boxes;
    private final int proxies;
    private final Stays stays;
    private final Admissibility admissibility;

    /// By target: the boxes that act on its proxies, and those that act on its points, in each case by their proxies or their points.
    final Lists[] of;

    /// By box: whether it interacts with itself as a whole, by its proxies or as a spot.
    final boolean[] itself;

    private final int[][] open;

    /// Sources by kind of interaction: first what the values are wanted at, then what acts.
    static final class Lists {
        final Numbers proxiesProxies = new Numbers();
        final Numbers proxiesPoints = new Numbers();
        final Numbers pointsProxies = new Numbers();
        final Numbers pointsPoints = new Numbers();
    }

    /// Which boxes proxies may stand for.
    ///
    /// @param apart        by half a side, of boxes that lie at least a side apart
    /// @param overlapping  of boxes wherever they lie
    /// @param spots        whether a spot may be met by its points as a whole: formulas have a value at distance 0
    record Admissibility(DoublePredicate apart, DoublePredicate overlapping, boolean spots) {
        static Admissibility apart(DoublePredicate apart) {
            return new Admissibility(apart, _ -> false, false);
        }
    }

    /// A list of numbers.
    static final class Numbers {
        private static final int[] NONE = {};

        private int[] values = NONE;
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.max(8, 2 * size));
            }
            values[size++] = value;
        }

        int removeLast() {
            return values[--size];
        }

        int get(int at) {
            return values[at];
        }

        int size() {
            return size;
        }
    }

    /// @param proxies   number of proxies of a box
    /// @param stays     for whom there are no proxies
    /// @param admissibility  which boxes they stand for
    Interactions(Boxes boxes, int proxies, Stays stays, Admissibility admissibility, Workers workers) {
        this.boxes = boxes;
        this.proxies = proxies;
        this.stays = stays;
        this.admissibility = admissibility;
        of = new Lists[boxes.count];
        itself = new boolean[boxes.count];
        open = new int[boxes.count][];
        for (int level = 0; level < boxes.depth(); level++) {
            int first = boxes.levels[level];
            int last = boxes.levels[level + 1];
            workers.run(Math.ceilDiv(last - first, RUN), run -> {
                for (int target = first + run * RUN; target < Math.min(last, first + (run + 1) * RUN); target++) {
                    meet(target);
                }
            });
        }
    }

    boolean anyItself() {
        for (boolean one : itself) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    private void meet(int target) {
        Lists lists = new Lists();
        of[target] = lists;
        Numbers waiting = new Numbers();
        if (target == 0) {
            waiting.add(0);
        } else {
            int[] inherited = open[boxes.parent[target]];
            for (int e = inherited.length - 1; e >= 0; e--) {
                waiting.add(inherited[e]);
            }
        }
        Waiting below = new Waiting(new Numbers(), new Numbers());
        while (waiting.size() > 0) {
            int source = waiting.removeLast();
            if (isOpened(target, source, lists, below)) {
                for (int part = boxes.firstChild[source] + boxes.children[source] - 1; part >= boxes.firstChild[source]; part--) {
                    waiting.add(part);
                }
            }
        }
        open[target] = forParts(target, below);
    }

    /// Sources that are left to the children of a target: some to be opened with it, some to be kept whole.
    private record Waiting(Numbers opened, Numbers whole) {}

    /// Takes down how two boxes interact, or leaves that to the children of the target; or returns true where the source is to be opened first.
    private boolean isOpened(int target, int source, Lists lists, Waiting below) {
        return switch (stays) {
            case NEITHER -> isOpenedForBoxes(target, source, lists, below);
            case ROW -> isOpenedForRows(target, source, lists, below);
            case COLUMN -> isOpenedForColumns(target, source, lists, below);
        };
    }

    private boolean standsApart(int box, double gap) {
        return gap >= 2 * boxes.half[box] && admissibility.apart().test(boxes.half[box]);
    }

    private boolean hasFew(int box) {
        return boxes.size(box) <= proxies;
    }

    private boolean isOpenedForBoxes(int target, int source, Lists lists, Waiting below) {
        if (source == target && admissibility.spots() && boxes.spot[target] && !hasFew(target)) {
            itself[target] = true;
            return false;
        }
        double gap = boxes.gap(target, source);
        boolean bothAreSmall = admissibility.overlapping().test(boxes.half[source]) && admissibility.overlapping().test(boxes.half[target]);
        boolean sourceStandsApart = bothAreSmall || standsApart(source, gap);
        boolean targetStandsApart = bothAreSmall || standsApart(target, gap);
        boolean sourceIsLeaf = boxes.isLeaf(source);
        boolean targetIsLeaf = boxes.isLeaf(target);
        if (sourceStandsApart && targetStandsApart || sourceIsLeaf && targetIsLeaf) {
            boolean byProxies = sourceStandsApart && !(sourceIsLeaf && hasFew(source));
            boolean atProxies = targetStandsApart && !(targetIsLeaf && hasFew(target));
            if (atProxies) {
                (byProxies ? lists.proxiesProxies : lists.proxiesPoints).add(source);
                itself[target] |= source == target;
            } else {
                (byProxies ? lists.pointsProxies : lists.pointsPoints).add(source);
            }
            return false;
        }
        if (targetIsLeaf && sourceStandsApart) {
            lists.pointsProxies.add(source);
            return false;
        }
        if (sourceIsLeaf && targetStandsApart) {
            lists.proxiesPoints.add(source);
            return false;
        }
        return opensLarger(target, source, below);
    }

    private boolean isOpenedForRows(int target, int source, Lists lists, Waiting below) {
        boolean apart = standsApart(source, boxes.gap(target, source));
        if (!apart && !boxes.isLeaf(source)) {
            return opensLarger(target, source, below);
        }
        if (!boxes.isLeaf(target)) {
            below.whole.add(source);
        } else {
            (apart && !hasFew(source) ? lists.pointsProxies : lists.pointsPoints).add(source);
        }
        return false;
    }

    private boolean isOpenedForColumns(int target, int source, Lists lists, Waiting below) {
        boolean targetIsLeaf = boxes.isLeaf(target);
        boolean disjoint = boxes.to[source] <= boxes.from[target] || boxes.to[target] <= boxes.from[source];
        boolean byPoints = targetIsLeaf && (boxes.isLeaf(source) || disjoint && hasFew(target));
        if (!(targetIsLeaf && hasFew(target)) && standsApart(target, boxes.gap(target, source))) {
            lists.proxiesPoints.add(source);
            return false;
        }
        if (byPoints) {
            lists.pointsPoints.add(source);
            return false;
        }
        return opensLarger(target, source, below);
    }

    /// Of two boxes that do not interact as they are, opens the source, or leaves it to the parts of the target.
    private boolean opensLarger(int target, int source, Waiting below) {
        if (!boxes.isLeaf(source) && (boxes.isLeaf(target) || boxes.half[source] > LARGER * boxes.half[target])) {
            return true;
        }
        below.opened.add(source);
        return false;
    }

    private int[] forParts(int target, Waiting below) {
        if (boxes.isLeaf(target)) {
            return Numbers.NONE;
        }
        Numbers parts = below.whole;
        for (int e = 0; e < below.opened.size(); e++) {
            int source = below.opened.get(e);
            if (boxes.isLeaf(source) || boxes.half[source] < ALIKE * boxes.half[target]) {
                parts.add(source);
            } else {
                for (int part = 0; part < boxes.children[source]; part++) {
                    parts.add(boxes.firstChild[source] + part);
                }
            }
        }
        return Arrays.copyOf(parts.values, parts.size);
    }
}
