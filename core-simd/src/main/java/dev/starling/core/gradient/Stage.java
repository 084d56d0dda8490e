package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.core.base.Precision;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairLeaf;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.PassFormula.Met;
import dev.starling.core.pairs.Separable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// One pass over pairs: what it sums, and what it contributes to which quantities. Several may share a part, which is summed once.
///
/// @param met        the pairs
/// @param precision  of the terms
/// @param leaves     what those of the formulas stand for
/// @param ofPoints   what points are to know of their own before the pass, by the names that the formulas have for it
/// @param shares     what it contributes
record Stage(Met met, Precision precision, Leaves leaves, Map<String, Expr> ofPoints, List<Share> shares) {
    /// Σ coefficient · sum of the part. Coefficients may need numbers that are known only after the pass.
    record Share(Quantity quantity, List<Separable.Term> terms) {
        Share {
            terms = List.copyOf(terms);
        }

        /// Whether its sums are of displacements, the parts being their coefficients.
        boolean isOfPulls() {
            return quantity instanceof Quantity.Gradient;
        }

        /// A formula summed as it is.
        static Share whole(Quantity quantity, Expr formula) {
            return new Share(quantity, List.of(new Separable.Term(Expr.constant(1), formula)));
        }
    }

    Stage {
        shares = List.copyOf(shares);
    }

    /// What is summed up.
    List<Expr> sums() {
        return parts(false);
    }

    /// The coefficients of displacements that are summed up.
    List<Expr> pulls() {
        return parts(true);
    }

    private List<Expr> parts(boolean ofDisplacements) {
        Set<Expr> parts = new LinkedHashSet<>();
        for (Share share : shares) {
            if (share.isOfPulls() == ofDisplacements) {
                share.terms.forEach(term -> parts.add(term.part()));
            }
        }
        return List.copyOf(parts);
    }

    boolean contributesTo(Quantity quantity) {
        return shares.stream().anyMatch(share -> share.quantity.equals(quantity));
    }

    /// Whether its sums are the same at every position, and taken once.
    boolean isOfMatrixAlone() {
        return pulls().isEmpty() && sums().stream().allMatch(sum -> isOfMatrixAlone(sum, leaves));
    }

    static boolean isOfMatrixAlone(Expr e, Leaves leaves) {
        return e.leaves().stream().allMatch(leaf -> leaves.meaning(leaf) instanceof PairLeaf.Matrix);
    }

    PassFormula question(int dimensions, boolean totals) {
        return new PassFormula(dimensions, met, leaves, totals, sums(), pulls());
    }

    /// A line for people: which pairs, and what is summed over them for which quantities.
    @Override
    public String toString() {
        String pairs = (met == Met.ALL ? "all pairs" : "non-zero pairs") + (isOfMatrixAlone() ? ", once" : "");
        return pairs + ": " + shares.stream().map(share -> share.quantity + " from Σ " + share.terms.stream()
                .map(term -> Kept.shown(term.part(), leaves) + (share.isOfPulls() ? " · (yᵢ − yⱼ)" : ""))
                .collect(Collectors.joining(", Σ "))).collect(Collectors.joining("; "));
    }
}
