package dev.starling.core;

import dev.starling.api.Method;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// What is timed is what a run does.
class PairRateTest {
    @ParameterizedTest
    @EnumSource
    void theLoopsThatAreTimedAreThoseOfARun(Storage storage) {
        for (String method : List.of("t-sne", "nerv", "umap", "largevis")) {
            Plan plan = Plan.of(method, Catalog.installed().find(Method.class, method).recipe(), Catalog.installed());
            try (Workers one = new Workers(1)) {
                EmbeddingObjective timed = PairRate.objective(plan.composition(), plan.recipe().affinity(), storage, new ExactEngine(one, Backend.SCALAR));
                assertThat(timed.schedule()).as(method).isEqualTo(EmbeddingProblem.schedule(plan, storage));
            }
        }
    }
}
