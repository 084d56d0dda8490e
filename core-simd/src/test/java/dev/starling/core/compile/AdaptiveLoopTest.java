package dev.starling.core.compile;

import dev.starling.api.expr.Formula;
import dev.starling.core.base.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /// Of a call that the JIT has never seen it makes slow code: so all methods are called, with masks that take columns and masks that take
    /// none, over all of the made-up columns and not beyond them.
    @ParameterizedTest
    @EnumSource
    void aWarmUpGoesThroughAllThatALoopHas(LoopFormula.Pairs pairs) {
        for (Precision precision : Precision.values()) {
            LoopFormula formula = pairs.keepEach()
                    ? new LoopFormula(0, pairs, List.of(), List.of("y"), List.of("x"), List.of("c"), List.of(Formula.parse("c*(x - y)^2 + 0.25")), List.of())
                    : new LoopFormula(
                            3, pairs, List.of("p"), List.of("y"), List.of("x"), List.of("b", "c"),
                            List.of(Formula.parse("c*p + 0.25*x*s"), Formula.parse("b*y")), List.of(Formula.parse("y*s")));
            LoopCompiler.Compiled compiled = LoopCompiler.compile(formula, precision, Backend.SCALAR);
            var vector = new Watched(compiled.loops().loopFor(1));
            var scalar = new Watched(compiled.loops().loopFor(1));
            new AdaptiveLoop(formula, compiled.literals(), Storage.of(precision), scalar, () -> vector, machine).warmUp();
            for (Watched loop : List.of(vector, scalar)) {
                assertThat(loop.furthest).isEqualTo(AdaptiveLoop.STAGE);
                assertThat(loop.rowsOfBlocks).as("rows, all of them").isEqualTo(Operands.ROWS);
                if (pairs.keepEach()) {
                    assertThat(loop.outputs).isZero();
                    assertThat(loop.masks).isEmpty();
                } else {
                    assertThat(loop.outputs).isEqualTo(formula.outputs());
                    assertThat(loop.masks).contains(List.of(1, 1, 1, 1, 1, 1, 1, 1));
                }
            }
            if (!pairs.keepEach()) {
                assertThat(vector.masks).contains(List.of(1, 0));
            }
            assertThat(vector.fromBlocks).as("beginnings of calls").hasSizeGreaterThan(10);
        }
    }

    /// A loop that notes what it was called for; by the clock of the test it takes no time, and so is never clearly faster.
    private final class Watched implements PairLoop {
        private final PairLoop loop;
        private final Set<List<Integer>> masks = new HashSet<>();
        private final Set<Integer> fromBlocks = new HashSet<>();
        private int furthest;
        private int rowsOfBlocks;
        private int outputs;

        Watched(PairLoop loop) {
            this.loop = loop;
        }

        @Override
        public int rows() {
            return loop.rows();
        }

        @Override
        public void blocks(Operands<?> operands, int row, int from, int to) {
            furthest = Math.max(furthest, to);
            rowsOfBlocks = Math.max(rowsOfBlocks, row + rows());
            fromBlocks.add(from);
            loop.blocks(operands, row, from, to);
        }

        @Override
        public void masked(Operands<?> operands, int[] ofRows, int at) {
            masks.add(Arrays.stream(ofRows).boxed().toList());
            loop.masked(operands, ofRows, at);
        }

        @Override
        public void takeRows(Operands<?> operands, int output, int count, double[] sums, int at) {
            outputs = Math.max(outputs, output + 1);
            loop.takeRows(operands, output, count, sums, at);
        }
    }
}
