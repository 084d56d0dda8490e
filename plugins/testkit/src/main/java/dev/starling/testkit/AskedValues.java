package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.Extension;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Condition;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.SpecialValues;
import dev.starling.api.expr.tree.Tree;
import dev.starling.api.expr.tree.Where;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/// The values of parameters that a formula itself has a branch for: it asks `alpha.is(0.3)`, or `alpha.times(10).is(3)`, or has a `where` that
/// compares parameters with numbers or with each other.
final class AskedValues {
    private static final int STEPS = 8;

    /// Combinations of several parameters that are tried at most.
    private static final int MOST_TOGETHER = 24;

    private final Extension part;
    private final Parameter parameter;
    private final Map<String, Double> others;

    private AskedValues(Extension part, Parameter parameter, Map<String, Double> others) {
        this.part = part;
        this.parameter = parameter;
        this.others = others;
    }

    /// What a formula asked: whether a number of its own is another.
    private record Question(double own, double asked) {
        double away() {
            return own - asked;
        }
    }

    /// In the order of the questions; none where the formula asks for none, or throws.
    ///
    /// @param others  values of the other parameters; those that are missing have their default
    static List<Double> of(Extension part, Parameter parameter, Map<String, Double> others) {
        return new AskedValues(part, parameter, others).found();
    }

    /// Values of several parameters at once: where one has a value of note, the formula may ask for another, as `alpha.is(0.3) && beta.is(0.7)` does.
    ///
    /// @param parameters  of the part
    static Set<Map<String, Double>> together(Extension part, List<Parameter> parameters) {
        Deque<Map<String, Double>> open = new ArrayDeque<>();
        for (Parameter parameter : parameters) {
            Samples.marks(part, parameter).forEach(mark -> open.add(Map.of(parameter.name(), mark)));
        }
        Set<Map<String, Double>> found = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            Map<String, Double> given = open.remove();
            for (Parameter parameter : parameters) {
                for (double value : given.containsKey(parameter.name()) ? List.<Double>of() : of(part, parameter, given)) {
                    Map<String, Double> more = new TreeMap<>(given);
                    more.put(parameter.name(), value);
                    if (found.size() < MOST_TOGETHER && found.add(more)) {
                        open.add(more);
                    }
                }
            }
        }
        return found;
    }

    private List<Double> found() {
        double first = parameter.fallback();
        double second = Samples.within(parameter, 0.6180339887);
        List<Question> atFirst = questions(first);
        List<Question> atSecond = questions(second);
        Set<Double> found = new LinkedHashSet<>();
        for (int k = 0; k < Math.min(atFirst.size(), atSecond.size()); k++) {
            root(k, first, atFirst.get(k), second, atSecond.get(k)).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /// Where the k-th question is answered by yes; what is asked of most parameters is the parameter itself, and then one step leads there.
    private OptionalDouble root(int k, double first, Question atFirst, double second, Question atSecond) {
        double before = first;
        double now = second;
        Question there = atFirst;
        Question here = atSecond;
        for (int step = 0; step < STEPS; step++) {
            if (there.away() == 0) {
                return OptionalDouble.of(before);
            }
            if (here.away() == 0) {
                return OptionalDouble.of(now);
            }
            double slope = (here.away() - there.away()) / (now - before);
            double next = here.own() == now ? here.asked() : now - here.away() / slope;
            List<Question> asked = Double.isFinite(next) && Samples.contains(parameter, next) ? questions(next) : List.of();
            if (asked.size() <= k) {
                break;
            }
            before = now;
            there = here;
            now = next;
            here = asked.get(k);
        }
        return OptionalDouble.empty();
    }

    private List<Question> questions(double value) {
        List<Question> questions = new ArrayList<>();
        try {
            Map<String, Double> set = new HashMap<>(others);
            set.put(parameter.name(), value);
            Arguments given = Arguments.of(part, set);
            SpecialValues.whileHeard(
                    (own, asked) -> questions.add(new Question(own.value(), asked)),
                    () -> Formulas.of(part, given).forEach(said -> addComparisons(said, questions)));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Whatever it throws is for the laws to say; what was asked until then counts.
        }
        return questions;
    }

    /// The comparisons of a formula in which nothing but parameters stands.
    private static void addComparisons(Object said, List<Question> questions) {
        switch (said) {
            case Expr e -> Tree.visit(e, node -> {
                if (node instanceof Where(Condition(Expr left, _, Expr right), _, _) && left.leaves().isEmpty() && right.leaves().isEmpty()) {
                    questions.add(new Question(Evaluation.of(left, Map.of()), Evaluation.of(right, Map.of())));
                }
            });
            case Optional<?> maybe -> maybe.ifPresent(e -> addComparisons(e, questions));
            case List<?> several -> several.forEach(e -> addComparisons(e, questions));
            default -> {}
        }
    }
}
