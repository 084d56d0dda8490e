package dev.starling.core.compile;

import dev.starling.api.expr.Comparison;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/// One meaning, three back ends: interpreter, scalar loop and vector loop give the same bits for any formula and any numbers.
@Tag("laws")
class BackendLaws {
    /// Both zeros, subnormals, the ends of the normal range, infinities, NaN, and where `exp` and `log` change their ways.
    static final double[] AWKWARD = {
        0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 0x1p-1030, Double.MIN_NORMAL, -Double.MIN_NORMAL, 1e-200, 0x1p-53, 0.1, -0.3, 0.5,
        1, -1, Math.nextDown(1), Math.nextUp(1), 2, -2, 3, 709.79, -745.2, -708.4, 1e16, -1e200, 1.7e308, Double.MAX_VALUE,
        -Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };

    private static final double[] LITERALS = {1, 0.5, 2, -1.5, 0.0, -0.0, 1e300, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY};

    private static final String SQUARED = LoopFormula.SQUARED_DISTANCE;
    private static final List<String> LEAVES = List.of("p", "c", SQUARED, LoopFormula.ONE_PLUS_SQUARED_DISTANCE);

    /// Two widths of single precision: a whole one and a masked one.
    private static final int COLUMNS = 32;

    @Provide
    Arbitrary<Expr> formulas() {
        return Arbitraries.integers().between(0, 999).list().ofMinSize(1).ofMaxSize(20).map(BackendLaws::formula);
    }

    /// Made from a list of numbers, so that it shrinks: each names a leaf or a constant to push, or a verb for what was pushed last.
    private static Expr formula(List<Integer> numbers) {
        Deque<Expr> stack = new ArrayDeque<>(List.of(Expr.leaf("p")));
        for (int number : numbers) {
            int choice = number / 10;
            switch (number % 10) {
                case 0, 1, 2 -> stack.push(Expr.leaf(LEAVES.get(choice % LEAVES.size())));
                case 3 -> stack.push(Expr.constant(LITERALS[choice % LITERALS.length]));
                case 4, 5, 6 -> stack.push(unary(choice % 8, stack.pop()));
                default -> {
                    if (choice % 12 == 0 && stack.size() >= 4) {
                        Condition condition = new Condition(stack.pop(), Comparison.values()[choice % 3], stack.pop());
                        stack.push(Expr.where(condition, stack.pop(), stack.pop()));
                    } else if (stack.size() >= 2) {
                        stack.push(binary(choice % 8, stack.pop(), stack.pop()));
                    }
                }
            }
        }
        return stack.peek();
    }

    private static Expr unary(int verb, Expr a) {
        return switch (verb) {
            case 0 -> a.negated();
            case 1 -> a.squared();
            case 2 -> a.sqrt();
            case 3 -> a.exp();
            case 4 -> a.log();
            case 5 -> a.log1p();
            case 6 -> a.reciprocal();
            case 7 -> a.max(a.negated());
            default -> throw new IllegalArgumentException("verb " + verb);
        };
    }

    private static Expr binary(int verb, Expr a, Expr b) {
        return switch (verb) {
            case 0 -> a.plus(b);
            case 1 -> a.minus(b);
            case 2 -> a.times(b);
            case 3 -> a.over(b);
            case 4 -> a.pow(b);
            case 5 -> a.min(b);
            case 6 -> a.max(b);
            case 7 -> a.xlogy(b);
            default -> throw new IllegalArgumentException("verb " + verb);
        };
    }

    private static LoopFormula pass(int dimensions, LoopFormula.Pairs pairs, Expr sum, List<Expr> pulls) {
        return new LoopFormula(dimensions, pairs, List.of(), List.of("p"), List.of(), List.of("c"), List.of(sum), pulls);
    }

