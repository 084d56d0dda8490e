package dev.starling.core.exact;

import dev.starling.core.base.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TournamentTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 13, 40})
    void everyBlockMeetsEveryOtherOnce(int blocks) {
        Tournament tournament = new Tournament(blocks);
        Set<Integer> met = new HashSet<>();
        for (int round = 0; round < tournament.rounds(); round++) {
            for (int meeting = 0; meeting < tournament.meetings(); meeting++) {
                int first = tournament.first(round, meeting);
                int second = tournament.second(round, meeting);
                assertThat(first).isBetween(0, second - 1);
                if (second < blocks) {
                    assertThat(met.add(first * blocks + second)).as(first + " meets " + second).isTrue();
                }
            }
        }
        assertThat(met).hasSize(blocks * (blocks - 1) / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 13, 40})
    void noBlockHasTwoMeetingsInARound(int blocks) {
        Tournament tournament = new Tournament(blocks);
        for (int round = 0; round < tournament.rounds(); round++) {
            Set<Integer> busy = new HashSet<>();
            for (int meeting = 0; meeting < tournament.meetings(); meeting++) {
                assertThat(busy.add(tournament.first(round, meeting))).isTrue();
                assertThat(busy.add(tournament.second(round, meeting))).isTrue();
            }
        }
    }

    /// Slow meetings at random places, so that threads overtake each other wherever they are let.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 13})
    void aBlockGoesThroughItsMeetingsInTheOrderOfTheRounds(int blocks) {
        List<List<Integer>> byOneThread = partners(blocks, 1, 0);
        for (int trial = 0; trial < 20; trial++) {
            assertThat(partners(blocks, 4, trial)).isEqualTo(byOneThread);
        }
    }

    /// With whom each block met, in time.
    private static List<List<Integer>> partners(int blocks, int threads, int seed) {
        List<List<Integer>> partners = IntStream.range(0, blocks).<List<Integer>>mapToObj(_ -> new ArrayList<>()).toList();
        try (Workers workers = new Workers(threads)) {
            new Tournament(blocks).play(workers, (first, second) -> {
                if (threads > 1) {
                    LockSupport.parkNanos(Math.floorMod(31 * first + 17 * second + 7 * seed, 5) * 20_000L);
                }
                partners.get(first).add(second);
                if (second != first) {
                    partners.get(second).add(first);
                }
            });
        }
        return partners;
    }

    /// More threads than most machines have processors, so that some are put aside at every place in the code.
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void noThreadWaitsForEver() {
        AtomicInteger meetings = new AtomicInteger();
        try (Workers workers = new Workers(4)) {
            for (int k = 0; k < 20_000; k++) {
                new Tournament(4).play(workers, (_, _) -> meetings.incrementAndGet());
            }
        }
        assertThat(meetings).hasValue(20_000 * (4 + 6));
    }

    @Test
    void aMeetingThatFailsEndsThePlay() {
        try (Workers workers = new Workers(3)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> new Tournament(9).play(workers, (first, second) -> {
                        if (first != second) {
                            throw new IllegalStateException("no number");
                        }
                    }))
                    .withMessage("no number");
        }
    }
}
