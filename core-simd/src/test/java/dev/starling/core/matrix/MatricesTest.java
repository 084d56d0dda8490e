package dev.starling.core.matrix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Matrices of pairs are checked when made.
class MatricesTest {
    @Test
    void aDenseMatrixHasAsManyValuesAsRowsNeed() {
        assertThatIllegalArgumentException().isThrownBy(() -> DenseMatrix.sharing(3, 8, new double[23]))
                .withMessage("a matrix of 3 points, 8 values a row, has 24 values, but there are 23");
        assertThatIllegalArgumentException().isThrownBy(() -> DenseMatrix.sharing(9, 8, new double[72]));
    }

    /// The matrix of two points is (0, a; b, 0), and six zeros end each of its rows.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1  | NaN | 0 | 0   | row 1, column 0 is NaN, which is not finite",
        "1  | 1   | 2 | 0   | row 0, column 0 is 2.0, which is not 0, as the diagonal must be",
        "1  | 1   | 0 | 0.5 | row 1, column 7 is 0.5, which is not 0, as the padding must be"
    })
    void aDenseMatrixThatIsToldWrongIsRefused(double a, double b, double diagonal, double padding, String said) {
        double[] values = new double[16];
        values[0] = diagonal;
        values[1] = a;
        values[8] = b;
        values[15] = padding;
        assertThatIllegalArgumentException().isThrownBy(() -> DenseMatrix.sharing(2, 8, values)).withMessage(said);
    }

    /// Bit for bit, since sums of pairs are shared where it is so.
    @ParameterizedTest
    @CsvSource({"1, 1, true", "1, 1.0000000000000002, false", "0, -0.0, false"})
    void whetherADenseMatrixIsSymmetricIsFoundOut(double a, double b, boolean symmetric) {
        double[] values = new double[16];
        values[1] = a;
        values[8] = b;
        assertThat(DenseMatrix.sharing(2, 8, values).symmetric()).isEqualTo(symmetric);
        assertThat(DenseMatrix.copyOf(new double[][] {{0, a}, {b, 0}}).symmetric()).isEqualTo(symmetric);
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

    /// Starts, columns, values and transposed values, of which one is wrong; and what is said of it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0,1,4     | 1,0,2,1  | 1,2,3,4 | 2,1,4,3 | has 4 starts",
        "0,1,3,5   | 1,0,2,1  | 1,2,3,4 | 2,1,4,3 | has 4 starts",
        "1,1,3,4   | 1,0,2,1  | 1,2,3,4 | 2,1,4,3 | has 4 starts",
        "0,1,3,4   | 1,0,2    | 1,2,3,4 | 2,1,4,3 | has 4 starts",
        "0,1,3,4   | 1,0,2,1  | 1,2,3,4 | 2,1,4   | has 4 starts",
        "0,2,1,4   | 1,2,0,1  | 1,2,3,4 | 2,1,4,3 | starts must not fall, but row 1 is stored from 2 to 1",
        "0,5,5,4   | 1,2,0,1  | 1,2,3,4 | 2,1,4,3 | starts must not fall, but row 0 is stored from 0 to 5",
        "0,1,3,4   | 1,2,0,1  | 1,2,3,4 | 2,1,4,3 | columns of a row must rise, but after others row 1 has 0",
        "0,1,3,4   | 1,0,0,1  | 1,2,3,4 | 2,1,4,3 | columns of a row must rise, but after others row 1 has 0",
        "0,1,3,4   | 1,-1,2,1 | 1,2,3,4 | 2,1,4,3 | row 1 has a value in column -1, which must be from 0 to 2 and not its own",
        "0,1,3,4   | 1,0,3,1  | 1,2,3,4 | 2,1,4,3 | row 1 has a value in column 3, which must be from 0 to 2 and not its own",
        "0,1,3,4   | 1,0,1,1  | 1,2,3,4 | 2,1,4,3 | row 1 has a value in column 1, which must be from 0 to 2 and not its own",
        "0,1,3,4   | 1,0,2,0  | 1,2,3,4 | 2,1,4,3 | (1, 2) is stored, and (2, 1) is not",
        "0,1,4,4   | 1,0,2    | 1,2,3   | 2,1,4   | has 4 starts",
        "0,1,3,3   | 1,0,2    | 1,2,3   | 2,1,4   | (1, 2) is stored, and (2, 1) is not",
        "0,1,3,4   | 1,0,2,1  | 1,2,3,4 | 2,1,3,3 | (2, 1) is 4.0, and 3.0 where it is said of (1, 2)",
        "0,1,3,4   | 1,0,2,1  | 1,2,3,4 | 1,2,3,4 | (1, 0) is 2.0, and 1.0 where it is said of (0, 1)"
    })
    void aSparseMatrixThatIsToldWrongIsRefused(String starts, String columns, String values, String transposed, String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.sharing(3, numbers(starts), numbers(columns), values(values), values(transposed)))
                .withMessageContaining(said);
    }

    @Test
    void aSparseMatrixThatIsToldRightIsTaken() {
        SparseMatrix matrix = SparseMatrix.sharing(3, numbers("0,1,3,4"), numbers("1,0,2,1"), values("1,2,3,4"), values("2,1,4,3"));
        assertThat(matrix.get(1, 2)).isEqualTo(3);
        assertThat(matrix.get(2, 1)).isEqualTo(4);
        assertThat(matrix.get(0, 2)).isZero();
        assertThat(matrix.symmetric()).isFalse();
    }

    private static double[] values(String text) {
        return Stream.of(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    private static int[] numbers(String text) {
        return Stream.of(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
