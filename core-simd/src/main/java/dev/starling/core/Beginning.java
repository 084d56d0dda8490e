package dev.starling.core;

import dev.starling.core.EmbeddingProblem.Data;
import dev.starling.core.base.Counted;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.core.start.PrincipalComponents;
import dev.starling.core.start.SpectralStart;
import dev.starling.core.start.Start;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Consumer;

/// Finds where the embedding of a problem begins: as asked for, or as suits the data, in a unit in which costs can be computed.
final class Beginning {
    /// Two variances that differ by less than this share of the largest are the same but for rounding.
    private static final double SAME_VARIANCE = 1e-12;

    /// What has been found.
    ///
    /// @param y     coordinates, dimension-major
    /// @param unit  that they are in
    /// @param given exponent of the power of two that they were given times, where they are brought to the size of the data
    record Point(double[] y, Unit unit, int given) {
        Point(double[] y, Unit unit) {
            this(y, unit, 0);
        }
    }

    private final EmbeddingProblem problem;
    private final Data data;
    private final Plan plan;
    private final int dimensions;
    private final @Nullable Start start;
    private final long seed;
    private final int divided;
    private final Workers workers;
    private final Consumer<String> note;

    /// Whether the map is to have the distances of the data, and so their unit.
    private final boolean likeTheData;

    /// @param divided exponent of a power of two that the data have been divided by
    Beginning(EmbeddingProblem problem, int divided, Workers workers, Consumer<String> note) {
        this.problem = problem;
        this.data = problem.data();
        this.plan = problem.plan();
        this.dimensions = problem.dimensions();
        this.start = problem.start();
        this.seed = problem.seed();
        this.divided = divided;
        this.workers = workers;
        this.note = note;
        likeTheData = plan.composition() instanceof Composition.OfDistances;
    }

    Point point() {
        if (start instanceof Start.Given(double[] coordinates)) {
            return given(checked(coordinates));
        }
        Unit ofData = likeTheData ? unitOfDistances() : Unit.OWN;
        if (isOneSpot()) {
            note.accept("all points are the same, so the map is one spot");
            return new Point(new double[Math.multiplyExact(problem.n(), dimensions)], ofData);
        }
        return switch (start == null ? usualStart() : start) {
            case Start.Components _ -> {
                double[] y = components();
                Unit unit = likeTheData || plan.recipe().spread() > 0 ? ofData : Unit.of(plan, y, divided);
                yield new Point(unit.in(y), unit);
            }
            case Start.Spectral _ -> new Point(spectral(), ofData);
            case Start.Random _ -> new Point(random(problem.in(ofData).matrix()), ofData);
            case Start.Sample _ -> throw new IllegalArgumentException("a sample has a run of its own: it is for Embedder to start from one");
            case Start.Given _ -> throw new AssertionError("handled above");
        };
    }

    /// Coordinates for distances may have any unit: they are brought to that of the data, and it is said how they were given.
    private Point given(double[] coordinates) {
        int above = Points.exponentAbove(coordinates);
        double[] y = Start.setApart(Points.divided(coordinates, above), problem.n(), dimensions, seed, note);
        if (!likeTheData) {
            double[] apart = Points.divided(y, -above);
            Unit unit = Unit.of(plan, apart, 0);
            return new Point(unit.fromOutside(apart), unit);
        }
        Unit unit = unitOfDistances();
        int size = Points.exponentAbove(((DenseMatrix) problem.matrix()).values()) - unit.exponent();
        return new Point(Points.divided(y, -size), unit, above - unit.all() - size);
    }

    /// Principal components know nothing of a metric.
    private Start usualStart() {
        return switch (data) {
            case Data.OfPoints(Points points) when points.metric() != null ->
                likeTheData ? new Start.Random() : new Start.Spectral();
            case Data.OfPoints _, Data.OfDistances _ -> new Start.Components();
            case Data.OfNeighbors _, Data.OfAffinities _ -> new Start.Spectral();
        };
    }

    /// Principal components; of distances, classical scaling, which finds those of points that are not known.
    private double[] components() {
        return switch (data) {
            case Data.OfPoints(Points points) -> principalComponents(points);
            case Data.OfDistances(DenseMatrix distances) ->
                Start.classicalScaling(distances, dimensions, plan.recipe().spread(), seed, workers, note);
            case Data.OfNeighbors _, Data.OfAffinities _ ->
                throw new IllegalArgumentException("principal components need the data or all of their distances");
        };
    }

    private Unit unitOfDistances() {
        return Unit.of(plan, ((DenseMatrix) problem.matrix()).values(), divided);
    }

    /// Where points do not differ, no place of one would be truer than that of another.
    private boolean isOneSpot() {
        return switch (data) {
            case Data.OfPoints(Points points) -> points.allTheSame();
            case Data.OfDistances(DenseMatrix distances) -> Arrays.stream(distances.values()).allMatch(r -> r == 0);
            case Data.OfNeighbors _, Data.OfAffinities _ -> false;
        };
    }

    /// As wide as the data where the map is to have their distances.
    private double[] random(PairMatrix matrix) {
        double spread = plan.recipe().spread();
        if (spread == 0 && likeTheData && matrix instanceof DenseMatrix r) {
            double squares = 0;
            for (double distance : r.values()) {
                squares += distance * distance;
            }
            // Points of standard deviation s have a mean squared distance of 2s² for each coordinate.
            spread = Math.sqrt(squares / r.n() / (r.n() - 1) / (2 * dimensions));
        }
        return Start.random(problem.n(), dimensions, spread, seed);
    }

    private double[] principalComponents(Points points) {
        // One more than the map has dimensions, to see how far it lies behind.
        int there = Math.min(dimensions + 1, Math.min(points.rows(), points.columns()));
        PrincipalComponents components = PrincipalComponents.of(points, there, Math.min(dimensions, there), workers, note);
        int rank = components.rank();
        double[] variances = components.variances();
        if (rank < dimensions) {
            note.accept("the data vary along " + Counted.of(rank, "direction") + " only, and the map has " + dimensions
                    + "; the others start at tiny random numbers");
        } else if (rank > dimensions && variances[dimensions - 1] - variances[dimensions] <= SAME_VARIANCE * variances[0]) {
            note.accept("principal components " + dimensions + " and " + (dimensions + 1) + " have the same variance " + variances[dimensions]
                    + ", so that the start is one of many");
        }
        return Start.principalComponents(components, dimensions, plan.recipe().spread(), seed);
    }

    private double[] spectral() {
        if (likeTheData) {
            throw new IllegalArgumentException("a spectral start needs affinities, and '" + plan.recipe().cost() + "' compares distances: "
                    + "start from principal components or at random");
        }
        SpectralStart found = SpectralStart.of(problem.matrix(), dimensions, plan.recipe().spread(), seed, workers, note);
        if (found.components() > 1) {
            note.accept("the affinities fall into " + found.components() + " components; each starts at a place of its own");
        }
        return found.coordinates();
    }

    private double[] checked(double[] coordinates) {
        int n = problem.n();
        if (coordinates.length != n * dimensions) {
            throw new IllegalArgumentException("the start has " + coordinates.length + " coordinates, but " + n + " points in " + dimensions
                    + " dimensions need " + n * dimensions);
        }
        if (!plan.composition().bearsAnySize() && Points.largest(coordinates) > Start.LARGEST) {
            throw new IllegalArgumentException("a coordinate of the start is as large as " + Points.largest(coordinates)
                    + ", and its square must be a number: at most " + Start.LARGEST);
        }
        return coordinates;
    }
}
