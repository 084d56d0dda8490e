package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.core.affinity.AffinityRule;
import dev.starling.core.affinity.Neighbors;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.plan.Composition;
import dev.starling.core.start.Start;

import java.util.List;

/// What embedding so many points will be by the settings of an [Embedder], as far as it is known before: over which pairs, by which engine, in
/// how much memory and time.
record Forecast(RunSettings by, int n) {
    /// Points from which on a map of a sample is the usual start.
    static final int SAMPLE_FROM = 500_000;

    /// None where P is given.
    List<Perplexity> perplexities() {
        return switch (by.found) {
            case EmbeddingProblem.Data.OfNeighbors(Neighbors given) -> by.ofProblem().perplexitiesOf(given, by.plan.recipe().affinity());
            case EmbeddingProblem.Data.OfAffinities _ -> List.of();
            case null, default -> by.ofProblem().perplexitiesOf(n, by.plan.recipe().affinity());
        };
    }

    boolean isDense() {
        return switch (by.found) {
            case EmbeddingProblem.Data.OfNeighbors _ -> false;
            case EmbeddingProblem.Data.OfAffinities(PairMatrix p) -> p instanceof DenseMatrix;
            case null, default -> by.ofProblem().storageOf(n, by.plan.recipe().affinity()) == Storage.DENSE;
        };
    }

    private boolean overAllPairs() {
        return isDense() || by.plan.composition() instanceof Composition.OfDistances;
    }

    /// Of given affinities as many as there are of a point on average.
    private int neighbors() {
        if (by.found instanceof EmbeddingProblem.Data.OfAffinities(SparseMatrix p)) {
            return Math.max(1, p.stored() / n);
        }
        return perplexities().stream().mapToInt(p -> p.neighbors(n)).max().orElse(n - 1);
    }

    /// Whether neighbors are still to be found.
    private boolean areSearched() {
        return !(by.found instanceof EmbeddingProblem.Data.OfNeighbors || by.found instanceof EmbeddingProblem.Data.OfAffinities);
    }

    Engine engine() {
        return Engines.resolved(by.engine, n, by.dimensions, overAllPairs());
    }

    boolean startsFromSample() {
        return by.start == null && n >= SAMPLE_FROM && !overAllPairs();
    }

    long bytes(int columns) {
        Affinity kind = by.plan.recipe().affinity();
        boolean symmetric = AffinityRule.isSymmetric(kind);
        int arrays = by.plan.optimizer().arrays(by.plan.optimizerArguments());
        return new MemoryEstimate(n, columns, by.dimensions, by.precision).bytes(overAllPairs(), neighbors(), symmetric, arrays);
    }

    TimeEstimate time(int columns, double pairsPerSecond) {
        TimeEstimate.StartKind kind = switch (by.start) {
            case null -> startsFromSample() ? TimeEstimate.StartKind.SAMPLE : TimeEstimate.StartKind.COMPONENTS;
            case Start.Sample _ -> TimeEstimate.StartKind.SAMPLE;
            case Start.Components _ -> TimeEstimate.StartKind.COMPONENTS;
            case Start.Spectral _ -> TimeEstimate.StartKind.SPECTRAL;
            case Start.Random _, Start.Given _ -> TimeEstimate.StartKind.NONE;
        };
        return new TimeEstimate.Work(
                n, columns, areSearched(), overAllPairs() ? n - 1 : neighbors(), by.dimensions, overAllPairs(), engine() == Engine.FAR,
                by.plan.recipe().iterations(), by.threads, pairsPerSecond).estimate(kind);
    }
}
