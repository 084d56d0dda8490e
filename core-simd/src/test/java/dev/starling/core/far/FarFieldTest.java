package dev.starling.core.far;

import dev.starling.api.expr.Formula;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.PassFormula.Met;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Rows;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

/// Which questions the far field answers, with which error, and what it says where it does not.
class FarFieldTest {
    private static final Workers WORKERS = new Workers(2);
    private static final ExactEngine EXACT = new ExactEngine(WORKERS, Backend.SCALAR);
    private static final int N = 400;

    /// The order of a sum differs where some rows are asked for.
    private static final Percentage ROUNDING = withinPercentage(1e-10);

    private final List<String> notes = new ArrayList<>();

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private FarField far(double asked) {
        return new FarField(EXACT, WORKERS, Backend.SCALAR, asked, notes::add);
    }

    private static PassFormula question(int dimensions, Met met, String... sums) {
        return new PassFormula(dimensions, met, new Leaves(List.of("a"), true), false, Arrays.stream(sums).map(Formula::parse).toList(), List.of());
    }

    private static Positions positions(int dimensions) {
        return Positions.of(new SplittableRandom(5).doubles((long) dimensions * N, -6, 6).toArray(), N, dimensions);
    }

    private static LeafValues values() {
        double[] a = new SplittableRandom(6).doubles(N, 0.5, 2).toArray();
        return new LeafValues(new HashMap<>(Map.of("z", 0.11)), new HashMap<>(Map.of("a", Positions.padded(a))));
    }

    private static double[] sums(Pass pass, int dimensions) {
        return pass.run(positions(dimensions), values(), null).sums()[0];
    }

    /// An error that was asked for is kept to but for costs, which are compared: there nothing coarser is taken.
    @ParameterizedTest
    @CsvSource({"NaN, 1e-3, 1e-3", "NaN, 1e-7, 1e-7", "0.01, 1e-3, 0.01", "1e-4, 1e-3, 1e-4", "0.01, 5e-6, 5e-6", "1e-7, 5e-6, 1e-7", "0.01, 1e-6, 1e-6"})
    void theErrorIsTheOneAimedAtOrTheOneAskedFor(double asked, double aimed, double expected) {
        FarField far = far(asked);
        assertThat(far.tolerance()).isEqualTo(5e-6);
        far.aim(aimed);
        assertThat(far.tolerance()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-3, Double.NaN})
    void noErrorIsNoAim(double error) {
        assertThatIllegalArgumentException().isThrownBy(() -> far(Double.NaN).aim(error)).withMessage("tolerance must be above 0, but was " + error);
    }

    @Test
    void otherEnginesAnswerOverNonZeroPairsAndWhereAMatrixIsRead() {
        assertThat(far(Double.NaN).pass(question(2, Met.NON_ZERO, "1/(1+s)"), Precision.DOUBLE)).isEmpty();
        assertThat(far(Double.NaN).pass(question(2, Met.ALL, "p/(1+s)"), Precision.DOUBLE)).isEmpty();
    }

