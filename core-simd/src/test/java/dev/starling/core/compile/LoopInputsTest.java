package dev.starling.core.compile;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.core.base.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// Every input is taken from its place, and every sum lands in its own. All numbers are whole and small, so that no sum is rounded.
class LoopInputsTest {
    private static final int ROWS = Operands.ROWS;

    /// The point that is row 0.
    private static final int FIRST = 3;

    private static final int POINTS = 48;
    private static final int STRIDE = POINTS + 5;
    private static final int OTHER_STRIDE = POINTS + 2;

    /// Behind the last point, so that a whole width can be loaded.
    private static final int PADDING = 16;

    private static double y(int point, int k) {
        return (point * 7 + k * 5) % 11 - 5;
    }

    private static double ofColumn(int j) {
        return j % 5;
    }

    private static double ofColumnToo(int j) {
        return j % 4 - 2;
    }

    private static double ofRowToo(int i) {
        return i % 4;
    }

    private static double ofPairToo(int i, int j) {
        return (i + 2 * j) % 3;
    }

    private static double ofRow(int i) {
        return i % 3 - 1;
    }

    private static double ofPair(int i, int j) {
        return (i * 3 + j) % 4;
    }

    private static double squared(int i, int j) {
        double sum = 0;
        for (int k = 0; k < 2; k++) {
            sum += (y(i, k) - y(j, k)) * (y(i, k) - y(j, k));
        }
        return sum;
    }

    private static double term(int i, int j) {
        return 2 * ofPair(i, j) + 3 * ofColumn(j) * ofRow(i) + 4 * squared(i, j) - 5 + 6 + 7 * ofPairToo(i, j) + 8 * ofColumnToo(j) * ofRowToo(i);
    }

    private static double pull(int i, int j) {
        return ofColumn(j) - ofPair(i, j) + (1 + squared(i, j)) * ofRow(i);
    }

