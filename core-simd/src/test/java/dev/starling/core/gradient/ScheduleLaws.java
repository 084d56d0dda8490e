package dev.starling.core.gradient;

import dev.starling.api.Affinity;
import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.api.expr.Expr;
import dev.starling.core.base.Precision;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairLeaf;
import dev.starling.core.pairs.PassFormula.Met;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// The order in which a chain is summed up.
@Tag("laws")
@org.junit.jupiter.api.Tag("laws")
class ScheduleLaws {
    private static Schedule schedule(Composition composition, boolean sparse, boolean symmetric, boolean exaggerated, Precision precision) {
        Normalization normalization =
                composition instanceof Composition.OfProbabilities parts ? parts.normalization() : Normalization.NONE;
        Chain chain = Chain.withoutShift(composition, Set.of());
        Partitions partitions = Partitions.of(chain, normalization, 9);
        Leaves leaves = new Leaves(partitions.ofPoints(), symmetric, partitions.neverZero());
        return new Schedule(chain, new Schedule.Setting(sparse, normalization, leaves, precision), exaggerated);
    }

    private static Schedule schedule(String cost, String kernel, Normalization normalization, boolean sparse, Precision precision) {
        Recipe recipe = Recipe.of(cost, kernel, normalization, Affinity.JOINT);
        return schedule(Plan.of("schedule", recipe, Catalog.installed()).composition(), sparse, true, false, precision);
    }

    private static List<Stage> repeated(Schedule schedule) {
        return schedule.gradient().stream().filter(stage -> !stage.isOfMatrixAlone()).toList();
    }

    /// Formulas read what stages before them have found, and the coefficients of a stage no more than what is known once it has run.
    @Property(seed = "1", tries = 8)
    void everyStageNeedsOnlyWhatIsKnownByThen(
            @ForAll long seed, @ForAll boolean sparse, @ForAll boolean symmetric, @ForAll boolean exaggerated, @ForAll Precision precision) {
        for (Composition composition : Pairing.all(seed)) {
            boolean isJoint = composition instanceof Composition.OfProbabilities parts && parts.normalization() == Normalization.JOINT;
            if (composition instanceof Composition.OfDistances && sparse || isJoint && !symmetric) {
                continue;
            }
            Schedule schedule = schedule(composition, sparse, symmetric, exaggerated, precision);
            List<Stage> stages = schedule.gradient();
            assertThat(stages.getLast().contributesTo(new Quantity.Gradient())).isTrue();
            for (int k = 0; k < stages.size(); k++) {
                Stage stage = stages.get(k);
                Set<Kept> before = foundBy(stages.subList(0, k), stages);
                Stream.concat(stage.sums().stream(), stage.pulls().stream()).forEach(formula -> assertThat(laterIn(formula, stage))
                        .as(stage + " of " + Pairing.describe(composition)).isSubsetOf(before));
                for (Stage.Share share : stage.shares()) {
                    Set<Kept> known = share.quantity() instanceof Quantity.Partition ? before : foundBy(stages.subList(0, k + 1), stages);
                    share.terms().forEach(term -> assertThat(laterIn(term.coefficient(), stage))
                            .as(share + " of " + Pairing.describe(composition))
                            .isSubsetOf(known));
                }
            }
        }
    }

    /// The numbers that are known when some of the stages have run: those to which no other contributes.
    private static Set<Kept> foundBy(List<Stage> some, List<Stage> all) {
        Set<Kept> found = EnumSet.of(Kept.SHIFT);
        if (all.subList(some.size(), all.size()).stream().noneMatch(stage -> stage.contributesTo(new Quantity.Partition(0)))) {
            Collections.addAll(found, Kept.RECIPROCAL_PARTITION, Kept.LOG_PARTITION);
        }
        // Of a sparse P, the last that non-zero pairs add to the sum of h may come after a stage whose coefficients wait for it.
        if (some.stream().anyMatch(stage -> stage.contributesTo(new Quantity.SumOfH(0)))) {
            found.add(Kept.SUM_OF_H);
        }
        return found;
    }

