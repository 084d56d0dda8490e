package dev.starling.core;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.expr.Expr;
import dev.starling.core.plan.Catalog;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// What a program says that uses Starling as a library.
class LibraryTest {
    private static final double[][] DATA = Blobs.of(60, 5, 3);

    /// The Student t kernel, under another name.
    private static final class Own implements Kernel {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public String summary() {
            return "1 / (1 + f)";
        }

        @Override
        public Expr weight(Expr f, Arguments given) {
            return Expr.constant(1).over(f.plus(1));
        }
    }

    private static final class OwnCost implements ProbabilityCost {
        @Override
        public String name() {
            return "own-cost";
        }

        @Override
        public String summary() {
            return "p ln(p/q)";
        }

        @Override
        public Expr cost(Expr p, Expr q, Arguments given) {
            return p.xlogy(p.over(q));
        }
    }

    private static final class OwnStress implements DistanceCost {
        @Override
        public String name() {
            return "own-stress";
        }

        @Override
        public String summary() {
            return "(r - d)²";
        }

        @Override
        public Expr cost(Expr r, Expr d, Arguments given) {
            return r.minus(d).squared();
        }
    }

    @Test
    void partsOfOnesOwnNeedNoCatalog() {
        double[] named = Embedder.of("kullback-leibler", "student-t", Normalization.PAIR).iterations(20).embed(DATA).coordinates();
        assertThat(Embedder.of(new OwnCost(), new Own(), Normalization.PAIR).iterations(20).embed(DATA).cost()).isPositive();
        assertThat(Embedder.of("p*log(p/q)", "1/(1+f)", Normalization.PAIR).iterations(20).embed(DATA).coordinates())
                .hasSameSizeAs(named);
        assertThat(Embedder.of(new OwnStress()).embed(DATA).coordinates()).isEqualTo(Embedder.of("mmds").embed(DATA).coordinates());
    }

    @Test
    void aNamedPartBeforeThoseOfThePath() {
        Catalog catalog = Catalog.installed().with(new Own());
        assertThat(catalog.find(Kernel.class, "own")).isInstanceOf(Own.class);
        assertThat(catalog.all(Kernel.class)).extracting(Kernel::name).contains("own", "student-t").isSorted();
        assertThat(catalog.find(Method.class, "t-sne").name()).isEqualTo("t-sne");
    }

    @Test
    void iterationsAndLearningRateAreSettings() {
        Embedding map = Embedder.of("t-sne").iterations(30).learningRate(7).embed(DATA);
        assertThat(map.iterations()).isEqualTo(30);
        assertThat(map.learningRate()).isEqualTo(7);
        assertThat(Embedder.of("t-sne").iterations(30).exaggeration(1, 0).embed(DATA).coordinates()).isNotEqualTo(map.coordinates());
        assertThat(Embedder.of("t-sne").optimizer("l-bfgs").iterations(5).embed(DATA).learningRate()).isNaN();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedder.of("mmds").learningRate(1))
                .withMessage("the optimizer 'l-bfgs' has no learning rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedder.of("t-sne").learningRate(0))
                .withMessage("learning-rate must be above 0, but was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedder.of("t-sne").iterations(0))
                .withMessage("iterations must be at least 1, but were 0");
    }

    @Test
    void settingsChangeNothingElse() {
        Map<String, Double> settings = Catalog.installed().find(Method.class, "t-sne").recipe().settings();
        assertThat(settings).isEmpty();
        assertThat(Embedder.of("t-sne").iterations(60).learningRate(5).embed(DATA).coordinates())
                .isEqualTo(Embedder.of(Catalog.installed().find(Method.class, "t-sne").recipe()
                        .forIterations(60).with(Map.of("optimizer.learning-rate", 5.0))).embed(DATA).coordinates());
    }
}
