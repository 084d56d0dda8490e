package dev.starling.app.data;

import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseRows;

import java.util.List;
import java.util.Locale;

/// Whether distances are those of one column, which then hides the others.
final class Dominance {
    /// Beyond this share of the squared distances, a map shows hardly anything else.
    private static final double SHARE = 0.95;

    private Dominance() {}

    /// The column that makes up nearly all of the squared distances, with what can be done about it; empty if there is none.
    static String note(Points given, List<String> names) {
        Points points = given.inRange();
        int dominant = 0;
        double largest = 0;
        double sum = 0;
        double[] variances = variances(points);
        for (int k = 0; k < points.columns(); k++) {
            double variance = variances[k];
            sum += variance;
            if (variance > largest) {
                largest = variance;
                dominant = k;
            }
        }
        if (points.columns() < 2 || !(largest > SHARE * sum)) {
            return "";
        }
        return String.format(Locale.ROOT, "'%s' makes up %.1f %% of the squared distances (--prepare standardize for all alike, or --exclude it)",
                names.get(dominant), 100 * largest / sum);
    }

    private static double[] variances(Points points) {
        SparseRows sparse = points.sparse();
        return sparse == null ? ofDense(points) : variances(sparse);
    }

    /// Of columns that are 0 but for some rows.
    private static double[] variances(SparseRows rows) {
        int[] stored = new int[rows.columns()];
        double[] means = new double[rows.columns()];
        for (int e = 0; e < rows.values().length; e++) {
            stored[rows.indices()[e]]++;
            means[rows.indices()[e]] += rows.values()[e] / rows.rows();
        }
        double[] squares = new double[rows.columns()];
        for (int e = 0; e < rows.values().length; e++) {
            double off = rows.values()[e] - means[rows.indices()[e]];
            squares[rows.indices()[e]] += off * off;
        }
        for (int k = 0; k < squares.length; k++) {
            squares[k] = (squares[k] + (rows.rows() - stored[k]) * means[k] * means[k]) / rows.rows();
        }
        return squares;
    }

    /// Row after row, as they are stored. Numbers are taken relative to those of the first row, which leaves their digits to what differs.
    private static double[] ofDense(Points points) {
        int columns = points.columns();
        double[] means = new double[columns];
        for (int i = 0; i < points.rows(); i++) {
            for (int k = 0; k < columns; k++) {
                means[k] += points.get(i, k) - points.get(0, k);
            }
        }
        for (int k = 0; k < columns; k++) {
            means[k] /= points.rows();
        }
        double[] squares = new double[columns];
        for (int i = 0; i < points.rows(); i++) {
            for (int k = 0; k < columns; k++) {
                double off = points.get(i, k) - points.get(0, k) - means[k];
                squares[k] += off * off;
            }
        }
        for (int k = 0; k < columns; k++) {
            squares[k] /= points.rows();
        }
        return squares;
    }
}