    private static Set<Kept> laterIn(Expr formula, Stage stage) {
        Set<Kept> later = EnumSet.noneOf(Kept.class);
        for (String leaf : formula.leaves()) {
            String name = switch (stage.leaves().meaning(leaf)) {
                case PairLeaf.OfRow(String of) -> of;
                case PairLeaf.OfColumn(String of) -> of;
                case PairLeaf.Scalar(String of) -> of;
                case PairLeaf.Distance _, PairLeaf.Matrix _ -> leaf;
            };
            Stream.of(Kept.values()).filter(kept -> kept.leaf(Kept.ONLY).name().equals(name)).forEach(later::add);
        }
        return later;
    }

    @Test
    void allOfKullbackLeiblerIsOnePassOverAllPairs() {
        Schedule dense = schedule("kullback-leibler", "student-t", Normalization.PAIR, false, Precision.DOUBLE);
        assertThat(repeated(dense)).singleElement().satisfies(stage -> {
            assertThat(stage.met()).isEqualTo(Met.ALL);
            assertThat(stage.sums()).hasSize(1);
            assertThat(stage.pulls()).hasSize(2);
        });
        Schedule sparse = schedule("kullback-leibler", "student-t", Normalization.PAIR, true, Precision.DOUBLE);
        assertThat(repeated(sparse)).extracting(Stage::met).containsExactly(Met.ALL, Met.NON_ZERO);
        assertThat(repeated(sparse).getFirst().pulls()).hasSize(1);
    }

    @Test
    void theSumOfHJoinsWhereItsLogarithmsComeApart() {
        assertThat(repeated(schedule("reverse-kullback-leibler", "student-t", Normalization.PAIR, false, Precision.DOUBLE))).hasSize(1);
        // A term that is 0 where q is, as ln w is -∞ there, is 0 where w is: the partition is never 0.
        assertThat(repeated(schedule("reverse-kullback-leibler", "gaussian", Normalization.PAIR, false, Precision.DOUBLE))).hasSize(1);
        // In single precision the logarithms stay together, and so the partition is found first.
        assertThat(repeated(schedule("reverse-kullback-leibler", "student-t", Normalization.PAIR, false, Precision.SINGLE))).hasSize(2);
        assertThat(repeated(schedule("jensen-shannon", "student-t", Normalization.PAIR, false, Precision.DOUBLE))).hasSize(2);
    }

    @Test
    void byRowPullsWaitForThePartitions() {
        List<Stage> stages = repeated(schedule("kullback-leibler", "gaussian", Normalization.POINT, false, Precision.DOUBLE));
        assertThat(stages).hasSize(2);
        assertThat(stages.getFirst().pulls()).isEmpty();
        assertThat(stages.getLast().ofPoints()).isNotEmpty();
    }

    /// What is summed up over P alone is the same at every position.
    @Test
    void sumsOfPAloneAreStagesOfTheirOwn() {
        Schedule schedule = schedule("kullback-leibler", "student-t", Normalization.PAIR, false, Precision.DOUBLE);
        assertThat(schedule.gradient()).filteredOn(Stage::isOfMatrixAlone).singleElement()
                .matches(stage -> stage.contributesTo(new Quantity.SumOfH(0)));
        assertThat(schedule.gradient().toString()).contains("all pairs, once: sum of h from Σ");
        assertThat(repeated(schedule).toString()).contains("all pairs: partition from Σ ", "; gradient from Σ ", " · (yᵢ − yⱼ)").doesNotContain("once");
    }

    /// Also where others need the partition.
    @Test
    void theShareOfPInASumOfHIsAStageOfItsOwn() {
        List<Stage> stages = schedule("nerv", "student-t", Normalization.PAIR, false, Precision.DOUBLE).gradient();
        assertThat(stages).hasSize(2);
        assertThat(stages.getFirst().isOfMatrixAlone()).isTrue();
        assertThat(stages).allMatch(stage -> stage.contributesTo(new Quantity.SumOfH(0)));
        assertThat(stages.getLast().sums()).noneMatch(sum -> Stage.isOfMatrixAlone(sum, stages.getLast().leaves()));
    }

    @Test
    void exaggerationChangesNoStageWhereItIsAFactor() {
        Recipe recipe = Recipe.of("kullback-leibler", "student-t", Normalization.PAIR, Affinity.JOINT);
        Composition composition = Plan.of("schedule", recipe, Catalog.installed()).composition();
        assertThat(schedule(composition, false, true, true, Precision.DOUBLE).gradient())
                .isEqualTo(schedule(composition, false, true, false, Precision.DOUBLE).gradient());
    }
}
