package dev.starling.core.exact;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.gradient.Problems;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.PassFormula.Met;
import dev.starling.core.pairs.PlainEngine;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Rows;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The exact engine is held to plain sums, for all rows and for some, whatever the leaves of the formulas are.
@Tag("laws")
class ExactEngineLaws {
    private static final Workers WORKERS = new Workers(2);

    @AfterContainer
    static void close() {
        WORKERS.close();
    }

    /// Of the distance, of either matrix, of both points, and of a scalar.
    private static final List<String> SUMS = List.of(
            "1/(1 + s)", "a*exp(-s)", "b*exp(-s)/(1 + s)", "b*b.other*sqrt(s)", "p*log1p(s)", "a*(p + s)*b.other", "a", "b.other");

    /// The same from either side.
    private static final List<String> PULLS = List.of("1/(1 + s)", "(b + b.other)*exp(-s)", "b*b.other + s", "a*s", "(p + pT)/(1 + s)");

    @Provide
    Arbitrary<List<String>> sums() {
        return Arbitraries.of(SUMS).list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<String>> pulls() {
        return Arbitraries.of(PULLS).list().ofMaxSize(2);
    }

    private record Case(PassFormula question, Positions y, LeafValues values, PairMatrix p) {
        RowSums run(PairEngine engine, Rows asked) {
            Pass pass = engine.pass(question, Precision.DOUBLE).orElseThrow();
            return pass.run(y, asked, values, p);
        }
    }

    private static Case drawn(int n, int dimensions, boolean sparse, boolean symmetric, boolean totals, List<String> sums, List<String> pulls, long seed) {
        Leaves leaves = new Leaves(Set.of("b"), symmetric);
        List<Expr> symmetrized = pulls.stream()
                .map(pull -> symmetric ? pull.replace("pT", "p") : pull)
                .map(Formula::parse)
                .toList();
        PassFormula question = new PassFormula(
                dimensions, sparse ? Met.NON_ZERO : Met.ALL, leaves, totals, sums.stream().map(Formula::parse).toList(), symmetrized);
        Random random = new Random(seed);
        double[] b = Positions.padded(random.doubles(n, 0.5, 2).toArray());
        return new Case(
                question,
                Positions.of(random.doubles((long) n * dimensions, -2, 2).toArray(), n, dimensions),
                new LeafValues(Map.of("a", 1.75), Map.of("b", b)),
                Problems.matrix(n, symmetric, sparse, seed));
    }

    @Property(seed = "1", tries = 300)
    void someRowsAreWhatPlainSumsSay(
            @ForAll @IntRange(min = 2, max = 40) int n, @ForAll @IntRange(min = 1, max = 3) int dimensions, @ForAll boolean sparse,
            @ForAll boolean symmetric, @ForAll("sums") List<String> sums, @ForAll("pulls") List<String> pulls, @ForAll long seed) {
        Case drawn = drawn(n, dimensions, sparse, symmetric, true, sums, pulls, seed);
        int[] numbers = new Random(seed).ints(1 + Math.floorMod(seed, 20), 0, n).toArray();
        Rows chosen = new Rows.Chosen(numbers);
        for (Backend backend : List.of(Backend.SCALAR, Backend.SIMD)) {
            assertClose(drawn.run(new ExactEngine(WORKERS, backend), chosen), drawn.run(new PlainEngine(), chosen));
        }
    }

    /// Where sums of rows are meant one by one.
    @Property(seed = "1", tries = 200)
    void allRowsAreWhatPlainSumsSay(
            @ForAll @IntRange(min = 2, max = 40) int n, @ForAll @IntRange(min = 1, max = 3) int dimensions, @ForAll boolean sparse,
            @ForAll boolean symmetric, @ForAll("sums") List<String> sums, @ForAll("pulls") List<String> pulls, @ForAll long seed) {
        Case drawn = drawn(n, dimensions, sparse, symmetric, false, sums, pulls, seed);
        Rows all = new Rows.All();
        assertClose(drawn.run(new ExactEngine(WORKERS, Backend.SIMD), all), drawn.run(new PlainEngine(), all));
    }

    @Property(seed = "1", tries = 50)
    void totalsAreWhatPlainSumsSay(@ForAll @IntRange(min = 2, max = 40) int n, @ForAll("sums") List<String> sums, @ForAll long seed) {
        Case drawn = drawn(n, 2, false, true, true, sums, List.of(), seed);
        RowSums exact = drawn.run(new ExactEngine(WORKERS, Backend.SIMD), new Rows.All());
        RowSums plain = drawn.run(new PlainEngine(), new Rows.All());
        for (int s = 0; s < sums.size(); s++) {
            double total = Arrays.stream(plain.sums()[s]).sum();
            assertThat(Arrays.stream(exact.sums()[s]).sum()).isCloseTo(total, within(1e-12 * Math.max(1, Math.abs(total))));
        }
    }

    /// Whoever asks for rows in pieces, as another machine does, gets the bits of the whole.
    @Property(seed = "1", tries = 100)
    void rowsInPiecesHaveTheBitsOfTheWholeWherePairsAreOrdered(
            @ForAll @IntRange(min = 2, max = 40) int n, @ForAll boolean sparse, @ForAll @IntRange(max = 40) int cut, @ForAll long seed) {
        Case drawn = drawn(n, 2, sparse, false, true, List.of("b*exp(-s)/(1 + s)"), List.of("(p + pT)/(1 + s)"), seed);
        ExactEngine engine = new ExactEngine(WORKERS, Backend.SIMD);
        int at = Math.min(cut, n);
        RowSums whole = drawn.run(engine, new Rows.All());
        RowSums first = drawn.run(engine, new Rows.Chosen(IntStream.range(0, at).toArray()));
        RowSums second = drawn.run(engine, new Rows.Chosen(IntStream.range(at, n).toArray()));
        double[] joined = Arrays.copyOf(first.sums()[0], n);
        System.arraycopy(second.sums()[0], 0, joined, at, n - at);
        assertThat(joined).isEqualTo(whole.sums()[0]);
    }

    private static void assertClose(RowSums actual, RowSums expected) {
        for (int s = 0; s < expected.sums().length; s++) {
            assertThat(actual.sums()[s]).containsExactly(expected.sums()[s], within(1e-11));
        }
        for (int k = 0; k < expected.pulls().length; k++) {
            assertThat(actual.pulls()[k]).containsExactly(expected.pulls()[k], within(1e-11));
        }
    }
}
