package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.api.Method;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// What is timed is what a run does.
class PairRateTest {
    @ParameterizedTest
    @EnumSource
    void theLoopsThatAreTimedAreThoseOfARun(Storage storage) {
        for (Plan plan : plans(storage)) {
            try (Workers one = new Workers(1)) {
                EmbeddingObjective timed = PairRate.objective(plan, storage, new ExactEngine(one, Backend.SCALAR));
                assertThat(timed.schedule()).as(plan.name()).isEqualTo(EmbeddingProblem.schedule(plan, storage));
            }
        }
    }

    /// Also where points have values of their own: precisions, weights, parameters that are learned.
    @ParameterizedTest
    @EnumSource
    void everyMethodIsTimed(Storage storage) {
        for (Plan plan : plans(storage)) {
            assertThat(PairRate.measure(plan, storage, Duration.ofNanos(1)).pairsPerSecond()).as(plan.name()).isPositive();
        }
    }

    private static List<Plan> plans(Storage storage) {
        return Catalog.installed().all(Method.class).stream()
                .map(method -> Plan.of(method.name(), method.recipe(), Catalog.installed()))
                .filter(plan -> storage == Storage.DENSE
                        || !(plan.composition() instanceof Composition.OfDistances) && plan.recipe().affinity() != Affinity.DISTANCE)
                .toList();
    }

    /// A program that gets an eighth of the time has loops that are not yet compiled when that is over.
    @Test
    void onABusyMachineTurnsAreTimedUntilTheLoopsAreFast() {
        for (int share : new int[] {1, 4, 8}) {
            long[] wall = {0};
            long[] turns = {0};
            long best = PairRate.fastest(
                    () -> wall[0] += share * (turns[0]++ < 50 ? 10_000L : 100L), 2_000_000, () -> wall[0], () -> wall[0] / share);
            assertThat(best).as("a share of 1 / %d", share).isEqualTo(100L * share);
        }
    }

    @Test
    void itIsNotWaitedForEver() {
        long[] wall = {0};
        PairRate.fastest(() -> wall[0] += 1_000, 2_000_000, () -> wall[0], () -> 0);
        assertThat(wall[0]).isEqualTo(10_000_000);
    }
}
