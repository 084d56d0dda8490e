package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.compile.Backend;
import dev.starling.core.far.Separation.Stays;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Rows;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// The answer of the far field to a question whose formulas are separable.
final class SeparatedPass implements Pass {
    /// Runs from one audit to the next, where the tolerance stays the same: 256 rows then take less than a hundredth of the time.
    private static final int AUDIT_EVERY = 50;

    /// Single precision rounds so much that no finer error can be asked for.
    private static final double FINEST_OF_SINGLE = 0x1p-14;

    /// Points from which on the exact engine would take so long that to go over to it is the user's choice.
    private static final int MOST_EXACT = 200_000;

    /// A sum of a row below this share of the mean is taken exactly. Where such rows are more than one in so many, this is told, since it takes
    /// long; where they are most of all, all pairs are met.
    private static final double FRAGILE = 0x1p-12;

    private static final int MOST_FRAGILE = 16;

    private final Surroundings field;
    private final Separation apart;
    private final PassFormula question;
    private final Precision precision;
    private final Map<Stays, ChargedSums> groups = new EnumMap<>(Stays.class);
    private final Pass exact;
    private final Audit audit;
    private final Census census;
    private int runs;
    private double lastTolerance;
    private boolean calledOff;
    private boolean toldOfFragile;

    SeparatedPass(Surroundings field, Separation apart, PassFormula question, Precision precision) {
        this.field = field;
        this.apart = apart;
        this.question = question;
        this.precision = precision;
        for (Stays stays : Stays.values()) {
            List<Separation.Charged> sums = Separation.only(stays, apart.ofSums());
            List<Separation.Charged> pulls = Separation.only(stays, apart.ofPulls());
            if (sums.size() + pulls.size() > 0) {
                groups.put(stays, new ChargedSums(
                        stays, sums, pulls, apart.charges().size(), question.leaves(), question.dimensions(), precision, field.backend));
            }
        }
        exact = field.exactly(question, precision);
        audit = new Audit(question, field.exact, Audit.ROWS);
        census = new Census(question, apart.charges().size());
    }

    @Override
    public Backend backend() {
        return calledOff ? exact.backend() : groups.values().iterator().next().backend();
    }

    @Override
    public void warmUp() {
        groups.values().forEach(ChargedSums::warmUp);
    }

    @Override
    public RowSums run(Positions positions, Rows asked, LeafValues values, @Nullable PairMatrix p) {
        if (calledOff || !(asked instanceof Rows.All)) {
            return exact.run(positions, asked, values, p);
        }
        double tolerance = precision == Precision.SINGLE ? Math.max(FINEST_OF_SINGLE, field.tolerance) : field.tolerance;
        int number = runs++;
        boolean audited = number % AUDIT_EVERY == 0 || tolerance != lastTolerance;
        lastTolerance = tolerance;
        double[][] charges = apart.charges().stream().map(charge -> values.ofPoints(charge, positions.n())).toArray(double[][]::new);
        for (boolean finer = true; finer && areResolved(tolerance, values, positions.n()); finer = refine(tolerance)) {
            RowSums answer = answer(positions, values, charges, tolerance);
            if (!question.totals() && !withFragileRows(answer, positions, values)) {
                return exact.run(positions, asked, values, p);
            }
            if (!audited) {
                return answer;
            }
            double error = areComplete(positions, values, charges, tolerance)
                    ? audit.error(answer, positions, values, number)
                    : Double.POSITIVE_INFINITY;
            if (error <= tolerance) {
                field.audited.add(error, tolerance);
                return answer;
            }
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
    /// @return whether it did so, because they were not most of all
    private boolean withFragileRows(RowSums answer, Positions positions, LeafValues values) {
        int n = positions.n();
        int[] rows = question.sums().isEmpty() ? field.fragile(positions) : fragile(answer.sums(), n);
        if (rows.length > n / MOST_FRAGILE && !toldOfFragile) {
            toldOfFragile = true;
            field.note(rows.length + " of " + n + " points are so far from all others that their sums are exact, which takes longer");
        }
        if (rows.length > n / 2) {
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

    private boolean areResolved(double tolerance, LeafValues values, int n) {
        return groups.values().stream().allMatch(group -> group.resolution(tolerance, values, n) != null);
    }

    private boolean refine(double tolerance) {
        boolean any = false;
        for (ChargedSums group : groups.values()) {
            any |= group.refine(tolerance);
        }
        return any;
    }

    private boolean areComplete(Positions positions, LeafValues values, double[][] charges, double tolerance) {
        return groups.values().stream()
                .allMatch(group -> census.isComplete(place(group, positions, values, tolerance), charges, field.workers));
    }

    private Place place(ChargedSums group, Positions positions, LeafValues values, double tolerance) {
        Resolution resolution = Objects.requireNonNull(group.resolution(tolerance, values, positions.n()));
        field.audited.used(resolution.p());
        return field.place(positions, resolution, group.stays);
    }

    private RowSums answer(Positions positions, LeafValues values, double[][] charges, double tolerance) {
        int n = positions.n();
        RowSums rows = RowSums.zero(question, n);
        groups.forEach((stays, group) -> {
            Place place = place(group, positions, values, tolerance);
            add(group.at(place, charges, values, field.workers), stays, rows, values, n);
        });
        return rows;
    }

    /// Adds what one kind of formulas has its share in.
    private void add(ChargedSums.Found found, Stays stays, RowSums rows, LeafValues values, int n) {
        for (int k = 0; k < apart.sums().size(); k++) {
            for (Separation.Share share : apart.sums().get(k)) {
                if (apart.ofSums().get(share.of()).stays() == stays) {
                    addTo(rows.sums()[k], 0, found.sums()[Separation.numberAmong(stays, apart.ofSums(), share)], share.factor(), values);
                }
            }
        }
        for (int k = 0; k < apart.pulls().size(); k++) {
            for (Separation.Share share : apart.pulls().get(k)) {
                if (apart.ofPulls().get(share.of()).stays() == stays) {
                    double[][] pulls = found.pulls()[Separation.numberAmong(stays, apart.ofPulls(), share)];
                    for (int axis = 0; axis < pulls.length; axis++) {
                        addTo(rows.pulls()[k], axis * n, pulls[axis], share.factor(), values);
                    }
                }
            }
        }
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
