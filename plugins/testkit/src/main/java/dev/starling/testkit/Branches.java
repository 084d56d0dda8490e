package dev.starling.testkit;

import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Maximum;
import dev.starling.api.expr.tree.Minimum;
import dev.starling.api.expr.tree.Tree;
import dev.starling.api.expr.tree.Where;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// Which of its branches a formula takes: at `where`, `min` and `max`.
final class Branches {
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

    /// Looks for places where a formula changes its branch, between powers of ten of a leaf, and checks that it does not jump there.
    static void checkContinuous(Expr e, Map<String, Double> others, String leaf, double leastExponent, double mostExponent) {
        int parts = 128;
        double before = Sample.powerOfTen(leastExponent);
        BitSet takenBefore = taken(e, with(others, leaf, before));
        for (int k = 1; k <= parts; k++) {
            double after = Sample.powerOfTen(leastExponent + (mostExponent - leastExponent) * k / parts);
            BitSet takenAfter = taken(e, with(others, leaf, after));
            if (!takenAfter.equals(takenBefore)) {
                checkJump(e, others, leaf, before, after);
            }
            before = after;
            takenBefore = takenAfter;
        }
    }

    private static void checkJump(Expr e, Map<String, Double> others, String leaf, double from, double to) {
        double low = from;
        double high = to;
        BitSet atLow = taken(e, with(others, leaf, low));
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
        // Neighbouring doubles: whatever is continuous changes by some roundings.
        double size = Math.max(Math.abs(below), Math.abs(above));
        LawBroken.unless(
                Math.abs(above - below) <= 1e-9 * size || size < Double.MIN_NORMAL,
                "at " + leaf + " = " + Text.of(low) + " it jumps from " + Text.of(below) + " to " + Text.of(above)
                        + "; the branches of a formula must meet");
    }
}