    /// Each program is compiled twice and run on numbers of which two thirds are awkward.
    @Property(seed = "1", tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void allBackEndsGiveTheSameBits(
            @ForAll("formulas") Expr sum, @ForAll("formulas") Expr pull, @ForAll @IntRange(min = 1, max = 5) int dimensions,
            @ForAll("pairsByRowOrColumn") LoopFormula.Pairs pairs, @ForAll @IntRange(min = 0, max = 255) int mask, @ForAll long seed) {
        LoopFormula formula = pass(dimensions, pairs, sum, List.of(pull));
        Random random = new Random(seed);
        for (int sweep = 0; sweep < Integer.getInteger("starling.sweep", 1); sweep++) {
            Row row = Row.random(formula, random);
            double[] interpreted = row.run(Backend.INTERPRET, mask);
            for (Backend backend : List.of(Backend.SCALAR, Backend.SIMD)) {
                assertSame(row.run(backend, mask), interpreted, backend + " of " + formula + ", mask " + mask + ", seed " + seed);
            }
        }
    }

    /// The interpreter of formulas knows doubles alone: in single precision the scalar loop tells what is right.
    @Property(seed = "1", tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void inSinglePrecisionVectorsGiveTheBitsOfTheScalarLoop(
            @ForAll("formulas") Expr sum, @ForAll("formulas") Expr pull, @ForAll @IntRange(min = 1, max = 5) int dimensions,
            @ForAll("pairsByRowOrColumn") LoopFormula.Pairs pairs, @ForAll @IntRange(min = 0, max = 65_535) int mask, @ForAll long seed) {
        LoopFormula formula = pass(dimensions, pairs, sum, List.of(pull));
        Row row = Row.random(formula, new Random(seed));
        Storage.Floats floats = new Storage.Floats();
        assertSame(row.run(Backend.SIMD, mask, floats), row.run(Backend.SCALAR, mask, floats), "vectors of " + formula + ", mask " + mask + ", seed " + seed);
    }

    @Provide
    Arbitrary<LoopFormula.Pairs> pairsByRowOrColumn() {
        return Arbitraries.of(LoopFormula.Pairs.values()).filter(pairs -> !pairs.keepEach());
    }

    /// The same where each pair keeps sums of its own, whatever the number of rows and of panels that a turn takes.
    @Property(seed = "1", tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void pairsKeepTheSameSums(
            @ForAll("formulas") Expr one, @ForAll("formulas") Expr other, @ForAll @IntRange(min = 1, max = 4) int outputs,
            @ForAll boolean absolute, @ForAll boolean largest, @ForAll @IntRange(min = 0, max = 9) int depth,
            @ForAll @IntRange(min = 0, max = 3) int panel, @ForAll @IntRange(min = 1, max = 4) int panels, @ForAll long seed) {
        List<Expr> terms = new ArrayList<>();
        for (int output = 0; output < outputs; output++) {
            Expr term = ofPair(output % 2 == 0 ? one : other).plus(output / 2);
            terms.add(absolute ? term.max(term.negated()) : term);
        }
        LoopFormula formula = new LoopFormula(
                0, largest ? LoopFormula.Pairs.EACH_LARGEST : LoopFormula.Pairs.EACH, List.of(), List.of("y"), List.of("x"), List.of(), terms, List.of());
        Random random = new Random(seed);
        double[] points = mixed(8 * (panel + panels + 1) * depth, random);
        double[] rows = mixed(Operands.ROWS * depth, random);
        double[] interpreted = sumsOfPairs(formula, Backend.INTERPRET, points, rows, depth, 8 * panel, 8 * panels);
        for (Backend backend : List.of(Backend.SCALAR, Backend.SIMD)) {
            assertSame(sumsOfPairs(formula, backend, points, rows, depth, 8 * panel, 8 * panels), interpreted, backend + " of " + formula + ", seed " + seed);
        }
    }

    private static Expr ofPair(Expr formula) {
        return formula.substitute(Expr.leaf("p"), Expr.leaf("y"))
                .substitute(Expr.leaf("c"), Expr.leaf("x"))
                .substitute(Expr.leaf(SQUARED), Expr.leaf("x").minus(Expr.leaf("y")))
                .substitute(Expr.leaf(LoopFormula.ONE_PLUS_SQUARED_DISTANCE), Expr.leaf("x").times(Expr.leaf("y")));
    }

    /// One of four is awkward.
    private static double[] mixed(int count, Random random) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, _ -> random.nextInt(4) == 0 ? AWKWARD[random.nextInt(AWKWARD.length)] : random.nextGaussian());
        return numbers;
    }

    private static double[] sumsOfPairs(LoopFormula formula, Backend backend, double[] points, double[] rows, int depth, int from, int count) {
        LoopCompiler.Compiled compiled = LoopCompiler.compile(formula, backend);
        assertThat(compiled.running()).isEqualTo(backend);
        Storage.Doubles doubles = new Storage.Doubles();
        Operands<double[]> operands = compiled.newOperands(doubles, count + 8);
        operands.open(new double[][] {points}, new int[0], rows, compiled.constants(doubles, new double[0]));
        operands.setDepth(depth);
        PairLoop loop = compiled.loops().loopFor(1);
        double[] sums = new double[formula.outputs() * Operands.ROWS * count];
        for (int row = 0; row < Operands.ROWS; row += loop.rows()) {
            loop.blocks(operands, row, from, from + count);
        }
        for (int output = 0; output < formula.outputs(); output++) {
            for (int row = 0; row < Operands.ROWS; row++) {
                System.arraycopy(operands.ofPairs(output, row), 0, sums, (output * Operands.ROWS + row) * count, count);
            }
        }
        return sums;
    }

    /// What a formula is said to be between, it is, in the arithmetic that it is computed in.
    @Property(seed = "1", tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void valuesAreInTheirRange(@ForAll("formulas") Expr formula, @ForAll long seed) {
        Random random = new Random(seed);
        Range range = Range.of(formula);
        for (int k = 0; k < 10; k++) {
            double squared = Math.abs(AWKWARD[random.nextInt(AWKWARD.length)]);
            double p = AWKWARD[random.nextInt(AWKWARD.length)];
            double value = Evaluation.of(formula, leaf -> switch (leaf) {
                case LoopFormula.SQUARED_DISTANCE -> squared;
                case LoopFormula.ONE_PLUS_SQUARED_DISTANCE -> 1 + squared;
                default -> p;
            });
            // Either zero is the other's equal.
            assertThat(value < range.least() || value > range.most())
                    .as("%s is %s at s = %s, p = %s, which is outside %s", formula, value, squared, p, range)
                    .isFalse();
        }
    }

    /// Every operation over every pair of awkward numbers.
    @Example
    void everyOperationGivesTheSameBitsForAwkwardNumbers() {
        List<Expr> operations = new ArrayList<>();
        Expr p = Expr.leaf("p");
        Expr c = Expr.leaf("c");
        for (int verb = 0; verb <= 7; verb++) {
            operations.add(unary(verb, p));
        }
        for (int verb = 0; verb <= 7; verb++) {
            operations.add(binary(verb, p, c));
            operations.add(binary(verb, c, p));
        }
        for (Comparison comparison : Comparison.values()) {
            operations.add(Expr.where(new Condition(p, comparison, c), p, c));
        }
        for (Expr operation : operations) {
            LoopFormula formula = pass(1, LoopFormula.Pairs.ORDERED, operation, List.of());
            Row row = Row.random(formula, new Random(1));
            for (int block = 0; block < AWKWARD.length; block += 8) {
                for (int lane = 0; lane < 8; lane++) {
                    row.columns[1][lane] = AWKWARD[(block + lane) % AWKWARD.length];
                }
                for (double constant : AWKWARD) {
                    row.constant = constant;
                    double[] interpreted = row.run(Backend.INTERPRET, 0);
                    String what = operation + " at p = " + Arrays.toString(row.columns[1]) + ", c = " + constant;
                    assertSame(row.run(Backend.SCALAR, 0), interpreted, "scalar " + what);
                    assertSame(row.run(Backend.SIMD, 0), interpreted, "vector " + what);
                }
            }
        }
    }

    /// What lies in columns that are masked out counts for nothing, not even if it is infinite or no number.
    @Property(seed = "1", edgeCases = EdgeCasesMode.NONE)
    void whatIsMaskedOutCountsForNothing(@ForAll @IntRange(min = 0, max = 255) int mask, @ForAll long seed) {
        Expr weight = Expr.leaf(SQUARED).plus(1).reciprocal();
        LoopFormula formula = pass(2, LoopFormula.Pairs.ORDERED, weight, List.of(weight.times(Expr.leaf("p"))));
        Row clean = Row.random(formula, new Random(seed));
        clean.makeFinite(new Random(seed));
        Row dirty = clean.copy();
        for (int lane = 0; lane < 8; lane++) {
            if ((mask >>> lane & 1) == 0) {
                for (double[] column : dirty.columns) {
                    column[8 + lane] = AWKWARD[(int) Math.floorMod(seed + lane, (long) AWKWARD.length)];
                }
            }
        }
        for (Backend backend : List.of(Backend.INTERPRET, Backend.SCALAR, Backend.SIMD)) {
            assertSame(dirty.run(backend, mask), clean.run(backend, mask), backend + ", mask " + mask + ", seed " + seed);
        }
    }

    static void assertSame(double[] actual, double[] expected, String what) {
        for (int k = 0; k < expected.length; k++) {
            // All NaN are one: which of them an operation gives is the machine's affair.
            if (Double.doubleToLongBits(actual[k]) != Double.doubleToLongBits(expected[k])) {
                assertThat(Double.toHexString(actual[k])).as("lane " + k + " of " + what).isEqualTo(Double.toHexString(expected[k]));
            }
        }
    }

    /// The inputs of some rows and columns.
    private static final class Row {
        final LoopFormula formula;
        final double[][] columns;
        final double[] own;
        double constant;

        private Row(LoopFormula formula, double[][] columns, double[] own, double constant) {
            this.formula = formula;
            this.columns = columns;
            this.own = own;
            this.constant = constant;
        }

        /// Coordinates are finite, as the core sees to; all else is now and then awkward.
        static Row random(LoopFormula formula, Random random) {
            double[][] columns = new double[formula.dimensions() + formula.columns().size()][COLUMNS];
            for (int c = 0; c < columns.length; c++) {
                for (int j = 0; j < COLUMNS; j++) {
                    boolean plain = c < formula.dimensions() || random.nextInt(3) == 0;
                    columns[c][j] = plain ? random.nextGaussian() * Math.pow(10, random.nextInt(5) - 2) : AWKWARD[random.nextInt(AWKWARD.length)];
                }
            }
            double[] own = random.doubles((long) Operands.ROWS * formula.dimensions(), -2, 2).toArray();
            columns[0][3] = own[0];
            return new Row(formula, columns, own, AWKWARD[random.nextInt(AWKWARD.length)]);
        }

        void makeFinite(Random random) {
            for (int j = 0; j < COLUMNS; j++) {
                columns[formula.dimensions()][j] = random.nextDouble();
            }
        }

        Row copy() {
            return new Row(formula, Arrays.stream(columns).map(double[]::clone).toArray(double[][]::new), own, constant);
        }

        /// The sums of all rows, and those of all columns that there are.
        double[] run(Backend backend, int mask) {
            return run(backend, mask, new Storage.Doubles());
        }

        /// The first width of columns as a block, the second by masks.
        <A> double[] run(Backend backend, int mask, Storage<A> storage) {
            int width = storage.precision().lanes();
            LoopCompiler.Compiled compiled = LoopCompiler.compile(formula, storage.precision(), backend);
            assertThat(compiled.running()).isEqualTo(backend);
            Operands<A> operands = compiled.newOperands(storage, COLUMNS);
            A[] stored = storage.newArrays(columns.length);
            Arrays.setAll(stored, c -> storage.of(columns[c]));
            operands.open(stored, new int[0], storage.of(own), compiled.constants(storage, new double[] {constant}));
            operands.clearColumns(0, COLUMNS);
            PairLoop loop = compiled.loops().loopFor(1);
            for (int row = 0; row < Operands.ROWS; row += loop.rows()) {
                loop.blocks(operands, row, 0, width);
            }
            // Not all rows, and some of them without a column.
            int[] masks = new int[Operands.ROWS - 1];
            Arrays.setAll(masks, row -> row % 3 == 1 ? 0 : mask);
            loop.masked(operands, masks, width);
            int ofRows = Operands.ROWS * formula.outputs();
            double[] sums = new double[ofRows + formula.outputs() * COLUMNS];
            for (int output = 0; output < formula.outputs(); output++) {
                loop.takeRows(operands, output, Operands.ROWS, sums, output * Operands.ROWS);
                if (output >= formula.firstOfColumns()) {
                    operands.addColumns(output, 0, COLUMNS, sums, ofRows + output * COLUMNS);
                }
            }
            return sums;
        }
    }
}
