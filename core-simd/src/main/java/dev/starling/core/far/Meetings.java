package dev.starling.core.far;

import dev.starling.core.base.Workers;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/// Who meets whom, and how: for each box as a target the boxes whose points act on those of the target, so that every ordered pair of points
/// is in one meeting of a box that holds the one and a box that holds the other.
///
/// A box may be stood for by its proxies where the other lies at least a side of it away. So two boxes that are far apart for the size of
/// both meet as wholes; of two that are not, the larger is opened, until only leaves are left. Points meet directly where there are fewer of
/// them than proxies.
final class Meetings {
    /// Boxes that a task takes.
    private static final int RUN = 64;

    /// A part is opened together with the target unless it is this much smaller: then it is small enough already.
    private static final double ALIKE = 0.75;

    private static final double LARGER = 1.5;

    private final Boxes boxes;
    private final int proxies;
    private final DoublePredicate admissible;

    /// By target: the boxes that act on its proxies, and those that act on its points, in each case by their proxies or their points.
    final Lists[] of;

    private final int[][] open;

    /// Boxes by kind of meeting; the first is whose values are wanted, the second who acts.
    static final class Lists {
        final Numbers proxiesProxies = new Numbers();
        final Numbers proxiesPoints = new Numbers();
        final Numbers pointsProxies = new Numbers();
        final Numbers pointsPoints = new Numbers();
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

    /// @param proxies     number of proxies of a box
    /// @param admissible  whether interpolation over a box of such a half side is as good as it must be
    Meetings(Boxes boxes, int proxies, DoublePredicate admissible, Workers workers) {
        this.boxes = boxes;
        this.proxies = proxies;
        this.admissible = admissible;
        of = new Lists[boxes.count];
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
        Numbers below = new Numbers();
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

    /// Takes down how two boxes meet, or leaves that to the parts of the target; or returns true where the source is opened first.
    private boolean isOpened(int target, int source, Lists lists, Numbers below) {
        double gap = boxes.gap(target, source);
        boolean sourceStandsApart = gap >= 2 * boxes.half[source] && admissible.test(boxes.half[source]);
        boolean targetStandsApart = gap >= 2 * boxes.half[target] && admissible.test(boxes.half[target]);
        boolean sourceIsLeaf = boxes.isLeaf(source);
        boolean targetIsLeaf = boxes.isLeaf(target);
        boolean sourceHasFew = sourceIsLeaf && boxes.size(source) <= proxies;
        boolean targetHasFew = targetIsLeaf && boxes.size(target) <= proxies;
        if (sourceStandsApart && targetStandsApart || sourceIsLeaf && targetIsLeaf) {
            boolean byProxies = sourceStandsApart && !sourceHasFew;
            boolean atProxies = targetStandsApart && !targetHasFew;
            if (atProxies) {
                (byProxies ? lists.proxiesProxies : lists.proxiesPoints).add(source);
            } else {
                (byProxies ? lists.pointsProxies : lists.pointsPoints).add(source);
            }
        } else if (targetIsLeaf) {
            if (!sourceStandsApart) {
                return true;
            }
            lists.pointsProxies.add(source);
        } else if (sourceIsLeaf) {
            if (targetStandsApart) {
                lists.proxiesPoints.add(source);
            } else {
                below.add(source);
            }
        } else if (boxes.half[source] > LARGER * boxes.half[target]) {
            return true;
        } else {
            below.add(source);
        }
        return false;
    }

    private int[] forParts(int target, Numbers below) {
        if (boxes.isLeaf(target)) {
            return Numbers.NONE;
        }
        Numbers parts = new Numbers();
        for (int e = 0; e < below.size(); e++) {
            int source = below.get(e);
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
