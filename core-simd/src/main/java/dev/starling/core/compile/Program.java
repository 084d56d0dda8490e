package dev.starling.core.compile;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Formulas as a list of steps, each part computed once however often it occurs.
///
/// Literals are lifted out, so that formulas which differ in numbers only are the same program.
///
/// @param steps     what to compute, parts before what they are part of
/// @param roots     the steps that are the values of the formulas, in their order
/// @param literals  values of the steps of kind [Literal]
record Program(List<Step> steps, int[] roots, double[] literals) {

    /// One value of the program.
    sealed interface Step permits Input, Literal, Operation {}

    /// A leaf.
    record Input(String name) implements Step {}

    /// A number, by its place in [#literals].
    record Literal(int index) implements Step {}

    /// A node over earlier steps, in the order of [Node#children()], or of [WeightedLogarithm].
    record Operation(Expr node, List<Integer> arguments) implements Step {}

    /// What makes two nodes over the same arguments the same value: the kind of the node, and the comparison of a condition; likewise what
    /// literals say of the range of the operand of a function, as other code computes it then.
    private record Key(Object kind, List<Integer> arguments) {}

    static Program of(List<Expr> formulas) {
        Builder builder = new Builder();
        int[] roots = formulas.stream().mapToInt(builder::add).toArray();
        double[] literals = builder.literals.stream().mapToDouble(Double::doubleValue).toArray();
        return new Program(List.copyOf(builder.steps), roots, literals);
    }

    /// The names of the inputs that are used.
    List<String> inputs() {
        return steps.stream().filter(Input.class::isInstance).map(step -> ((Input) step).name()).toList();
    }

    /// Number of operations of a pair.
    int operations() {
        return (int) steps.stream().filter(Operation.class::isInstance).count();
    }

    /// Operations of the machine that a pair takes, roughly: an elementary function is some tens of them.
    int weight() {
        int weight = 0;
        for (Step step : steps) {
            if (step instanceof Operation(Expr node, List<Integer> _)) {
                weight += switch (node) {
                    case Exponential _ -> 24;
                    case Logarithm _, LogarithmOnePlus _, XLogY _ -> 32;
                    case Product _ when WeightedLogarithm.of(node).isPresent() -> 32;
                    case Power _ -> 90;
                    case Where _ -> 2;
                    default -> 1;
                };
            }
        }
        return weight;
    }

    /// The program without its literals; equal for programs that the same code computes.
    String structure() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            switch (step) {
                case Input(String name) -> text.append(name);
                case Literal(int index) -> text.append('#').append(index);
                case Operation(Expr node, List<Integer> arguments) -> text.append(Builder.kind(node)).append(arguments);
            }
            text.append(';');
        }
        return text.append(java.util.Arrays.toString(roots)).toString();
    }

    private static final class Builder {
        private final List<Step> steps = new ArrayList<>();
        private final List<Double> literals = new ArrayList<>();
        private final Map<Object, Integer> known = new HashMap<>();

        int add(Expr e) {
            return switch (e) {
                case Constant(double value) -> literal(value);
                case Leaf(String name) -> known.computeIfAbsent(name, _ -> append(new Input(name)));
                case Node node -> {
                    List<Integer> arguments = operands(node).stream().map(this::add).toList();
                    Key key = new Key(kind(node), arguments);
                    Integer step = known.get(key);
                    if (step == null) {
                        step = append(new Operation(node, arguments));
                        known.put(key, step);
                    }
                    yield step;
                }
            };
        }

        private static List<Expr> operands(Node node) {
            return WeightedLogarithm.of(node).map(product -> List.of(product.weight(), product.x())).orElseGet(node::children);
        }

        private int literal(double value) {
            return known.computeIfAbsent(value, _ -> {
                literals.add(value);
                return append(new Literal(literals.size() - 1));
            });
        }

        private int append(Step step) {
            steps.add(step);
            return steps.size() - 1;
        }

        static String kind(Expr node) {
            return switch (node) {
                case Where where -> "Where" + where.condition().comparison().symbol();
                case Exponential(Expr a) when LowerBound.isNotPositive(a) -> "ExponentialOfNotPositive";
                case Product _ when WeightedLogarithm.of(node).isPresent() -> "WeightedLogarithm";
                case Logarithm(Expr a) when LowerBound.isNormal(a) -> "LogarithmOfNormal";
                case LogarithmOnePlus(Expr a) when LowerBound.isNotNegative(a) -> "LogarithmOnePlusOfNotNegative";
                default -> node.getClass().getSimpleName();
            };
        }
    }
}
