package dev.starling.app.data.features;

import dev.starling.core.matrix.Points;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// The numbers that a map is made from, whatever file they come from, and what becomes of the gaps among them. They are NaN until rows are
/// dropped or gaps are filled.
public sealed interface Features permits DenseFeatures, SparseFeatures {
    int rows();

    List<String> names();

    Points points();

    /// Leaves out the rows with gaps; the others keep their order.
    ///
    /// @return which rows are left
    int[] dropGaps();

    /// Puts the means of columns in the place of gaps, and says how many there were; null if there were none.
    @Nullable String fillGaps();

    /// What is done with a number that cannot be used, and where it stands.
    interface Unusable {
        void take(int row, int column, double value);
    }

    /// All numbers that are not finite.
    void eachUnusable(Unusable what);

    /// The first column that has no number at all; −1 if each has one.
    int firstEmpty();

    /// Whether all rows are the same.
    boolean areRowsEqual();

    /// Rows that repeat others, and columns that are constant.
    List<String> notes();
}
