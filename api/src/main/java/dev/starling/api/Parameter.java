package dev.starling.api;

import org.apiguardian.api.API;

import java.util.regex.Pattern;

/// A number that a user may set, with its range and default. Nobody else needs to check it.
///
///     static final Parameter ALPHA = Parameter.named("alpha").atLeast(0).orElse(0.5).meaning("heaviness of the tail");
///
/// @param name       lower-case words joined by hyphens
/// @param least      lower bound, or -∞
/// @param leastIn    whether the lower bound itself is allowed
/// @param most       upper bound, or ∞
/// @param mostIn     whether the upper bound itself is allowed
/// @param fallback   value where the user sets none; NaN if it is worked out from the data ([#automatic])
/// @param meaning    one phrase for the user
@API(status = API.Status.STABLE, since = "1.0")
public record Parameter(
        String name, double least, boolean leastIn, double most, boolean mostIn, double fallback, String meaning) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public static Parameter named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a parameter: use lower-case words joined by hyphens");
        }
        return new Parameter(name, Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false, 0, "");
    }

    public Parameter atLeast(double bound) {
        return new Parameter(name, bound, true, most, mostIn, fallback, meaning);
    }

    public Parameter above(double bound) {
        return new Parameter(name, bound, false, most, mostIn, fallback, meaning);
    }

    public Parameter atMost(double bound) {
        return new Parameter(name, least, leastIn, bound, true, fallback, meaning);
    }

    public Parameter below(double bound) {
        return new Parameter(name, least, leastIn, bound, false, fallback, meaning);
    }

    /// @throws IllegalArgumentException if the default is out of range
    public Parameter orElse(double value) {
        return new Parameter(name, least, leastIn, most, mostIn, check(value), meaning);
    }

    /// The default is worked out from the data; [Arguments#value] gives NaN until the host has done so.
    public Parameter automatic() {
        return new Parameter(name, least, leastIn, most, mostIn, Double.NaN, meaning);
    }

    public Parameter meaning(String phrase) {
        return new Parameter(name, least, leastIn, most, mostIn, fallback, phrase);
    }

    /// Returns `value` if it is in range.
    ///
    /// @throws IllegalArgumentException with the name, the value and the range
    public double check(double value) {
        boolean enough = leastIn ? value >= least : value > least;
        boolean notTooMuch = mostIn ? value <= most : value < most;
        if (!(enough && notTooMuch)) {
            throw new IllegalArgumentException(name + " must be " + range() + ", but was " + value);
        }
        return value;
    }

    /// The range in words: `at least 0`, `above 0 and at most 1`.
    public String range() {
        String lower = least == Double.NEGATIVE_INFINITY ? "" : (leastIn ? "at least " : "above ") + text(least);
        String upper = most == Double.POSITIVE_INFINITY ? "" : (mostIn ? "at most " : "below ") + text(most);
        if (lower.isEmpty() && upper.isEmpty()) {
            return "a finite number";
        }
        return lower.isEmpty() || upper.isEmpty() ? lower + upper : lower + " and " + upper;
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
