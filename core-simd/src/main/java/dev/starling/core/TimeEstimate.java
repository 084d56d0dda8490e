package dev.starling.core;

import dev.starling.core.affinity.Neighbors;
import dev.starling.core.start.SampleStart;
import org.apiguardian.api.API;

/// How long an embedding will take on this machine, stage by stage: for people, within a factor of two or three where nothing else runs.
///
/// @param affinities seconds for neighbors and P
/// @param start      seconds for the coordinates to begin at
/// @param optimizing seconds for all iterations
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record TimeEstimate(double affinities, double start, double optimizing) {
    /// Ordered pairs that a core meets in a second, for the kernel of t-SNE on a usual machine.
    public static final double USUAL_RATE = 3e9;

    /// Nanoseconds of one core, measured on machines of 2020 to 2025: for a distance, and for each column of it.
    private static final double A_DISTANCE = 2.5;

    private static final double A_COLUMN = 0.035;

    /// For a neighbor of a point: to be kept, calibrated and made symmetric.
    private static final double A_NEIGHBOR = 120;

    /// To find a point's neighbors among cells, where there are a hundred thousand of 50 columns; it grows by the fifth power.
    private static final double BY_CELLS = 55_000;

    /// For a pair that attracts.
    private static final double AN_ATTRACTION = 5;

    /// For a point of the far field in one and two dimensions, at 70,000; it grows a little with their number.
    private static final double A_FAR_POINT = 1_000;

    /// Three dimensions have boxes of eight, and more proxies in each.
    private static final double IN_SPACE = 8;

    /// For a value that components are found from, where all of them are wanted and where few are.
    private static final double A_PRODUCT = 0.6;

    private static final double FEW_COMPONENTS = 60;

    /// For a pair of neighbors in a spectral start.
    private static final double IN_SPECTRUM = 700;

    private static final double NANO = 1e-9;

    /// All stages.
    public double seconds() {
        return affinities + start + optimizing;
    }

    /// What is to be done.
    ///
    /// @param columns   of the data; 0 where distances are given
    /// @param searched  whether distances are computed, to find neighbors or P; otherwise these are given
    /// @param neighbors of a point; n − 1 for all pairs
    /// @param allPairs  whether P, or the distances, are over all pairs
    /// @param far       whether the far field adds up
    /// @param threads   that work
    /// @param rate      ordered pairs that a core meets in a second
    record Work(
            int n, int columns, boolean searched, int neighbors, int dimensions, boolean allPairs, boolean far, int iterations, int threads,
            double rate) {
        TimeEstimate estimate(StartKind start) {
            return new TimeEstimate(affinities() / threads * NANO, start(start) / threads * NANO, iterations * iteration() / threads * NANO);
        }

        private double affinities() {
            double distances = columns == 0 ? 0 : pairs() * (A_DISTANCE + A_COLUMN * columns);
            if (!searched) {
                return (double) n * neighbors * A_NEIGHBOR;
            }
            double found = n > Neighbors.EXACT_UP_TO && !allPairs ? n * BY_CELLS * StrictMath.pow(n / 1e5, 0.2) * (0.3 + columns / 70.0) : distances;
            return found + (double) n * neighbors * A_NEIGHBOR;
        }

        private double start(StartKind start) {
            double values = columns == 0 ? pairs() : (double) n * columns;
            return switch (start) {
                case COMPONENTS -> values * Math.min(A_PRODUCT * 2 * Math.max(1, Math.min(n, columns)), FEW_COMPONENTS);
                case SPECTRAL -> (double) n * neighbors * IN_SPECTRUM;
                case SAMPLE -> ofSample(SampleStart.size(n));
                case NONE -> 0;
            };
        }

        /// A run of its own.
        private double ofSample(int points) {
            Work sample = new Work(
                    points, columns, /* searched= */ true, Math.min(neighbors, points - 1), dimensions, false, far && points >= Engines.FAR_FROM, iterations, threads, rate);
            return sample.affinities() + iterations * sample.iteration();
        }

        private double iteration() {
            double attraction = allPairs ? pairs() : 1.5 * n * neighbors;
            double repulsion = far
                    ? n * A_FAR_POINT * StrictMath.pow(n / 7e4, 0.04) * (dimensions > 2 ? IN_SPACE : 1) * USUAL_RATE / rate
                    : pairs() / rate / NANO;
            return repulsion + attraction * AN_ATTRACTION * (allPairs ? 0.2 : 1);
        }

        private double pairs() {
            return (double) n * (n - 1);
        }
    }

    /// What it takes to find the coordinates to begin at.
    enum StartKind {
        COMPONENTS,
        SPECTRAL,
        SAMPLE,
        NONE
    }
}
