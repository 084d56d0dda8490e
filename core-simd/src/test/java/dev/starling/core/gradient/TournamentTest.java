package dev.starling.core.gradient;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

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
}
