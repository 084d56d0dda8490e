package dev.starling.core;

import org.apiguardian.api.API;

import java.util.Locale;

/// Which engine added up over the pairs, and how well.
///
/// @param engine      never [Engine#AUTO]
/// @param tolerance   what was asked for, relative to the sum of the sizes of the terms of a row; NaN if that was left to the phase
/// @param proxies     the largest number of proxies along an axis of a box; 0 for the exact engine
/// @param audits      how often the error was measured on rows that were computed exactly
/// @param worst       the largest error measured
/// @param worstShare  the largest share of what was declared at that time; at most 1
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record EngineReport(Engine engine, double tolerance, int proxies, int audits, double worst, double worstShare) {
    /// Of the exact engine there is nothing to say.
    static final EngineReport EXACT = new EngineReport(Engine.EXACT, Double.NaN, 0, 0, 0, 0);

    /// In a line.
    public String describe() {
        return switch (engine) {
            case AUTO, EXACT -> "exact";
            case FAR -> String.format(
                    Locale.ROOT, "far field; of all rows that were checked (%d times) the worst was off by %.1e of its size, %.0f %% of what was declared",
                    audits, worst, 100 * worstShare);
        };
    }
}
