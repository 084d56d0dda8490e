package dev.starling.core;

import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.plan.Composition;
import dev.starling.core.start.SampleStart;
import dev.starling.core.start.Start;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// One run by the settings of an embedder: affinities, start, descent.
final class EmbedderRun {
    /// Pairs in a whole run from which on loops are warmed up ahead of it: as 800 points have in 1,000 iterations. At 1,800 and 5,000
    /// points it was seen to pay.
    private static final long MANY_PAIRS = 300_000_000;

    private final RunSettings by;
    private final Workers workers;

    EmbedderRun(RunSettings by, Workers workers) {
        this.by = by;
        this.workers = workers;
    }

    /// Where a run stands before its first iteration. The problem as it was made, whose P takes most of the memory, is not held on to.
    ///
    /// @param problem   in the unit and the numbering that it is optimized in
    /// @param y         where it begins, likewise
    /// @param ownRates  whether the learning rate is that of the phase
    /// @param size      what is known of the size of the start
    /// @param given     see [Beginning.Point]
    private record Begun(
            EmbeddingProblem problem, double[] y, Unit unit, Numbering numbering, Engine engine, boolean ownRates, StartSize size, int given) {
        /// Where the descent begins.
        double[] start(EmbeddingObjective objective, Consumer<String> note) {
            return switch (size) {
                case KNOWN -> y;
                case OF_THE_DATA -> StartSize.fitted(objective, y, given, note);
                case OPEN -> StartSize.grown(objective, y);
            };
        }
    }

    /// @param divided exponent of a power of two that the data have been divided by
    ///
    /// @throws NumericalException if the cost would be another one of data that are divided
    Embedding embed(EmbeddingProblem.Data data, int divided) {
        refuseOtherUnit(divided);
        Begun begun = begin(data, divided);
        Unit unit = begun.unit;
        Engines engines = Engines.of(begun.engine, by.tolerance, workers, by.progress::note);
        EmbeddingObjective objective = begun.problem.objective(engines.toAsk(), by.precision);
        objective.callPoints(begun.numbering::nameOf);
        if (unit.cost() == 1 && unit.isScaled()) {
            by.progress.note("costs are those of distances divided by 2^" + unit.all() + ", since they would be no numbers");
        }
        if (!LoopCompiler.remarkOnVectors().isEmpty()) {
            by.progress.note(LoopCompiler.remarkOnVectors());
        }
        double[] start = begun.start(objective, by.progress::note);
        by.progress.stage("optimizing");
        Phases phases = new Phases(by.lateExaggeration, begun.ownRates);
        Embedding map = new Optimization(by.plan, objective, unit.cost(), phases).run(start, by.progress);
        return begun.numbering.out(unit.out(map.by(engines.report())));
    }

    /// Divided distances have the same map where the cost grows by a power of the unit, and only there.
    private void refuseOtherUnit(int divided) {
        if (divided != 0 && by.plan.composition() instanceof Composition.OfDistances parts && parts.degree().isEmpty()) {
            throw new NumericalException(String.format(Locale.ROOT, "the distances are of about %.1g, and the cost '%s' has terms that grow differently with "
                            + "their unit, so that it may be no number there: divide the distances by %.1g",
                    Math.scalb(1.0, divided), by.plan.recipe().cost(), Math.scalb(1.0, divided)));
        }
    }

    private Begun begin(EmbeddingProblem.Data data, int divided) {
        by.progress.stage("affinities");
        if (by.found != null && by.found.n() != data.n()) {
            throw new IllegalArgumentException("the data have " + data.n() + " rows, but neighbors or affinities are given of " + by.found.n());
        }
        Start used = new Forecast(by, data.n()).startsFromSample() && data instanceof EmbeddingProblem.Data.OfPoints ? new Start.Sample() : by.start;
        EmbeddingProblem problem = EmbeddingProblem.of(by.plan, by.found == null ? data : by.found, by.ofProblem(), workers, by.progress::note)
                .knowing(data).startingAt(used, by.seed);
        int components = by.start instanceof Start.Spectral ? 1 : problem.components();
        if (components > 1) {
            by.progress.note("the affinities fall into " + components + " components; how these lie to each other comes from the start");
        }
        by.progress.stage("start");
        Beginning.Point where = used instanceof Start.Sample
                ? new Beginning.Point(ofSample(data, problem), Unit.OWN)
                : new Beginning(problem, divided, workers, by.progress::note).point();
        Engine engine = Engines.resolved(by.engine, problem.n(), by.dimensions, problem.matrix() instanceof DenseMatrix);
        Engines.check(engine, by.dimensions, problem.matrix());
        Numbering numbering = Numbering.of(problem.matrix(), engine, where.y(), workers);
        return new Begun(
                problem.in(where.unit()).in(numbering, workers), numbering.in(where.y()), where.unit(), numbering, engine,
                used instanceof Start.Sample && LearningRate.isAutomatic(by.plan), StartSize.of(by.plan, used), where.given());
    }

    /// Where many pairs are to come, the JIT gets to know the loops while P is made: by an objective of the same parts over a few points.
    void warmUp(int n) {
        boolean hasTwoLoops = LoopCompiler.preferred() == Backend.ADAPTIVE;
        if (!hasTwoLoops || (long) n * n / 2 * by.plan.recipe().iterations() < MANY_PAIRS) {
            return;
        }
        Forecast forecast = new Forecast(by, n);
        EmbeddingProblem.Settings alike = new EmbeddingProblem.Settings(
                forecast.perplexities(), forecast.isDense() ? Storage.DENSE : Storage.SPARSE, null, by.dimensions);
        try (Workers one = new Workers(1)) {
            EmbeddingProblem.ofFewPoints(by.plan, alike, one)
                    .objective(Engines.of(forecast.engine(), by.tolerance, one, _ -> {}).toAsk(), by.precision)
                    .warmUp();
        }
    }

    private double[] ofSample(EmbeddingProblem.Data data, EmbeddingProblem problem) {
        SampleStart sample = new SampleStart(problem.n(), by.seed);
        if (!(data instanceof EmbeddingProblem.Data.OfPoints(Points points))) {
            throw new IllegalArgumentException("a start from a sample needs the rows of the data: start from principal components or at random");
        }
        if (!(problem.matrix() instanceof SparseMatrix p)) {
            throw new IllegalArgumentException("a start from a sample needs affinities of neighbors, and here all pairs have one: make them sparse, or "
                    + "start from principal components");
        }
        int size = sample.rows().length;
        by.progress.note("starts from a map of " + size + " of the rows (--init pca goes without)");
        List<Perplexity> suitable = new Forecast(by, points.rows()).perplexities().stream()
                .map(perplexity -> new Perplexity(Math.min(perplexity.value(), (size - 1) / 4.0)))
                .toList();
        RunSettings first = by.ofSample(suitable, new Quietly(by.progress));
        Embedding map = new EmbedderRun(first, workers).embed(new EmbeddingProblem.Data.OfPoints(sample.of(points)), 0);
        by.progress.stage("start"); // no longer iterations, but shares
        return sample.placed(p, map.coordinates(), by.dimensions, StartSize.ofSample(by.plan.recipe()), by.seed, workers);
    }

    /// Passes on how the map of a sample gets on; what is said of it is not of the whole.
    private record Quietly(Progress whole) implements Progress {
        @Override
        public void share(double done) {
            whole.share(done);
        }

        @Override
        public void iteration(int done, int of, double cost) {
            whole.iteration(done, of, cost);
        }
    }
}
