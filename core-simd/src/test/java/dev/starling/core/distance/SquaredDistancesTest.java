package dev.starling.core.distance;

import dev.starling.core.Blobs;
import dev.starling.core.matrix.Points;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SquaredDistancesTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 9, 2", "4, 8, 5", "9, 41, 3", "17, 33, 64"})
    void vectorsAndPlainCodeGiveTheBitsOfTheDefinition(int rows, int others, int columns) {
        Points from = Points.of(Blobs.of(rows, columns, 1));
        Points to = Points.of(Blobs.of(others, columns, 2));
        double[][] expected = definition(from, to);
        assertThat(all(new SquaredDistances(from, to, false), rows, others)).isDeepEqualTo(expected);
        assertThat(all(new SquaredDistances(from, to, true), rows, others)).isDeepEqualTo(expected);
    }

    private static double[][] all(SquaredDistances distances, int rows, int others) {
        double[][] all = new double[rows][others];
        for (int first = 0; first < rows; first += SquaredDistances.ROWS) {
            int row = first;
            distances.forEachTile(row, 2, (from, count, tile) -> {
                for (int r = 0; r < Math.min(SquaredDistances.ROWS, rows - row); r++) {
                    System.arraycopy(tile[r], 0, all[row + r], from, count);
                }
            });
        }
        return all;
    }

    private static double[][] definition(Points from, Points to) {
        double[][] squared = new double[from.rows()][to.rows()];
        for (int i = 0; i < from.rows(); i++) {
            for (int j = 0; j < to.rows(); j++) {
                for (int k = 0; k < to.columns(); k++) {
                    double difference = to.sharedValues()[j * to.columns() + k] - from.sharedValues()[i * from.columns() + k];
                    squared[i][j] = Math.fma(difference, difference, squared[i][j]);
                }
            }
        }
        return squared;
    }
}
