package dev.starling.core.start;

import dev.starling.core.base.Counted;
import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.function.Consumer;

/// Where an embedding begins. Coordinates are dimension-major.
@API(status = API.Status.STABLE, since = "1.0")
public sealed interface Start {
    /// At principal components.
    record Components() implements Start {}

    /// At eigenvectors of the normalized Laplacian of P.
    record Spectral() implements Start {}

    /// At random coordinates.
    record Random() implements Start {}

    /// Where a map of a sample has them, and the others among their neighbors: see [SampleStart].
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    record Sample() implements Start {}

    /// At given coordinates.
    record Given(double[] coordinates) implements Start {
        /// @throws IllegalArgumentException if a coordinate is not finite
        public Given {
            coordinates = coordinates.clone();
            for (int c = 0; c < coordinates.length; c++) {
                if (!Double.isFinite(coordinates[c])) {
                    throw new IllegalArgumentException("coordinate " + c + " of the start is " + coordinates[c] + ", which is no number");
                }
            }
        }

        @Override
        public double[] coordinates() {
            return coordinates.clone();
        }
    }

    /// The coordinates, with points set apart where an optimizer never would: where they lie at one place, on a line, or in any other flat
    /// of fewer dimensions than the map has.
    ///
    /// @param note hears what was done
    static double[] setApart(double[] coordinates, int n, int dimensions, long seed, Consumer<String> note) {
        double[] y = coordinates.clone();
        CounterRandom random = new CounterRandom(seed, Apart.APART_USE);
        int rank = Apart.flat(y, n, dimensions, random);
        if (!Arrays.equals(y, coordinates)) {
            note.accept((rank == 0 ? "all points of the start lie at one place" : "the points of the start lie in a flat of dimension " + rank)
                    + ", which no step would take them out of: they are set apart by tiny random numbers");
            return y;
        }
        int moved = Apart.coincident(y, n, dimensions, Apart.SHARE * Apart.spread(y, n, dimensions), random);
        if (moved > 0) {
            note.accept(Counted.of(moved, "point of the start lies", "points of the start lie")
                    + " where another does, and would stay there: set apart by tiny random numbers");
        }
        return y;
    }

    /// Components that are looked at beyond those wanted where only distances are known: some may be those of negative squares.
    int MORE_OF_DISTANCES = ClassicalScaling.MORE;

    /// The largest coordinate under a kernel that has a width, 2⁵⁰⁰: squares, and sums of some thousands of them, are numbers.
    double LARGEST = 0x1p500;

    /// The first principal components, scaled so that the first has standard deviation `spread`, or unscaled if that is 0.
    /// Components that the data do not have, and points that coincide, are set apart by tiny random numbers.
    static double[] principalComponents(Points points, int dimensions, double spread, long seed, Workers workers) {
        int there = Math.min(dimensions, Math.min(points.rows(), points.columns()));
        return principalComponents(PrincipalComponents.of(points, there, workers), dimensions, spread, seed);
    }

    /// The same of components that are known already; those beyond the dimensions are left out.
    static double[] principalComponents(PrincipalComponents components, int dimensions, double spread, long seed) {
        int n = components.scores().rows();
        int there = Math.min(dimensions, components.scores().columns());
        double deviation = Math.sqrt(components.variances()[0]);
        double scale = spread > 0 && deviation > 0 ? spread / deviation : 1;
        double[] y = new double[n * dimensions];
        for (int k = 0; k < there; k++) {
            for (int i = 0; i < n; i++) {
                y[k * n + i] = scale * components.scores().get(i, k);
            }
        }
        double size = spread > 0 ? spread : deviation > 0 ? deviation : 1;
        CounterRandom random = new CounterRandom(seed, Apart.APART_USE);
        for (int k = 0; k < dimensions; k++) {
            if (k >= there || components.variances()[k] == 0) {
                for (int i = 0; i < n; i++) {
                    y[k * n + i] = Apart.SHARE * size * random.normal((long) k * n + i);
                }
            }
        }
        Apart.coincident(y, n, dimensions, Apart.SHARE * size, random);
        return y;
    }

    /// Classical scaling of distances, which are principal components of points that are not known, with the same scale, and set apart alike.
    static double[] classicalScaling(DenseMatrix distances, int dimensions, double spread, long seed, Workers workers) {
        return classicalScaling(distances, dimensions, spread, seed, workers, _ -> {});
    }

    /// The same, of which it is said where components could not be told from others.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    static double[] classicalScaling(
            DenseMatrix distances, int dimensions, double spread, long seed, Workers workers, Consumer<String> note) {
        double largest = Arrays.stream(distances.values()).max().orElse(0);
        int exponent = largest > 0 ? Points.exponentAbove(largest) : 0;
        double[] y = principalComponents(ClassicalScaling.components(distances, dimensions, exponent, workers, note), dimensions, spread, seed);
        return spread > 0 ? y : Arrays.stream(y).map(value -> Math.scalb(value, exponent)).toArray();
    }

    /// Independent normal coordinates of standard deviation `spread`, or 1e-4 if that is 0.
    static double[] random(int n, int dimensions, double spread, long seed) {
        CounterRandom random = new CounterRandom(seed, Apart.RANDOM_USE);
        double scale = spread > 0 ? spread : 1e-4;
        double[] y = new double[Math.multiplyExact(n, dimensions)];
        for (int c = 0; c < y.length; c++) {
            y[c] = scale * random.normal(c);
        }
        return y;
    }

    /// The first eigenvectors of the normalized Laplacian of P; see [SpectralStart], which also says how many components P has.
    static double[] spectral(PairMatrix p, int dimensions, double spread, long seed, Workers workers) {
        return SpectralStart.of(p, dimensions, spread, seed, workers).coordinates();
    }
}