    private static LoopFormula formula(LoopFormula.Pairs pairs) {
        return new LoopFormula(
                2, pairs, List.of("p", "q"), List.of("c", "d"), List.of("r", "t"), List.of("a", "b"),
                List.of(Formula.parse("2*p + 3*c*r + 4*s + a + b + 7*q + 8*d*t")),
                List.of(Formula.parse("c - p + x*r").substitute(Expr.leaf("x"), Expr.leaf(LoopFormula.ONE_PLUS_SQUARED_DISTANCE))));
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERPRET", "SCALAR", "SIMD"})
    void allPairsOfSomeRows(Backend backend) {
        for (LoopFormula.Pairs pairs : List.of(
                LoopFormula.Pairs.ORDERED, LoopFormula.Pairs.UNORDERED, LoopFormula.Pairs.UNORDERED_TOTALS, LoopFormula.Pairs.OF_ONE_ROW)) {
            for (Precision precision : Precision.values()) {
                int[] all = new int[pairs == LoopFormula.Pairs.OF_ONE_ROW ? 1 : ROWS];
                Arrays.fill(all, -1);
                check(Storage.of(precision), backend, pairs, all, false);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERPRET", "SCALAR", "SIMD"})
    void someColumnsOfSomeRows(Backend backend) {
        for (LoopFormula.Pairs pairs : List.of(LoopFormula.Pairs.ORDERED, LoopFormula.Pairs.UNORDERED, LoopFormula.Pairs.NON_ZERO)) {
            for (Precision precision : Precision.values()) {
                check(Storage.of(precision), backend, pairs, new int[] {0b1, 0, 0b10000110, 0b101, 0b11111111}, true);
            }
        }
    }

    /// @param masks   of rows, the pairs that are met
    /// @param masked  whether they are met by masks, in one width of columns, and not all in blocks
    private static <A> void check(Storage<A> storage, Backend backend, LoopFormula.Pairs pairs, int[] masks, boolean masked) {
        LoopFormula formula = formula(pairs);
        LoopCompiler.Compiled compiled = LoopCompiler.compile(formula, storage.precision(), backend);
        Operands<A> operands = operands(storage, formula, compiled);
        PairLoop loop = compiled.loops().loopFor(1);
        int from = storage.precision().lanes();
        int to = masked ? 2 * from : POINTS;
        if (masked) {
            loop.masked(operands, masks, from);
        } else {
            for (int row = 0; row < masks.length; row += loop.rows()) {
                loop.blocks(operands, row, from, to);
            }
        }
        for (int output = 0; output < formula.outputs(); output++) {
            String place = pairs + " " + storage.precision() + " output " + output;
            if (pairs.haveRows()) {
                checkRows(place, loop, operands, output, ofRows(output, masks, from, to));
            }
            if (output >= formula.firstOfColumns()) {
                double[] sums = new double[POINTS + 3];
                sums[4] = 1_000;
                double[] expected = ofColumns(output, masks, from, to);
                expected[1] += 1_000;
                operands.addColumns(output, from, to, sums, 3);
                assertThat(Arrays.copyOfRange(sums, 3, 3 + to - from)).as(place).containsExactly(expected);
            }
        }
        operands.clearColumns(0, POINTS);
        for (int output = formula.firstOfColumns(); output < formula.outputs(); output++) {
            double[] sums = new double[POINTS];
            operands.addColumns(output, 0, POINTS, sums, 0);
            assertThat(sums).as(pairs + " output " + output + " cleared").containsOnly(0);
        }
    }

    /// They are added to what is there, and begin anew at 0.
    private static void checkRows(String place, PairLoop loop, Operands<?> operands, int output, double[] expected) {
        double[] sums = new double[expected.length + 2];
        sums[2] = 1_000;
        expected[1] += 1_000;
        for (int time = 1; time <= 2; time++) {
            loop.takeRows(operands, output, expected.length, sums, 1);
            assertThat(Arrays.copyOfRange(sums, 1, 1 + expected.length)).as(place + ", taken " + time).containsExactly(expected);
        }
    }

    private static double[] ofRows(int output, int[] masks, int from, int to) {
        double[] sums = new double[masks.length];
        for (int row = 0; row < masks.length; row++) {
            for (int j = from; j < to; j++) {
                sums[row] += value(output, masks[row], FIRST + row, j, j - from);
            }
        }
        return sums;
    }

    private static double[] ofColumns(int output, int[] masks, int from, int to) {
        double[] sums = new double[to - from];
        for (int row = 0; row < masks.length; row++) {
            for (int j = from; j < to; j++) {
                double value = value(output, masks[row], FIRST + row, j, j - from);
                sums[j - from] += output == 0 ? value : -value;
            }
        }
        return sums;
    }

    /// What a pair adds to an output at its row; 0 if its bit is not set. Masks of all pairs are −1, beyond their width too.
    private static double value(int output, int mask, int i, int j, int bit) {
        if ((mask >> Math.min(31, bit) & 1) == 0) {
            return 0;
        }
        return output == 0 ? term(i, j) : pull(i, j) * (y(i, output - 1) - y(j, output - 1));
    }

    private static <A> Operands<A> operands(Storage<A> storage, LoopFormula formula, LoopCompiler.Compiled compiled) {
        double[][] columns = new double[4][POINTS + PADDING];
        double[] pairs = new double[STRIDE * POINTS + PADDING];
        double[] otherPairs = new double[OTHER_STRIDE * POINTS + PADDING];
        double[] own = new double[4 * POINTS + PADDING];
        for (int j = 0; j < POINTS; j++) {
            for (int k = 0; k < 2; k++) {
                columns[k][j] = y(j, k);
                own[4 * j + k] = y(j, k);
            }
            columns[2][j] = ofColumn(j);
            columns[3][j] = ofColumnToo(j);
            own[4 * j + 2] = ofRow(j);
            own[4 * j + 3] = ofRowToo(j);
            for (int i = 0; i < POINTS; i++) {
                pairs[i * STRIDE + j] = ofPair(i, j);
                otherPairs[i * OTHER_STRIDE + j] = ofPairToo(i, j);
            }
        }
        A[] all = storage.newArrays(6);
        for (int k = 0; k < 4; k++) {
            all[k] = storage.of(columns[k]);
        }
        all[4] = storage.of(pairs);
        all[5] = storage.of(otherPairs);
        Operands<A> operands = compiled.newOperands(storage, POINTS);
        operands.open(all, new int[] {STRIDE, OTHER_STRIDE}, storage.of(own), compiled.constants(storage, new double[] {-5, 6}));
        operands.setFirst(FIRST);
        return operands;
    }

    /// Written anew and not taken from the compiler, which keeps what it has made.
    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "SIMD"})
    void pairsThatKeepSumsOfTheirOwn(Backend backend) {
        for (LoopFormula.Pairs pairs : List.of(LoopFormula.Pairs.EACH, LoopFormula.Pairs.EACH_LARGEST)) {
            for (Precision precision : Precision.values()) {
                for (List<String> terms : List.of(List.of("a*(x - y)"), List.of("x*y", "y + x", "x - 2*y"), List.of("y^2"))) {
                    checkPairs(Storage.of(precision), backend, pairs, terms);
                }
            }
        }
    }

    private static <A> void checkPairs(Storage<A> storage, Backend backend, LoopFormula.Pairs pairs, List<String> terms) {
        List<Expr> sums = terms.stream().map(Formula::parse).toList();
        LoopFormula formula = new LoopFormula(0, pairs, List.of(), List.of("y"), List.of("x"), List.of("a"), sums, List.of());
        LoopCompiler.Compiled compiled = LoopCompiler.compile(formula, storage.precision(), backend);
        PairLoop loop = writtenAnew(formula, storage.precision(), backend);
        Operands<A> operands = compiled.newOperands(storage, POINTS + PADDING);
        int depth = 5;
        int width = storage.precision().lanes();
        double[] panels = new double[(POINTS + 2 * PADDING) * depth];
        double[] own = new double[POINTS * depth];
        for (int k = 0; k < depth; k++) {
            for (int j = 0; j < POINTS; j++) {
                panels[(j / width * depth + k) * width + j % width] = y(j, k);
                own[j * depth + k] = y(j, k + 3);
            }
        }
        A[] columns = storage.newArrays(1);
        columns[0] = storage.of(panels);
        operands.open(columns, new int[0], storage.of(own), compiled.constants(storage, new double[] {-3}));
        operands.setFirst(FIRST);
        operands.setDepth(depth);
        for (int row = 0; row < ROWS; row += loop.rows()) {
            loop.blocks(operands, row, width, POINTS);
        }
        for (int output = 0; output < sums.size(); output++) {
            for (int row = 0; row < ROWS; row++) {
                double[] kept = new double[POINTS - width];
                storage.add(operands.ofPairs(output, row), 0, kept, 0, kept.length);
                double[] expected = new double[kept.length];
                for (int j = width; j < POINTS; j++) {
                    for (int k = 0; k < depth; k++) {
                        double term = term(terms.get(output), y(FIRST + row, k + 3), y(j, k));
                        int at = j - width;
                        expected[at] = pairs == LoopFormula.Pairs.EACH ? expected[at] + term : Math.max(expected[at], term);
                    }
                }
                assertThat(kept).as("%s %s of row %s", pairs, terms.get(output), row).containsExactly(expected);
            }
        }
    }

    private static double term(String formula, double x, double y) {
        return switch (formula) {
            case "a*(x - y)" -> -3 * (x - y);
            case "x*y" -> x * y;
            case "y + x" -> y + x;
            case "x - 2*y" -> x - 2 * y;
            case "y^2" -> y * y;
            default -> throw new AssertionError(formula);
        };
    }

    private static PairLoop writtenAnew(LoopFormula formula, Precision precision, Backend backend) {
        Program program = Program.of(formula.sums());
        LoopWriter writer = backend == Backend.SIMD
                ? new VectorLoopWriter(formula, program, precision, true)
                : new ScalarLoopWriter(formula, program, precision);
        byte[] bytes = writer.write(LoopCompiler.class, "Anew");
        try {
            return (PairLoop) MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
