package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.SquareRoot;
import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Precision;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Rows;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Measures the error of an answer on rows chosen at random, whose sums the exact engine computes from the formulas as they were asked, before they were
/// separated.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class Audit {
    /// Rows that are computed exactly in a run.
    static final int ROWS = 256;

    private final PassFormula question;
    private final int most;
    private final Pass exact;
    private final int sums;
    private final int pulls;

    /// The worst figures of a run.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static final class Figures {
        private double worst;
        private double worstShare;
        private int count;
        private int most;

        Figures() {}

        /// The largest error of a row, relative to the sum of the sizes of its terms.
        public double worst() {
            return worst;
        }

        /// The largest error as a share of what had been declared at that time.
        public double worstShare() {
            return worstShare;
        }

        /// Number of audits.
        public int count() {
            return count;
        }

        /// The largest number of proxies along an axis of a box; 0 if there have been none.
        public int proxies() {
            return most;
        }

        void add(double error, double declared) {
            count++;
            worst = Math.max(worst, error);
            worstShare = Math.max(worstShare, error / declared);
        }

        void used(int p) {
            most = Math.max(most, p);
        }
    }

    /// @param most  rows that are computed exactly
    Audit(PassFormula question, PairEngine engine, int most) {
        this.question = question;
        this.most = most;
        sums = question.sums().size();
        pulls = question.pulls().size();
        List<Expr> all = new ArrayList<>(question.sums());
        question.sums().forEach(sum -> all.add(size(sum)));
        question.pulls().forEach(pull -> all.add(size(pull).times(new SquareRoot(Leaves.SQUARED_DISTANCE))));
        PassFormula both = new PassFormula(question.dimensions(), question.met(), question.leaves(), false, all, question.pulls());
        exact = PairEngine.first(List.of(engine), both, Precision.DOUBLE);
    }

    private static Expr size(Expr e) {
        return e.max(e.negated());
    }

    /// The largest error of a row. It is relative to the sum of the sizes of the terms of the row, or of a row on average if that is more
    /// and rows are added up with one another.
    ///
    /// @param number  of the audit; each has other rows
    double error(RowSums answer, Positions positions, LeafValues values, int number) {
        int n = positions.n();
        int[] rows = rows(n, number);
        RowSums truth = exact.run(positions, new Rows.Chosen(rows), values, null);
        double worst = 0;
        for (int k = 0; k < sums; k++) {
            double[] errors = new double[rows.length];
            for (int r = 0; r < rows.length; r++) {
                errors[r] = Math.abs(answer.sums()[k][rows[r]] - truth.sums()[k][r]);
            }
            worst = Math.max(worst, relative(errors, truth.sums()[sums + k]));
        }
        for (int k = 0; k < pulls; k++) {
            double[] errors = new double[rows.length];
            for (int r = 0; r < rows.length; r++) {
                double squares = 0;
                for (int axis = 0; axis < question.dimensions(); axis++) {
                    double off = answer.pulls()[k][axis * n + rows[r]] - truth.pulls()[k][axis * rows.length + r];
                    squares += off * off;
                }
                errors[r] = Math.sqrt(squares);
            }
            worst = Math.max(worst, relative(errors, truth.sums()[2 * sums + k]));
        }
        return worst;
    }

    private double relative(double[] errors, double[] sizes) {
        double total = 0;
        for (double size : sizes) {
            total += size;
        }
        double least = question.totals() ? total / sizes.length : 0;
        double worst = 0;
        for (int r = 0; r < sizes.length; r++) {
            double relative = errors[r] / Math.max(least, sizes[r]);
            // NaN is no small error; 0 of 0 is none.
            worst = errors[r] == 0 || relative <= worst ? worst : Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative;
        }
        return worst;
    }

    private int[] rows(int n, int number) {
        if (n <= most) {
            return IntStream.range(0, n).toArray();
        }
        CounterRandom random = new CounterRandom(number, 18);
        return IntStream.range(0, most).map(r -> (int) (((long) r * n + (long) (random.uniform(r) * n)) / most)).toArray();
    }
}
