package dev.starling.api.expr;

import org.apiguardian.api.API;

/// How a [Condition] compares.
@API(status = API.Status.STABLE, since = "1.0")
public enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("==");

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    public boolean holds(double left, double right) {
        return switch (this) {
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case EQUAL -> left == right;
        };
    }
}
