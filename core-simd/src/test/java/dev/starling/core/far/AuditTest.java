package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Rows;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

/// What an audit says of answers that are off by a known number.
class AuditTest {
    private static final Workers WORKERS = new Workers(1);
    private static final PairEngine EXACT = new ExactEngine(WORKERS, Backend.SCALAR);
    private static final Percentage ROUNDING = withinPercentage(1e-9);

    /// Points of a question, the last of which is far from the others.
    private static final int N = 40;

    private static final int ROW = 7;
    private static final int LONELY = N - 1;

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static PassFormula question(boolean totals, List<String> sums, List<String> pulls) {
        return new PassFormula(
                2, PassFormula.Met.ALL, new Leaves(List.of(), true), totals, sums.stream().map(Formula::parse).toList(),
                pulls.stream().map(Formula::parse).toList());
    }

    private static Positions positions(int n) {
        double[] y = new SplittableRandom(3).doubles(2L * n, -3, 3).toArray();
        y[n - 1] = 60;
        return Positions.of(y, n, 2);
    }

    private static LeafValues values() {
        return new LeafValues(new HashMap<>(), new HashMap<>());
    }

    private static RowSums exact(PassFormula question, Positions positions) {
        return PairEngine.first(List.of(EXACT), question, Precision.DOUBLE).run(positions, values(), null);
    }

    private static double error(PassFormula question, RowSums answer) {
        return new Audit(question, EXACT, Integer.MAX_VALUE).error(answer, positions(N), values(), 0);
    }

    /// Σ |formula| of a row, times the distance where it is a pull.
    private static double size(String formula, int i, boolean pulls) {
        Expr e = Formula.parse(formula);
        Positions positions = positions(N);
        double sum = 0;
        for (int j = 0; j < N; j++) {
            double squared = positions.squaredDistance(i, j);
            sum += j == i ? 0 : Math.abs(Evaluation.of(e, _ -> squared)) * (pulls ? Math.sqrt(squared) : 1);
        }
        return sum;
    }

    @Test
    void anExactAnswerHasNoError() {
        PassFormula question = question(false, List.of("1/(1+s)", "exp(-s)"), List.of("1/(1+s)^2"));
        assertThat(error(question, exact(question, positions(N)))).isLessThan(1e-13);
    }

    @Test
    void theErrorOfASumIsRelativeToTheSizesOfItsTerms() {
        String signed = "(s-4)/(1+s)^2";
        PassFormula question = question(false, List.of("1/(1+s)", signed), List.of());
        for (int sum = 0; sum < 2; sum++) {
            RowSums answer = exact(question, positions(N));
            answer.sums()[sum][ROW] -= 0.5;
            assertThat(error(question, answer)).isCloseTo(0.5 / size(sum == 0 ? "1/(1+s)" : signed, ROW, false), ROUNDING);
        }
    }

    @Test
    void theErrorOfAPullIsALengthRelativeToThoseOfItsTerms() {
        String signed = "(s-4)/(1+s)^2";
        PassFormula question = question(false, List.of("1/(1+s)"), List.of("1/(1+s)", signed));
        for (int pull = 0; pull < 2; pull++) {
            RowSums answer = exact(question, positions(N));
            answer.pulls()[pull][ROW] += 3;
            answer.pulls()[pull][N + ROW] -= 4;
            assertThat(error(question, answer)).isCloseTo(5 / size(pull == 0 ? "1/(1+s)" : signed, ROW, true), ROUNDING);
        }
    }

    @Test
    void theWorstRowCounts() {
        PassFormula question = question(false, List.of("1/(1+s)"), List.of());
        RowSums answer = exact(question, positions(N));
        answer.sums()[0][ROW] += 1e-3;
        answer.sums()[0][LONELY] += 1e-3;
        answer.sums()[0][0] += 1e-3;
        assertThat(error(question, answer)).isCloseTo(1e-3 / size("1/(1+s)", LONELY, false), ROUNDING);
    }

