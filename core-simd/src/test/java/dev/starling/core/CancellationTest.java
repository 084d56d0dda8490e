package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.api.table.Column;
import dev.starling.core.affinity.Affinities;
import dev.starling.core.affinity.Neighbors;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import dev.starling.core.quality.Quality;
import dev.starling.core.start.PrincipalComponents;
import dev.starling.core.start.Start;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

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

    /// The scores, and what is done before and after a descent, heed whoever made the workers cancellable.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void scoresNeighborsAndStartsHeedAnInterrupt(int threads) {
        Points points = Points.of(DATA);
        double[] map = new double[2 * DATA.length];
        Arrays.setAll(map, c -> c % 7);
        try (Workers workers = new Workers(threads, _ -> {}, true)) {
            List<Runnable> stages = List.of(
                    () -> Quality.of(points, map, 2, List.of(), 1, workers),
                    () -> Neighbors.exact(points, 5, workers),
                    () -> Neighbors.search(points, 5, 0.9, workers, _ -> {}),
                    () -> Affinities.dense(points, new Perplexity(5), Affinity.JOINT, workers),
                    () -> PrincipalComponents.of(points, 2, workers),
                    () -> new Preparation.Standardize().apply(points, workers),
                    () -> Start.spectral(Affinities.sparse(Neighbors.of(graph()), new Perplexity(1.5), Affinity.JOINT, Workers.all()).matrix(), 2, 1, 1, workers),
                    () -> Start.classicalScaling(Affinities.distances(points, Workers.all()), 2, 1, 1, workers));
            for (int stage = 0; stage < stages.size(); stage++) {
                Thread.currentThread().interrupt();
                Runnable run = stages.get(stage);
                assertThatExceptionOfType(CancellationException.class).as("stage " + stage).isThrownBy(run::run);
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    /// Each point has the four before and behind it.
    private static Column.SparseVectors graph() {
        int n = DATA.length;
        int[] rows = IntStream.range(0, 4 * n).map(e -> e / 4).toArray();
        int[] columns = IntStream.range(0, 4 * n).map(e -> Math.floorMod(e / 4 + new int[] {-2, -1, 1, 2}[e % 4], n)).toArray();
        return Column.SparseVectors.ofEntries("distances", List.of(), n, n, rows, columns, Arrays.stream(columns).mapToDouble(c -> 1 + c % 3).toArray());
    }
}
