package dev.starling.core;

import dev.starling.api.Recipe;
import dev.starling.core.base.Precision;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryEstimateTest {
    @Test
    void overNeighborsItGrowsWithTheNumberOfPoints() {
        long once = new MemoryEstimate(70_000, 50, 2, Precision.DOUBLE).bytes(false, 90);
        long twice = new MemoryEstimate(140_000, 50, 2, Precision.DOUBLE).bytes(false, 90);
        assertThat(twice).isEqualTo(2 * once);
        assertThat(once).isLessThan(1_200_000_000L);
    }

    @Test
    void overAllPairsItGrowsWithTheirNumber() {
        long once = new MemoryEstimate(20_000, 50, 2, Precision.DOUBLE).bytes(true, 90);
        long twice = new MemoryEstimate(40_000, 50, 2, Precision.DOUBLE).bytes(true, 90);
        assertThat((double) twice / once).isBetween(3.9, 4.0);
        assertThat(once).isGreaterThan(20_000L * 20_000 * Double.BYTES);
    }

    /// 5,000 points in 5,000 columns: data three times, P over neighbors, and 96 vectors of each side that lead to the components.
    @Test
    void componentsOfManyColumnsAreCounted() {
        long bytes = new MemoryEstimate(5_000, 5_000, 2, Precision.DOUBLE).bytes(false, 90);
        long known = 3L * 5_000 * 5_000 * Double.BYTES + 5_000L * 90 * 3 * 20 + 96L * 10_000 * Double.BYTES;
        assertThat((double) bytes / known).isBetween(1.0, 1.15);
    }

    @Test
    void theEmbedderKnowsWhetherPairsOrNeighborsCount() {
        Embedder embedder = Embedder.of("t-sne");
        assertThat(embedder.dense(true).estimateBytes(10_000, 50)).isGreaterThan(4 * embedder.dense(false).estimateBytes(10_000, 50));
        assertThat(Embedder.of(Recipe.of("metric-mds")).estimateBytes(10_000, 50)).isGreaterThan(10_000L * 10_000 * Double.BYTES);
    }
}
