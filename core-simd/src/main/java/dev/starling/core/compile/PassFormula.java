package dev.starling.core.compile;

import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.Map;

/// What one pass over the pairs adds up for a row i: Σⱼ of each of `sums`, and Σⱼ pull · (yᵢ − yⱼ) of each of `pulls`.
///
/// Leaves of the formulas are [#SQUARED_DISTANCE], the names of `columns`, whose values differ from column to column (a row of P,
/// a value of point j), and the names of `constants`, whose values stay for a row (a value of point i, a grand sum).
///
/// @param dimensions  number of coordinates of a point
/// @param columns     names of the inputs that differ with j
/// @param constants   names of the inputs that do not
/// @param sums        terms of plain sums
/// @param pulls       coefficients of yᵢ − yⱼ
public record PassFormula(int dimensions, List<String> columns, List<String> constants, List<Expr> sums, List<Expr> pulls) {
    /// Name of the leaf ‖yᵢ − yⱼ‖², which every pass works out by itself.
    public static final String SQUARED_DISTANCE = "s";

    /// Longer formulas are cut short where they serve as a name.
    private static final int LONGEST_NAME = 4_000;

    public PassFormula {
        columns = List.copyOf(columns);
        constants = List.copyOf(constants);
        sums = List.copyOf(sums);
        pulls = List.copyOf(pulls);
    }

    /// Number of results of a row: one for each sum, `dimensions` for each pull.
    public int outputs() {
        return sums.size() + pulls.size() * dimensions;
    }

    /// Whether row i of another problem of the same kind is computed by the same code.
    String structure() {
        return Map.of("d", dimensions, "columns", columns, "constants", constants) + " " + sums + pulls;
    }

    @Override
    public String toString() {
        String text = "sums " + sums + " pulls " + pulls;
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + " ...";
    }
}
