package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairLeaf;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Separable;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One pass for formulas with numbers that are known only after it, such as the partition that the same pass sums up. A formula is taken
/// apart into Σ coefficient · part; the pass sums the parts, each once, and they are put together when the numbers are known.
///
/// Sums of P alone are the same at every position, and taken once.
///
/// Where each row has a partition of its own, the sums separate likewise, but no pull does: it holds numbers of the other point, too.
///
/// So KL needs Σ w, Σ p ℓ′ Δ and Σ w ℓ′ Δ, and KL(Q‖P) Σ w, Σ w r, Σ w r ℓ′ Δ and Σ w ℓ′ Δ with r = ln(p/w) instead of ln(p/q).
final class DeferredPass {
    /// With more pulls, registers and the first cache hold too few of the sums for one pass to be faster than two.
    private static final int MOST_PULLS = 4;

    private final Pass pass;
    private final List<Expr> summed;
    private final List<Expr> pulled;
    private final List<List<Separable.Term>> sums;
    private final List<Separable.Term> pull;
    private final Map<Expr, Pass> ofP = new HashMap<>();
    private final Map<Expr, double[]> sumsOfP = new HashMap<>();

    /// @param pull  the terms of the pull; none where it is left to another pass
    private DeferredPass(
            Leaves leaves, List<List<Separable.Term>> sums, List<Separable.Term> pull, BiFunction<List<Expr>, List<Expr>, Pass> passOf) {
        this.sums = sums;
        this.pull = pull;
        Set<Expr> all = parts(sums.stream().flatMap(List::stream).toList());
        all.stream().filter(sum -> isOfP(sum, leaves)).forEach(sum -> ofP.put(sum, passOf.apply(List.of(sum), List.of())));
        summed = all.stream().filter(sum -> !ofP.containsKey(sum)).toList();
        pulled = List.copyOf(parts(pull));
        pass = passOf.apply(summed, pulled);
    }

    private static boolean isOfP(Expr sum, Leaves leaves) {
        return sum.leaves().stream().allMatch(leaf -> leaves.meaning(leaf) instanceof PairLeaf.Matrix);
    }

    private static Set<Expr> parts(List<Separable.Term> terms) {
        Set<Expr> parts = new LinkedHashSet<>();
        terms.forEach(term -> parts.add(term.part()));
        return parts;
    }

    /// @param later   the leaves that are known after the pass
    /// @param passOf  makes a pass of sums and pulls
    /// @return nothing if a formula does not separate
    static Optional<DeferredPass> of(
            Leaves leaves, Set<String> later, List<Expr> sums, Expr pull, BiFunction<List<Expr>, List<Expr>, Pass> passOf) {
        List<Separable.Term> pulled = Separable.terms(pull, leaves, later);
        return Separable.areSeparate(pulled, leaves, later) && pulled.size() <= MOST_PULLS
                ? of(leaves, later, sums, pulled, passOf)
                : Optional.empty();
    }

    /// The same of sums alone.
    static Optional<DeferredPass> ofSums(
            Leaves leaves, Set<String> later, List<Expr> sums, BiFunction<List<Expr>, List<Expr>, Pass> passOf) {
        return of(leaves, later, sums, List.of(), passOf);
    }

    private static Optional<DeferredPass> of(
            Leaves leaves, Set<String> later, List<Expr> sums, List<Separable.Term> pull, BiFunction<List<Expr>, List<Expr>, Pass> passOf) {
        List<List<Separable.Term>> terms = sums.stream().map(sum -> Separable.terms(sum, leaves, later)).toList();
        return terms.stream().allMatch(sum -> Separable.areSeparate(sum, leaves, later))
                ? Optional.of(new DeferredPass(leaves, terms, pull, passOf))
                : Optional.empty();
    }

    Pass pass() {
        return pass;
    }

    boolean hasPull() {
        return !pull.isEmpty();
    }

    Found over(Positions y, @Nullable PairMatrix p, LeafValues values) {
        ofP.forEach((sum, once) -> sumsOfP.computeIfAbsent(sum, _ -> once.run(y, values, p).sums()[0]));
        return new Found(pass.run(y, values, p));
    }

    /// What the pass has summed up at one position.
    final class Found {
        private final RowSums rows;

        private Found(RowSums rows) {
            this.rows = rows;
        }

        /// Row sums of the formula of this number, counted from 0.
        double[] sums(int number, LeafValues values) {
            return total(sums.get(number), values, part -> {
                double[] known = sumsOfP.get(part);
                return known != null ? known : rows.sums()[summed.indexOf(part)];
            });
        }

        double[] lastSums(LeafValues values) {
            return sums(sums.size() - 1, values);
        }

        boolean hasPull() {
            return DeferredPass.this.hasPull();
        }

        double[] pulls(LeafValues values) {
            return total(pull, values, part -> rows.pulls()[pulled.indexOf(part)]);
        }

        private static double[] total(List<Separable.Term> terms, LeafValues values, Function<Expr, double[]> sumOf) {
            double[] total = new double[sumOf.apply(terms.getFirst().part()).length];
            for (Separable.Term term : terms) {
                double[] sum = sumOf.apply(term.part());
                if (values.differByPoint(term.coefficient())) {
                    double[] factors = values.ofPoints(term.coefficient(), total.length);
                    for (int k = 0; k < total.length; k++) {
                        total[k] += factors[k] * sum[k];
                    }
                } else {
                    double factor = values.of(term.coefficient());
                    for (int k = 0; k < total.length; k++) {
                        total[k] += factor * sum[k];
                    }
                }
            }
            return total;
        }
    }
}
