package dev.starling.core.compile;

import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;

import java.util.List;

/// The operations that loops are made of. Which of them computes a node of a formula, what it costs and what it is called are decided here,
/// once; the key of the cache of loops, the size of a loop and both writers follow.
enum Op {
    ADD(1),
    SUBTRACT(1),
    MULTIPLY(1),
    DIVIDE(1),
    NEGATE(1),
    /// The larger of a number and its opposite, which take several operations if they are compared.
    ABSOLUTE(1),
    SQUARE(1),
    ROOT(1),
    MINIMUM(1),
    MAXIMUM(1),
    WHERE_LESS(2),
    WHERE_AT_MOST(2),
    WHERE_EQUAL(2),
    EXP("exp", "exp", 24),
    EXP_OF_NOT_POSITIVE("exp", "expOfNotPositive", 24),
    LOG("log", "log", 32),
    LOG_OF_NORMAL("log", "logOfNormal", 32),
    LOG1P("log1p", "log1p", 32),
    LOG1P_OF_NOT_NEGATIVE("log1p", "log1pOfNotNegative", 32),
    POW("pow", "pow", 90),
    XLOGY("xlogy", "xlogy", 32),
    /// w times a [FiniteLogarithm] of an x that is never subnormal, 0 or negative. The logarithm needs to look for neither ∞ nor NaN:
    /// the bits of ∞ come to the logarithm of the largest number, and where x is NaN, so is the weight w. Inputs other than distances are numbers.
    WEIGHTED_LOG("weightedLog", "weightedLog", 32);

    /// The function for a number; empty where there is none.
    final String ofNumbers;

    /// The function for a vector; empty where there is none.
    final String ofVectors;

    /// Operations of the machine that it takes, roughly.
    final int cost;

    Op(int cost) {
        this("", "", cost);
    }

    Op(String ofNumbers, String ofVectors, int cost) {
        this.ofNumbers = ofNumbers;
        this.ofVectors = ofVectors;
        this.cost = cost;
    }

    static Op of(Expr node) {
        return switch (node) {
            case Sum _ -> ADD;
            case Difference _ -> SUBTRACT;
            case Product _ -> isWeightedLog(node) ? WEIGHTED_LOG : MULTIPLY;
            case Quotient _ -> DIVIDE;
            case Negation _ -> NEGATE;
            case Square _ -> SQUARE;
            case SquareRoot _ -> ROOT;
            case Exponential(Expr a) -> Range.of(a).isNotPositive() ? EXP_OF_NOT_POSITIVE : EXP;
            case Logarithm(Expr a) -> Range.of(a).isNormal() ? LOG_OF_NORMAL : LOG;
            case LogarithmOnePlus(Expr a) -> Range.of(a).isNotNegative() ? LOG1P_OF_NOT_NEGATIVE : LOG1P;
            case Power _ -> POW;
            case Minimum _ -> MINIMUM;
            case Maximum(Expr a, Expr b) -> isOpposite(a, b) || isOpposite(b, a) ? ABSOLUTE : MAXIMUM;
            case XLogY _ -> XLOGY;
            case Where(Condition condition, Expr _, Expr _) -> switch (condition.comparison()) {
                case LESS -> WHERE_LESS;
                case AT_MOST -> WHERE_AT_MOST;
                case EQUAL -> WHERE_EQUAL;
            };
            case Constant _, Leaf _ -> throw new IllegalStateException(node + " is no operation");
        };
    }

    /// Whether b is −a in every bit, but for the sign of a zero.
    private static boolean isOpposite(Expr a, Expr b) {
        return b instanceof Negation(Expr same) && same.equals(a)
                || a instanceof Difference(Expr x, Expr y) && b instanceof Difference(Expr u, Expr v) && x.equals(v) && y.equals(u);
    }

    private static boolean isWeightedLog(Expr e) {
        return e instanceof Product(Expr weight, Expr logarithm)
                && Range.isNanWhereDistanceIs(weight)
                && FiniteLogarithm.operand(logarithm).filter(x -> Range.of(x).isNormal()).isPresent();
    }

    /// What it is computed from, in the order in which writers expect it.
    List<Expr> operands(Node node) {
        if (this == ABSOLUTE) {
            return List.of(node.children().getFirst());
        }
        return this == WEIGHTED_LOG && node instanceof Product(Expr weight, Expr logarithm)
                ? List.of(weight, FiniteLogarithm.operand(logarithm).orElseThrow())
                : node.children();
    }
}
