package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Algebra;
import dev.starling.api.expr.tree.Difference;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Sum;
import dev.starling.api.expr.tree.Tree;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairLeaf;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Separable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The formulas of a question, separated: each sum and pull as Σ factor of the row · Σⱼ charge · radial formula. A radial formula may hold numbers
/// of one of its two points, such as its precision; that point then interacts with proxies of others, and none stand for it.
///
/// @param charges  formulas of values of one point, by their names as those of a row
/// @param sums     what the sums of the question are made of, from terms of [#ofSums]
/// @param pulls    likewise
/// @param ofSums   what is to be summed up, each once
/// @param ofPulls  what is to be pulled by
record Separation(
        List<Expr> charges, List<List<Share>> sums, List<List<Share>> pulls, List<Charged> ofSums, List<Charged> ofPulls) {
    /// A radial formula times a charge, by its number.
    ///
    /// @param stays  whose numbers are in the radial formula
    record Charged(int charge, Expr radial, Stays stays) {}

    /// One of the charged formulas, by its number, times a factor of the row.
    record Share(Expr factor, int of) {}

    /// Which point of a pair stays a point, because the formula holds numbers of it, over which nothing is interpolated.
    enum Stays {
        /// Boxes on either side may be stood for by proxies.
        NEITHER,
        /// Rows are points, and meet proxies of the columns.
        ROW,
        /// Columns are points, and act on proxies of the rows.
        COLUMN
    }

    /// With more, registers and the first cache hold too few of the sums for this to be faster than all pairs.
    private static final int MOST = 12;

    /// Empty where a formula is no such sum.
    static Optional<Separation> of(PassFormula question) {
        if (question.readsMatrix() || question.met() != PassFormula.Met.ALL) {
            return Optional.empty();
        }
        Builder builder = new Builder(question.leaves());
        List<List<Share>> sums = question.sums().stream().map(e -> builder.shares(e, builder.ofSums)).toList();
        List<List<Share>> pulls = question.pulls().stream().map(e -> builder.shares(e, builder.ofPulls)).toList();
        return builder.separate && Stream.of(Stays.values()).allMatch(stays -> builder.count(stays) <= MOST)
                ? Optional.of(new Separation(List.copyOf(builder.charges), sums, pulls, builder.ofSums, builder.ofPulls))
                : Optional.empty();
    }

    /// Those of one kind, in their order.
    static List<Charged> only(Stays stays, List<Charged> all) {
        return all.stream().filter(charged -> charged.stays == stays).toList();
    }

    /// The number of a share's formula among those of its kind.
    static int numberAmong(Stays stays, List<Charged> all, Share share) {
        return only(stays, all.subList(0, share.of)).size();
    }

    private static final class Builder {
        private final Leaves leaves;
        private final Set<String> ofPoints;
        private final Set<String> ofRows = new TreeSet<>();
        private final Map<String, Expr> asOfRow = new HashMap<>();
        private final List<Expr> charges = new ArrayList<>();
        private final List<Charged> ofSums = new ArrayList<>();
        private final List<Charged> ofPulls = new ArrayList<>();
        private boolean separate = true;

        Builder(Leaves leaves) {
            this.leaves = leaves;
            ofPoints = leaves.ofEitherPoint();
            for (String point : leaves.points()) {
                ofRows.add(Leaves.ofRow(point).name());
                asOfRow.put(Leaves.ofColumn(point).name(), new Leaf(point));
            }
        }

        List<Share> shares(Expr e, List<Charged> all) {
            List<Share> shares = new ArrayList<>();
            for (Separable.Term term : Separable.terms(e, leaves, ofPoints)) {
                for (Expr radial : addendsOf(term.part())) {
                    for (Separable.Term factor : Separable.terms(term.coefficient(), leaves, ofRows)) {
                        separate &= factor.part().leaves().stream().allMatch(leaf -> leaves.meaning(leaf) instanceof PairLeaf.OfColumn)
                                && Collections.disjoint(factor.coefficient().leaves(), asOfRow.keySet());
                        Charged charged = new Charged(number(Tree.substitute(factor.part(), asOfRow), charges), radial, staysIn(radial));
                        shares.add(new Share(factor.coefficient(), number(charged, all)));
                    }
                }
            }
            return shares;
        }

        /// Terms of a sum of which some have numbers of one point and some of the other; else the formula itself.
        private List<Expr> addendsOf(Expr e) {
            if (!hasOfRow(e) || !hasOfColumn(e)) {
                return List.of(e);
            }
            return switch (e) {
                case Sum(Expr a, Expr b) -> Stream.concat(addendsOf(a).stream(), addendsOf(b).stream()).toList();
                case Difference(Expr a, Expr b) ->
                    Stream.concat(addendsOf(a).stream(), addendsOf(b).stream().map(Algebra::negation)).toList();
                default -> List.of(e);
            };
        }

        private Stays staysIn(Expr radial) {
            separate &= !hasOfRow(radial) || !hasOfColumn(radial);
            return hasOfRow(radial) ? Stays.ROW : hasOfColumn(radial) ? Stays.COLUMN : Stays.NEITHER;
        }

        private boolean hasOfRow(Expr e) {
            return e.leaves().stream().anyMatch(leaf -> leaves.meaning(leaf) instanceof PairLeaf.OfRow);
        }

        private boolean hasOfColumn(Expr e) {
            return e.leaves().stream().anyMatch(leaf -> leaves.meaning(leaf) instanceof PairLeaf.OfColumn);
        }

        private long count(Stays stays) {
            return Stream.concat(ofSums.stream(), ofPulls.stream()).filter(charged -> charged.stays == stays).count();
        }

        private static <T> int number(T one, List<T> all) {
            int known = all.indexOf(one);
            if (known >= 0) {
                return known;
            }
            all.add(one);
            return all.size() - 1;
        }
    }
}
