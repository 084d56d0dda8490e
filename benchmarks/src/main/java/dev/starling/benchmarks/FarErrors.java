package dev.starling.benchmarks;

import dev.starling.api.expr.Formula;
import dev.starling.core.far.FarField;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How does the error of the far field fall with the number of proxies? Prints the table of docs/far-field.md: root mean squares over pairs in boxes a
/// side apart, at the side where they are largest.
///
///     benchmarks/far/errors            eight formulas, in two dimensions
///     benchmarks/far/errors 3 "exp(-s^2)"
public final class FarErrors {
    private static final List<String> FORMULAS = List.of(
            "1/(1+s)", "exp(-s)", "exp(-sqrt(s))", "sqrt(1/(1+2*s))", "1/(1+0.5*s)^2", "exp(-25*s)", "1/((0.001+s)*(1+s))", "sqrt(s)");

    private FarErrors() {}

    /// @param arguments  dimensions, and formulas
    public static void main(String[] arguments) {
        int dimensions = arguments.length == 0 ? 2 : Integer.parseInt(arguments[0]);
        List<String> formulas = arguments.length < 2 ? FORMULAS : List.of(arguments).subList(1, arguments.length);
        System.out.println("| p | " + IntStream.rangeClosed(2, 10).mapToObj(String::valueOf).collect(Collectors.joining(" | ")) + " |");
        System.out.println("|---|" + "---|".repeat(9));
        for (String formula : formulas) {
            System.out.println("| `" + formula + "` | " + IntStream.rangeClosed(2, 10)
                    .mapToObj(p -> String.format(Locale.ROOT, "%.0e", FarField.error(Formula.parse(formula), dimensions, p)))
                    .collect(Collectors.joining(" | ")) + " |");
        }
    }
}
