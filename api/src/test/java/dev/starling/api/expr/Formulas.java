package dev.starling.api.expr;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Random formulas, and the numbers that formulas stumble over.
public final class Formulas {
    /// Both zeros, subnormals, the ends of the normal range, ones and halves, infinities, NaN.
    public static final double[] AWKWARD = {
        0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 0x1p-1030, Double.MIN_NORMAL, -Double.MIN_NORMAL, 1e-200, 0x1p-53, 0.1, -0.3, 0.5,
        1, -1, Math.nextDown(1), Math.nextUp(1), 2, -2, 3, 745.2, -745.2, 1e16, -1e200, 1.7e308, Double.MAX_VALUE, -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };

    private static final double[] CONSTANTS = {1, 2, 0.5, 3, 4, 0.1, 1.5, 1e-5, 1e20, 7, -1, -2, -0.25};

    private Formulas() {}

    /// Formulas in some leaves, with every verb. Made from a list of numbers, so that they shrink to few and simple parts.
    public static Arbitrary<Expr> in(String... leaves) {
        return Arbitraries.integers().between(0, 999).list().ofMinSize(1).ofMaxSize(24).map(numbers -> of(numbers, leaves));
    }

    /// Each number names a leaf or a constant to push, or a verb for what was pushed last; a verb that lacks operands is left out.
    private static Expr of(List<Integer> numbers, String... leaves) {
        Deque<Expr> stack = new ArrayDeque<>(List.of(Expr.leaf(leaves[0])));
        for (int number : numbers) {
            int choice = number / 10;
            switch (number % 10) {
                case 0, 1, 2 -> stack.push(Expr.leaf(leaves[choice % leaves.length]));
                case 3 -> stack.push(Expr.constant(CONSTANTS[choice % CONSTANTS.length]));
                case 4, 5, 6 -> stack.push(unary(choice % 9, stack.pop()));
                default -> {
                    if (choice % 12 == 0 && stack.size() >= 4) {
                        Comparison comparison = Comparison.values()[choice % 3];
                        Condition condition = new Condition(stack.pop(), comparison, stack.pop());
                        stack.push(Expr.where(condition, stack.pop(), stack.pop()));
                    } else if (stack.size() >= 2) {
                        stack.push(binary(choice % 9, stack.pop(), stack.pop()));
                    }
                }
            }
        }
        return stack.peek();
    }

    private static Expr unary(int verb, Expr a) {
        return switch (verb) {
            case 0 -> a.negated();
            case 1 -> a.squared();
            case 2 -> a.sqrt();
            case 3 -> a.exp();
            case 4 -> a.log();
            case 5 -> a.log1p();
            case 6 -> a.reciprocal();
            case 7 -> a.pow(-1.5);
            case 8 -> a.pow(4);
            default -> throw new IllegalArgumentException("verb " + verb);
        };
    }

    private static Expr binary(int verb, Expr a, Expr b) {
        return switch (verb) {
            case 0 -> a.plus(b);
            case 1 -> a.minus(b);
            case 2, 3 -> a.times(b);
            case 4 -> a.over(b);
            case 5 -> a.pow(b);
            case 6 -> a.min(b);
            case 7 -> a.max(b);
            case 8 -> a.xlogy(b);
            default -> throw new IllegalArgumentException("verb " + verb);
        };
    }

    public static Double[] box(double[] values) {
        return Arrays.stream(values).boxed().toArray(Double[]::new);
    }
}
