package dev.starling.app.data.features;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class RepeatedRowsTest {
    private static final int ROWS = 4_000;
    private static final int COLUMNS = 12;

    /// Numbers of all kinds of tables: whole ones differ in their first bits only, tiny ones in their exponents.
    @ParameterizedTest
    @ValueSource(doubles = {1, 1024, 0x1p-40, 1e-9, 1.0 / 3, 255e100})
    void rowsThatDifferAreSeldomCompared(double unit) {
        Random random = new Random(1);
        double[][] table = new double[ROWS][];
        for (int row = 0; row < ROWS; row++) {
            table[row] = row % 10 == 9 ? table[row / 2] : random.doubles(COLUMNS).map(x -> unit * Math.floor(17 * x)).toArray();
        }
        int[] compared = new int[1];

        int repeated = RepeatedRows.count(ROWS, row -> hash(table[row]), (one, other) -> {
            compared[0]++;
            return Arrays.equals(table[one], table[other]);
        });

        assertThat(repeated).isEqualTo(ROWS / 10);
        assertThat(compared[0]).isLessThan(ROWS);
    }

    private static int hash(double[] row) {
        long hash = 1;
        for (double value : row) {
            hash = RepeatedRows.mixed(hash, Double.doubleToLongBits(value));
        }
        return RepeatedRows.folded(hash);
    }
}
