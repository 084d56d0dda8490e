package dev.starling.app.command.options;

import dev.starling.api.Affinity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How rows become P.
public final class KindOption {
    @Option(
            names = "--affinity-kind",
            paramLabel = "KIND",
            description = "How rows become P: row, joint, conditional, raw, fuzzy, distance, uniform (that of the method, or joint).")
    private @Nullable Affinity kind;

    /// Null where nobody says.
    public @Nullable Affinity kind() {
        return kind;
    }
}
