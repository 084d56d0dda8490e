package dev.starling.core.gradient;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Tree;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairLeaf;

import java.util.HashMap;
import java.util.Map;

/// A number of a distribution that is found out at each position and kept for the formulas that come after: one for all pairs or, where each
/// row is a distribution of its own, one a point.
enum Kept {
    /// 1/S. It is never 0.
    RECIPROCAL_PARTITION("reciprocalPartition", "S"),
    /// ln S. It is always finite.
    LOG_PARTITION("logPartition", "S"),
    /// H = Σ h.
    SUM_OF_H("sumOfH", "H"),
    /// What is taken from ln w where a sum of weights has underflowed; 0 elsewhere.
    SHIFT("shift", "m");

    /// The number of a scale that is the only one.
    static final int ONLY = 0;

    /// Scales beyond are shown by their words.
    private static final int MOST_SHOWN = 64;

    private final String word;
    private final String letter;

    Kept(String word, String letter) {
        this.word = word;
        this.letter = letter;
    }

    /// A formula as docs/mathematics.md writes it, with S for the sum of weights and H for that of h, for people to read.
    static Expr shown(Expr e, Leaves leaves) {
        Map<String, Expr> symbols = new HashMap<>();
        for (String name : e.leaves()) {
            symbols.put(name, switch (leaves.meaning(name)) {
                case PairLeaf.OfColumn(String own) -> symbol(own, "_j");
                case PairLeaf.OfRow(String own) -> symbol(own, "");
                case PairLeaf.Scalar(String own) -> symbol(own, "");
                case PairLeaf.Matrix _ -> Leaves.INPUT;
                case PairLeaf.Distance _ -> new Leaf(name);
            });
        }
        return Tree.substitute(e, symbols);
    }

    private static Expr symbol(String name, String ofPoint) {
        for (int scale = ONLY; scale <= MOST_SHOWN; scale++) {
            String number = scale == ONLY ? "" : Integer.toString(scale);
            for (Kept kept : values()) {
                if (name.equals(kept.name(scale))) {
                    Expr letter = Expr.leaf(kept.letter + number + ofPoint);
                    return switch (kept) {
                        case RECIPROCAL_PARTITION -> letter.reciprocal();
                        case LOG_PARTITION -> letter.log();
                        case SUM_OF_H, SHIFT -> letter;
                    };
                }
            }
        }
        return Expr.leaf(name + ofPoint);
    }

    /// What stands for it in formulas.
    ///
    /// @param scale number of the distribution, from 1 on, or [#ONLY]
    Leaf leaf(int scale) {
        return new Leaf(name(scale));
    }

    /// The name of that leaf.
    String name(int scale) {
        return scale == ONLY ? word : word + scale;
    }
}
