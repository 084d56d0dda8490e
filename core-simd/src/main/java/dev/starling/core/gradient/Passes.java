package dev.starling.core.gradient;

import dev.starling.api.Normalization;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Algebra;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Tree;
import dev.starling.core.base.Precision;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import static dev.starling.api.expr.tree.Algebra.ONE;
import static dev.starling.api.expr.tree.Algebra.difference;
import static dev.starling.api.expr.tree.Algebra.simplify;

/// The passes of an objective, compiled when first needed.
final class Passes {
    /// The leaf that is the factor of the attraction.
    static final String EXAGGERATION = "exaggeration";

    /// What all passes of an objective have in common.
    ///
    /// @param leaves     what those of the formulas stand for; the partitions of rows are numbers of points
    /// @param precision  arithmetic of the passes over all pairs, but for that of the cost
    record Setting(
            PairMatrix p, Normalization normalization, Leaves leaves, int dimensions, Precision precision, List<PairEngine> engines) {}

    /// A sum over all pairs: a part over all columns, and a part over the non-zero ones; null where it is zero.
    record Split(@Nullable Pass everywhere, @Nullable Pass nonZero) {}

    /// A pass of pulls alone.
    record Pull(SymmetrizedPull formula, Pass pass) {}

    private final Setting setting;
    private final Chain chain;
    private @Nullable Pass weights;
    private final Map<Boolean, Optional<DeferredPass>> fused = new HashMap<>();
    private final Map<Boolean, Optional<DeferredPass>> joined = new HashMap<>();
    private @Nullable List<Split> h;
    private @Nullable Pass nonZeroH;
    private @Nullable Split cost;
    private final Map<Boolean, Pull> pulls = new HashMap<>();
    private @Nullable Pull attraction;
    private final Map<String, Split> parameters = new HashMap<>();

    Passes(Chain chain, Setting setting) {
        this.chain = chain;
        this.setting = setting;
    }

    /// Row sums of the weights, by scale.
    Pass weights() {
        Pass pass = weights;
        if (pass == null) {
            pass = overAll(chain.scales.stream().map(scale -> simplify(scale.weight())).toList(), List.of());
            weights = pass;
        }
        return pass;
    }

    /// Partition, sum of h and pulls in one pass, or the first two where each row has a partition; nothing where they do not separate.
    /// In single precision ln p and ln S stay together, as the difference of the sums of each would have lost too many digits.
    Optional<DeferredPass> fused(double exaggeration) {
        return deferred(fused, Set.of(Chain.R, Chain.L, Chain.H), exaggeration);
    }

    /// Sum of h and pulls in one pass, when S is known.
    Optional<DeferredPass> joined(double exaggeration) {
        return !chain.sumOfHIsKnown() && setting.normalization == Normalization.PAIR
                ? deferred(joined, Set.of(Chain.H), exaggeration)
                : Optional.empty();
    }

    private Optional<DeferredPass> deferred(Map<Boolean, Optional<DeferredPass>> made, Set<String> later, double exaggeration) {
        boolean byRow = setting.normalization == Normalization.POINT;
        if (!byRow && setting.normalization != Normalization.PAIR || chain.scales.size() > 1 || !Double.isFinite(exaggeration)) {
            return Optional.empty();
        }
        Chain.Scale only = chain.scales.getFirst();
        // A factor of all that is exaggerated belongs to no pair, and sums are not exaggerated: then one pass serves for both.
        boolean exaggerated = !isSparse() && !byRow && (exaggeration != 1 || only.hAtZero().is(0));
        return made.computeIfAbsent(exaggerated, _ -> {
            Expr h = isSparse() ? only.hAtZero() : only.h();
            List<Expr> sums = new ArrayList<>();
            if (later.contains(Chain.R)) {
                sums.add(only.weight());
            }
            if (!chain.sumOfHIsKnown()) {
                sums.add(h);
            }
            boolean digitsAreFew = setting.precision == Precision.SINGLE && later.contains(Chain.L) && Tree.contains(h, Chain.L);
            if (digitsAreFew) {
                return Optional.empty();
            }
            if (byRow) {
                return DeferredPass.ofSums(setting.leaves, setting.leaves.ofEitherPoint(), sums.stream().map(Algebra::simplify).toList(), this::overAll);
            }
            Expr pull = SymmetrizedPull.sumOf(pullEverywhere(exaggerated), setting.leaves);
            return DeferredPass.of(setting.leaves, later, sums.stream().map(Algebra::simplify).toList(), pull, this::overAll);
        });
    }

