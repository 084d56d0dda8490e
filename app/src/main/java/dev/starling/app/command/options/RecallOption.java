package dev.starling.app.command.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How many of the nearest neighbors a search must find.
public final class RecallOption {
    @Option(
            names = "--neighbors-recall",
            paramLabel = "R",
            description = "Share of the nearest neighbors that must be found (1 up to 200,000 rows, 0.99 beyond).")
    private @Nullable Double recall;

    /// Null where the number of rows decides.
    public @Nullable Double share() {
        if (recall != null && !(recall > 0 && recall <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("--neighbors-recall must be above 0 and at most 1, but was " + recall);
        }
        return recall;
    }
}
