package dev.starling.core;

import dev.starling.api.Arguments;
import dev.starling.api.Method;
import dev.starling.api.expr.Expr;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// What is for very many points, tried with fewer.
class SampleAndPhasesTest {
    private static final int N = 2_400;

    private static Embedder embedder() {
        return Embedder.of("t-sne").perplexity(10).dense(false).engine(Engine.FAR).iterations(60).exaggeration(12, 30);
    }

    @Test
    void aMapOfASampleIsAStartLikeAnyOther() {
        List<String> notes = new ArrayList<>();
        Embedding map = embedder().sampleStart().listener(noting(notes)).embed(Blobs.of(N, 5, 3));
        assertThat(notes).anyMatch(note -> note.startsWith("starts from a map of 240 of the rows"));
        assertThat(map.cost()).isLessThan(map.startCost());
        assertThat(embedder().sampleStart().threads(3).embed(Blobs.of(N, 5, 3)).coordinates()).isEqualTo(map.coordinates());
    }

    @Test
    void aSampleNeedsAffinitiesOfNeighbors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedder.of("normalized-mds").sampleStart().iterations(2).embed(Blobs.of(2_000, 5, 3)))
                .withMessageContaining("a start from a sample needs affinities of neighbors");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedder.of("normalized-mds").sampleStart().iterations(2).embed(Blobs.of(300, 5, 3)))
                .withMessageContaining("a start from a sample is for at least 2000 rows");
    }

    @Test
    void halfAMillionPointsBeginWithASample() {
        assertThat(Embedder.of("t-sne").startsFromSample(499_999)).isFalse();
        assertThat(Embedder.of("t-sne").startsFromSample(500_000)).isTrue();
        assertThat(Embedder.of("t-sne").randomStart().startsFromSample(500_000)).isFalse();
        assertThat(Embedder.of("normalized-mds").startsFromSample(500_000)).isFalse();
    }

    @Test
    void lateExaggerationDrawsClustersTogether() {
        List<String> notes = new ArrayList<>();
        Embedding usual = embedder().iterations(150).embed(Blobs.of(N, 5, 3));
        Embedding late = embedder().iterations(150).lateExaggeration(4).listener(noting(notes)).embed(Blobs.of(N, 5, 3));
        assertThat(notes).contains("attraction times 4.0 from iteration 30 on");
        assertThat(widthOfClusters(late)).isLessThan(0.8 * widthOfClusters(usual));
        // It looks for no minimum of the cost, and what is told is the cost itself.
        assertThat(late.cost()).isGreaterThan(usual.cost());
        assertThat(late.ending()).isInstanceOf(Ending.AllDone.class);
    }

    @Test
    void lateExaggerationIsAFactor() {
        assertThatIllegalArgumentException().isThrownBy(() -> embedder().lateExaggeration(0)).withMessageContaining("above 0");
    }

    /// A raised learning rate would throw points with many neighbors out of the map.
    @Test
    void whereTheRateIsRaisedStepsHaveALength() {
        Plan free = plan("gradient-descent");
        assertThat(longestStep(free)).isEqualTo(5);
        assertThat(longestStep(free.with(free.optimizer(), free.optimizerArguments().with("max-step", Expr.constant(2))))).isEqualTo(2);
        assertThat(new LearningRate(plan("adam").optimizerArguments(), 7, Optional.empty()).withLongestStep(plan("adam")).arguments().numbers())
                .isEqualTo(plan("adam").optimizerArguments().numbers());
    }

    private static Plan plan(String optimizer) {
        Catalog catalog = Catalog.installed();
        return Plan.of("phases", catalog.find(Method.class, "t-sne").recipe().withOptimizer(optimizer), catalog);
    }

    private static double longestStep(Plan plan) {
        Arguments given = new LearningRate(plan.optimizerArguments(), 7, Optional.empty()).withLongestStep(plan).arguments();
        return given.numbers().get("max-step");
    }

    /// Mean distance of a point from the center of its blob.
    private static double widthOfClusters(Embedding map) {
        double[][] rows = map.toRows();
        double total = 0;
        for (int blob = 0; blob < 3; blob++) {
            double[] center = new double[2];
            for (int i = blob; i < N; i += 3) {
                center[0] += 3 * rows[i][0] / N;
                center[1] += 3 * rows[i][1] / N;
            }
            for (int i = blob; i < N; i += 3) {
                total += Math.hypot(rows[i][0] - center[0], rows[i][1] - center[1]);
            }
        }
        return total / N;
    }

    private static Progress noting(List<String> notes) {
        return new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
    }
}
