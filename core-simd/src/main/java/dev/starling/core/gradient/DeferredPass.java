package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.core.matrix.DenseMatrix;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One pass for formulas with numbers that are known only after it, such as the partition that the same pass sums up. A formula is taken
/// apart into Σ common · varying; the pass sums the varying parts, each once, and they are put together when the numbers are known.
///
/// Sums of P alone are the same at every position, and taken once.
///
/// Where each row has a partition of its own, the sums separate likewise, but no pull does: it holds numbers of the other point, too.
///
/// So KL needs Σ w, Σ p ℓ′ Δ and Σ w ℓ′ Δ, and KL(Q‖P) Σ w, Σ w r, Σ w r ℓ′ Δ and Σ w ℓ′ Δ with r = ln(p/w) instead of ln(p/q).
final class DeferredPass {
    /// With more pulls, registers and the first cache hold too few of the sums for one pass to be faster than two.
    private static final int MOST_PULLS = 4;

    private final PairPass pass;
    private final List<Expr> summed;
    private final List<Expr> pulled;
    private final List<List<Factored>> sums;
    private final List<Factored> pull;
    private final Map<Expr, PairPass> ofP = new HashMap<>();
    private final Map<Expr, double[]> sumsOfP = new HashMap<>();

    /// @param pull  the terms of the pull; none where it is left to another pass
    private DeferredPass(
            List<List<Factored>> sums, List<Factored> pull, BiFunction<List<Expr>, List<Expr>, PairPass> passOf) {
        this.sums = sums;
        this.pull = pull;
        Set<Expr> all = varying(sums.stream().flatMap(List::stream).toList());
        all.stream().filter(DeferredPass::isOfP).forEach(sum -> ofP.put(sum, passOf.apply(List.of(sum), List.of())));
        summed = all.stream().filter(sum -> !isOfP(sum)).toList();
        pulled = List.copyOf(varying(pull));
        pass = passOf.apply(summed, pulled);
    }

    private static boolean isOfP(Expr sum) {
        return sum.leaves().stream().allMatch(PairPass::isMatrix);
    }

    private static Set<Expr> varying(List<Factored> terms) {
        Set<Expr> varying = new LinkedHashSet<>();
        terms.forEach(term -> varying.add(term.varying()));
        return varying;
    }

    /// @param later   the leaves that are known after the pass
    /// @param passOf  makes a pass of sums and pulls
    /// @return nothing if a formula does not separate
    static Optional<DeferredPass> of(
            Set<String> later, List<Expr> sums, Expr pull, BiFunction<List<Expr>, List<Expr>, PairPass> passOf) {
        List<Factored> pulled = Factored.terms(pull, later);
        return Factored.separate(pulled, later) && pulled.size() <= MOST_PULLS
                ? of(later, sums, pulled, passOf)
                : Optional.empty();
    }

    /// The same of sums alone.
    static Optional<DeferredPass> ofSums(
            Set<String> later, List<Expr> sums, BiFunction<List<Expr>, List<Expr>, PairPass> passOf) {
        return of(later, sums, List.of(), passOf);
    }

    private static Optional<DeferredPass> of(
            Set<String> later, List<Expr> sums, List<Factored> pull, BiFunction<List<Expr>, List<Expr>, PairPass> passOf) {
        List<List<Factored>> terms = sums.stream().map(sum -> Factored.terms(sum, later)).toList();
        return terms.stream().allMatch(sum -> Factored.separate(sum, later))
                ? Optional.of(new DeferredPass(terms, pull, passOf))
                : Optional.empty();
    }

    PairPass pass() {
        return pass;
    }

    boolean hasPull() {
        return !pull.isEmpty();
    }

    Found over(PaddedPoints y, DenseMatrix p, DenseMatrix transposed, PairPass.Values values) {
        ofP.forEach((sum, once) -> sumsOfP.computeIfAbsent(sum, _ -> once.overAll(y, p, transposed, values).sums()[0]));
        return new Found(pass.overAll(y, p, transposed, values));
    }

    /// What the pass has summed up at one position.
    final class Found {
        private final PairPass.Rows rows;

        private Found(PairPass.Rows rows) {
            this.rows = rows;
        }

        /// Row sums of the formula of this number, counted from 0.
        double[] sums(int number, PairPass.Values values) {
            return total(sums.get(number), values, varying -> {
                double[] known = sumsOfP.get(varying);
                return known != null ? known : rows.sums()[summed.indexOf(varying)];
            });
        }

        double[] lastSums(PairPass.Values values) {
            return sums(sums.size() - 1, values);
        }

        boolean hasPull() {
            return DeferredPass.this.hasPull();
        }

        double[] pulls(PairPass.Values values) {
            return total(pull, values, varying -> rows.pulls()[pulled.indexOf(varying)]);
        }

        private static double[] total(List<Factored> terms, PairPass.Values values, Function<Expr, double[]> sumOf) {
            double[] total = new double[sumOf.apply(terms.getFirst().varying()).length];
            for (Factored term : terms) {
                double[] sum = sumOf.apply(term.varying());
                if (values.differByPoint(term.common())) {
                    double[] factors = values.ofPoints(term.common(), total.length);
                    for (int k = 0; k < total.length; k++) {
                        total[k] += factors[k] * sum[k];
                    }
                } else {
                    double factor = term.factor(values);
                    for (int k = 0; k < total.length; k++) {
                        total[k] += factor * sum[k];
                    }
                }
            }
            return total;
        }
    }
}
