package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.Extension;
import dev.starling.api.Parameter;
import dev.starling.api.expr.tree.SpecialValues;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The values of a parameter that a formula itself has a branch for: it asks `alpha.is(0.3)`, or `alpha.times(10).is(3)`.
final class AskedValues {
    private static final int STEPS = 8;

    private AskedValues() {}

    /// What a formula asked: whether a number of its own is another.
    private record Question(double own, double asked) {
        double away() {
            return own - asked;
        }
    }

    /// In the order of the questions; none where the formula asks for none, or throws.
    static List<Double> of(Extension part, Parameter parameter) {
        double first = parameter.fallback();
        double second = Samples.within(parameter, 0.6180339887);
        List<Question> one = questions(part, parameter, first);
        List<Double> found = new ArrayList<>();
        for (int k = 0; k < one.size(); k++) {
            root(part, parameter, k, first, second).ifPresent(found::add);
        }
        return found;
    }

    /// Where the k-th question is answered by yes; what is asked of most parameters is the parameter itself, and then one step leads there.
    private static OptionalDouble root(Extension part, Parameter parameter, int k, double first, double second) {
        double before = first;
        double now = second;
        for (int step = 0; step < STEPS; step++) {
            List<Question> there = questions(part, parameter, before);
            List<Question> here = questions(part, parameter, now);
            if (there.size() <= k || here.size() <= k) {
                break;
            }
            if (there.get(k).away() == 0) {
                return OptionalDouble.of(before);
            }
            if (here.get(k).away() == 0) {
                return OptionalDouble.of(now);
            }
            double slope = (here.get(k).away() - there.get(k).away()) / (now - before);
            double next = here.get(k).own() == now ? here.get(k).asked() : now - here.get(k).away() / slope;
            if (!Double.isFinite(next) || !Samples.contains(parameter, next)) {
                break;
            }
            before = now;
            now = next;
        }
        return OptionalDouble.empty();
    }

    private static List<Question> questions(Extension part, Parameter parameter, double value) {
        List<Question> questions = new ArrayList<>();
        try {
            Arguments given = Arguments.of(part, Map.of(parameter.name(), value));
            SpecialValues.whileHeard((own, asked) -> questions.add(new Question(own.value(), asked)), () -> Formulas.of(part, given));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Whatever it throws is for the laws to say; what was asked until then counts.
        }
        return questions;
    }
}
