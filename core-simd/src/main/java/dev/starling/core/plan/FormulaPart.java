package dev.starling.core.plan;

import dev.starling.api.Arguments;
import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Metric;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Tree;
import dev.starling.core.matrix.BoundMetric;
import org.apiguardian.api.API;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A part that a user wrote as a formula: `1/(1+f)^2`, `p*log(p/q)`, `(r-d)^2/r`, `d^1.5`.
///
/// Names that are variables of no kind of formula are its parameters, with default 1, set as those of any other part are.
@API(status = API.Status.STABLE, since = "1.0")
public abstract sealed class FormulaPart implements Extension {
    private final String text;
    private final Expr formula;
    private final List<Parameter> parameters;

    /// Kinds of formulas, each with variables of its own.
    private enum Kind {
        KERNEL("a kernel is a formula of f", "f"),
        TRANSFORM("a transform is a formula of d", "d"),
        PROBABILITY_COST("a cost of affinities is a formula of p and q (or v and w)", "pqvw"),
        DISTANCE_COST("a cost of distances is a formula of r and d", "rd"),
        /// Minkowski's has always been written with the parameter p.
        METRIC("a metric is a formula of x and y", "xyp");

        private static final String OF_ALL = "fdpqvwrxy";

        private final String said;
        private final String own;

        /// @param own variables, of one letter each
        Kind(String said, String own) {
            this.said = said;
            this.own = own;
        }

        /// The names that are no variables, and so parameters.
        Set<String> parameters(Set<String> leaves) {
            Set<String> names = new TreeSet<>(leaves);
            names.removeIf(name -> name.length() == 1 && own.contains(name));
            return names;
        }

        /// A variable of another kind is a slip, and no parameter.
        void refuseForeign(String name, String text) {
            if (name.length() == 1 && OF_ALL.contains(name) && !own.contains(name)) {
                throw new IllegalArgumentException("'" + name + "' in '" + text + "' is a variable of other formulas: " + said
                        + "; call a parameter by another name");
            }
        }
    }

    private FormulaPart(String text, Expr formula, Kind kind) {
        this(text, formula, kind.parameters(formula.leaves()), kind);
    }

    /// @param names of its parameters
    private FormulaPart(String text, Expr formula, Set<String> names, Kind kind) {
        this.text = text;
        this.formula = formula;
        names.forEach(name -> kind.refuseForeign(name, text));
        names.forEach(name -> refuseConstant(name, text));
        this.parameters = names.stream()
                .map(name -> Parameter.named(name).orElse(1).meaning("'" + name + "' in " + text))
                .toList();
    }

    /// Names that are numbers to whoever writes them, and would be parameters with the value 1.
    private static void refuseConstant(String name, String text) {
        String instead = switch (name) {
            case "e" -> "e^x is written exp(x), and e itself exp(1)";
            case "pi" -> "write 3.141592653589793";
            case "inf", "infinity", "nan" -> "it is no number that a formula may have";
            default -> "";
        };
        if (!instead.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' in '" + text + "' would be a parameter, with the default 1: " + instead);
        }
    }

    /// A kernel w(f).
    ///
    /// @throws dev.starling.api.expr.FormulaException if the text is no formula
    public static Kernel kernel(String text) {
        return new OfKernel(text, requireVariable(text, "f"));
    }

    /// A cost c(p, q), also written c(v, w) where nothing is normalized; or a cost c(r, d) of distances.
    ///
    /// @throws dev.starling.api.expr.FormulaException  if the text is no formula
    /// @throws IllegalArgumentException                if it has neither q (or w) nor d
    public static Cost cost(String text) {
        Expr formula = Formula.parse(text);
        Set<String> leaves = formula.leaves();
        boolean probabilities = leaves.contains("q") || leaves.contains("w");
        if (probabilities && leaves.contains("d")) {
            throw new IllegalArgumentException("the cost '" + text + "' mixes affinities (p, q) and distances (r, d); use one kind");
        } else if (probabilities) {
            return new OfProbabilityCost(text, formula);
        } else if (leaves.contains("d")) {
            return new OfDistanceCost(text, formula);
        }
        throw new IllegalArgumentException("the cost '" + text + "' does not depend on the embedding: it needs q (with p), or d (with r)");
    }

    /// A transform t(d).
    ///
    /// @throws dev.starling.api.expr.FormulaException if the text is no formula
    public static Transform transform(String text) {
        return new OfTransform(text, requireVariable(text, "d"));
    }

