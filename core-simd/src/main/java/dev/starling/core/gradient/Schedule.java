package dev.starling.core.gradient;

import dev.starling.api.Normalization;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Tree;
import dev.starling.core.base.Precision;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PassFormula.Met;
import dev.starling.core.pairs.Separable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static dev.starling.api.expr.tree.Algebra.ONE;
import static dev.starling.api.expr.tree.Algebra.difference;
import static dev.starling.api.expr.tree.Algebra.simplify;

/// The stages by which a chain is summed up, in their order: partition, sum of h, pulls; and by themselves the cost and the derivatives by
/// parameters.
///
/// A stage needs numbers that those before it find: the partition, the sum of h. Where its formulas are separable from these, it joins the
/// stage before: the one pass sums the parts, and they are put together when the numbers are known. So KL needs Σ w, Σ p ℓ′ Δ and Σ w ℓ′ Δ,
/// and KL(Q‖P) Σ w, Σ w r, Σ w r ℓ′ Δ and Σ w ℓ′ Δ with r = ln(p/w) instead of ln(p/q). Where each row has a partition of its own, the sums
/// separate likewise, but no pull does: it holds numbers of the other point, too.
///
/// With a sparse P, what holds for p = 0 is summed over all pairs, and what p adds to it over the non-zero ones. Sums of P alone are a
/// stage that is run once.
final class Schedule {
    /// The leaf that is the factor of the attraction.
    static final String EXAGGERATION = "exaggeration";

    /// With more pulls, registers and the first cache hold too few of the sums for one pass to be faster than two.
    private static final int MOST_PULLS = 4;

    private static final Expr EXAGGERATED = Expr.leaf(EXAGGERATION);

    private final Chain chain;
    private final Setting setting;
    private final boolean exaggerated;
    private final List<Stage> gradient = new ArrayList<>();
    private final Map<Quantity, List<Stage>> stages = new HashMap<>();

    /// @param sparse     whether P has non-zero pairs of its own
    /// @param leaves     what those of the formulas stand for; the partitions of rows are numbers of points
    /// @param precision  arithmetic of the passes over all pairs, but for that of the cost
    record Setting(boolean sparse, Normalization normalization, Leaves leaves, Precision precision) {
        boolean byRow() {
            return normalization == Normalization.POINT;
        }
    }

    /// @param exaggerated  whether the attraction has a factor that is not 1
    Schedule(Chain chain, Setting setting, boolean exaggerated) {
        this.chain = chain;
        this.setting = setting;
        this.exaggerated = exaggerated && !setting.sparse;
        arrange();
    }

    /// The stages of the gradient, in their order.
    List<Stage> gradient() {
        return gradient;
    }

    /// The stages that contribute to a quantity, in their order.
    List<Stage> stagesOf(Quantity quantity) {
        return stages.computeIfAbsent(quantity, _ -> switch (quantity) {
            case Quantity.Cost _ -> split(quantity, chain.cost, chain.costAtZero, Precision.DOUBLE);
            case Quantity.Derivative(String parameter) -> derivative(quantity, new Leaf(parameter));
            case Quantity.Partition _, Quantity.SumOfH _, Quantity.Gradient _ ->
                gradient.stream().filter(stage -> stage.contributesTo(quantity)).toList();
        });
    }

    private List<Stage> derivative(Quantity quantity, Leaf parameter) {
        return setting.sparse
                ? List.of(
                        overAll(quantity, chain.parameterPullAtZero(parameter), setting.precision),
                        overNonZero(quantity, chain.parameterAttraction(parameter, EXAGGERATED)))
                : List.of(overAll(quantity, chain.parameterPull(parameter, EXAGGERATED), setting.precision));
    }

    private void arrange() {
        if (chain.sumOfHIsKnown()) {
            addSumsOfH();
        }
        if (!chain.normalized) {
            gradient.add(pullOverAll());
        } else if (!addJoined(EnumSet.of(Kept.RECIPROCAL_PARTITION, Kept.LOG_PARTITION, Kept.SUM_OF_H))) {
            gradient.add(overAll(IntStream.range(0, chain.scales.size())
                    .mapToObj(u -> Stage.Share.whole(new Quantity.Partition(u), simplify(chain.scales.get(u).weight())))
                    .toList(), setting.precision));
            if (!addJoined(EnumSet.of(Kept.SUM_OF_H))) {
                if (!chain.sumOfHIsKnown()) {
                    addSumsOfH();
                }
                gradient.add(pullOverAll());
            }
        }
        if (setting.sparse) {
            gradient.add(pull(Met.NON_ZERO, Precision.DOUBLE, chain.attraction(EXAGGERATED)));
        }
    }

    private void addSumsOfH() {
        for (int u = 0; u < chain.scales.size(); u++) {
            Chain.Scale scale = chain.scales.get(u);
            gradient.addAll(split(new Quantity.SumOfH(u), scale.h(), scale.hAtZero(), setting.precision));
        }
    }