    /// Rows that are added up with one another share what they may be off by: a small row counts as one of mean size.
    @Test
    void whereTotalsAreAskedForASmallRowCountsAsOneOfMeanSize() {
        PassFormula question = question(true, List.of("1/(1+s)"), List.of());
        double mean = IntStream.range(0, N).mapToDouble(i -> size("1/(1+s)", i, false)).sum() / N;
        RowSums answer = exact(question(false, List.of("1/(1+s)"), List.of()), positions(N));
        answer.sums()[0][LONELY] += 1e-3;
        assertThat(error(question, answer)).isCloseTo(1e-3 / mean, ROUNDING);
        int largest = IntStream.range(0, N).reduce(0, (a, b) -> size("1/(1+s)", b, false) > size("1/(1+s)", a, false) ? b : a);
        answer.sums()[0][largest] += 1e-2;
        assertThat(error(question, answer)).isCloseTo(1e-2 / size("1/(1+s)", largest, false), ROUNDING);
    }

    @Test
    void noNumberIsNoSmallError() {
        PassFormula question = question(false, List.of("1/(1+s)"), List.of());
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            RowSums answer = exact(question, positions(N));
            answer.sums()[0][ROW] = wrong;
            answer.sums()[0][ROW + 1] += 1e-3;
            assertThat(error(question, answer)).isInfinite();
        }
    }

    /// The row of the point far off has no terms.
    @Test
    void nothingOfNothingIsRightAndAnythingElseIsNot() {
        PassFormula question = question(false, List.of("max(0, 4 - s)"), List.of());
        RowSums answer = exact(question, positions(N));
        assertThat(answer.sums()[0][LONELY]).isZero();
        assertThat(error(question, answer)).isLessThan(1e-13);
        answer.sums()[0][LONELY] = 1e-300;
        assertThat(error(question, answer)).isInfinite();
    }

    /// The rows that the exact engine is asked for.
    private static int[] drawn(int n, int most, int number) {
        List<int[]> asked = new ArrayList<>();
        PassFormula question = question(false, List.of("1/(1+s)"), List.of());
        PairEngine watched = new PairEngine() {
            @Override
            public Optional<Pass> pass(PassFormula question, Precision precision) {
                return EXACT.pass(question, precision).map(pass -> new Pass() {
                    @Override
                    public RowSums run(Positions positions, Rows rows, LeafValues values, @Nullable PairMatrix p) {
                        if (rows instanceof Rows.Chosen(int[] numbers)) {
                            asked.add(numbers);
                        }
                        return pass.run(positions, rows, values, p);
                    }

                    @Override
                    public Backend backend() {
                        return pass.backend();
                    }
                });
            }

            @Override
            public double tolerance() {
                return 0;
            }
        };
        new Audit(question, watched, most).error(exact(question, positions(n)), positions(n), values(), number);
        assertThat(asked).hasSize(1);
        return asked.getFirst();
    }

    @Test
    void rowsAreDrawnFromAllPartsAndEachAuditHasOthers() {
        int n = 1000;
        for (int number = 0; number < 3; number++) {
            int[] rows = drawn(n, 64, number);
            assertThat(rows).hasSize(64);
            for (int r = 0; r < rows.length; r++) {
                assertThat(rows[r]).isBetween(r * n / 64, (r + 1) * n / 64);
            }
        }
        assertThat(drawn(n, 64, 0)).isEqualTo(drawn(n, 64, 0)).isNotEqualTo(drawn(n, 64, 1));
        long apart = IntStream.range(0, 64).map(r -> drawn(n, 64, 2)[r] - r * n / 64).distinct().count();
        assertThat(apart).as("places within their parts").isGreaterThan(5);
    }

    @Test
    void ofFewPointsAllRowsAreTaken() {
        assertThat(drawn(N, N, 5)).isEqualTo(IntStream.range(0, N).toArray());
        assertThat(drawn(N, N + 1, 5)).isEqualTo(IntStream.range(0, N).toArray());
        assertThat(drawn(N, N - 1, 5)).hasSize(N - 1);
    }

    @Test
    void figuresKeepTheWorst() {
        Audit.Figures figures = new Audit.Figures();
        assertThat(figures.proxies()).isZero();
        figures.add(0.002, 0.01);
        figures.add(0.001, 0.001);
        figures.add(0.0005, 0.01);
        figures.used(5);
        figures.used(3);
        assertThat(figures.count()).isEqualTo(3);
        assertThat(figures.worst()).isEqualTo(0.002);
        assertThat(figures.worstShare()).isEqualTo(1);
        assertThat(figures.proxies()).isEqualTo(5);
    }
}
