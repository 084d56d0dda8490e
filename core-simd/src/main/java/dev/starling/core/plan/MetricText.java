package dev.starling.core.plan;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.FormulaException;
import dev.starling.core.base.CounterRandom;
import dev.starling.core.matrix.BoundMetric;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Reads a metric: a formula in which `sum(...)` and `max(...)` of one formula in x and y run over the columns.
final class MetricText {
    private static final int TRIED_COLUMNS = 3;
    private static final int TRIED_PAIRS = 20;

    final String text;

    /// A formula of the sums, by the names of their places.
    final Expr distance;

    final List<Expr> sums = new ArrayList<>();
    final List<Expr> largest = new ArrayList<>();

    /// Of its parameters.
    final Set<String> names = new TreeSet<>();

    /// Leaves in the place of sums and largest values.
    private final Set<String> places = new HashSet<>();

    private final StringBuilder outer = new StringBuilder();

    private MetricText(String text) {
        this.text = text;
        takeSums();
        distance = Formula.parse(outer.toString());
        names.addAll(distance.leaves());
        names.removeAll(places);
    }

    static MetricText read(String text) {
        MetricText read = new MetricText(text);
        if (read.places.isEmpty()) {
            throw new IllegalArgumentException("the metric '" + text + "' adds up nothing: it needs sum(...) over the columns, such as "
                    + "sum(abs(x-y)), or max(...)");
        }
        for (String variable : List.of(BoundMetric.X, BoundMetric.Y)) {
            if (read.distance.leaves().contains(variable)) {
                throw new IllegalArgumentException("the metric '" + text + "' has " + variable + " outside of a sum: the values of rows are known within "
                        + "sum(...) and max(...) only");
            }
            read.names.remove(variable);
        }
        return read;
    }

    private void takeSums() {
        int at = 0;
        while (at < text.length()) {
            int open = call(at);
            if (open < 0) {
                outer.append(text.charAt(at++));
                continue;
            }
            int close = close(open);
            String inner = text.substring(open + 1, close);
            boolean largestOfAll = Character.toLowerCase(text.charAt(at)) == 'm';
            if (largestOfAll && hasComma(inner)) {
                outer.append(text, at, open + 1);
                at = open + 1;
                continue;
            }
            Expr term = term(inner, open + 1);
            names.addAll(term.leaves());
            List<Expr> terms = largestOfAll ? largest : sums;
            String place = largestOfAll ? BoundMetric.largest(terms.size()) : BoundMetric.sum(terms.size());
            places.add(place);
            outer.append(place);
            terms.add(term);
            at = close + 1;
        }
    }

    /// Where the parenthesis of a sum, or of a largest value, opens that begins here; -1 if none does.
    private int call(int at) {
        if (at > 0 && (Character.isLetterOrDigit(text.charAt(at - 1)) || "._".indexOf(text.charAt(at - 1)) >= 0)) {
            return -1;
        }
        if (!text.regionMatches(true, at, "sum", 0, 3) && !text.regionMatches(true, at, "max", 0, 3)) {
            return -1;
        }
        int open = at + 3;
        while (open < text.length() && Character.isWhitespace(text.charAt(open))) {
            open++;
        }
        return open < text.length() && text.charAt(open) == '(' ? open : -1;
    }

    private int close(int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new FormulaException(text, open + 1, "this parenthesis is not closed");
    }

    private static boolean hasComma(String inner) {
        int depth = 0;
        for (int at = 0; at < inner.length(); at++) {
            depth += inner.charAt(at) == '(' ? 1 : inner.charAt(at) == ')' ? -1 : 0;
            if (depth == 0 && inner.charAt(at) == ',') {
                return true;
            }
        }
        return false;
    }

    private Expr term(String inner, int offset) {
        try {
            return Formula.parse(inner);
        } catch (FormulaException e) {
            if (inner.matches("(?is).*\\bsum\\s*\\(.*")) {
                throw new FormulaException(text, offset + 1, "a sum within a sum is not possible");
            }
            throw e;
        }
    }

    /// The same metric, once it is a distance between some rows of positive numbers.
    static Metric checked(Metric metric) {
        BoundMetric bound = new BoundMetric(metric, Arguments.defaults(metric.parameters()));
        CounterRandom random = new CounterRandom(0, 25);
        for (int pair = 0; pair < TRIED_PAIRS; pair++) {
            double[] x = new double[TRIED_COLUMNS];
            double[] y = new double[TRIED_COLUMNS];
            for (int k = 0; k < TRIED_COLUMNS; k++) {
                x[k] = random.uniform(2L * (pair * TRIED_COLUMNS + k));
                y[k] = random.uniform(2L * (pair * TRIED_COLUMNS + k) + 1);
            }
            double there = bound.distance(x, y);
            double back = bound.distance(y, x);
            double self = bound.distance(x, x);
            if (Math.abs(there - back) > BoundMetric.ROUNDING * Math.abs(there)) {
                throw new IllegalArgumentException("the metric '" + metric.name() + "' is not the same from either side: a row lies "
                        + there + " from another, and that " + back + " from it" + ofParameters(metric));
            } else if (there < 0) {
                throw new IllegalArgumentException("the metric '" + metric.name() + "' is negative: a row lies " + there + " from another" + ofParameters(metric));
            } else if (Math.abs(self) > BoundMetric.ROUNDING) {
                throw new IllegalArgumentException("the metric '" + metric.name() + "' puts a row at a distance of " + self + " from itself" + ofParameters(metric));
            }
        }
        return metric;
    }

    /// A name that was meant for a row is taken for a parameter.
    private static String ofParameters(Metric metric) {
        List<String> names = metric.parameters().stream().map(Parameter::name).toList();
        return names.isEmpty() ? "" : "; rows are called x and y, and " + String.join(", ", names) + (names.size() == 1 ? " is a parameter" : " are parameters")
                + " (--set metric." + names.getFirst() + "=...)";
    }
}
