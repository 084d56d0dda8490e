package dev.starling.api.expr;

import dev.starling.api.expr.tree.Algebra;
import dev.starling.api.expr.tree.Logarithm;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Formulas from text: `1/(1+f)^2`, `p*log(p/q)`, `where(d < 1, d^2, 2*d - 1)`.
///
///     sum     = product { ("+" | "-") product }
///     product = sign { ("*" | "/") sign }
///     sign    = { "-" | "+" } power
///     power   = atom [ ("^" | "**") sign ]
///     atom    = number | name | function "(" arguments ")" | "(" sum ")"
///
/// A power binds closer than a sign, `-f^2` is -(f²), and is read from the right, `2^3^2` is 2⁹. Names are letters, digits, `.` and
/// `_`, a letter first.
///
/// Functions: `abs exp log ln log1p sqrt pow min max xlogy where`. A product `x * log(y)` is read as `xlogy(x, y)`: 0 where x is 0.
@API(status = API.Status.STABLE, since = "1.0")
public final class Formula {
    private static final Set<String> FUNCTIONS =
            Set.of("abs", "exp", "log", "ln", "log1p", "sqrt", "pow", "min", "max", "xlogy", "where");
    private static final int MAX_NESTING = 100;

    private final String text;
    private int position;
    private int nesting;

    private Formula(String text) {
        this.text = text;
    }

    /// Reads a formula; its names become leaves.
    ///
    /// @throws FormulaException where the text is not a formula, with the column
    public static Expr parse(String text) {
        Formula formula = new Formula(text);
        try {
            Expr parsed = formula.sum();
            if (formula.peek() != 0) {
                throw formula.error("expected an operator, but found '" + formula.peek() + "'");
            }
            return Algebra.simplify(parsed);
        } catch (FormulaException e) {
            throw e;
        } catch (IllegalArgumentException e) { // beyond the limits of a formula
            throw formula.error(String.valueOf(e.getMessage()));
        }
    }

    private void nest() {
        if (++nesting > MAX_NESTING) {
            throw error("nested more than " + MAX_NESTING + " deep");
        }
    }

    private Expr sum() {
        nest();
        Expr left = product();
        while (true) {
            if (accept("+")) {
                left = left.plus(product());
            } else if (accept("-")) {
                left = left.minus(product());
            } else {
                nesting--;
                return left;
            }
        }
    }

    private Expr product() {
        Expr left = sign();
        while (true) {
            if (peek() == '*' && !text.startsWith("**", position) && accept("*")) {
                left = times(left, sign());
            } else if (accept("/")) {
                left = left.over(sign());
            } else {
                return left;
            }
        }
    }

    private static Expr times(Expr left, Expr right) {
        if (right instanceof Logarithm(Expr argument)) {
            return left.xlogy(argument);
        }
        if (left instanceof Logarithm(Expr argument)) {
            return right.xlogy(argument);
        }
        return left.times(right);
    }

    private Expr sign() {
        boolean negative = false;
        while (true) {
            if (accept("-")) {
                negative = !negative;
            } else if (!accept("+")) {
                break;
            }
        }
        Expr power = power();
        return negative ? power.negated() : power;
    }

    private Expr power() {
        Expr base = atom();
        if (!accept("^") && !accept("**")) {
            return base;
        }
        nest();
        Expr exponent = Algebra.simplify(sign());
        nesting--;
        return base.pow(exponent);
    }

    private Expr atom() {
        char next = peek();
        if (next == '(') {
            expect("(");
            Expr inner = sum();
            expect(")");
            return inner;
        } else if (Character.isDigit(next) || next == '.') {
            return number();
        } else if (Character.isLetter(next)) {
            return nameOrFunction();
        }
        throw error(next == 0 ? "the formula ends too early" : "unexpected '" + next + "'");
    }

    private Expr number() {
        int start = position;
        while (position < text.length() && isPartOfNumber(start)) {
            position++;
        }
        String digits = text.substring(start, position);
        try {
            double value = Double.parseDouble(digits);
            if (value == Double.POSITIVE_INFINITY) {
                position = start;
                throw error("'" + digits + "' is too large for a double");
            }
            return Expr.constant(value);
        } catch (NumberFormatException e) {
            position = start;
            throw error("'" + digits + "' is not a number");
        }
    }

    private boolean isPartOfNumber(int start) {
        char c = text.charAt(position);
        if ((c >= '0' && c <= '9') || c == '.') {
            return true;
        }
        boolean mantissaBefore = position > start && "0123456789.".indexOf(text.charAt(position - 1)) >= 0;
        boolean exponentBefore = position > start && "eE".indexOf(text.charAt(position - 1)) >= 0;
        return ((c == 'e' || c == 'E') && mantissaBefore) || ((c == '+' || c == '-') && exponentBefore);
    }

    private Expr nameOrFunction() {
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position)) || "._".indexOf(text.charAt(position)) >= 0)) {
            position++;
        }
        String name = text.substring(start, position);
        if (peek() != '(') {
            return Expr.leaf(name);
        }
        String function = name.toLowerCase(Locale.ROOT);
        if (!FUNCTIONS.contains(function)) {
            position = start;
            throw error("unknown function '" + name + "'; there are "
                    + String.join(", ", FUNCTIONS.stream().sorted().toList()));
        }
        expect("(");
        Expr result = call(function);
        expect(")");
        return result;
    }

    private Expr call(String function) {
        if (function.equals("where")) {
            Condition condition = condition();
            List<Expr> branches = arguments(2);
            return Expr.where(condition, branches.get(0), branches.get(1));
        }
        Expr first = sum();
        return switch (function) {
            case "abs" -> first.max(first.negated());
            case "exp" -> first.exp();
            case "log", "ln" -> first.log();
            case "log1p" -> first.log1p();
            case "sqrt" -> first.sqrt();
            case "pow" -> first.pow(Algebra.simplify(arguments(1).getFirst()));
            case "min" -> first.min(arguments(1).getFirst());
            case "max" -> first.max(arguments(1).getFirst());
            case "xlogy" -> first.xlogy(arguments(1).getFirst());
            default -> throw new IllegalStateException(function);
        };
    }

    private Condition condition() {
        Expr left = sum();
        if (accept("<=")) {
            return left.isAtMost(sum());
        } else if (accept("<")) {
            return left.isLessThan(sum());
        } else if (accept("==")) {
            return left.isEqualTo(sum());
        } else if (accept(">=")) {
            return sum().isAtMost(left);
        } else if (accept(">")) {
            return sum().isLessThan(left);
        }
        throw error("expected a comparison: < <= == >= >");
    }

    private List<Expr> arguments(int count) {
        List<Expr> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expect(",");
            arguments.add(sum());
        }
        return arguments;
    }

    /// The next character that is no blank, or 0 at the end.
    private char peek() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length() ? text.charAt(position) : 0;
    }

    private boolean accept(String token) {
        peek();
        boolean there = text.startsWith(token, position);
        if (there) {
            position += token.length();
        }
        return there;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw error("expected '" + token + "'" + (peek() == 0 ? "" : ", but found '" + peek() + "'"));
        }
    }

    private FormulaException error(String problem) {
        return new FormulaException(text, position + 1, problem);
    }
}
