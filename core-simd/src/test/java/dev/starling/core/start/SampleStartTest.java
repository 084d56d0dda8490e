package dev.starling.core.start;

import dev.starling.core.base.Workers;
import dev.starling.core.matrix.SparseMatrix;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SampleStartTest {
    private static final int N = 4_000;

    @Test
    void theSampleIsATenthThatIsSpreadEvenly() {
        int[] rows = new SampleStart(N, 1).rows();
        assertThat(rows).hasSize(N / 10).isSorted();
        for (int r = 0; r < rows.length; r++) {
            assertThat(rows[r]).isBetween(10 * r, 10 * r + 9);
        }
        assertThat(new SampleStart(N, 2).rows()).isNotEqualTo(rows);
        assertThat(new SampleStart(1_000_000, 1).rows()).hasSize(SampleStart.MOST);
    }

    /// Neighbors in a chain: whoever is not of the sample begins between those who are.
    @Test
    void othersBeginAmongTheirNeighbors() {
        SampleStart sample = new SampleStart(N, 1);
        int[] rows = sample.rows();
        double[] map = new double[rows.length];
        Arrays.setAll(map, r -> rows[r]);
        double[] y = placed(sample, chain(N), map, 1, 1);
        double scale = (y[rows[1]] - y[rows[0]]) / (rows[1] - rows[0]);
        for (int r = 1; r < rows.length; r++) {
            for (int i = rows[r - 1] + 1; i < rows[r]; i++) {
                assertThat(y[i] / scale).isBetween(y[rows[r - 1]] / scale - 1, y[rows[r]] / scale + 1);
            }
        }
        assertThat(Math.sqrt(Arrays.stream(y).map(v -> v * v).sum() / N)).isBetween(0.009, 0.011);
    }

    @Test
    void whoHasNoPathToTheSampleHasAPlaceToo() {
        SampleStart sample = new SampleStart(N, 1);
        double[] map = new double[2 * sample.rows().length];
        Arrays.setAll(map, c -> c * 37 % 101);
        SparseMatrix nobody = SparseMatrix.sharing(N, new int[N + 1], new int[0], new double[0], new double[0]);
        double[] y = placed(sample, nobody, map, 2, 1);
        assertThat(y).doesNotContain(Double.NaN);
        assertThat(Arrays.stream(y).distinct().count()).isGreaterThan(N);
    }

    @Test
    void threadsDoNotMatter() {
        SampleStart sample = new SampleStart(N, 1);
        double[] map = new double[2 * sample.rows().length];
        Arrays.setAll(map, c -> c * 37 % 101);
        assertThat(placed(sample, chain(N), map, 2, 3)).isEqualTo(placed(sample, chain(N), map, 2, 1));
    }

    @Test
    void fewPointsNeedNoSample() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SampleStart(1_999, 1)).withMessageContaining("at least 2000 rows");
    }

    private static double[] placed(SampleStart sample, SparseMatrix p, double[] map, int dimensions, int threads) {
        try (Workers workers = new Workers(threads)) {
            return sample.placed(p, map, dimensions, 0.01, 1, workers);
        }
    }

    private static SparseMatrix chain(int n) {
        int[] starts = new int[n + 1];
        int[] columns = new int[2 * n - 2];
        int stored = 0;
        for (int i = 0; i < n; i++) {
            for (int j : new int[] {i - 1, i + 1}) {
                if (j >= 0 && j < n) {
                    columns[stored++] = j;
                }
            }
            starts[i + 1] = stored;
        }
        double[] values = new double[stored];
        Arrays.fill(values, 1.0 / stored);
        return SparseMatrix.sharing(n, starts, columns, values, values);
    }
}
