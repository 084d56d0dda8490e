package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.far.Separation.Stays;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.gradient.Pairing;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Positions;
import dev.starling.core.plan.Composition;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds for every cost × kernel × normalization × transform that the far field answers: each of its answers is compared with the exact
/// one, row by row.
@Tag("laws")
class FarFieldLaws {
    private static final Workers WORKERS = new Workers(2);

    /// How many times as much is tried; `mvn -Psweep verify` sets it.
    private static final int SWEEP = Integer.getInteger("starling.sweep", 1);

    /// Of all compositions, one in so many is tried.
    private static final int SHARE = Math.max(1, 120 / SWEEP);

    private static final int POINTS = 500;

    /// So many that most are not drawn by an audit.
    private static final int MANY = 30_000;

    @AfterContainer
    static void close() {
        WORKERS.close();
    }

    @Property(seed = "1", tries = 3)
    void errorsStayWithinWhatIsDeclared(@ForAll @IntRange(min = 1, max = 3) int dimensions, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] y = random.doubles((long) dimensions * POINTS, -8, 8).toArray();
        for (Composition composition : Pairing.all(seed)) {
            if (composition instanceof Composition.OfProbabilities && random.nextInt(SHARE) == 0) {
                double tolerance = StrictMath.pow(10, -1.5 - 4 * random.nextDouble());
                staysWithin(tolerance, composition, dimensions, y);
            }
        }
    }

    private static void staysWithin(double tolerance, Composition composition, int dimensions, double[] y) {
        ExactEngine exact = new ExactEngine(WORKERS, Backend.SCALAR);
        FarField far = new FarField(exact, WORKERS, Backend.SCALAR, Double.NaN, _ -> {});
        Audited audited = new Audited(far, exact);
        EmbeddingObjective objective = EmbeddingProblem.of(composition, ring(POINTS), dimensions).objective(List.of(audited, exact), Precision.DOUBLE);
        objective.tolerate(tolerance);
        try {
            objective.gradient(y, new double[y.length]);
            objective.value(y);
        } catch (NumericalException e) {
            // Said by the exact engine too: there is nothing to compare.
            return;
        }
        assertThat(audited.worst)
                .as(() -> Pairing.describe(composition) + ", " + dimensions + "-D: " + audited.worstQuestion)
                .isLessThanOrEqualTo(tolerance);
    }

    /// A matrix with two neighbors a row.
    private static SparseMatrix ring(int n) {
        int[] starts = new int[n + 1];
        int[] columns = new int[2 * n];
        double[] values = new double[2 * n];
        for (int i = 0; i < n; i++) {
            starts[i + 1] = 2 * i + 2;
            int before = (i + n - 1) % n;
            int after = (i + 1) % n;
            columns[2 * i] = Math.min(before, after);
            columns[2 * i + 1] = Math.max(before, after);
            values[2 * i] = 0.5 / n;
            values[2 * i + 1] = 0.5 / n;
        }
        return SparseMatrix.sharing(n, starts, columns, values, values);
    }

    /// Where a row is divided by its own sum, that of a point far off must be as good as any, however small it is.
    @Example
    void theRowOfAPointFarOffIsTakenExactly() {
        Expr w = Leaves.SQUARED_DISTANCE.negated().exp();
        PassFormula byRow = new PassFormula(2, PassFormula.Met.ALL, OF_POINTS, false, List.of(w), List.of(w));
        double[] y = new SplittableRandom(9).doubles(2L * POINTS, -2, 2).toArray();
        ExactEngine exact = new ExactEngine(WORKERS, Backend.SCALAR);
        Audited audited = new Audited(new FarField(exact, WORKERS, Backend.SCALAR, 1e-2, _ -> {}), exact);
        Pass pass = PairEngine.first(List.of(audited), byRow, Precision.DOUBLE);
        // The first run has an audit, which would see what is wrong; the second has none.
        pass.run(Positions.of(y, POINTS, 2), values(), null);
        y[0] = 9;
        pass.run(Positions.of(y, POINTS, 2), values(), null);
        assertThat(audited.worst).isLessThan(1e-2);
        assertThat(audited.answers).isEqualTo(2);
    }

    /// A fifth of all points that are alone take as long as a fifth of all pairs, which somebody who waits should hear of.
    @Example
    void manyPointsFarOffAreTold() {
        Expr w = Leaves.SQUARED_DISTANCE.negated().exp();
        PassFormula byRow = new PassFormula(2, PassFormula.Met.ALL, OF_POINTS, false, List.of(w), List.of(w));
        double[] y = new SplittableRandom(9).doubles(2L * POINTS, -2, 2).toArray();
        for (int i = 0; i < POINTS / 5; i++) {
            y[i] = 9 + 4.5 * i;
        }
        List<String> notes = new ArrayList<>();
        ExactEngine exact = new ExactEngine(WORKERS, Backend.SCALAR);
        Audited audited = new Audited(new FarField(exact, WORKERS, Backend.SCALAR, 1e-2, notes::add), exact);
        Pass pass = PairEngine.first(List.of(audited), byRow, Precision.DOUBLE);
        pass.run(Positions.of(y, POINTS, 2), values(), null);
        pass.run(Positions.of(y, POINTS, 2), values(), null);
        assertThat(audited.worst).isLessThan(1e-2);
        assertThat(notes).filteredOn(note -> note.contains("are so far from all others"))
                .containsExactly("100 of 500 points are so far from all others that their sums are exact, which takes longer");
    }

    // Tests of the audit: whatever is wrong with an answer, it sees.

    private static final Expr W = Leaves.SQUARED_DISTANCE.plus(1).reciprocal();

    private static final Leaves OF_POINTS = new Leaves(List.of("a"), true);

    /// Σ aⱼ w and its pull, (aᵢ + aⱼ) w².
    private static PassFormula question() {
        Expr here = Leaves.ofRow("a");
        Expr there = Leaves.ofColumn("a");
        return new PassFormula(
                2, PassFormula.Met.ALL, OF_POINTS, false, List.of(there.times(W)), List.of(here.plus(there).times(W.squared())));
    }

    private static Positions positions() {
        return Positions.of(new SplittableRandom(7).doubles(2L * POINTS, -8, 8).toArray(), POINTS, 2);
    }

    private static LeafValues values() {
        double[] a = new SplittableRandom(8).doubles(POINTS, 0, 1).toArray();
        return new LeafValues(new HashMap<>(), new HashMap<>(Map.of("a", Positions.padded(a))));
    }

    /// Runs what may have been taken apart wrongly, and returns what is said of it.
    private static List<String> notesOf(Separation apart) {
        List<String> notes = new ArrayList<>();
        Surroundings far = new Surroundings(new ExactEngine(WORKERS, Backend.SCALAR), WORKERS, Backend.SCALAR, notes::add, 1e-3);
        new SeparatedPass(far, apart, question(), Precision.DOUBLE).run(positions(), values(), null);
        return notes;
    }

    @Example
    void theAuditIsContentWithARightAnswer() {
        assertThat(notesOf(Separation.of(question()).orElseThrow())).isEmpty();
    }

    @Example
    void theAuditSeesAWrongCharge() {
        Separation right = Separation.of(question()).orElseThrow();
        List<Expr> wrong = right.charges().stream().map(charge -> charge.times(1.01)).toList();
        assertThat(notesOf(new Separation(wrong, right.sums(), right.pulls(), right.ofSums(), right.ofPulls())))
                .singleElement().asString().startsWith("exact from here on");
    }

    @Example
    void theAuditSeesABrokenFormula() {
        Separation right = Separation.of(question()).orElseThrow();
        List<Separation.Charged> broken = right.ofPulls().stream()
                .map(one -> new Separation.Charged(one.charge(), one.radial().times(W.plus(1).sqrt()), one.stays()))
                .toList();
        assertThat(notesOf(new Separation(right.charges(), right.sums(), right.pulls(), right.ofSums(), broken)))
                .singleElement().asString().startsWith("exact from here on");
    }

    @Example
    void theAuditSeesAMissingTerm() {
        Separation right = Separation.of(question()).orElseThrow();
        List<List<Separation.Share>> fewer = right.pulls().stream().map(shares -> shares.subList(1, shares.size())).toList();
        assertThat(notesOf(new Separation(right.charges(), right.sums(), fewer, right.ofSums(), right.ofPulls())))
                .singleElement().asString().startsWith("exact from here on");
    }

    /// A meeting that is lost is one of few points; those that are drawn hardly ever see it, and all are counted.
    @Property(seed = "1", tries = 12)
    void theAuditSeesAMeetingThatIsLost(@ForAll @IntRange(min = 0, max = 3) int kind, @ForAll long seed) {
        Surroundings far = new Surroundings(new ExactEngine(WORKERS, Backend.SCALAR), WORKERS, Backend.SCALAR, _ -> {}, 1e-3);
        Separation apart = Separation.of(question()).orElseThrow();
        Positions positions = Positions.of(new SplittableRandom(7).doubles(2L * MANY, -8, 8).toArray(), MANY, 2);
        Resolution resolution = Resolution.of(
                        1e-3, 2, apart.ofSums().stream().map(Separation.Charged::radial).toList(),
                        apart.ofPulls().stream().map(Separation.Charged::radial).toList(), List.of(_ -> Double.NaN))
                .orElseThrow();
        Place place = far.place(positions, resolution, Stays.NEITHER);
        List<Interactions.Numbers> held = IntStream.range(0, place.boxes().count)
                .filter(place.boxes()::isLeaf)
                .mapToObj(leaf -> place.interactions().of[leaf])
                .map(lists -> List.of(lists.proxiesProxies, lists.proxiesPoints, lists.pointsProxies, lists.pointsPoints).get(kind))
                .filter(numbers -> numbers.size() > 0)
                .toList();
        Assume.that(!held.isEmpty());
        held.get(new SplittableRandom(seed).nextInt(held.size())).removeLast();
        double[] a = new SplittableRandom(8).doubles(MANY, 0, 1).toArray();
        LeafValues values = new LeafValues(new HashMap<>(), new HashMap<>(Map.of("a", Positions.padded(a))));
        new SeparatedPass(far, apart, question(), Precision.DOUBLE).run(positions, values, null);
        assertThat(far.audited.proxies()).isEqualTo(resolution.p() + 1);
    }
}
