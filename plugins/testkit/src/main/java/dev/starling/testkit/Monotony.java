package dev.starling.testkit;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Derivative;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Leaf;
import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;

/// Whether a formula that is never negative falls all the way, or rises. Between two places it is looked at as a whole, by the range of its
/// derivative there, and where that leaves a doubt the doubt is halved, the gravest first.
///
/// @param e    the formula
/// @param leaf by which it falls or rises
/// @param sign −1 for one that must fall, 1 for one that must rise
record Monotony(Expr e, Leaf leaf, int sign, Expr slope, Expr logSlope) {
    /// How much of its value it may go the wrong way: roundings, and what no map shows.
    private static final double NOTHING = 1e-9;

    private static final int MOST_CELLS = 1 << 11;

    /// From one place to another it goes the wrong way.
    record Wrong(double from, double valueFrom, double to, double valueTo) {}

    /// @param wrong   where it goes the wrong way; null where it was not seen to
    /// @param isShown whether it is shown that it does so nowhere
    record Finding(@Nullable Wrong wrong, boolean isShown) {}

    /// @param doubt how far it may go the wrong way in this cell, relative to its value
    private record Cell(double from, double to, double doubt) {}

    static Monotony falling(Expr e, Leaf leaf) {
        return of(e, leaf, -1);
    }

    static Monotony rising(Expr e, Leaf leaf) {
        return of(e, leaf, 1);
    }

    private static Monotony of(Expr e, Leaf leaf, int sign) {
        return new Monotony(e, leaf, sign, Derivative.by(leaf).of(e), Derivative.by(leaf).ofLog(e));
    }

    /// Looks everywhere between two places, of which the first may be 0.
    Finding between(double from, double to) {
        PriorityQueue<Cell> open = new PriorityQueue<>(Comparator.comparingDouble((Cell cell) -> -cell.doubt));
        open.add(cell(from, to));
        for (int cells = 1; !open.isEmpty() && open.element().doubt > NOTHING; cells++) {
            if (cells > MOST_CELLS) {
                return new Finding(null, false);
            }
            Cell gravest = open.remove();
            double middle = middle(gravest.from, gravest.to);
            if (!(middle > gravest.from && middle < gravest.to)) {
                // Neighbors: what is left is for the law of continuity.
                continue;
            }
            Wrong wrong = wrong(gravest.from, middle, gravest.to);
            if (wrong != null) {
                return new Finding(wrong, false);
            }
            open.add(cell(gravest.from, middle));
            open.add(cell(middle, gravest.to));
        }
        return new Finding(null, true);
    }

    private static double middle(double from, double to) {
        return from > 0 ? Math.sqrt(from) * Math.sqrt(to) : to / 1024;
    }

    private Cell cell(double from, double to) {
        Interval range = new Interval(from, to);
        double value = Math.abs(value(e, from));
        double byLog = wrongWay(logSlope, range) * (to - from);
        double byValue = wrongWay(slope, range) * (to - from) / Math.max(value, Double.MIN_NORMAL);
        return new Cell(from, to, Math.min(byLog, byValue));
    }

    /// How steep a derivative may be in the wrong direction, 0 if nowhere.
    private double wrongWay(Expr derivative, Interval range) {
        Interval slopes = Interval.of(derivative, Map.of(), leaf.name(), range);
        return Math.max(0, sign < 0 ? slopes.most() : -slopes.least());
    }

    private @Nullable Wrong wrong(double from, double middle, double to) {
        double[] places = {from, middle, to};
        for (int k = 1; k < places.length; k++) {
            double before = value(e, places[k - 1]);
            double after = value(e, places[k]);
            double change = sign * (after - before);
            if (change < -NOTHING * Math.max(before, after) && isSteepTheWrongWay(places[k - 1], places[k])) {
                return new Wrong(places[k - 1], before, places[k], after);
            }
        }
        return null;
    }

    /// Values whose terms cancel are rough; the derivative is of other terms, and settles whether a rise is one.
    private boolean isSteepTheWrongWay(double from, double to) {
        for (double at : new double[] {from, middle(from, to), to}) {
            double steep = value(slope, at);
            if (Double.isNaN(steep) || sign * steep < 0) {
                return true;
            }
        }
        return false;
    }

    private double value(Expr formula, double at) {
        return Evaluation.of(formula, Map.of(leaf.name(), at));
    }
}
