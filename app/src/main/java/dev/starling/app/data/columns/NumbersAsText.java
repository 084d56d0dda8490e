package dev.starling.app.data.columns;

import dev.starling.core.matrix.Points;

import java.util.AbstractList;

/// A column of points as text, written when it is asked for.
public final class NumbersAsText extends AbstractList<String> {
    /// Beyond, doubles are written with an exponent.
    private static final double PLAIN = 1e15;

    private final Points points;
    private final int column;

    public NumbersAsText(Points points, int column) {
        this.points = points;
        this.column = column;
    }

    @Override
    public String get(int row) {
        return text(points.get(row, column));
    }

    @Override
    public int size() {
        return points.rows();
    }

    /// Whole numbers as such, others so that they read back the same, and nothing where there is no number.
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < PLAIN ? Long.toString((long) value) : Double.toString(value);
    }
}
