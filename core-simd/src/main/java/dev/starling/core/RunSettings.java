package dev.starling.core;

import dev.starling.core.affinity.AffinityKernel;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Precision;
import dev.starling.core.plan.Plan;
import dev.starling.core.start.Start;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// What an [Embedder] has been told, for its runs and its forecasts. Null, none and NaN stand for what suits the data.
final class RunSettings {
    Plan plan;
    int dimensions = 2;
    Preparation preparation = new Preparation.None();
    List<Perplexity> perplexities = List.of();
    @Nullable Storage storage;
    @Nullable Double recall;

    /// Neighbors or affinities that are given.
    EmbeddingProblem.@Nullable Data found;

    @Nullable AffinityKernel affinityKernel;
    @Nullable Start start;
    long seed = 1;
    int threads = Runtime.getRuntime().availableProcessors();
    Precision precision = Precision.DOUBLE;
    Engine engine = Engine.AUTO;
    double tolerance = Double.NaN;
    double lateExaggeration = 1;
    Progress progress = Progress.NONE;

    RunSettings(Plan plan) {
        this.plan = plan;
    }

    EmbeddingProblem.Settings ofProblem() {
        Storage used = storage == null && engine == Engine.FAR ? Storage.SPARSE : storage;
        return new EmbeddingProblem.Settings(perplexities, used, recall, dimensions, affinityKernel);
    }

    /// Those of the map of a sample, which is the start of a larger one.
    RunSettings ofSample(List<Perplexity> suitable, Progress listener) {
        RunSettings first = new RunSettings(plan);
        first.dimensions = dimensions;
        first.seed = seed;
        first.precision = precision;
        first.engine = engine;
        first.threads = threads;
        first.tolerance = tolerance;
        first.recall = recall;
        first.perplexities = suitable;
        first.progress = listener;
        return first;
    }
}
