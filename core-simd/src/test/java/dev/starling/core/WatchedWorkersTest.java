package dev.starling.core;

import dev.starling.core.base.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

class WatchedWorkersTest {
    private static final long THIRD_OF_A_SECOND = 333_000_000L;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whoWaitsForALongJobHearsHowFarItIs(int threads) {
        List<Double> shares = new CopyOnWriteArrayList<>();
        Thread caller = Thread.currentThread();
        try (Workers workers = new Workers(threads, share -> {
            assertThat(Thread.currentThread()).isEqualTo(caller);
            shares.add(share);
        })) {
            workers.run(6, _ -> pause());
        }
        assertThat(shares).isNotEmpty().isSorted().allMatch(share -> share > 0 && share <= 1);
    }

    /// What is done chunk by chunk goes from 0 to 1 once, and not once a chunk.
    @Test
    void ofPartsTheShareOfTheWholeIsTold() {
        List<Double> shares = new CopyOnWriteArrayList<>();
        try (Workers workers = new Workers(1, shares::add)) {
            try (Workers.Part _ = workers.part(0.5, 1)) {
                try (Workers.Part _ = workers.part(0, 0.5)) {
                    workers.run(1, _ -> pause());
                }
                workers.run(2, _ -> pause());
            }
            workers.run(1, _ -> pause());
        }
        assertThat(shares).containsExactly(0.75, 0.75, 1.0, 1.0);
    }

    /// Of jobs whose number is not known before, the share that is known is told, and not theirs.
    @Test
    void aWorkThatKnowsItsShareTellsItInThePlaceOfItsJobs() {
        List<Double> shares = new CopyOnWriteArrayList<>();
        try (Workers workers = new Workers(1, shares::add)) {
            assertThat(workers.<String>asOne(share -> {
                workers.run(2, _ -> pause());
                share.accept(0.3);
                return "done";
            })).isEqualTo("done");
            workers.run(1, _ -> pause());
        }
        assertThat(shares).containsExactly(0.3, 1.0);
    }

    /// At least as long as it is meant to be, whatever wakes a thread early.
    private static void pause() {
        long end = System.nanoTime() + THIRD_OF_A_SECOND;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(THIRD_OF_A_SECOND);
        }
    }
}
