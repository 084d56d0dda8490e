package dev.starling.app.plugins.link;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Method;
import dev.starling.api.Metric;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Reader;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import dev.starling.app.fault.Words;
import dev.starling.app.plugins.intake.Candidate;
import dev.starling.app.plugins.intake.ExtensionKind;
import dev.starling.app.plugins.intake.Offer;
import dev.starling.app.plugins.jar.Refusal;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes one of each extension of a plug-in and asks it the first questions, so that what cannot work is found before a run needs it.
final class LinkTest {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /// An ordinary place: all formulas have a value there.
    private static final Map<String, Double> SOMEWHERE = Map.of("x", 0.5, "y", 0.25, "f", 1.0, "d", 1.0, "r", 0.75, "p", 0.25, "q", 0.125);

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_SUMMARY = 1000;
    private static final int MOST_PARAMETERS = 64;

    private LinkTest() {}

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    /// Loads, constructs and asks all extensions that the candidate declares; the distribution's own are not asked again at each start.
    static Map<Offer, Extension> of(Candidate candidate, ClassLoader loader) throws Refusal {
        Map<Offer, Extension> made = new LinkedHashMap<>();
        for (String className : candidate.inspection().declared()) {
            made.putAll(of(candidate, className, loader));
        }
        return made;
    }

    /// Loads, constructs and asks one.
    static Map<Offer, Extension> of(Candidate candidate, String className, ClassLoader loader) throws Refusal {
        Map<Offer, Extension> made = new LinkedHashMap<>();
        try {
            Extension extension = construct(Class.forName(className, false, loader));
            for (ExtensionKind kind : ExtensionKind.of(extension.getClass())) {
                made.put(new Offer(candidate.id(), kind, name(extension), className), extension);
            }
            if (candidate.origin() != Candidate.Origin.BUILT_IN) {
                ask(extension); // The distribution's own were asked by its build.
            }
        } catch (Refusal refusal) {
            throw new Refusal(className + " " + refusal.reason(), refusal);
        } catch (Throwable thrown) {
            throw new Refusal(className + " fails: " + Words.of(thrown) + PluginFrames.at(thrown.getStackTrace()), thrown);
        }
        return made;
    }

