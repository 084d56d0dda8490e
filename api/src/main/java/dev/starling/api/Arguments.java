package dev.starling.api;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Constant;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Values of the parameters of one extension. Each is a number or, where it is learned or differs from point to point, a leaf.
@API(status = API.Status.STABLE, since = "1.0")
public final class Arguments {
    /// Name under which a kernel's precision is bound.
    public static final String PRECISION = "precision";

    private final Map<String, Expr> values;

    private Arguments(Map<String, Expr> values) {
        this.values = Map.copyOf(values);
    }

    /// The defaults of the given parameters, and precision 1.
    public static Arguments defaults(List<Parameter> parameters) {
        Map<String, Expr> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            values.put(parameter.name(), Expr.constant(parameter.fallback()));
        }
        values.putIfAbsent(PRECISION, Expr.constant(1));
        return new Arguments(values);
    }

    /// The defaults of an extension, with values set by a user.
    ///
    /// @throws IllegalArgumentException if a name is none of the extension's, or a value is out of its range
    public static Arguments of(Extension extension, Map<String, Double> set) {
        Arguments arguments = defaults(extension.parameters());
        List<Parameter> known = new ArrayList<>(extension.parameters());
        if (extension instanceof Kernel kernel && kernel.hasPrecision()) {
            known.add(Kernel.PRECISION);
        }
        for (Map.Entry<String, Double> entry : set.entrySet()) {
            Parameter parameter = known.stream()
                    .filter(p -> p.name().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + extension.name() + "' has no parameter '" + entry.getKey()
                            + "'; it has "
                            + (known.isEmpty() ? "none" : String.join(", ", known.stream().map(Parameter::name).toList()))));
            arguments = arguments.with(parameter.name(), Expr.constant(parameter.check(entry.getValue())));
        }
        return arguments;
    }

    /// These arguments with one replaced, by a number or by a leaf whose value is given later.
    public Arguments with(String name, Expr value) {
        Map<String, Expr> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new Arguments(changed);
    }

    public Expr get(Parameter parameter) {
        return get(parameter.name());
    }

    /// β, the precision of a kernel: 1, or a leaf that differs from point to point.
    public Expr precision() {
        return get(PRECISION);
    }

    /// A value that must be a number, as those of optimizers are.
    ///
    /// @throws IllegalArgumentException if it is a leaf
    public double value(Parameter parameter) {
        if (get(parameter) instanceof Constant(double value)) {
            return value;
        }
        throw new IllegalArgumentException(parameter.name() + " must be a number here, but is learned");
    }

    /// All values that are numbers, by name; what a report needs to repeat the run.
    public SortedMap<String, Double> numbers() {
        SortedMap<String, Double> numbers = new TreeMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Constant(double number)) {
                numbers.put(name, number);
            }
        });
        return numbers;
    }

    private Expr get(String name) {
        Expr value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter '" + name + "' was declared");
        }
        return value;
    }

    @Override
    public String toString() {
        return new TreeMap<>(values).toString();
    }
}
