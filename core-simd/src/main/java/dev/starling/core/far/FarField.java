package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Rows;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Answers questions about all pairs at the cost of O(N), where their formulas separate into factor of the row × charge × radial formula.
///
/// Its error is declared by [#aim], and measured while it runs on rows that are computed exactly. Where it is larger, more proxies are
/// taken; and where these do not help, the exact engine goes on with that question.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class FarField implements PairEngine {
    /// Errors of this size and below are asked for where costs are compared; there no coarser one is taken.
    private static final double FINEST = 5e-6;

    /// More dimensions would need p^d proxies.
    private static final int MOST_DIMENSIONS = 3;

    /// Points of a leaf where boxes are made for their order alone.
    private static final int FEW = 64;

    private final Surroundings surroundings;
    private final double asked;

    /// @param exact    who is asked where this engine does not answer, and for the rows that its error is measured on
    /// @param workers  stay the caller's
    /// @param asked    the error to keep to, whatever else is aimed at, but for costs; NaN for none
    /// @param notes    told in a line where the exact engine takes over
    public FarField(PairEngine exact, Workers workers, Backend backend, double asked, Consumer<String> notes) {
        this.asked = asked;
        surroundings = new Surroundings(exact, workers, backend, notes, FINEST);
    }

    /// The error that boxes of p proxies along an axis have of a formula of the squared distance `s`: a root mean square over random pairs in boxes a
    /// side apart, at the side where it is largest, relative to the sizes met there.
    public static double error(Expr formula, int dimensions, int p) {
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS || p < Resolution.LEAST || p > Resolution.MOST) {
            throw new IllegalArgumentException("proxies are " + Resolution.LEAST + " to " + Resolution.MOST + " along 1 to " + MOST_DIMENSIONS
                    + " axes, and not " + p + " along " + dimensions);
        }
        return Resolution.error(p, dimensions, formula);
    }

    /// Points in the order of the tree at these coordinates: those that lie side by side on the map stand side by side in it, by and large.
    ///
    /// @param y dimension-major, of 1 to 3 dimensions
    /// @return which point takes each place
    public static int[] treeOrder(double[] y, int n, int dimensions, Workers workers) {
        return new Boxes(Positions.of(y, n, dimensions).coordinates(), n, FEW, workers).order;
    }

    @Override
    public Optional<Pass> pass(PassFormula question, Precision precision) {
        if (question.met() != PassFormula.Met.ALL || question.readsMatrix()) {
            return Optional.empty();
        }
        if (question.dimensions() > MOST_DIMENSIONS) {
            return Optional.of(exactly(question, precision, "exact, as there are more than " + MOST_DIMENSIONS + " dimensions"));
        }
        return Optional.of(Separation.of(question)
                .<Pass>map(apart -> new SeparatedPass(surroundings, apart, question, precision))
                .orElseGet(() -> exactly(question, precision, "exact, as it does not separate: " + culprit(question))));
    }

    private Pass exactly(PassFormula question, Precision precision, String why) {
        return new Announced(surroundings.exactly(question, precision), why, surroundings::note);
    }

    private static Expr culprit(PassFormula question) {
        return question.formulas()
                .filter(e -> Separation.of(new PassFormula(
                                question.dimensions(), question.met(), question.leaves(), question.totals(), List.of(e), List.of()))
                        .isEmpty())
                .findFirst()
                .orElseGet(() -> question.formulas().findFirst().orElseThrow());
    }

    /// Declares the error of what is asked from now on, relative to the sum of the sizes of the terms, unless one was asked for once and
    /// for all.
    @Override
    public void aim(double error) {
        if (!(error > 0)) {
            throw new IllegalArgumentException("tolerance must be above 0, but was " + error);
        }
        surroundings.tolerance = Double.isNaN(asked) ? error : error <= FINEST ? Math.min(error, asked) : asked;
    }

    @Override
    public double tolerance() {
        return surroundings.tolerance;
    }

    /// What has been measured so far.
    public Audit.Figures audited() {
        return surroundings.audited;
    }

    /// An exact pass in the place of one by proxies. It tells why it is there, and how long it takes, as measured at its third run, when loops are warm.
    private static final class Announced implements Pass {
        private static final int TIMED = 3;

        private static final double NANOS = 1e9;

        private final Pass exact;
        private final String why;
        private final Consumer<String> notes;
        private int runs;

        Announced(Pass exact, String why, Consumer<String> notes) {
            this.exact = exact;
            this.why = why;
            this.notes = notes;
        }

        @Override
        public RowSums run(Positions positions, Rows asked, LeafValues values, @Nullable PairMatrix p) {
            long start = System.nanoTime();
            RowSums answer = exact.run(positions, asked, values, p);
            if (++runs == TIMED) {
                notes.accept(String.format(Locale.ROOT, "%s; %.2g s each time", why, (System.nanoTime() - start) / NANOS));
            }
            return answer;
        }

        @Override
        public void warmUp() {
            exact.warmUp();
        }

        @Override
        public Backend backend() {
            return exact.backend();
        }
    }
}