    private static Extension construct(Class<?> type) throws Throwable {
        if (!Extension.class.isAssignableFrom(type) || ExtensionKind.of(type).isEmpty()) {
            throw new Refusal("implements none of Kernel, ProbabilityCost, DistanceCost, Transform, Metric, Optimizer, Method, Reader");
        }
        if (type.isEnum() || Modifier.isAbstract(type.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
            throw new Refusal("must be a public class that can be made, but is "
                    + (type.isEnum() ? "an enum" : Modifier.isAbstract(type.getModifiers()) ? "abstract" : "not public"));
        }
        if (ExtensionKind.of(type).size() > 1) {
            throw new Refusal("is of several kinds at once; make a class for each");
        }
        Constructor<?> constructor;
        try {
            constructor = type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw new Refusal("has no public constructor without arguments", e);
        }
        try {
            return (Extension) constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static String name(Extension extension) throws Refusal {
        String name = present("name()", extension.name());
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw new Refusal("is called '" + shortened(name) + "', but names are lower-case words joined by hyphens, of at most "
                    + LONGEST_NAME + " characters");
        }
        return name;
    }

    private static List<Parameter> parameters(Extension extension) throws Refusal {
        List<Parameter> parameters = present("parameters()", extension.parameters());
        if (parameters.size() > MOST_PARAMETERS) {
            throw new Refusal("has " + parameters.size() + " parameters, and " + MOST_PARAMETERS + " are the most");
        }
        Set<String> names = new HashSet<>();
        for (Parameter parameter : parameters) {
            String name = present("parameters()", parameter).name();
            if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
                throw new Refusal("has a parameter '" + shortened(name) + "', but names are lower-case words joined by hyphens, of at most "
                        + LONGEST_NAME + " characters");
            }
            if (!names.add(name)) {
                throw new Refusal("has two parameters '" + name + "'");
            }
        }
        return parameters;
    }

    private static void ask(Extension extension) throws Refusal {
        int length = present("summary()", extension.summary()).length();
        if (length > LONGEST_SUMMARY) {
            throw new Refusal("has a summary of " + length + " characters, and " + LONGEST_SUMMARY + " are the most");
        }
        List<Parameter> parameters = parameters(extension);
        Arguments given = Arguments.defaults(parameters);
        Map<String, Double> place = new HashMap<>(SOMEWHERE);
        boolean known = parameters.stream().noneMatch(parameter -> Double.isNaN(parameter.fallback()));
        switch (extension) {
            case Kernel kernel -> {
                check("weight()", kernel.weight(Expr.leaf("f"), given), Set.of("f"), place, known);
                var _ = kernel.hasPrecision();
            }
            case ProbabilityCost cost -> {
                check("cost()", cost.cost(Expr.leaf("p"), Expr.leaf("q"), given), Set.of("p", "q"), place, known);
                present("derivativeByLogQ()", cost.derivativeByLogQ(Expr.leaf("p"), Expr.leaf("q"), given));
            }
            case DistanceCost cost -> check("cost()", cost.cost(Expr.leaf("r"), Expr.leaf("d"), given), Set.of("r", "d"), place, known);
            case Transform transform -> check("transform()", transform.transform(Expr.leaf("d"), given), Set.of("d"), place, known);
            case Method method -> {
                present("paper()", method.paper());
                present("recipe()", method.recipe());
            }
            case Metric metric -> checkMetric(metric, given, place, known);
            case Optimizer _ -> {}
            case Reader reader -> {
                var _ = reader.recognizes("", new byte[0]);
            }
            default -> throw new IllegalStateException(extension.getClass() + " is of a kind without questions");
        }
    }

    private static void checkMetric(Metric metric, Arguments given, Map<String, Double> place, boolean known) throws Refusal {
        Expr x = Expr.leaf("x");
        Expr y = Expr.leaf("y");
        boolean _ = metric.isCentered();
        List<Expr> ofRow = checkTerms("ofRow()", metric.ofRow(x, given), Set.of("x"), place, known);
        Set<String> ofValue = new HashSet<>(Set.of("x"));
        ofRow.forEach(leaf -> ofValue.addAll(leaf.leaves()));
        check("value()", metric.value(x, ofRow, given), ofValue, place, known);
        List<Expr> sums = checkTerms("sums()", metric.sums(x, y, given), Set.of("x", "y"), place, known);
        List<Expr> largest = checkTerms("largest()", metric.largest(x, y, given), Set.of("x", "y"), place, known);
        Set<String> ofDistance = new HashSet<>();
        sums.forEach(leaf -> ofDistance.addAll(leaf.leaves()));
        largest.forEach(leaf -> ofDistance.addAll(leaf.leaves()));
        check("distance()", metric.distance(sums, largest, given), ofDistance, place, known);
    }

    /// Leaves in the place of the terms, with values somewhere.
    private static List<Expr> checkTerms(String call, List<Expr> terms, Set<String> variables, Map<String, Double> place, boolean known)
            throws Refusal {
        List<Expr> leaves = new ArrayList<>();
        for (Expr term : present(call, terms)) {
            check(call, term, variables, place, known);
            String name = call.substring(0, call.length() - 2) + "." + leaves.size();
            place.put(name, 0.75);
            leaves.add(Expr.leaf(name));
        }
        return leaves;
    }

    private static void check(String call, @Nullable Expr formula, Set<String> variables, Map<String, Double> place, boolean known)
            throws Refusal {
        for (String leaf : present(call, formula).leaves()) {
            if (!variables.contains(leaf)) {
                throw new Refusal(call + " has a variable '" + leaf + "', which has no value");
            }
        }
        if (known && formula != null && Double.isNaN(formula.evaluate(place))) {
            throw new Refusal(call + " is NaN at an ordinary place (" + String.join(", ", variables.stream().sorted()
                    .map(variable -> variable + " = " + place.get(variable)).toList()) + ")");
        }
    }

    private static <T> T present(String call, @Nullable T answer) throws Refusal {
        if (answer == null) {
            throw new Refusal("returns null from " + call);
        }
        return answer;
    }
}
