package dev.starling.app.formulas;

import dev.starling.api.Arguments;
import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.FormulaException;
import dev.starling.testkit.Waiver;
import dev.starling.testkit.Waiving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A part declared in a file: its formula, its parameters, and the cases in which another formula takes its place.
abstract sealed class DeclaredPart implements Extension, Waiving {
    static final String NAME = "[a-z][a-z0-9]+(-[a-z0-9]+)*";
    static final String NAME_WORDS = "lower-case words joined by hyphens, more than a letter";
    private static final int MAX_PARAMETERS = 16;
    private static final int MAX_CASES = 32;
    private static final int MAX_WAIVERS = 32;

    /// Stands before the name of a variable inside a formula that is kept, where no name of a parameter can be mistaken for it.
    private static final String VARIABLE = "variable.";

    private final String name;
    private final String summary;
    private final List<Parameter> parameters;
    private final Expr formula;
    private final List<Case> cases;
    private final List<Waiver> waivers;

    /// A formula for parameters that have exactly these values, such as a limit that the general one cannot reach.
    private record Case(Map<String, Double> when, Expr formula) {
        boolean applies(Arguments given, List<Parameter> parameters) {
            return parameters.stream().allMatch(parameter -> {
                Double wanted = when.get(parameter.name());
                return wanted == null || given.get(parameter).is(wanted);
            });
        }
    }

    /// @param key    where the formula stands
    /// @param probe  the variables, each with a value at which the formula must be finite
    /// @param needed variables of which it must contain one
    private DeclaredPart(Section part, String key, Map<String, Double> probe, Set<String> needed) {
        this.name = part.matching("name", NAME, NAME_WORDS);
        this.summary = part.text("summary", "the formula " + part.text(key)) + source(part);
        this.parameters = parameters(part.section("parameters"), probe.keySet());
        this.formula = formula(part, key, probe, needed, Map.of());
        this.cases = new ArrayList<>();
        for (Section each : part.sections("case", MAX_CASES)) {
            Map<String, Double> when = values(each.section("when"));
            cases.add(new Case(when, formula(each, key, probe, Set.of(), when)));
            each.refuseOthers();
        }
        this.waivers = part.sections("waiver", MAX_WAIVERS).stream().map(this::waiver).toList();
    }

    private Waiver waiver(Section section) {
        String when = section.text("when", "");
        try {
            Waiver waiver = new Waiver(kind(), name, section.text("law"), when, section.text("reason"));
            section.refuseOthers();
            return waiver;
        } catch (FormulaException e) {
            throw section.fault("when", "it must be a comparison such as alpha > 1, but is '" + when + "'");
        }
    }

    private static String source(Section part) {
        return part.has("source") ? " (" + part.text("source") + ")" : "";
    }

    static Kernel kernel(Section part) {
        return read(part, new OfKernel(part));
    }

    static Transform transform(Section part) {
        return read(part, new OfTransform(part));
    }

    /// A cost of affinities if its formula has q or w, one of distances if it has d.
    static Cost cost(Section part) {
        Set<String> leaves = parse(part, "cost").leaves();
        boolean probabilities = leaves.contains("q") || leaves.contains("w");
        if (probabilities && leaves.contains("d")) {
            throw part.fault("cost", "it mixes affinities (p, q) and distances (r, d); use one kind");
        } else if (probabilities) {
            return read(part, new OfProbabilityCost(part));
        }
        return read(part, new OfDistanceCost(part));
    }

    private static <E extends DeclaredPart> E read(Section part, E declared) {
        part.refuseOthers();
        return declared;
    }

    private static Expr parse(Section section, String key) {
        String text = section.text(key);
        try {
            return Formula.parse(text);
        } catch (FormulaException e) {
            throw section.fault(key, String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " of \"" + text + "\"");
        } catch (IllegalArgumentException e) {
            throw section.fault(key, String.valueOf(e.getMessage()));
        }
    }

    /// A formula with its variables under their private names.
    private Expr formula(Section section, String key, Map<String, Double> probe, Set<String> needed, Map<String, Double> fixed) {
        Expr parsed = parse(section, key);
        Set<String> known = new TreeSet<>(probe.keySet());
        parameters.forEach(parameter -> known.add(parameter.name()));
        for (String leaf : parsed.leaves()) {
            if (!known.contains(leaf)) {
                throw section.fault(key, "'" + leaf + "' is neither a variable nor a declared parameter, which are "
                        + String.join(", ", known) + ": correct it, or declare it under parameters");
            }
        }
        if (!needed.isEmpty() && needed.stream().noneMatch(parsed.leaves()::contains)) {
            throw section.fault(key, "it does not depend on " + String.join(" or ", new TreeSet<>(needed)));
        }
        Expr kept = parsed;
        for (String variable : probe.keySet()) {
            kept = kept.substitute(Expr.leaf(variable), Expr.leaf(VARIABLE + variable));
        }
        Map<String, Double> leaves = new HashMap<>(probe);
        parameters.forEach(parameter -> leaves.put(parameter.name(), fixed.getOrDefault(parameter.name(), parameter.fallback())));
        double value = parsed.evaluate(leaves);
        if (!Double.isFinite(value)) {
            throw section.fault(key, "it is " + value + " at " + new TreeMap<>(leaves) + ", but must be finite there");
        }
        return kept;
    }

