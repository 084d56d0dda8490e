package dev.starling.api.expr.tree;

import dev.starling.api.expr.Expr;

import java.util.Map;
import java.util.function.Consumer;

/// Walks over a formula that treat all nodes alike.
public final class Tree {
    private Tree() {}

    /// Hands every node to `visitor`, parts before the whole.
    public static void visit(Expr e, Consumer<Expr> visitor) {
        for (Expr child : ((Node) e).children()) {
            visit(child, visitor);
        }
        visitor.accept(e);
    }

    public static boolean contains(Expr e, String leaf) {
        return e instanceof Leaf(String name)
                ? name.equals(leaf)
                : ((Node) e).children().stream().anyMatch(child -> contains(child, leaf));
    }

    /// The formula with other formulas in place of named leaves; not simplified.
    public static Expr substitute(Expr e, Map<String, Expr> replacements) {
        return e instanceof Leaf(String name)
                ? replacements.getOrDefault(name, e)
                : ((Node) e).map(part -> substitute(part, replacements));
    }
}
