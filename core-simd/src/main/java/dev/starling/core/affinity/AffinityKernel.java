package dev.starling.core.affinity;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import dev.starling.api.expr.tree.Elementary;
import dev.starling.api.expr.tree.Exponential;
import dev.starling.core.distance.PointLoop;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a neighbor counts, by a formula of its distance r and the precision b that every point has of its own: `exp(-b*r^2)` is the usual
/// one, `exp(-b*r)` falls slower far away, and `max(0, 1-b*r)` ends. The larger b, the fewer neighbors count.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class AffinityKernel {
    static final String DISTANCE = "r";
    static final String PRECISION = "b";

    /// Powers of two at which a formula is tried.
    private static final int TRIED = 8;

    /// What an entropy may rise by as b does, for rounding.
    private static final double ROUNDING = 1e-9;

    private final String text;

    /// The weight, or its logarithm where that is the simpler formula: then no weight underflows before others do.
    private final Expr formula;

    private final boolean logarithm;
    private final PointLoop loop;

    private AffinityKernel(String text, Expr weight) {
        this.text = text;
        logarithm = weight instanceof Exponential;
        formula = weight instanceof Exponential(Expr exponent) ? exponent : weight;
        loop = PointLoop.once(formula, List.of(DISTANCE), List.of(PRECISION));
    }

    /// @throws dev.starling.api.expr.FormulaException if the text is no formula
    /// @throws IllegalArgumentException               if it is not of r and b, does not fall as they rise, or is no weight
    public static AffinityKernel of(String text) {
        Expr weight = Formula.parse(text);
        Set<String> others = new TreeSet<>(weight.leaves());
        others.removeAll(Set.of(DISTANCE, PRECISION));
        if (!others.isEmpty() || weight.leaves().size() < 2) {
            throw new IllegalArgumentException("the affinity kernel '" + text + "' must be a formula of r and b, such as exp(-b*r), "
                    + (!others.isEmpty() ? "and nothing is known of " + String.join(", ", others)
                            : weight.leaves().isEmpty() ? "and has neither" : "and has only " + String.join("", weight.leaves())));
        }
        check(text, weight);
        return new AffinityKernel(text, weight);
    }

    private static void check(String text, Expr weight) {
        for (int b = -TRIED; b <= TRIED; b++) {
            double nearer = Double.POSITIVE_INFINITY;
            for (int r = -TRIED - 1; r <= TRIED; r++) {
                double distance = r < -TRIED ? 0 : Math.scalb(1.0, r);
                double value = weight.evaluate(Map.of(DISTANCE, distance, PRECISION, Math.scalb(1.0, b)));
                String where = " at r = " + distance + ", b = " + Math.scalb(1.0, b);
                if (!(value >= 0 && value < Double.POSITIVE_INFINITY) || distance == 0 && value == 0) { // also refuses NaN
                    throw new IllegalArgumentException("the affinity kernel '" + text + "' is " + value + where
                            + "; it must be a number, at least 0, and above 0 at r = 0");
                } else if (value > nearer) {
                    throw new IllegalArgumentException("the affinity kernel '" + text + "' rises with r, to " + value + where
                            + "; what is farther must not count more");
                }
                nearer = value;
            }
        }
        checkEntropies(text, weight);
    }

    /// The larger b, the fewer neighbors must count: else the search for a perplexity would not know where to look.
    private static void checkEntropies(String text, Expr weight) {
        double first = Double.NaN;
        double before = Double.POSITIVE_INFINITY;
        for (int b = -TRIED; b <= TRIED; b++) {
            double entropy = entropy(weight, Math.scalb(1.0, b));
            if (entropy > before + ROUNDING) {
                throw new IllegalArgumentException("under the affinity kernel '" + text + "' more neighbors count as b rises to " + Math.scalb(1.0, b)
                        + "; put b where it makes the weight fall faster with r");
            }
            before = Double.isNaN(entropy) ? before : entropy;
            first = Double.isNaN(first) ? entropy : first;
        }
        if (!(first > before + ROUNDING)) {
            throw new IllegalArgumentException("under the affinity kernel '" + text + "' as many neighbors count whatever b is: no b would give a perplexity");
        }
    }

    /// Of some distances; NaN if none of them counts.
    private static double entropy(Expr weight, double b) {
        double sum = 0;
        double products = 0;
        for (int r = 2; r <= 40; r++) {
            double value = weight.evaluate(Map.of(DISTANCE, r / 8.0, PRECISION, b));
            sum += value;
            products += value == 0 ? 0 : value * Elementary.log(value);
        }
        return sum == 0 ? Double.NaN : Elementary.log(sum) - products / sum;
    }

    boolean isLogarithm() {
        return logarithm;
    }

    /// Evaluates the formula for many distances, one thread at a time.
    PointLoop.Room room(int padded) {
        return loop.room(padded);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AffinityKernel kernel && kernel.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// The formula as it was written.
    @Override
    public String toString() {
        return text;
    }
}
