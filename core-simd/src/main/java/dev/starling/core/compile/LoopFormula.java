package dev.starling.core.compile;

import dev.starling.api.expr.Expr;

import java.util.List;

/// What one pass over the pairs adds up for a row i: Σⱼ of each of `sums`, and Σⱼ pull · (yᵢ − yⱼ) of each of `pulls`.
///
/// Leaves of the formulas are [#SQUARED_DISTANCE], [#ONE_PLUS_SQUARED_DISTANCE] and the names of inputs, which are of four kinds, by what they depend on.
///
/// @param dimensions  number of coordinates of a point
/// @param pairs       the pairs that the pass meets
/// @param matrices    names of the inputs that are one number a pair, such as P
/// @param columns     names of the inputs that are one number a point j
/// @param rows        names of the inputs that are one number a point i
/// @param constants   names of the inputs that are one number for the whole pass
/// @param sums        terms of plain sums
/// @param pulls       coefficients of yᵢ − yⱼ
public record LoopFormula(
        int dimensions,
        Pairs pairs,
        List<String> matrices,
        List<String> columns,
        List<String> rows,
        List<String> constants,
        List<Expr> sums,
        List<Expr> pulls) {
    /// Which pairs a pass meets.
    public enum Pairs {
        /// Those that a sparse matrix holds; each row has columns of its own.
        NON_ZERO,
        /// All (i, j).
        ORDERED,
        /// Each pair once, and its terms are added at both ends, a pull to j with the opposite sign; for formulas whose value is the
        /// same for (j, i).
        UNORDERED,
        /// The same, but the term of a sum is added at one end only: of such sums only the total over all rows counts, and this is half of it.
        UNORDERED_TOTALS,
        /// All (i, j) of rows of data, in panels: each pair keeps sums of its own, of the terms of all columns of the data. Inputs are one of
        /// [LoopFormula#columns], the values of the points j, and one of [LoopFormula#rows], those of the points i.
        EACH,
        /// The same, but what a pair keeps is the largest of its terms and 0.
        EACH_LARGEST,
        /// Those of one i, whose terms are added at j alone: a formula of each j.
        OF_ONE_ROW;

        /// Whether terms are added at i, too.
        boolean haveRows() {
            return switch (this) {
                case NON_ZERO, ORDERED, UNORDERED, UNORDERED_TOTALS -> true;
                case EACH, EACH_LARGEST, OF_ONE_ROW -> false;
            };
        }

        /// Whether each pair keeps sums of its own.
        boolean keepEach() {
            return this == EACH || this == EACH_LARGEST;
        }
    }

    /// Name of the leaf ‖yᵢ − yⱼ‖², which every pass works out by itself.
    public static final String SQUARED_DISTANCE = "s";

    /// Name of the leaf 1 + ‖yᵢ − yⱼ‖², which every pass works out with one operation less than from the squared distance.
    public static final String ONE_PLUS_SQUARED_DISTANCE = "s.plus.1";

    /// Longer formulas are cut short where they serve as a name.
    private static final int LONGEST_NAME = 4_000;

    public LoopFormula {
        matrices = List.copyOf(matrices);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        constants = List.copyOf(constants);
        sums = List.copyOf(sums);
        pulls = List.copyOf(pulls);
    }

    /// Number of results of a row: one for each sum, `dimensions` for each pull.
    public int outputs() {
        return sums.size() + pulls.size() * dimensions;
    }

    /// The output from which on terms are also added to the columns.
    public int firstOfColumns() {
        return switch (pairs) {
            case NON_ZERO, ORDERED -> outputs();
            case UNORDERED, EACH, EACH_LARGEST, OF_ONE_ROW -> 0;
            case UNORDERED_TOTALS -> sums.size();
        };
    }

    /// Number of outputs whose terms are also added to the columns.
    int outputsOfColumns() {
        return outputs() - firstOfColumns();
    }

    /// Whether a leaf is one of those that a pass works out from the distance.
    public static boolean isOfDistance(String leaf) {
        return leaf.equals(SQUARED_DISTANCE) || leaf.equals(ONE_PLUS_SQUARED_DISTANCE);
    }

    boolean hasInput(String name) {
        return isOfDistance(name) || matrices.contains(name) || columns.contains(name) || rows.contains(name)
                || constants.contains(name);
    }

    /// Numbers that a row has of its own: its coordinates, then [#rows].
    int ownOfRow() {
        return dimensions + rows.size();
    }

    /// What, beside the program, tells the code of two passes apart.
    String shape() {
        return pairs + " " + dimensions + " " + sums.size() + matrices + columns + rows + constants;
    }

    @Override
    public String toString() {
        String text = "sums " + sums + " pulls " + pulls;
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + " ...";
    }
}
