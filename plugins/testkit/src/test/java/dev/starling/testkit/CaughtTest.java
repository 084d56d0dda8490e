package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/// Plug-ins that are wrong in one way each: the law that they break says so, and no other has to.
class CaughtTest {
    private static final Parameter ALPHA = Parameter.named("alpha").atLeast(0).orElse(0.5).meaning("heaviness of the tail");

    @ParameterizedTest
    @MethodSource
    void aWrongKernelIsCaughtByName(Kernel kernel, String law, String says) {
        assertBroken(KernelLaws.of(kernel), law, says);
    }

    static Stream<ArgumentSet> aWrongKernelIsCaughtByName() {
        return Stream.of(
                argumentSet("rises", new Wrong((f, _) -> f.over(f.squared().plus(1))), "decreasing", "it rises from"),
                argumentSet("negative", new Wrong((f, _) -> Expr.constant(1).minus(f)), "finite", "the weight is -"),
                argumentSet("infinite at 0", new Wrong((f, _) -> f.reciprocal()), "finite", "at f = 0 the weight is Infinity"),
                argumentSet("jumps", new Wrong((f, _) -> Expr.where(
                        f.isLessThan(Expr.constant(2)), f.plus(1).reciprocal(), f.plus(2).reciprocal())), "continuous", "it jumps from"),
                argumentSet("precision beside f", new Wrong((f, given) -> f.plus(given.precision()).reciprocal()), "precision",
                        "multiply f by given.precision()"),
                argumentSet("wrong limit", new Wrong((f, given) -> given.get(ALPHA).is(0)
                        ? f.times(2).negated().exp()
                        : f.times(given.get(ALPHA)).log1p().over(given.get(ALPHA)).negated().exp()), "special-cases",
                        "a special case must be the limit"),
                argumentSet("no branch at the limit", new Wrong((f, given) ->
                        f.times(given.get(ALPHA)).log1p().over(given.get(ALPHA)).negated().exp()), "finite", "the weight is NaN"),
                argumentSet("decides by number", new Wrong((f, given) ->
                        f.times(given.value(ALPHA)).plus(1).reciprocal()), "letters", "throws IllegalArgumentException"),
                argumentSet("rises by 4 percent between two samples", new Wrong((f, _) -> f.plus(1).reciprocal().times(
                        Expr.constant(1).plus(f.minus(1.2345).times(1000).squared().negated().exp().times(0.04)))), "decreasing",
                        "it rises from"),
                argumentSet("jumps twice within a millionth", new Wrong((f, _) -> Expr.where(
                        f.minus(1.2345).squared().isLessThan(Expr.constant(1e-14)), f.plus(2).reciprocal(), f.plus(1).reciprocal())),
                        "continuous", "it jumps from"),
                argumentSet("jumps at one place", new Wrong((f, _) -> Expr.where(
                        f.isEqualTo(Expr.constant(1.2345)), f.plus(2).reciprocal(), f.plus(1).reciprocal())),
                        "continuous", "it jumps from"),
                argumentSet("wrong branch for 0.3", new Wrong((f, given) -> given.get(ALPHA).is(0.3)
                        ? f.times(0.4).plus(1).reciprocal()
                        : f.times(given.get(ALPHA)).plus(1).reciprocal()), "special-cases", "a special case must be the limit"),
                argumentSet("wrong branch where ten times alpha is 3", new Wrong((f, given) -> given.get(ALPHA).times(10).simplify().is(3)
                        ? f.times(0.4).plus(1).reciprocal()
                        : f.times(given.get(ALPHA)).plus(1).reciprocal()), "special-cases", "a special case must be the limit"),
                argumentSet("wrong branch for 7, where weights are small", new Wrong((f, given) -> given.get(ALPHA).is(7)
                        ? Expr.where(f.isLessThan(Expr.constant(20)), f.plus(1).pow(-7), f.plus(1).pow(-5).times(Math.pow(21, -2)))
                        : f.plus(1).pow(given.get(ALPHA).negated())), "special-cases", "a special case must be the limit"),
                argumentSet("no derivative by alpha at its default", new Wrong((f, given) -> f.times(
                        given.get(ALPHA).minus(0.5).squared().sqrt().plus(1)).plus(1).reciprocal()), "learnable", "could not be learned"),
                argumentSet("throws", new Wrong((_, _) -> {
                    throw new IllegalStateException("no formula today");
                }), "finite", "throws IllegalStateException: no formula today"));
    }

