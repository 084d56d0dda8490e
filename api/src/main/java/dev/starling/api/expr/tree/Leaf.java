package dev.starling.api.expr.tree;

import dev.starling.api.expr.Expr;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// A quantity known by its name. Names are letters, digits and `. _ -`, and begin with a letter.
public record Leaf(String name) implements Node {
    private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N}._-]*");

    public Leaf {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a quantity: use letters, digits, '.', '_' and '-', a letter first");
        }
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public Expr map(UnaryOperator<Expr> part) {
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
