package dev.starling.core.compile;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.core.base.Precision;
import dev.starling.core.compile.LoopFormula.Pairs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/// How much a turn takes: by the width of vectors, so that the same holds on every machine.
class VectorTurnTest {
    private static final String SHORT = "1/(1 + s)";

    private static VectorTurn turn(Pairs pairs, int dimensions, int sums, String pull, Precision precision) {
        List<Expr> terms = new ArrayList<>();
        for (int sum = 0; sum < sums; sum++) {
            terms.add(Formula.parse(SHORT + " + " + sum));
        }
        List<Expr> pulls = pull.isEmpty() ? List.of() : List.of(Formula.parse(pull));
        List<Expr> roots = new ArrayList<>(terms);
        roots.addAll(pulls);
        return VectorTurn.of(new LoopFormula(dimensions, pairs, List.of(), List.of(), List.of(), List.of(), terms, pulls), Program.of(roots), precision);
    }

    /// A formula of as many steps, each of them heavy or light.
    private static String ofSteps(int steps, boolean heavy) {
        return heavy ? "exp(s + ".repeat(steps) + "s" + ")".repeat(steps) : "s" + " + s".repeat(steps);
    }

    @ParameterizedTest
    @EnumSource
    void aShortFormulaTakesFourVectorsOfRows(Precision precision) {
        int parts = VectorTurn.parts(precision);
        assertThat(turn(Pairs.ORDERED, 2, 1, "", precision)).isEqualTo(new VectorTurn(4 / parts, 1, false));
    }

    /// Each of its rows has columns of its own, or there is but one.
    @ParameterizedTest
    @EnumSource
    void rowsThatShareNothingAreTakenOneByOne(Precision precision) {
        for (Pairs pairs : List.of(Pairs.NON_ZERO, Pairs.OF_ONE_ROW)) {
            assertThat(turn(pairs, 2, 1, "", precision).rows()).isOne();
        }
    }

    /// 130 operations are a turn: rows and parts of the width together.
    @ParameterizedTest
    @EnumSource
    void theLongerAFormulaTheFewerRows(Precision precision) {
        int parts = VectorTurn.parts(precision);
        Set<Integer> seen = new HashSet<>();
        for (int steps = 1; steps < 30; steps++) {
            for (boolean heavy : new boolean[] {false, true}) {
                String pull = ofSteps(steps, heavy);
                int operations = Program.of(List.of(Formula.parse(pull))).weight() + 2 + 2;
                boolean oneByOne = parts > 1 && parts * operations > 130;
                int together = oneByOne ? 1 : parts;
                VectorTurn turn = turn(Pairs.ORDERED, 1, 0, pull, precision);
                assertThat(turn).as("%s operations", operations).isEqualTo(new VectorTurn(rowsWithin(130, together * operations, 4 / together), 1, oneByOne));
                seen.add(turn.rows());
            }
        }
        assertThat(seen).as("short ones and long ones").contains(1, 4 / parts);
    }

    /// The most of 1, 2, 4 rows whose operations stay within the bound, but one at least.
    private static int rowsWithin(int bound, int operationsOfARow, int most) {
        int rows = 1;
        while (2 * rows <= most && 2 * rows * operationsOfARow <= bound) {
            rows *= 2;
        }
        return rows;
    }

    /// 32 registers hold the sums and coordinates of rows, and the sums of columns: 4 rows of 4 sums and 2 coordinates are 24, of 7 sums 36.
    @ParameterizedTest
    @EnumSource
    void sumsOfRowsStayInRegisters(Precision precision) {
        int parts = VectorTurn.parts(precision);
        int most = 4 / parts;
        assertThat(turn(Pairs.ORDERED, 2, 4, "", precision).rows()).isEqualTo(most);
        assertThat(turn(Pairs.ORDERED, 2, 7, "", precision).rows()).isEqualTo(Math.min(2, most));
        assertThat(turn(Pairs.UNORDERED, 2, 6, "", precision).rows()).as("6 more of columns").isEqualTo(Math.min(2, most));
    }

    /// Pairs that keep their sums: two panels of points by four rows have eight vectors of sums.
    @ParameterizedTest
    @EnumSource
    void pairsTakeTwoPanelsWhereVectorsAreWide(Precision precision) {
        int parts = VectorTurn.parts(precision);
        for (Pairs pairs : List.of(Pairs.EACH, Pairs.EACH_LARGEST)) {
            assertThat(turn(pairs, 0, 1, "", precision)).isEqualTo(new VectorTurn(parts <= 2 ? 4 : 2, parts == 1 ? 2 : 1, false));
            assertThat(turn(pairs, 0, 3, "", precision).panels()).as("24 sums").isOne();
        }
    }
}
