package dev.starling.app.command.options;

import dev.starling.core.Storage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;

/// How many neighbors a point feels, and how much each of them counts.
public final class AffinityOptions {
    @Option(
            names = "--perplexity",
            paramLabel = "P[,P...]",
            split = ",",
            description = "How many neighbors a point feels (30, less for few rows). With several, P is the mean over them, and in a map q too if the "
                    + "kernel has a precision.")
    private List<Double> perplexities = new ArrayList<>();

    @Option(
            names = "--affinity-kernel",
            paramLabel = "FORMULA",
            description = "What a neighbor counts, by its distance r and a precision b that reaches the perplexity: exp(-b*r), or max(0,1-b*r) "
                    + "(exp(-b*r^2)).")
    private @Nullable String kernel;

    @Option(names = "--affinity", paramLabel = "HOW", description = "dense: all pairs; sparse: the nearest neighbors (by the number of rows).")
    private @Nullable Storage storage;

    /// None for the usual one.
    public List<Double> perplexities() {
        return perplexities;
    }

    /// A formula; null for the usual one.
    public @Nullable String kernel() {
        return kernel;
    }

    /// Null where the number of rows decides.
    public @Nullable Storage storage() {
        return storage;
    }
}