    /// A weight below 0 is its fault, and how it takes the precision is none.
    @Test
    void aNegativeKernelIsNotBlamedForItsPrecision() {
        Laws laws = KernelLaws.of(new Wrong((f, given) -> Expr.constant(1).minus(f.times(given.precision()))));
        assertThat(laws.verdict("precision").line()).isEqualTo("KernelLaws ✓ precision");
    }

    /// Limits that are met slowly, at the edge of what is there, and where numbers end.
    @ParameterizedTest
    @MethodSource
    void aSpecialCaseThatIsTheLimitIsRight(Kernel kernel) {
        assertThat(KernelLaws.of(kernel).verdict("special-cases").line()).isEqualTo("KernelLaws ✓ special-cases");
    }

    static Stream<ArgumentSet> aSpecialCaseThatIsTheLimitIsRight() {
        return Stream.of(
                argumentSet("a power that becomes an exponential", new Wrong((f, given) -> given.get(ALPHA).is(0)
                        ? f.negated().exp()
                        : f.times(given.get(ALPHA)).log1p().over(given.get(ALPHA)).negated().exp())),
                argumentSet("a square of one", new Wrong((f, given) -> given.get(ALPHA).is(2)
                        ? f.squared().negated().exp()
                        : f.pow(given.get(ALPHA)).negated().exp())),
                argumentSet("an end of the support that moves", new Wrong((f, given) -> given.get(ALPHA).is(1)
                        ? Expr.constant(1).minus(f).max(Expr.constant(0)).squared()
                        : Expr.constant(1).minus(f.times(given.get(ALPHA))).max(Expr.constant(0)).squared())),
                argumentSet("a steep power", new Wrong((f, given) -> given.get(ALPHA).is(7)
                        ? f.plus(1).pow(-7)
                        : f.plus(1).pow(given.get(ALPHA).negated()))));
    }

    /// A kernel of one formula, with a parameter that it may or may not use.
    record Wrong(BiFunction<Expr, Arguments, Expr> formula) implements Kernel {
        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public String summary() {
            return "wrong in one way";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(ALPHA);
        }

        @Override
        public Expr weight(Expr f, Arguments given) {
            return formula.apply(f, given);
        }
    }

    @ParameterizedTest
    @MethodSource
    void aWrongCostIsCaughtByName(ProbabilityCost cost, String law, String says) {
        assertBroken(CostLaws.of(cost), law, says);
    }

    static Stream<ArgumentSet> aWrongCostIsCaughtByName() {
        return Stream.of(
                argumentSet("wrong override", new Costly(
                        (p, q) -> p.xlogy(p.over(q)), Optional.of(Expr.leaf("p").times(-1.02))), "derivative", "differences say"),
                argumentSet("NaN as q → 0", new Costly((p, q) -> p.xlogy(p.plus(q).log().minus(q.log()).exp())
                        .minus(q.times(q.log())).plus(q.times(q.log()))), "vanishing-q", "the cost is NaN"),
                argumentSet("0 · ln 0 in p", new Costly((p, q) -> p.times(p.over(q).log())), "vanishing-p", "the cost is NaN"),
                argumentSet("no divergence", new Costly((p, q) -> p.xlogy(q).negated()), "divergence", "a divergence is 0 there"),
                argumentSet("negative", new Costly((p, q) -> p.minus(q).squared().negated()), "divergence", "a divergence is at least 0"),
                argumentSet("jumps", new Costly((p, q) -> p.minus(q).squared()
                        .plus(Expr.where(q.isLessThan(p), Expr.constant(0), p))), "continuous", "it jumps from"));
    }

    /// Answers as it should a hundred times, and remembers each.
    static final class Grows implements ProbabilityCost {
        private final List<Double> calls = new ArrayList<>();
        private final int wrongAfter;

        Grows(int wrongAfter) {
            this.wrongAfter = wrongAfter;
        }

        @Override
        public String name() {
            return "grows";
        }

