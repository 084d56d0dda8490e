package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// A branch for special values is found wherever the formula has it: of one parameter, of two at once, or of one beside the other; asked by Java or by
/// the formula. A right one passes.
@Tag("laws")
class AskedValuesLaws {
    private static final Parameter ALPHA = Parameter.named("alpha").atLeast(0).orElse(0.5).meaning("a width");
    private static final Parameter BETA = Parameter.named("beta").atLeast(0).atMost(4).orElse(1).meaning("another");

    /// How a formula asks.
    enum Asking {
        BOTH_IN_JAVA {
            @Override
            Expr choice(Expr alpha, double a, Expr beta, double b, Expr then, Expr otherwise) {
                return alpha.is(a) && beta.is(b) ? then : otherwise;
            }
        },
        BOTH_IN_THE_FORMULA {
            @Override
            Expr choice(Expr alpha, double a, Expr beta, double b, Expr then, Expr otherwise) {
                return Expr.where(alpha.isEqualTo(Expr.constant(a)), Expr.where(Expr.constant(b).isEqualTo(beta), then, otherwise), otherwise);
            }
        },
        ONE_HERE_ONE_THERE {
            @Override
            Expr choice(Expr alpha, double a, Expr beta, double b, Expr then, Expr otherwise) {
                return beta.is(b) ? Expr.where(alpha.isEqualTo(Expr.constant(a)), then, otherwise).simplify() : otherwise;
            }
        },
        ONE_BESIDE_THE_OTHER {
            @Override
            Expr choice(Expr alpha, double a, Expr beta, double b, Expr then, Expr otherwise) {
                return Expr.where(alpha.isEqualTo(beta), then, otherwise);
            }
        },
        THEIR_SUM {
            @Override
            Expr choice(Expr alpha, double a, Expr beta, double b, Expr then, Expr otherwise) {
                return alpha.plus(beta).simplify().is(a + b) ? then : otherwise;
            }
        },
        FROM_THERE_ON {
            @Override
            Expr choice(Expr alpha, double a, Expr beta, double b, Expr then, Expr otherwise) {
                return Expr.where(alpha.isLessThan(Expr.constant(a)), then, otherwise);
            }
        };

        abstract Expr choice(Expr alpha, double a, Expr beta, double b, Expr then, Expr otherwise);
    }

    private record Branching(Asking asking, double a, double b, double factor) implements Kernel {
        @Override
        public String name() {
            return "branching";
        }

        @Override
        public String summary() {
            return "with a branch of its own for special values";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(ALPHA, BETA);
        }

        @Override
        public Expr weight(Expr f, Arguments given) {
            Expr alpha = given.get(ALPHA);
            Expr beta = given.get(BETA);
            Expr whole = f.times(alpha.plus(beta).plus(1)).plus(1).reciprocal();
            return asking.choice(alpha, a, beta, b, f.times(alpha.plus(beta).plus(1)).times(factor).plus(1).reciprocal(), whole);
        }
    }

    private static Verdict verdict(Asking asking, int a, int b, double factor) {
        // Odd numbers of 16ths are none of the values that are tried anyway.
        return KernelLaws.of(new Branching(asking, (2 * a + 1) / 16.0, (2 * b + 1) / 16.0, factor)).verdict("special-cases");
    }

    @Property(seed = "1", tries = 40)
    void aWrongBranchIsFound(@ForAll Asking asking, @ForAll @IntRange(max = 30) int a, @ForAll @IntRange(max = 30) int b) {
        assertThat(verdict(asking, a, b, 1.1).line()).contains("a special case must be the limit");
    }

    @Property(seed = "1", tries = 40)
    void aRightOnePasses(@ForAll Asking asking, @ForAll @IntRange(max = 30) int a, @ForAll @IntRange(max = 30) int b) {
        Verdict verdict = verdict(asking, a, b, 1);
        assertThat(verdict.outcome()).as(verdict.line()).isEqualTo(Verdict.Outcome.HOLDS);
    }
}
