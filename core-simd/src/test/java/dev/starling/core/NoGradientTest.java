package dev.starling.core;

import dev.starling.api.Arguments;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;
import dev.starling.core.base.NumericalException;
import dev.starling.core.plan.FormulaPart;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// Where there is no gradient to begin with, no learning rate is to blame, tried, or advised.
class NoGradientTest {
    private static final double[][] DATA = Blobs.of(40, 3, 2);

    /// Its cost is a number, and the derivative that it states is none.
    private record WithoutDerivative() implements ProbabilityCost {
        @Override
        public String name() {
            return "without-derivative";
        }

        @Override
        public String summary() {
            return "wrong in one way";
        }

        @Override
        public Expr cost(Expr p, Expr q, Arguments given) {
            return p.xlogy(p.over(q));
        }

        @Override
        public Optional<Expr> derivativeByLogQ(Expr p, Expr q, Arguments given) {
            return Optional.of(p.plus(q).over(p.minus(p)));
        }
    }

    @Test
    void theCauseIsNamedAndNothingElse() {
        List<String> notes = new ArrayList<>();
        Progress noting = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        assertThatExceptionOfType(NumericalException.class)
                .isThrownBy(() -> Embedder.of(new WithoutDerivative(), FormulaPart.kernel("1/(1+f)"), Normalization.PAIR).perplexity(5).listener(noting).embed(DATA))
                .withMessageContaining("in pair (")
                .withMessageContaining("is Infinity, at squared distance s = ")
                .withMessageNotContaining("learning rate");
        assertThat(notes).noneMatch(note -> note.contains("going on from"));
    }
}
