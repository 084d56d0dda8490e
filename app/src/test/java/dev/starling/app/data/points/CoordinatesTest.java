package dev.starling.app.data.points;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// The text of `coords.csv`.
class CoordinatesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 150, 1797})
    void everyPointHasItsLine(int n) {
        double[] coordinates = IntStream.range(0, 2 * n).mapToDouble(k -> k / 3.0).toArray();
        List<String> ids = IntStream.rangeClosed(1, n).mapToObj(Integer::toString).toList();
        List<String> lines = Coordinates.toCsv(coordinates, 2, ids, null, List.of()).lines().toList();
        assertThat(lines).hasSize(n + 1).startsWith("id,x,y");
        assertThat(lines.getLast()).isEqualTo(n + "," + (n - 1) / 3.0 + "," + (2 * n - 1) / 3.0);
    }
}
