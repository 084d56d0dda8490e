package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.Storage;
import dev.starling.core.exact.LoopForm;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Rows;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static dev.starling.api.expr.tree.Algebra.product;

/// The answer of the far field to a question that separates.
final class SeparatedPass implements Pass {
    /// Runs from one audit to the next, where the tolerance stays the same: 256 rows then take less than a hundredth of the time.
    private static final int AUDIT_EVERY = 50;

    /// Single precision rounds so much that no finer error can be asked for.
    private static final double FINEST_OF_SINGLE = 0x1p-14;

    /// Points from which on the exact engine would take so long that to go over to it is the user's choice.
    private static final int MOST_EXACT = 200_000;

    /// A sum of a row below this share of the mean is taken exactly, if there are no more such rows than one in so many.
    private static final double FRAGILE = 0x1p-12;

    private static final int MOST_FRAGILE = 16;

    private final FarField field;
    private final Separation apart;
    private final PassFormula question;
    private final Precision precision;
    private final LoopCompiler.Compiled compiled;
    private final Pass exact;
    private final Audit audit;
    private final Map<Double, Optional<Resolution>> resolutions = new HashMap<>();
    private int runs;
    private double lastTolerance;
    private boolean calledOff;

    SeparatedPass(FarField field, Separation apart, PassFormula question, Precision precision) {
        this.field = field;
        this.apart = apart;
        this.question = question;
        this.precision = precision;
        List<Expr> charged = LoopForm.of(Stream.concat(apart.ofSums().stream(), apart.ofPulls().stream())
                .map(SeparatedPass::charged)
                .toList());
        List<Expr> sums = charged.subList(0, apart.ofSums().size());
        List<Expr> pulls = charged.subList(sums.size(), charged.size());
        List<String> charges = IntStream.range(0, apart.charges().size()).mapToObj(SeparatedPass::charge).toList();
        Set<String> constants = new TreeSet<>();
        radials(apart.ofSums()).forEach(e -> constants.addAll(e.leaves()));
        radials(apart.ofPulls()).forEach(e -> constants.addAll(e.leaves()));
        constants.removeIf(LoopFormula::isOfDistance);
        LoopFormula loop = new LoopFormula(
                question.dimensions(), LoopFormula.Pairs.ORDERED, List.of(), charges, List.of(), List.copyOf(constants), sums, pulls);
        compiled = LoopCompiler.compile(loop, precision, field.backend());
        exact = PairEngine.first(List.of(field.exact()), question, precision);
        audit = new Audit(question, field.exact(), Audit.ROWS);
    }

    private static String charge(int number) {
        return "charge" + number;
    }

    private static Expr charged(Separation.Charged charged) {
        return product(Expr.leaf(charge(charged.charge())), charged.radial());
    }

    private static List<Expr> radials(List<Separation.Charged> charged) {
        return charged.stream().map(Separation.Charged::radial).toList();
    }

    @Override
    public Backend backend() {
        return calledOff ? exact.backend() : compiled.running();
    }

    @Override
    public void warmUp() {
        compiled.warmUp();
    }

    @Override
    public RowSums run(Positions positions, Rows asked, LeafValues values, @Nullable PairMatrix p) {
        if (calledOff || !(asked instanceof Rows.All)) {
            return exact.run(positions, asked, values, p);
        }
        double tolerance = precision == Precision.SINGLE ? Math.max(FINEST_OF_SINGLE, field.tolerance()) : field.tolerance();
        Resolution resolution = resolution(tolerance, values);
        int number = runs++;
        boolean audited = number % AUDIT_EVERY == 0 || tolerance != lastTolerance;
        lastTolerance = tolerance;
        while (resolution != null) {
            field.audited().used(resolution.p());
            RowSums answer = answer(positions, values, resolution);
            if (!question.totals() && !withFragileRows(answer, positions, values)) {
                return exact.run(positions, asked, values, p);
            }
            if (!audited) {
                return answer;
            }
            double error = audit.error(answer, positions, values, number);
            if (error <= tolerance) {
                field.audited().add(error, tolerance);
                return answer;
            }
            resolution = resolution.p() < Resolution.MOST ? resolution.finer() : null;
            resolutions.put(tolerance, Optional.ofNullable(resolution));
        }
        if (positions.n() > MOST_EXACT) {
            throw new NumericalException("no number of proxies brings the error of the far field below " + tolerance
                    + ", and " + positions.n() + " points are too many to meet all pairs. Ask for less (--tolerance) or wait (--engine exact)");
        }
        calledOff = true;
        field.note("exact from here on, as no number of proxies is good enough: " + question);
        return exact.run(positions, asked, values, p);
    }