    /// A metric: `sum(abs(x-y))`, or `1-sum(x*y)/sqrt(sum(x^2)*sum(y^2))`; `max` of one formula is the largest of all columns.
    ///
    /// @throws dev.starling.api.expr.FormulaException if the text is no formula
    /// @throws IllegalArgumentException               if it is no distance: not the same from either side, or not 0 from a row to itself
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Metric metric(String text) {
        return MetricText.checked(new OfMetric(MetricText.read(text)));
    }

    private static Expr requireVariable(String text, String variable) {
        Expr formula = Formula.parse(text);
        if (!formula.leaves().contains(variable)) {
            throw new IllegalArgumentException("the formula '" + text + "' does not depend on " + variable);
        }
        return formula;
    }

    @Override
    public String name() {
        return text;
    }

    @Override
    public String summary() {
        return "the formula " + formula;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    /// The parameters of a part that is a formula and has them at 1, which nobody need have said, by name.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static List<String> atDefault(Extension part, Arguments given) {
        return part instanceof FormulaPart formula
                ? formula.parameters.stream().filter(one -> Expr.constant(one.fallback()).equals(given.get(one))).map(Parameter::name).toList()
                : List.of();
    }

    final Expr with(Map<String, Expr> variables, Arguments given) {
        Map<String, Expr> values = new HashMap<>(variables);
        parameters.forEach(parameter -> values.put(parameter.name(), given.get(parameter)));
        return Tree.substitute(formula, values).simplify();
    }

    /// Sums over columns, and a formula of them by the names of [BoundMetric#sum] and [BoundMetric#largest].
    private static final class OfMetric extends FormulaPart implements Metric {
        private final List<Expr> sums;
        private final List<Expr> largest;

        OfMetric(MetricText read) {
            super(read.text, read.distance, read.names, Kind.METRIC);
            this.sums = List.copyOf(read.sums);
            this.largest = List.copyOf(read.largest);
        }

        @Override
        public List<Expr> sums(Expr x, Expr y, Arguments given) {
            return terms(sums, x, y, given);
        }

        @Override
        public List<Expr> largest(Expr x, Expr y, Arguments given) {
            return terms(largest, x, y, given);
        }

        private List<Expr> terms(List<Expr> terms, Expr x, Expr y, Arguments given) {
            Map<String, Expr> values = new HashMap<>(Map.of(BoundMetric.X, x, BoundMetric.Y, y));
            parameters().forEach(parameter -> values.put(parameter.name(), given.get(parameter)));
            return terms.stream().map(term -> Tree.substitute(term, values).simplify()).toList();
        }

        @Override
        public Expr distance(List<Expr> ofSums, List<Expr> ofLargest, Arguments given) {
            Map<String, Expr> values = new HashMap<>();
            for (int s = 0; s < ofSums.size(); s++) {
                values.put(BoundMetric.sum(s), ofSums.get(s));
            }
            for (int l = 0; l < ofLargest.size(); l++) {
                values.put(BoundMetric.largest(l), ofLargest.get(l));
            }
            return with(values, given);
        }
    }

    private static final class OfKernel extends FormulaPart implements Kernel {
        OfKernel(String text, Expr formula) {
            super(text, formula, Kind.KERNEL);
        }

        @Override
        public Expr weight(Expr f, Arguments given) {
            return with(Map.of("f", f.times(given.precision())), given);
        }
    }

    private static final class OfTransform extends FormulaPart implements Transform {
        OfTransform(String text, Expr formula) {
            super(text, formula, Kind.TRANSFORM);
        }

        @Override
        public Expr transform(Expr d, Arguments given) {
            return with(Map.of("d", d), given);
        }
    }

    private static final class OfProbabilityCost extends FormulaPart implements ProbabilityCost {
        OfProbabilityCost(String text, Expr formula) {
            super(text, formula, Kind.PROBABILITY_COST);
        }

        @Override
        public Expr cost(Expr p, Expr q, Arguments given) {
            return with(Map.of("p", p, "q", q, "v", p, "w", q), given);
        }
    }

    private static final class OfDistanceCost extends FormulaPart implements DistanceCost {
        OfDistanceCost(String text, Expr formula) {
            super(text, formula, Kind.DISTANCE_COST);
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
    }
}
