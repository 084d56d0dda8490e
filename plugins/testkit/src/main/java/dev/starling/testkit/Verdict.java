package dev.starling.testkit;

import org.apiguardian.api.API;

/// How one law fared for one extension.
///
/// @param laws    whose law it is: `KernelLaws`
/// @param law     its name: `derivative`
/// @param outcome how it fared
/// @param detail  what broke it, or the reason of its waiver; empty if it holds
@API(status = API.Status.STABLE, since = "1.0")
public record Verdict(String laws, String law, Outcome outcome, String detail) {

    /// How a law can fare.
    @API(status = API.Status.STABLE, since = "1.0")
    public enum Outcome {
        HOLDS("✓"),
        /// Broken, as the author says, and for a stated reason.
        WAIVED("–"),
        BROKEN("✗");

        private final String mark;

        Outcome(String mark) {
            this.mark = mark;
        }

        /// The sign that stands before it in a report.
        public String mark() {
            return mark;
        }
    }

    /// One line for people: `KernelLaws ✗ derivative: at f = 0.25 yours is -0.64, differences say -0.655 (relative 2.3e-2 > 1e-6)`.
    public String line() {
        return laws + " " + outcome.mark() + " " + law + (detail.isEmpty() ? "" : ": " + detail);
    }
}