    private static List<Parameter> parameters(Section declared, Set<String> variables) {
        List<Parameter> parameters = new ArrayList<>();
        if (declared.keys().size() > MAX_PARAMETERS) {
            throw declared.fault("there are " + declared.keys().size() + "; at most " + MAX_PARAMETERS + " are allowed");
        }
        for (String name : declared.keys()) {
            Section section = declared.section(name);
            if (!name.matches("[a-z][a-z0-9]*") || variables.contains(name) || name.equals(Arguments.PRECISION)) {
                throw section.fault("a parameter's name is lower-case letters and digits, and none of precision, "
                        + String.join(", ", new TreeSet<>(variables)));
            }
            parameters.add(parameter(name, section));
        }
        return List.copyOf(parameters);
    }

    private static Parameter parameter(String name, Section section) {
        Parameter parameter = Parameter.named(name);
        if (section.has("above")) {
            parameter = parameter.above(section.number("above", 0));
        }
        if (section.has("at-least")) {
            parameter = parameter.atLeast(section.number("at-least", 0));
        }
        if (section.has("below")) {
            parameter = parameter.below(section.number("below", 0));
        }
        if (section.has("at-most")) {
            parameter = parameter.atMost(section.number("at-most", 0));
        }
        if (!section.has("default")) {
            throw section.fault("default", "it is missing; add default = 1 or what suits");
        }
        try {
            parameter = parameter.orElse(section.number("default", 0)).meaning(section.text("meaning", name));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(name) ? section.fault("default", message) : e;
        }
        section.refuseOthers();
        return parameter;
    }

    /// The parameters' values for which a case is meant.
    private Map<String, Double> values(Section when) {
        Map<String, Double> values = new TreeMap<>();
        parameters.forEach(parameter -> {
            if (when.has(parameter.name())) {
                double value = when.number(parameter.name(), 0);
                try {
                    values.put(parameter.name(), parameter.check(value));
                } catch (IllegalArgumentException e) {
                    throw when.fault(parameter.name(), String.valueOf(e.getMessage()));
                }
            }
        });
        if (parameters.isEmpty() || (values.isEmpty() && when.keys().isEmpty())) {
            throw when.fault("say for which value of which parameter the case is, such as when = { alpha = 0 }");
        }
        when.refuseOthers();
        return values;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public final List<Waiver> waivers() {
        return waivers;
    }

    /// `kernel`, `cost` or `transform`.
    abstract String kind();

    /// The formula of the first case that applies, or the general one, with parameters and variables in their places.
    final Expr with(Map<String, Expr> variables, Arguments given) {
        Expr filled = cases.stream()
                .filter(each -> each.applies(given, parameters))
                .findFirst()
                .map(Case::formula)
                .orElse(formula);
        for (Parameter parameter : parameters) {
            filled = filled.substitute(Expr.leaf(parameter.name()), given.get(parameter));
        }
        for (Map.Entry<String, Expr> variable : variables.entrySet()) {
            filled = filled.substitute(Expr.leaf(VARIABLE + variable.getKey()), variable.getValue());
        }
        return filled;
    }

    private static final class OfKernel extends DeclaredPart implements Kernel {
        OfKernel(Section part) {
            super(part, "weight", Map.of("f", 1.0), Set.of("f"));
        }

        @Override
        String kind() {
            return "kernel";
        }

        @Override
        public Expr weight(Expr f, Arguments given) {
            return with(Map.of("f", f.times(given.precision())), given);
        }
    }

    private static final class OfTransform extends DeclaredPart implements Transform {
        OfTransform(Section part) {
            super(part, "transform", Map.of("d", 1.0), Set.of("d"));
        }

        @Override
        String kind() {
            return "transform";
        }

        @Override
        public Expr transform(Expr d, Arguments given) {
            return with(Map.of("d", d), given);
        }
    }

    private static final class OfProbabilityCost extends DeclaredPart implements ProbabilityCost {
        OfProbabilityCost(Section part) {
            super(part, "cost", Map.of("p", 0.25, "q", 0.125, "v", 0.25, "w", 0.125), Set.of("q", "w"));
        }

        @Override
        String kind() {
            return "cost";
        }

        @Override
        public Expr cost(Expr p, Expr q, Arguments given) {
            return with(Map.of("p", p, "q", q, "v", p, "w", q), given);
        }
    }

    private static final class OfDistanceCost extends DeclaredPart implements DistanceCost {
        private final boolean relative;

        OfDistanceCost(Section part) {
            super(part, "cost", Map.of("r", 1.0, "d", 2.0), Set.of("d"));
            relative = part.truth("relative-to-distances");
        }

        @Override
        String kind() {
            return "cost";
        }

        @Override
        public Expr cost(Expr r, Expr d, Arguments given) {
            return with(Map.of("r", r, "d", d), given);
        }

        @Override
        public boolean undefinedAtZeroDistance() {
            Expr atZero = cost(Expr.constant(0), Expr.constant(1), Arguments.defaults(parameters()));
            return !Double.isFinite(atZero.evaluate(Map.of()));
        }

        @Override
        public boolean relativeToDistances() {
            return relative;
        }
    }
}
