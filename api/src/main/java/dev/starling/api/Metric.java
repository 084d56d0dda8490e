package dev.starling.api;

import dev.starling.api.expr.Expr;
import org.apiguardian.api.API;

import java.util.List;

/// A distance of two rows of data: sums over the columns of formulas of their values, x and y, then one formula of these sums.
///
///     cosine = 1 - sum(x*y) / sqrt(sum(x^2) * sum(y^2))
///
/// The distance must be the same from either side, bit for bit, never negative, and 0 from a row to itself, but for rounding: a negative
/// distance of rounding counts as 0. What a term says of one row only, such as `x^2`, is added up once a row and not once a pair. A term that is 0 where both
/// values are 0 is the fastest.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public interface Metric extends Extension {
    /// Whether it is of values alone that are not negative, such as counts or shares: it says nothing of others, which are refused.
    default boolean refusesNegative() {
        return false;
    }

    /// Whether rows are compared by how their values differ from the mean of the row, which is taken from them before all else, here with all digits.
    default boolean isCentered() {
        return false;
    }

    /// Terms that are added up over the columns of each row by itself, for [#value].
    default List<Expr> ofRow(Expr x, Arguments given) {
        return List.of();
    }

    /// What takes the place of a value x of a row before rows are compared, such as its share of the length of the row.
    ///
    /// @param ofRow the sums of [#ofRow]
    default Expr value(Expr x, List<Expr> ofRow, Arguments given) {
        return x;
    }

    /// Terms that are added up over the columns.
    List<Expr> sums(Expr x, Expr y, Arguments given);

    /// Terms of which the largest of all columns is taken; never negative.
    default List<Expr> largest(Expr x, Expr y, Arguments given) {
        return List.of();
    }

    /// The distance.
    ///
    /// @param sums    those of [#sums]
    /// @param largest those of [#largest]
    Expr distance(List<Expr> sums, List<Expr> largest, Arguments given);
}