    /// The pass that gives the pulls over all columns.
    Pass ofPulls(double exaggeration) {
        return fused(exaggeration)
                .filter(DeferredPass::hasPull)
                .or(() -> joined(exaggeration))
                .map(DeferredPass::pass)
                .orElseGet(() -> pulls(exaggeration).pass);
    }

    /// Has the loops of the gradient made ready.
    void warmUp() {
        ofPulls(1).warmUp();
        if (chain.normalized) {
            fused(1).map(DeferredPass::pass).orElseGet(this::weights).warmUp();
        }
        if (isSparse()) {
            attraction().pass.warmUp();
        }
    }

    /// The pull over all columns; that of p = 0 where P is sparse.
    private Expr pullEverywhere(boolean exaggerated) {
        return isSparse() ? chain.pullAtZero() : chain.pull(exaggerated ? Expr.leaf(EXAGGERATION) : ONE);
    }

    List<Split> h() {
        List<Split> splits = h;
        if (splits == null) {
            splits = chain.scales.stream().map(scale -> split(scale.h(), scale.hAtZero(), this::everywhere)).toList();
            h = splits;
        }
        return splits;
    }

    /// What non-zero pairs add to the sum of h where p = 0.
    Pass nonZeroH() {
        Pass pass = nonZeroH;
        if (pass == null) {
            Chain.Scale only = chain.scales.getFirst();
            pass = overNonZero(difference(only.h(), only.hAtZero()));
            nonZeroH = pass;
        }
        return pass;
    }

    Split parameter(String name) {
        return parameters.computeIfAbsent(name, _ -> {
            Leaf leaf = new Leaf(name);
            Expr a = Expr.leaf(EXAGGERATION);
            return isSparse()
                    ? new Split(everywhere(chain.parameterPullAtZero(leaf)), overNonZero(chain.parameterAttraction(leaf, a)))
                    : new Split(everywhere(chain.parameterPull(leaf, a)), null);
        });
    }

    Split cost() {
        Split split = cost;
        if (split == null) {
            split = split(chain.cost, chain.costAtZero, this::everywhereInDouble);
            cost = split;
        }
        return split;
    }

    Pull pulls(double exaggeration) {
        boolean exaggerated = !isSparse() && exaggeration != 1;
        return pulls.computeIfAbsent(exaggerated, _ -> {
            SymmetrizedPull pull = symmetrized(pullEverywhere(exaggerated));
            return new Pull(
                    pull, pass(PassFormula.Met.ALL, pull.leaves(), List.of(), List.of(pull.formula()), setting.precision));
        });
    }

    Pull attraction() {
        Pull found = attraction;
        if (found == null) {
            SymmetrizedPull pull = symmetrized(chain.attraction(Expr.leaf(EXAGGERATION)));
            found = new Pull(
                    pull, pass(PassFormula.Met.NON_ZERO, pull.leaves(), List.of(), List.of(pull.formula()), Precision.DOUBLE));
            attraction = found;
        }
        return found;
    }

    private Split split(Expr term, Expr atZero, Function<Expr, Pass> everywhere) {
        if (!isSparse()) {
            return new Split(everywhere.apply(term), null);
        }
        return new Split(atZero.is(0) ? null : everywhere.apply(atZero), overNonZero(difference(term, atZero)));
    }

    private Pass overAll(List<Expr> sums, List<Expr> pulls) {
        return overAll(sums, pulls, setting.precision);
    }

    /// Partitions of rows are the only sums that are not added up to one number.
    private Pass overAll(List<Expr> sums, List<Expr> pulls, Precision precision) {
        return pass(PassFormula.Met.ALL, setting.leaves, sums, pulls, precision);
    }

    private Pass pass(PassFormula.Met met, Leaves leaves, List<Expr> sums, List<Expr> pulls, Precision precision) {
        boolean totals = setting.normalization != Normalization.POINT;
        return PairEngine.first(setting.engines, new PassFormula(setting.dimensions, met, leaves, totals, sums, pulls), precision);
    }

    private Pass everywhere(Expr term) {
        return overAll(List.of(simplify(term)), List.of());
    }

    private Pass everywhereInDouble(Expr term) {
        return overAll(List.of(simplify(term)), List.of(), Precision.DOUBLE);
    }

    private Pass overNonZero(Expr term) {
        return pass(PassFormula.Met.NON_ZERO, setting.leaves, List.of(simplify(term)), List.of(), Precision.DOUBLE);
    }

    private boolean isSparse() {
        return setting.p instanceof SparseMatrix;
    }

    private SymmetrizedPull symmetrized(Expr pull) {
        return SymmetrizedPull.of(pull, setting.leaves);
    }
}
