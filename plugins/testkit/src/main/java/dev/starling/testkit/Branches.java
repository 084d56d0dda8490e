package dev.starling.testkit;

import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Maximum;
import dev.starling.api.expr.tree.Minimum;
import dev.starling.api.expr.tree.Tree;
import dev.starling.api.expr.tree.Where;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which of its branches a formula takes: at `where`, `min` and `max`.
final class Branches {
    /// Far beside the step from one double to the next, and near beside all on which a formula changes.
    private static final double WAY = 1e-8;

    private static final int MOST_CELLS = 1 << 13;

    private Branches() {}

    /// The branches taken at given leaves, one bit for each place where there is a choice.
    static BitSet taken(Expr e, Map<String, Double> leaves) {
        BitSet taken = new BitSet();
        int[] next = {0};
        Tree.visit(e, node -> {
            switch (node) {
                case Where(Condition c, Expr _, Expr _) ->
                    taken.set(next[0]++, c.comparison().holds(Evaluation.of(c.left(), leaves), Evaluation.of(c.right(), leaves)));
                case Minimum(Expr a, Expr b) -> taken.set(next[0]++, Evaluation.of(a, leaves) < Evaluation.of(b, leaves));
                case Maximum(Expr a, Expr b) -> taken.set(next[0]++, Evaluation.of(a, leaves) < Evaluation.of(b, leaves));
                default -> {}
            }
        });
        return taken;
    }

    static Map<String, Double> with(Map<String, Double> leaves, String leaf, double value) {
        Map<String, Double> changed = new HashMap<>(leaves);
        changed.put(leaf, value);
        return changed;
    }

    /// Looks at every place between powers of ten of a leaf where a condition of a `where` may change, however narrow it is, and checks that
    /// the formula does not jump there.
    static void checkContinuous(Expr e, Map<String, Double> others, String leaf, double leastExponent, double mostExponent) {
        List<Condition> conditions = new ArrayList<>();
        Tree.visit(e, node -> {
            if (node instanceof Where(Condition condition, Expr _, Expr _)) {
                conditions.add(condition);
            }
        });
        if (conditions.isEmpty()) {
            return;
        }
        Deque<Interval> open = new ArrayDeque<>();
        open.add(new Interval(Sample.powerOfTen(leastExponent), Sample.powerOfTen(mostExponent)));
        for (int cells = 0; !open.isEmpty(); cells++) {
            Interval cell = open.remove();
            double low = cell.least();
            double high = cell.most();
            if (conditions.stream().allMatch(condition -> Interval.decided(condition, others, leaf, cell) != null)) {
                continue;
            }
            if (Math.nextUp(low) >= high) {
                checkJump(e, others, leaf, low, high);
            } else if (cells < MOST_CELLS) {
                double middle = Math.nextUp(low * 2) < high ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
                open.add(new Interval(low, middle));
                open.add(new Interval(middle, high));
            } else {
                checkJump(e, others, leaf, low, high);
            }
        }
    }

    /// Halves a range at whose ends other branches are taken, down to neighbors.
    private static void checkJump(Expr e, Map<String, Double> others, String leaf, double from, double to) {
        double low = from;
        double high = to;
        BitSet atLow = taken(e, with(others, leaf, low));
        if (atLow.equals(taken(e, with(others, leaf, high)))) {
            return;
        }
        while (Math.nextUp(low) < high) {
            double middle = low + (high - low) / 2;
            if (taken(e, with(others, leaf, middle)).equals(atLow)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double below = Evaluation.of(e, with(others, leaf, low));
        double above = Evaluation.of(e, with(others, leaf, high));
        double change = Math.abs(above - below);
        double size = Math.max(Math.abs(below), Math.abs(above));
        // What is continuous changes by some roundings from one double to the next; or by much less than over a way a million times as
        // long, as (1 - f)^4 does, which is 1e-63 beside the place from where it is 0.
        double wide = Math.abs(
                Evaluation.of(e, with(others, leaf, high * (1 + WAY))) - Evaluation.of(e, with(others, leaf, low * (1 - WAY))));
        LawBroken.unless(
                change <= 1e-9 * size || size < Double.MIN_NORMAL || change <= wide / 100,
                "at " + leaf + " = " + Text.of(low) + " it jumps from " + Text.of(below) + " to " + Text.of(above)
                        + "; the branches of a formula must meet");
    }
}
