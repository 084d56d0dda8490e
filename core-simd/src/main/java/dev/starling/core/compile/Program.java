package dev.starling.core.compile;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /// An operation over earlier steps, in the order of [Op#operands]. Two of the same over the same steps are the same value.
    record Operation(Op op, List<Integer> arguments) implements Step {}

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

    /// How many operations are one of these.
    long count(Set<Op> some) {
        return steps.stream().filter(step -> step instanceof Operation(Op op, List<Integer> _) && some.contains(op)).count();
    }

    /// Whether the value of a formula is an absolute one, so that its sign is not set even where it is no number.
    boolean isAbsolute(int root) {
        return steps.get(roots[root]) instanceof Operation(Op op, List<Integer> _) && op == Op.ABSOLUTE;
    }

    /// Operations of the machine that a pair takes, roughly: an elementary function is some tens of them.
    int weight() {
        return steps.stream().mapToInt(step -> step instanceof Operation(Op op, List<Integer> _) ? op.cost : 0).sum();
    }

    /// The program without its literals; equal for programs that the same code computes.
    String structure() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            switch (step) {
                case Input(String name) -> text.append(name);
                case Literal(int index) -> text.append('#').append(index);
                case Operation(Op op, List<Integer> arguments) -> text.append(op).append(arguments);
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
                    Op op = Op.of(node);
                    Operation operation = new Operation(op, op.operands(node).stream().map(this::add).toList());
                    Integer step = known.get(operation);
                    if (step == null) {
                        step = append(operation);
                        known.put(operation, step);
                    }
                    yield step;
                }
            };
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
    }
}
