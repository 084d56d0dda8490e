package dev.starling.core.pairs;

import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.stream.Stream;

/// The question of a pass: what are, for a point i, Σⱼ of each of `sums`, and Σⱼ pull · (yᵢ − yⱼ) of each of `pulls`?
///
/// Formulas are of the ordered pair (i, j). A pull is symmetrized: its value is the same for (i, j) and (j, i).
///
/// @param dimensions  number of coordinates of a point
/// @param met         the pairs that count
/// @param leaves      what the leaves of the formulas stand for
/// @param totals      whether of each sum only the total over all rows is asked for
/// @param sums        terms of plain sums
/// @param pulls       coefficients of yᵢ − yⱼ
public record PassFormula(int dimensions, Met met, Leaves leaves, boolean totals, List<Expr> sums, List<Expr> pulls) {
    /// Which pairs count.
    public enum Met {
        /// All pairs of different points.
        ALL,
        /// Those that the sparse matrix of the pass holds.
        NON_ZERO
    }

    public PassFormula {
        sums = List.copyOf(sums);
        pulls = List.copyOf(pulls);
    }

    /// Sums, then pulls.
    public Stream<Expr> formulas() {
        return Stream.concat(sums.stream(), pulls.stream());
    }

    /// Whether a number of the pair is read from a matrix.
    public boolean readsMatrix() {
        return formulas().flatMap(e -> e.leaves().stream()).anyMatch(leaf -> leaves.meaning(leaf) instanceof PairLeaf.Matrix);
    }

    @Override
    public String toString() {
        return met + " pairs: sums " + sums + " pulls " + pulls;
    }
}
