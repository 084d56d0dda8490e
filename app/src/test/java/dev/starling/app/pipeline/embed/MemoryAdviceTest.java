package dev.starling.app.pipeline.embed;

import dev.starling.core.Embedder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Advice that comes with a refusal helps: each way is tried before it is said.
class MemoryAdviceTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void whereAllPairsAreTooManyTheNearestNeighborsDo() {
        String advice = advice(Embedder.of("t-sne").dense(true), 20_000, 20, 512 * MEBIBYTE);
        assertThat(advice).contains("-Xmx", "--affinity sparse").doesNotContain("--pca");
    }

    @Test
    void whereTheColumnsAreTooManyFewerDo() {
        String advice = advice(Embedder.of("t-sne"), 20_000, 3_000, 1_200 * MEBIBYTE);
        assertThat(advice).contains("--pca 50", "fewer rows").doesNotContain("sparse");
    }

    /// All distances are what the method is about.
    @Test
    void whatDoesNotHelpIsNotSaid() {
        String advice = advice(Embedder.of("mmds"), 20_000, 20, 512 * MEBIBYTE);
        assertThat(advice).doesNotContain("sparse", "pca").containsPattern("about \\d,\\d00 fit");
        int rows = Integer.parseInt(advice.replaceAll(".*about ([0-9,]+) fit.*", "$1").replace(",", ""));
        assertThat(Embedder.of("mmds").estimateBytes(rows, 20)).isLessThanOrEqualTo(512 * MEBIBYTE);
        assertThat(Embedder.of("mmds").estimateBytes(2 * rows, 20)).isGreaterThan(512 * MEBIBYTE);
    }

    private static String advice(Embedder embedder, int n, int columns, long most) {
        return MemoryAdvice.of(embedder, n, columns, 0, embedder.estimateBytes(n, columns), most);
    }
}
