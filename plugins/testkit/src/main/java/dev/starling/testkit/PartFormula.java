package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.Extension;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Derivative;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Leaf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A formula that an extension states, and the laws that hold for each such formula.
///
/// @param part    the extension
/// @param symbol  what is stated: `w(f)`
/// @param stated  the formula for given arguments
/// @param points  values of its variables to try
/// @param noise   how far a special case may be from the formula beside it, since terms cancel there; a weight has none, since the smallest
///                weights make the gradient of the points that are far away as the largest make that of the near ones
record PartFormula<E extends Extension>(
        E part, String symbol, BiFunction<E, Arguments, Expr> stated, Function<Sample, List<Map<String, Double>>> points, double noise) {
    /// Of terms that are about 1, as those of costs and transforms.
    static final double CANCELLED = 1e-9;

    /// Below this, numbers have few digits left.
    static final double UNDERFLOW = 1e-300;

    /// How far beside a special case its value is tried. Near it, a formula may lose digits; further off, it may not have come to
    /// its limit yet: one that leads there is close at one of these.
    private static final double[] BESIDE = {1e-5, 1e-7, 1e-9};

    private static final double NEARLY = 1e-3;

    /// As far from its lower bound a learned parameter begins at least.
    private static final double OFF_THE_BOUND = 0.01;

    Expr of(Arguments given) {
        return stated.apply(part, given);
    }

    Expr at(Sample sample) {
        return of(sample.argumentsOf(part));
    }

    List<Law> laws() {
        return List.of(
                Law.everywhere("deterministic", this::deterministic),
                Law.everywhere("text", this::readsBack),
                Law.everywhere("letters", this::letters),
                Law.everywhere("special-cases", this::specialCases));
    }

    /// The formula depends on nothing but the arguments: not on the instance, nor on what was asked before.
    private void deterministic(Sample sample) {
        Expr first = at(sample);
        Expr ofDefaults = of(Arguments.defaults(part.parameters()));
        E another = ExtensionLaws.another(part);
        Expr again = stated.apply(another, Arguments.defaults(part.parameters()));
        Expr second = stated.apply(another, sample.argumentsOf(part));
        LawBroken.unless(first.equals(second), symbol + " is " + first + " at first, then " + second);
        LawBroken.unless(ofDefaults.equals(again), symbol + " is " + ofDefaults + " at first, then " + again);
    }

    /// Formulas go into reports as text, and what is read back must have the same bits.
    private void readsBack(Sample sample) {
        Expr simplified = at(sample).simplify();
        Expr read = Formula.parse(simplified.toString());
        for (Map<String, Double> point : points.apply(sample)) {
            double own = Evaluation.of(simplified, point);
            double other = Evaluation.of(read, point);
            LawBroken.unless(
                    own == other || Double.isNaN(own),
                    symbol + " = " + simplified + " at " + describe(point) + " is " + own + ", but read from its text " + other);
        }
    }

    /// With its parameters as letters, as it is shown and learned, the formula has the same values.
    private void letters(Sample sample) {
        Arguments letters = Arguments.defaults(part.parameters());
        Map<String, Double> values = new TreeMap<>();
        for (Parameter parameter : part.parameters()) {
            double value = sample.values().getOrDefault(parameter.name(), parameter.fallback());
            if (Samples.marks(part, parameter, sample.others(parameter)).contains(value)) {
                // A special case may have a branch of its own, which letters do not reach.
                continue;
            }
            letters = letters.with(parameter.name(), Expr.leaf(parameter.name()));
            values.put(parameter.name(), value);
        }
        for (Map.Entry<String, Double> given : sample.values().entrySet()) {
            if (!values.containsKey(given.getKey())) {
                letters = letters.with(given.getKey(), Expr.constant(given.getValue()));
            }
        }
        Expr withNumbers = at(sample);
        Expr withLetters = of(letters);
        for (Map<String, Double> point : points.apply(sample)) {
            double numbers = Evaluation.of(withNumbers, point);
            Map<String, Double> leaves = new TreeMap<>(point);
            leaves.putAll(values);
            double lettered = Evaluation.of(withLetters, leaves);
            // Both may be spelled differently: some roundings, multiplied where terms cancel or an exponent is large.
            LawBroken.unless(
                    !Double.isFinite(numbers) || Math.abs(lettered - numbers) <= 1e-9 * Math.abs(numbers) + 1e-15,
                    symbol + " at " + describe(point) + " is " + Text.of(numbers) + " for numbers, but " + Text.of(lettered)
                            + " with them as letters (" + withLetters + ")");
        }
    }

    /// Parameters are learned by the derivative of the formula in which they are letters, beginning where they are set.
    void learnable(Sample sample) {
        for (Parameter parameter : part.parameters()) {
            double value = sample.values().getOrDefault(parameter.name(), parameter.fallback());
            // A run begins off the bound, where the logarithm of the way to it is a number.
            double at = Math.max(value, parameter.least() + OFF_THE_BOUND);
            boolean special = at != parameter.fallback() && Samples.marks(part, parameter, sample.others(parameter)).contains(at);
            if (Double.isNaN(at) || special || !isIn(parameter, at)) {
                continue;
            }
            Leaf letter = new Leaf(parameter.name());
            Expr lettered = of(sample.argumentsOf(part).with(parameter.name(), letter));
            Expr slope = Derivative.by(letter).of(lettered);
            for (Map<String, Double> point : points.apply(sample)) {
                checkSlope(lettered, slope, point, parameter.name(), at);
            }
        }
    }

    private void checkSlope(Expr lettered, Expr slope, Map<String, Double> point, String letter, double at) {
        Map<String, Double> here = Branches.with(point, letter, at);
        double value = Evaluation.of(lettered, here);
        double steep = Evaluation.of(slope, here);
        LawBroken.unless(
                !Double.isFinite(value) || Double.isFinite(steep),
                symbol + " at " + describe(here) + " is " + Text.of(value) + ", but its derivative by " + letter + " is " + steep
                        + "; it could not be learned from there");
        if (Double.isFinite(value) && Math.abs(value) > 1e-250) {
            double length = Math.min(Math.max(Math.abs(at), 1e-2), Math.abs(value) / Math.max(Math.abs(steep), Double.MIN_NORMAL));
            KernelLaws.check(lettered, slope, point, letter, at, length, 0);
        }
    }

    /// Where a parameter has a special case, such as a limit at the end of its range, the formula beside it must lead there.
    private void specialCases(Sample sample) {
        for (Parameter parameter : Samples.parametersOf(part)) {
            for (double mark : Samples.marks(part, parameter, sample.others(parameter))) {
                Expr exact = at(sample.with(parameter.name(), mark));
                for (int side : new int[] {-1, 1}) {
                    leadsTo(sample, parameter, exact, mark, side);
                }
            }
        }
    }

    private void leadsTo(Sample sample, Parameter parameter, Expr exact, double mark, int side) {
        List<Double> neighbors = Arrays.stream(BESIDE).map(step -> mark + side * step).filter(value -> isIn(parameter, value)).boxed().toList();
        if (neighbors.isEmpty()) {
            return;
        }
        List<Expr> formulas = neighbors.stream().map(value -> at(sample.with(parameter.name(), value))).toList();
        for (Map<String, Double> point : points.apply(sample)) {
            double there = Evaluation.of(exact, point);
            double[] beside = formulas.stream().mapToDouble(formula -> Evaluation.of(formula, point)).toArray();
            LawBroken.unless(
                    leadsTo(there, beside),
                    symbol + " at " + describe(point) + " is " + Text.of(there) + " for " + parameter.name() + " = " + mark + ", but "
                            + Text.of(beside[beside.length - 1]) + " for " + neighbors.getLast() + "; a special case must be the limit");
        }
    }

    /// Whether values ever nearer to a special case come close to its own, or at least come closer: some limits are slow.
    private boolean leadsTo(double there, double[] beside) {
        if (!Double.isFinite(there) || !Arrays.stream(beside).allMatch(Double::isFinite)) {
            return true;
        }
        double last = Math.abs(beside[beside.length - 1] - there);
        return Arrays.stream(beside).anyMatch(
                        value -> Math.abs(value - there) <= NEARLY * Math.max(Math.abs(there), Math.abs(value)) + noise)
                || last <= Math.abs(beside[0] - there) / 2;
    }

    private static boolean isIn(Parameter parameter, double value) {
        try {
            parameter.check(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static String describe(Map<String, Double> point) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(point).forEach((name, value) ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append(" = ").append(Text.of(value)));
        return text.toString();
    }
}
