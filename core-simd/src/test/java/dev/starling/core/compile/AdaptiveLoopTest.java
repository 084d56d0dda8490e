package dev.starling.core.compile;

import dev.starling.api.expr.Formula;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// When the vector loop takes over: by a clock and a spare thread of the test's own, so that no load of the machine decides.
class AdaptiveLoopTest {
    private static final LoopFormula FORMULA = new LoopFormula(
            2, LoopFormula.Pairs.ORDERED, List.of(), List.of(), List.of(), List.of(), List.of(Formula.parse("1/(1 + s)")), List.of());

    private long now;
    private int pauses;
    private int warmUps;

    private final AdaptiveLoop.Machine machine = new AdaptiveLoop.Machine() {
        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pause() {
            pauses++;
        }

        @Override
        public void spare(Runnable task) {
            warmUps++;
            task.run();
        }
    };

    /// A loop that does nothing but take its time.
    private final class Timed implements PairLoop {
        private final int slowCalls;
        private final long slow;
        private final long fast;
        private int calls;

        Timed(int slowCalls, long slow, long fast) {
            this.slowCalls = slowCalls;
            this.slow = slow;
            this.fast = fast;
        }

        @Override
        public int rows() {
            return Operands.ROWS;
        }

        @Override
        public void blocks(Operands<?> operands, int row, int from, int to) {
            now += calls++ < slowCalls ? slow : fast;
        }

        @Override
        public void masked(Operands<?> operands, int[] masks, int at) {}

        @Override
        public void takeRows(Operands<?> operands, int output, int count, double[] sums, int at) {}
    }

    private static final int NEVER = Integer.MAX_VALUE;

    private AdaptiveLoop loop(Timed vector) {
        PairLoop scalar = new Timed(0, 100, 100);
        return new AdaptiveLoop(
                FORMULA, new double[0], new Storage.Doubles(), scalar, () -> vector, machine);
    }

    @Test
    void fewPairsAreNotWorthAWarmUp() {
        AdaptiveLoop loop = loop(new Timed(0, 1, 1));
        loop.loopFor(AdaptiveLoop.WORTH_IT);
        assertThat(warmUps).isZero();
        loop.loopFor(1);
        assertThat(warmUps).isEqualTo(1);
    }

    @Test
    void vectorsTakeOverOnceTheyAreClearlyFaster() {
        Timed vector = new Timed(10_000, 5_000, 50);
        AdaptiveLoop loop = loop(vector);
        loop.warmUp();
        assertThat(loop.usesVectors()).isTrue();
        assertThat(loop.loopFor(1)).isSameAs(vector);
        assertThat(vector.calls).isGreaterThan(10_000);
    }

    @Test
    void aDrawChangesNothing() {
        AdaptiveLoop loop = loop(new Timed(0, 95, 95));
        loop.warmUp();
        assertThat(loop.usesVectors()).isFalse();
    }

    /// A process that was warming up while its machine was busy does not stay slow for its life.
    @Test
    void aWarmUpThatHasNotWonIsTriedAgainWhenMoreWorkHasPassed() {
        Timed vector = new Timed(NEVER, 5_000, 0);
        Timed[] offered = {vector};
        PairLoop scalar = new Timed(0, 100, 100);
        AdaptiveLoop loop = new AdaptiveLoop(
                FORMULA, new double[0], new Storage.Doubles(), scalar, () -> offered[0], machine);
        loop.loopFor(AdaptiveLoop.WORTH_IT + 1);
        assertThat(loop.usesVectors()).isFalse();
        assertThat(warmUps).isEqualTo(1);
        assertThat(pauses).isBetween(AdaptiveLoop.ROUNDS / 2, AdaptiveLoop.ROUNDS);
        loop.loopFor(AdaptiveLoop.WORTH_IT);
        assertThat(warmUps).as("too early").isEqualTo(1);
        offered[0] = new Timed(0, 10, 10);
        loop.loopFor(AdaptiveLoop.AGAIN * AdaptiveLoop.WORTH_IT);
        assertThat(warmUps).isEqualTo(2);
        assertThat(loop.usesVectors()).isTrue();
    }

    @Test
    void whatHasWonIsNotWarmedUpAgain() {
        AdaptiveLoop loop = loop(new Timed(0, 1, 1));
        loop.warmUp();
        loop.warmUp();
        loop.loopFor(100 * AdaptiveLoop.WORTH_IT);
        assertThat(warmUps).isEqualTo(1);
    }
}
