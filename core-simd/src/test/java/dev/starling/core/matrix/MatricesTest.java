package dev.starling.core.matrix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Matrices of pairs are checked when made.
class MatricesTest {
    private static final double[] THREE = {1, 2, 3};

    @Test
    void aDenseMatrixHasAsManyValuesAsRowsNeed() {
        assertThatIllegalArgumentException().isThrownBy(() -> DenseMatrix.sharing(3, 8, new double[23], true))
                .withMessage("a matrix of 3 points, 8 values a row, has 24 values, but there are 23");
        assertThatIllegalArgumentException().isThrownBy(() -> DenseMatrix.sharing(9, 8, new double[72], true));
    }

    @Test
    void aCopyOfRowsIsPaddedAndFindsOutWhetherItIsSymmetric() {
        double[][] rows = {{0, 1, 2}, {1, 0, 3}, {2, 3, 0}};
        DenseMatrix matrix = DenseMatrix.copyOf(rows);
        assertThat(matrix.symmetric()).isTrue();
        assertThat(matrix.stride()).isEqualTo(8);
        rows[0][1] = 5;
        assertThat(matrix.get(0, 1)).isEqualTo(1);
        assertThat(DenseMatrix.copyOf(rows).symmetric()).isFalse();
    }

    @Test
    void rowsAreAsManyAsLongOfFiniteNumbersAndZeroOnTheDiagonal() {
        assertThatIllegalArgumentException().isThrownBy(() -> DenseMatrix.copyOf(new double[][] {{0, 1}, {1}}))
                .withMessage("row 1 has 1 values, but there are 2 rows");
        assertThatIllegalArgumentException().isThrownBy(() -> DenseMatrix.copyOf(new double[][] {{0, Double.NaN}, {1, 0}}))
                .withMessage("row 0, column 1 is NaN, which is not finite");
        assertThatIllegalArgumentException().isThrownBy(() -> DenseMatrix.copyOf(new double[][] {{0, 1}, {1, 0.5}}))
                .withMessage("row 1, column 1 is 0.5, which is not 0, as the diagonal must be");
    }

    /// Starts, then columns; the last are right.
    @ParameterizedTest
    @CsvSource({"'0,1,3', '1,0,2', false", "'0,1,2,4', '1,0,2', false", "'1,1,2,3', '1,0,2', false", "'0,0,1,3', '1,2,0', false",
        "'0,0,1,3', '1,0,0', false", "'0,1,2,3', '1,-1,2', false", "'0,1,3,3', '1,0,2', true"})
    void aSparseMatrixHasColumnsThatRise(String starts, String columns, boolean isRight) {
        if (isRight) {
            assertThat(SparseMatrix.sharing(3, numbers(starts), numbers(columns), THREE, THREE).get(1, 2)).isEqualTo(3);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> SparseMatrix.sharing(3, numbers(starts), numbers(columns), THREE, THREE));
        }
    }

    private static int[] numbers(String text) {
        return java.util.stream.Stream.of(text.split(",")).mapToInt(Integer::parseInt).toArray();
    }
}