    /// Two runs make loops warm; the third is timed, and told of once.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "4 | 1/(1+s)           | exact, as there are more than 3 dimensions;",
        "2 | exp(-s*a*a.other) | exact, as it does not separate: exp(",
    })
    void whatTheFarFieldCannotAnswerIsExactAndTold(int dimensions, String formula, String note) {
        PassFormula question = question(dimensions, Met.ALL, "1/(2+s)", formula);
        Pass pass = far(Double.NaN).pass(question, Precision.DOUBLE).orElseThrow();
        pass.warmUp();
        assertThat(pass.backend()).isEqualTo(Backend.SCALAR);
        double[] exact = sums(EXACT.pass(question, Precision.DOUBLE).orElseThrow(), dimensions);
        for (int run = 1; run <= 4; run++) {
            assertThat(sums(pass, dimensions)).isEqualTo(exact);
            assertThat(notes).hasSize(run < 3 ? 0 : 1);
        }
        assertThat(notes.getFirst()).startsWith(note).matches(".*; [0-9.e+-]+ s each time");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatSeparatesIsWithinTheErrorAndSaysNothing(int dimensions) {
        FarField far = far(Double.NaN);
        far.aim(1e-3);
        PassFormula question = question(dimensions, Met.ALL, "a.other/(1+s)");
        Pass pass = far.pass(question, Precision.DOUBLE).orElseThrow();
        double[] exact = sums(EXACT.pass(question, Precision.DOUBLE).orElseThrow(), dimensions);
        double[] found = sums(pass, dimensions);
        // In space so few points are in one leaf.
        double least = dimensions < 3 ? 1e-9 : 0;
        assertThat(IntStream.range(0, N).mapToDouble(i -> Math.abs(found[i] - exact[i]) / exact[i]).max().orElseThrow()).isBetween(least, 1e-3);
        assertThat(notes).isEmpty();
        assertThat(far.audited().count()).isEqualTo(1);
        assertThat(far.audited().worst()).isBetween(least, 1e-3);
        assertThat(far.audited().proxies()).isBetween(Resolution.LEAST, Resolution.MOST);
    }

    /// Sums and pulls whose points stay points on neither side, as rows, as columns and on both, with factors of rows, of columns and of the whole pass.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyKindOfFormulaIsWithinTheError(int dimensions) {
        FarField far = far(Double.NaN);
        far.aim(1e-3);
        PassFormula question = question(
                dimensions, List.of("a.other/(1+s)", "z*a*exp(-s)", "exp(-a*s)", "a.other*exp(-a.other*s)", "z/(1+s)"),
                List.of("1/(1+s)^2", "z*a*a.other*exp(-s)", "exp(-a*s) + exp(-a.other*s)"));
        RowSums exact = EXACT.pass(question, Precision.DOUBLE).orElseThrow().run(positions(dimensions), values(), null);
        Pass pass = far.pass(question, Precision.DOUBLE).orElseThrow();
        pass.warmUp();
        assertThat(pass.backend()).isEqualTo(Backend.SCALAR);
        RowSums found = pass.run(positions(dimensions), values(), null);
        assertThat(notes).isEmpty();
        assertThat(new Audit(question, EXACT, N).error(found, positions(dimensions), values(), 0)).isBetween(1e-9, 1e-3);
        for (int k = 0; k < exact.sums().length; k++) {
            assertThat(found.sums()[k]).as("sum %d is not that of the exact engine", k).isNotEqualTo(exact.sums()[k]);
        }
        for (int k = 0; k < exact.pulls().length; k++) {
            assertThat(found.pulls()[k]).as("pull %d is not that of the exact engine", k).isNotEqualTo(exact.pulls()[k]);
        }
    }

    private static PassFormula question(int dimensions, List<String> sums, List<String> pulls) {
        return new PassFormula(
                dimensions, Met.ALL, new Leaves(List.of("a"), true), false, sums.stream().map(Formula::parse).toList(),
                pulls.stream().map(Formula::parse).toList());
    }

    /// Points of which so many stand alone, eleven apart from all others and from each other; the others crowd.
    private static Positions alone(int count) {
        double[] y = new SplittableRandom(5).doubles(2L * N, -2, 2).toArray();
        for (int i = 0; i < count; i++) {
            y[i] = 13 + 11.0 * i;
        }
        return Positions.of(y, N, 2);
    }

    /// Where a row is divided by its own sum, a point far off has a small one, which must have all its digits.
    @ParameterizedTest
    @CsvSource({"1, false, false", "25, false, false", "26, true, false", "200, true, false", "201, true, true"})
    void rowsOfPointsFarOffAreExact(int count, boolean told, boolean all) {
        FarField far = far(1e-2);
        PassFormula question = question(2, List.of("exp(-s)"), List.of("exp(-s)"));
        RowSums exact = EXACT.pass(question, Precision.DOUBLE).orElseThrow().run(alone(count), values(), null);
        Pass pass = far.pass(question, Precision.DOUBLE).orElseThrow();
        RowSums found = pass.run(alone(count), values(), null);
        pass.run(alone(count), values(), null);
        for (int i = 0; i < count; i++) {
            assertThat(found.sums()[0][i]).isCloseTo(exact.sums()[0][i], ROUNDING);
            assertThat(found.pulls()[0][i]).isCloseTo(exact.pulls()[0][i], ROUNDING);
            assertThat(found.pulls()[0][N + i]).isCloseTo(exact.pulls()[0][N + i], ROUNDING);
        }
        long others = IntStream.range(count, N).filter(i -> found.sums()[0][i] == exact.sums()[0][i]).count();
        assertThat(others).isBetween(all ? (long) N - count : 0, all ? N - count : (N - count) / 2L);
        assertThat(notes).isEqualTo(
                told ? List.of(count + " of 400 points are so far from all others that their sums are exact, which takes longer") : List.of());
    }

    /// Pulls that are asked for by themselves follow the sums at the same place.
    @Test
    void pullsOfPointsFarOffAreExactWhereTheirSumsWere() {
        FarField far = far(1e-2);
        PassFormula ofSums = question(2, List.of("exp(-s)"), List.of());
        PassFormula ofPulls = question(2, List.of(), List.of("exp(-s)"));
        Positions here = alone(1);
        far.pass(ofSums, Precision.DOUBLE).orElseThrow().run(here, values(), null);
        double[] found = far.pass(ofPulls, Precision.DOUBLE).orElseThrow().run(here, values(), null).pulls()[0];
        double[] exact = EXACT.pass(ofPulls, Precision.DOUBLE).orElseThrow().run(here, values(), null).pulls()[0];
        assertThat(found[0]).isCloseTo(exact[0], ROUNDING);
        assertThat(found[N]).isCloseTo(exact[N], ROUNDING);
        assertThat(found).isNotEqualTo(exact);
    }

    /// A small sum of terms of both signs says nothing of how far its point is.
    @Test
    void aSumOfBothSignsIsNotThatOfAPointFarOff() {
        FarField far = far(1e-2);
        PassFormula question = question(2, List.of("(1 - a.other)/(1+s)"), List.of());
        RowSums exact = EXACT.pass(question, Precision.DOUBLE).orElseThrow().run(positions(2), values(), null);
        double[] balanced = values().point("a");
        double mean = Arrays.stream(balanced, 0, N).sum() / N;
        LeafValues values = new LeafValues(
                new HashMap<>(Map.of("z", 0.11)),
                new HashMap<>(Map.of("a", Positions.padded(Arrays.stream(balanced, 0, N).map(a -> 1 + a - mean).toArray()))));
        RowSums found = far.pass(question, Precision.DOUBLE).orElseThrow().run(positions(2), values, null);
        assertThat(notes).isEmpty();
        assertThat(found.sums()[0]).isNotEqualTo(exact.sums()[0]);
    }

    /// Single precision rounds too much for more; who asks for more gets what there is.
    @Test
    void inSinglePrecisionNoFinerErrorIsAskedForThanItHas() {
        FarField far = far(Double.NaN);
        far.aim(1e-9);
        PassFormula question = question(2, Met.ALL, "1/(1+s)");
        sums(far.pass(question, Precision.SINGLE).orElseThrow(), 2);
        assertThat(notes).isEmpty();
        assertThat(far.audited().worst()).isBetween(1e-9, 0x1p-14);
        assertThat(far.audited().worstShare()).isEqualTo(far.audited().worst() / 0x1p-14);
    }

    /// Fifty runs at one error have one audit; another error has one of its own.
    @Test
    void anAuditIsDueAtEachNewErrorAndEveryFiftyRuns() {
        FarField far = far(Double.NaN);
        far.aim(1e-3);
        Pass pass = far.pass(question(2, Met.ALL, "1/(1+s)"), Precision.DOUBLE).orElseThrow();
        for (int run = 1; run <= 51; run++) {
            sums(pass, 2);
            assertThat(far.audited().count()).isEqualTo(run <= 50 ? 1 : 2);
        }
        far.aim(1e-2);
        sums(pass, 2);
        assertThat(far.audited().count()).isEqualTo(3);
    }

    @Test
    void someRowsAreThoseOfTheExactEngine() {
        FarField far = far(1e-2);
        PassFormula question = question(2, Met.ALL, "1/(1+s)");
        Pass pass = far.pass(question, Precision.DOUBLE).orElseThrow();
        Rows some = new Rows.Chosen(new int[] {3, 250});
        RowSums exact = EXACT.pass(question, Precision.DOUBLE).orElseThrow().run(positions(2), some, values(), null);
        assertThat(pass.run(positions(2), some, values(), null).sums()).isDeepEqualTo(exact.sums());
        assertThat(far.audited().count()).isZero();
    }

    /// Passes at one position share its boxes, and each finds its own at another.
    @Test
    void passesAtOnePositionShareItsBoxes() {
        Surroundings far = new Surroundings(EXACT, WORKERS, Backend.SCALAR, notes::add, 1e-3);
        Resolution coarse = new Resolution(4, -1, 0, true);
        Positions here = positions(2);
        Place one = far.place(here, coarse, Separation.Stays.NEITHER);
        assertThat(far.place(here, coarse, Separation.Stays.NEITHER)).isSameAs(one);
        assertThat(far.place(here, coarse, Separation.Stays.ROW).boxes()).isSameAs(one.boxes());
        assertThat(far.place(here, coarse, Separation.Stays.ROW).interactions()).isNotSameAs(one.interactions());
        assertThat(far.place(here, new Resolution(5, -1, 0, true), Separation.Stays.NEITHER).boxes()).as("as many points in a leaf").isSameAs(one.boxes());
        assertThat(far.place(here, new Resolution(6, -1, 0, true), Separation.Stays.NEITHER).boxes()).as("more points in a leaf").isNotSameAs(one.boxes());
        assertThat(far.place(positions(2), coarse, Separation.Stays.NEITHER).boxes()).isNotSameAs(one.boxes());
        far.keepFragile(here, new int[] {7});
        assertThat(far.fragile(here)).containsExactly(7);
        assertThat(far.fragile(positions(2))).isEmpty();
    }

    /// Two heaps of points that alternate in the data stand one behind the other in the order of the tree.
    @Test
    void theOrderOfTheTreeKeepsNeighborsTogether() {
        int n = 2000;
        double[] y = new SplittableRandom(1).doubles(2L * n, 0, 1).toArray();
        for (int i = 0; i < n; i += 2) {
            y[i] += 50;
        }
        int[] order = FarField.treeOrder(y, n, 2, WORKERS);
        assertThat(order.clone()).containsExactlyInAnyOrder(IntStream.range(0, n).toArray());
        assertThat(IntStream.range(1, n).filter(k -> order[k] % 2 != order[k - 1] % 2).count()).isEqualTo(1);
    }
}