    /// Takes rows exactly whose sums are so much smaller than those of others that their errors may be larger: where a row is divided by its
    /// own sum, as a point far off, nothing else would do.
    ///
    /// @return whether there were few
    private boolean withFragileRows(RowSums answer, Positions positions, LeafValues values) {
        int n = positions.n();
        int[] rows = question.sums().isEmpty() ? field.fragile(positions) : fragile(answer.sums(), n);
        if (rows.length > n / MOST_FRAGILE) {
            return false;
        }
        field.keepFragile(positions, rows);
        if (rows.length > 0) {
            RowSums right = exact.run(positions, new Rows.Chosen(rows), values, null);
            for (int k = 0; k < answer.sums().length; k++) {
                for (int r = 0; r < rows.length; r++) {
                    answer.sums()[k][rows[r]] = right.sums()[k][r];
                }
            }
            for (int k = 0; k < answer.pulls().length; k++) {
                for (int r = 0; r < rows.length * question.dimensions(); r++) {
                    answer.pulls()[k][r / rows.length * n + rows[r % rows.length]] = right.pulls()[k][r];
                }
            }
        }
        return true;
    }

    private static int[] fragile(double[][] sums, int n) {
        double[] least = Arrays.stream(sums).mapToDouble(SeparatedPass::leastOf).toArray();
        return IntStream.range(0, n)
                .filter(i -> IntStream.range(0, sums.length).anyMatch(k -> !(Math.abs(sums[k][i]) >= least[k])))
                .toArray();
    }

    /// What a sum of a row must not be below; 0 where sums have any sign, so that a small one says nothing.
    private static double leastOf(double[] sums) {
        double total = 0;
        double sizes = 0;
        for (double sum : sums) {
            total += sum;
            sizes += Math.abs(sum);
        }
        return Math.abs(total) > sizes / 2 ? FRAGILE * sizes / sums.length : 0;
    }

    private @Nullable Resolution resolution(double tolerance, LeafValues values) {
        return resolutions
                .computeIfAbsent(tolerance, _ -> Resolution.of(
                        tolerance, question.dimensions(), radials(apart.ofSums()), radials(apart.ofPulls()), values::scalar))
                .orElse(null);
    }

    private RowSums answer(Positions positions, LeafValues values, Resolution resolution) {
        int n = positions.n();
        double[][] charges = apart.charges().stream().map(charge -> values.ofPoints(charge, n)).toArray(double[][]::new);
        double[] constants = compiled.formula().constants().stream().mapToDouble(values::scalar).toArray();
        Place place = field.place(positions, resolution);
        double[][] found = pass(Storage.of(precision), place, charges, constants).run();
        RowSums rows = RowSums.zero(question, n);
        for (int k = 0; k < apart.sums().size(); k++) {
            for (Separation.Share share : apart.sums().get(k)) {
                addTo(rows.sums()[k], 0, found[share.of()], share.factor(), values);
            }
        }
        int first = apart.ofSums().size();
        for (int k = 0; k < apart.pulls().size(); k++) {
            for (Separation.Share share : apart.pulls().get(k)) {
                for (int axis = 0; axis < question.dimensions(); axis++) {
                    double[] pull = found[first + share.of() * question.dimensions() + axis];
                    addTo(rows.pulls()[k], axis * n, pull, share.factor(), values);
                }
            }
        }
        return rows;
    }

    private <A> FarPass<A> pass(Storage<A> storage, Place place, double[][] charges, double[] constants) {
        return new FarPass<>(compiled, storage, place, charges, constants, field.workers());
    }

    private static void addTo(double[] rows, int at, double[] terms, Expr factor, LeafValues values) {
        int n = terms.length;
        if (values.differByPoint(factor)) {
            double[] factors = values.ofPoints(factor, n);
            for (int i = 0; i < n; i++) {
                rows[at + i] += factors[i] * terms[i];
            }
        } else {
            double same = values.of(factor);
            for (int i = 0; i < n; i++) {
                rows[at + i] += same * terms[i];
            }
        }
    }
}