        @Override
        public String summary() {
            return "wrong when it was asked often";
        }

        @Override
        public Expr cost(Expr p, Expr q, Arguments given) {
            calls.add(1.0);
            return calls.size() > wrongAfter ? p.minus(q).squared() : p.xlogy(p.over(q));
        }
    }

    @Test
    void anExtensionIsAskedAgainAndAgainAndItsFieldsAreFollowed() {
        assertBroken(CostLaws.of(new Grows(100)), "stateless", "when asked for the 1");
        assertBroken(CostLaws.of(new Grows(Integer.MAX_VALUE)), "stateless", "what the field 'Grows.calls' holds changes");
    }

    record Costly(BiFunction<Expr, Expr, Expr> formula, Optional<Expr> override) implements ProbabilityCost {
        Costly(BiFunction<Expr, Expr, Expr> formula) {
            this(formula, Optional.empty());
        }

        @Override
        public String name() {
            return "costly";
        }

        @Override
        public String summary() {
            return "wrong in one way";
        }

        @Override
        public Expr cost(Expr p, Expr q, Arguments given) {
            return formula.apply(p, q);
        }

        @Override
        public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
            return override;
        }
    }

    @ParameterizedTest
    @MethodSource
    void aWrongOptimizerIsCaughtByName(Descent.Fault fault, String law, String says) {
        assertBroken(OptimizerLaws.of(new Descent(fault)), law, says);
    }

    static Stream<ArgumentSet> aWrongOptimizerIsCaughtByName() {
        return Stream.of(
                argumentSet("velocity in the extension", Descent.Fault.SHARES_VELOCITY, "no-hidden-state",
                        "something is kept outside the run"),
                argumentSet("velocity not in the state", Descent.Fault.FORGETS_VELOCITY, "resumable", "state() does not name all"),
                argumentSet("writes its start", Descent.Fault.WRITES_START, "inputs", "it writes to the array"),
                argumentSet("hands out its array", Descent.Fault.LEAKS, "inputs", "it must be a copy"),
                argumentSet("takes y to be n · dimensions", Descent.Fault.CUTS, "descent", "y may be longer than n · dimensions"),
                argumentSet("goes up", Descent.Fault.CLIMBS, "descent", "on a convex bowl the cost goes from"),
                argumentSet("throws when the objective changes", Descent.Fault.THROWS_AT_CHANGE, "phases", "throws IllegalStateException"),
                argumentSet("moves when the objective changes", Descent.Fault.MOVES_AT_CHANGE, "phases", "only step() does"),
                argumentSet("stops when the objective changes", Descent.Fault.STOPS_AT_CHANGE, "phases", "the cost goes from"),
                argumentSet("switches at its 250th step", Descent.Fault.COUNTS, "long-runs", "it takes another way from step 250 on"),
                argumentSet("wrong cost", Descent.Fault.REPORTS_OLD_COST, "reports", "but at its position it is"));
    }

    /// Descent with momentum, right unless told otherwise.
    record Descent(Fault fault, Map<String, double[]> shared) implements Optimizer {
        enum Fault { NONE, SHARES_VELOCITY, FORGETS_VELOCITY, WRITES_START, LEAKS, CUTS, CLIMBS, REPORTS_OLD_COST,
            THROWS_AT_CHANGE, MOVES_AT_CHANGE, STOPS_AT_CHANGE, COUNTS }

        Descent(Fault fault) {
            this(fault, new HashMap<>());
        }

        @Override
        public String name() {
            return "descent";
        }

        @Override
        public String summary() {
            return "momentum";
        }

        @Override
        public Run start(Objective objective, double[] y, Arguments given) {
            double[] position = fault == Fault.WRITES_START
                    ? y
                    : Arrays.copyOf(y, fault == Fault.CUTS ? objective.n() * objective.dimensions() : y.length);
            double[] velocity = fault == Fault.SHARES_VELOCITY
                    ? shared.computeIfAbsent("velocity " + y.length, _ -> new double[y.length])
                    : new double[position.length];
            if (fault == Fault.SHARES_VELOCITY) {
                Arrays.fill(velocity, 0);
            }
            return new Run() {
                private int steps;
                private boolean stopped;

                @Override
                public void objectiveChanged() {
                    switch (fault) {
                        case THROWS_AT_CHANGE -> throw new IllegalStateException("not expected");
                        case MOVES_AT_CHANGE -> position[0] += 1;
                        case STOPS_AT_CHANGE -> stopped = true;
                        default -> {}
                    }
                }

                @Override
                public Step step() {
                    steps++;
                    double[] gradient = new double[position.length];
                    double cost = objective.valueAndGradient(position, gradient);
                    double norm = 0;
                    for (int c = 0; c < position.length; c++) {
                        velocity[c] = 0.5 * velocity[c] + rate() * gradient[c];
                        position[c] += velocity[c];
                        norm += gradient[c] * gradient[c];
                    }
                    return new Step(fault == Fault.REPORTS_OLD_COST ? cost : Double.NaN, Math.sqrt(norm), null);
                }

                private double rate() {
                    return fault == Fault.CLIMBS ? 0.2 : fault == Fault.COUNTS && steps >= 250 ? -0.1 : stopped ? 0 : -0.2;
                }

                @Override
                public double[] position() {
                    return fault == Fault.LEAKS ? position : position.clone();
                }

                @Override
                public Map<String, double[]> state() {
                    return fault == Fault.FORGETS_VELOCITY
                            ? Map.of("position", position.clone())
                            : Map.of("position", position.clone(), "velocity", velocity.clone());
                }

                @Override
                public void restore(Map<String, double[]> state) {
                    System.arraycopy(state.get("position"), 0, position, 0, position.length);
                    if (fault != Fault.FORGETS_VELOCITY) {
                        System.arraycopy(state.get("velocity"), 0, velocity, 0, velocity.length);
                    }
                }
            };
        }
    }

    @Test
    void aRightOptimizerPasses() {
        assertThat(OptimizerLaws.of(new Descent(Descent.Fault.NONE)).verdicts())
                .allSatisfy(verdict -> assertThat(verdict.outcome()).as(verdict.line()).isEqualTo(Verdict.Outcome.HOLDS));
    }

    @Test
    void aTransformThatIsNotZeroForTwoPointsOnOneSpotIsCaught() {
        Transform shifted = new Transform() {
            @Override
            public String name() {
                return "shifted";
            }

            @Override
            public String summary() {
                return "wrong in one way";
            }

            @Override
            public Expr transform(Expr d, Arguments given) {
                return d.plus(1);
            }
        };
        assertBroken(TransformLaws.of(shifted), "zero", "t(0) is 1.0");
    }

    /// A counter in a field changes nothing that a single call shows, and everything when the extension is asked again.
    static final class Counting implements Kernel {
        private int calls;

        @Override
        public String name() {
            return "Counting Kernel";
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.named("scale").above(0).orElse(1));
        }

        @Override
        public Expr weight(Expr f, Arguments given) {
            calls++;
            return f.times(calls).plus(1).reciprocal();
        }
    }

    @Test
    void whatAnExtensionSaysOfItselfIsChecked() {
        Laws laws = KernelLaws.of(new Counting());
        assertBroken(laws, "name", "'Counting Kernel' cannot be typed by a user");
        assertBroken(laws, "parameters", "'scale' has no meaning");
        assertBroken(laws, "stateless", "the field 'calls' of Counting can change");
        assertBroken(laws, "deterministic", "at first, then");
    }

    @Test
    void aFailureSaysWhereWhatAndHowMuch() {
        Costly wrong = new Costly((p, q) -> p.xlogy(p.over(q)), Optional.of(Expr.leaf("p").times(-1.02)));
        Verdict verdict = CostLaws.of(wrong).verdict("derivative");
        assertThat(verdict.line())
                .matches("CostLaws ✗ derivative: at p = \\S+, q = \\S+ yours is -\\S+, differences say -\\S+ "
                        + "\\(relative 2.0e-02 > 1.0e-06\\)");
    }

    private static void assertBroken(Laws laws, String law, String says) {
        Verdict verdict = laws.verdict(law);
        assertThat(verdict.outcome()).as(verdict.line()).isEqualTo(Verdict.Outcome.BROKEN);
        assertThat(verdict.line()).contains(says);
    }
}