    /// Adds the stages from those on that find these numbers, as one; returns false, and adds none, where their formulas do not separate.
    private boolean addJoined(Set<Kept> found) {
        boolean withPartition = found.contains(Kept.RECIPROCAL_PARTITION);
        if (chain.scales.size() > 1 || setting.normalization == Normalization.JOINT
                || !withPartition && (setting.byRow() || chain.sumOfHIsKnown())) {
            return false;
        }
        Chain.Scale only = chain.scales.getFirst();
        Set<String> later = found.stream().map(only::name).collect(Collectors.toSet());
        Expr h = setting.sparse ? only.hAtZero() : only.h();
        // In single precision ln p and ln S stay together: the difference of the sums of each would have lost too many digits.
        if (withPartition && setting.precision == Precision.SINGLE && Tree.contains(h, only.name(Kept.LOG_PARTITION))) {
            return false;
        }
        List<Stage.Share> shares = new ArrayList<>();
        if (withPartition) {
            shares.add(share(new Quantity.Partition(0), only.weight(), later));
        }
        if (!chain.sumOfHIsKnown()) {
            shares.add(share(new Quantity.SumOfH(0), h, later));
        }
        if (!setting.byRow()) {
            // A factor of all that is exaggerated belongs to no pair, and sums are not exaggerated: then one stage serves for both.
            boolean factor = exaggerated || !setting.sparse && only.hAtZero().is(0);
            Expr pull = SymmetrizedPull.sumOf(pullEverywhere(factor), setting.leaves);
            shares.add(new Stage.Share(new Quantity.Gradient(), Separable.terms(pull, setting.leaves, later)));
        }
        if (!shares.stream().allMatch(share -> isSeparate(share, later))) {
            return false;
        }
        addWithoutSumsOfP(shares);
        if (setting.sparse && !chain.sumOfHIsKnown()) {
            gradient.add(overNonZero(new Quantity.SumOfH(0), difference(only.h(), only.hAtZero())));
        }
        if (setting.byRow()) {
            gradient.add(pullOverAll());
        }
        return true;
    }

    private Set<String> apart(Set<String> later) {
        return setting.byRow() ? setting.leaves.ofEitherPoint() : later;
    }

    private Stage.Share share(Quantity quantity, Expr formula, Set<String> later) {
        return new Stage.Share(quantity, Separable.terms(simplify(formula), setting.leaves, apart(later)));
    }

    private boolean isSeparate(Stage.Share share, Set<String> later) {
        return Separable.areSeparate(share.terms(), setting.leaves, apart(later))
                && (!share.isOfPulls() || share.terms().size() <= MOST_PULLS);
    }

    /// One stage, and one before it for sums of P alone, which are the same at every position.
    private void addWithoutSumsOfP(List<Stage.Share> shares) {
        for (boolean once : new boolean[] {true, false}) {
            List<Stage.Share> some = shares.stream()
                    .map(share -> new Stage.Share(share.quantity(), share.terms().stream().filter(term -> isOfP(share, term) == once).toList()))
                    .filter(share -> !share.terms().isEmpty())
                    .toList();
            if (!some.isEmpty()) {
                gradient.add(overAll(some, setting.precision));
            }
        }
    }

    private boolean isOfP(Stage.Share share, Separable.Term term) {
        return !share.isOfPulls() && Stage.isOfMatrixAlone(term.part(), setting.leaves);
    }

    /// The pull over all columns; that of p = 0 where P is sparse.
    private Expr pullEverywhere(boolean factor) {
        return setting.sparse ? chain.pullAtZero() : chain.pull(factor ? EXAGGERATED : ONE);
    }

    private Stage pullOverAll() {
        return pull(Met.ALL, setting.precision, pullEverywhere(exaggerated));
    }

    private Stage pull(Met met, Precision precision, Expr formula) {
        SymmetrizedPull pull = SymmetrizedPull.of(formula, setting.leaves);
        return new Stage(
                met, precision, pull.leaves(), pull.ofPoints(), List.of(Stage.Share.whole(new Quantity.Gradient(), pull.formula())));
    }

    /// A sum over all pairs: over all columns where p = 0, unless that is zero, and what p adds over the non-zero ones.
    private List<Stage> split(Quantity quantity, Expr term, Expr atZero, Precision precision) {
        if (!setting.sparse) {
            return List.of(overAll(quantity, term, precision));
        }
        Stage nonZero = overNonZero(quantity, difference(term, atZero));
        return atZero.is(0) ? List.of(nonZero) : List.of(overAll(quantity, atZero, precision), nonZero);
    }

    private Stage overAll(Quantity quantity, Expr term, Precision precision) {
        return overAll(List.of(Stage.Share.whole(quantity, simplify(term))), precision);
    }

    private Stage overAll(List<Stage.Share> shares, Precision precision) {
        return new Stage(Met.ALL, precision, setting.leaves, Map.of(), shares);
    }

    private Stage overNonZero(Quantity quantity, Expr term) {
        return new Stage(Met.NON_ZERO, Precision.DOUBLE, setting.leaves, Map.of(), List.of(Stage.Share.whole(quantity, simplify(term))));
    }
}
