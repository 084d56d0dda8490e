package dev.starling.core;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// An interrupt ends an embedding at any stage, and is not hidden from whoever interrupted.
class CancellationTest {
    private static final double[][] DATA = Blobs.of(200, 5, 3);

    @AfterEach
    void leaveNoInterrupt() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @CsvSource({
        "preparation, 1", "affinities, 1", "start, 1", "optimizing, 1", "preparation, 3", "affinities, 3", "start, 3", "optimizing, 3"
    })
    void anInterruptAtAnyStageThrowsAndTheThreadStaysInterrupted(String stage, int threads) {
        List<String> stages = new ArrayList<>();
        Progress interrupting = new Progress() {
            @Override
            public void stage(String name) {
                stages.add(name);
                if (name.equals(stage)) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> Embedder.of("t-sne")
                .prepare(new Preparation.Pca(3))
                .dense(false)
                .spectralStart()
                .threads(threads)
                .listener(interrupting)
                .embed(DATA));
        assertThat(stages).last().isEqualTo(stage);
        assertThat(Thread.interrupted()).isTrue();
    }

    /// Gradient descent would go on for days.
    @Test
    void anInterruptFromElsewhereEndsADescent() throws InterruptedException {
        Thread other = new Thread(Thread.currentThread()::interrupt);
        Progress begun = new Progress() {
            @Override
            public void stage(String name) {
                if (name.equals("optimizing")) {
                    other.start();
                }
            }
        };
        Embedder endless = Embedder.of("t-sne").iterations(100_000_000).threads(1).listener(begun);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> endless.embed(DATA));
        assertThat(Thread.interrupted()).isTrue();
        other.join();
    }
}
