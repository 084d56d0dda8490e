package dev.starling.core.start;

import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Where an embedding begins. Coordinates are dimension-major.
@API(status = API.Status.STABLE, since = "1.0")
public final class Start {
    private static final int RANDOM_USE = 1;
    private static final int APART_USE = 2;

    /// How far coincident points are set apart, as a share of the spread: too little to be seen, enough to have a direction.
    private static final double APART = 1e-4;

    private Start() {}

    /// The first principal components, scaled so that the first has standard deviation `spread`, or unscaled if that is 0.
    /// Components that the data do not have, and points that coincide, are set apart by tiny random numbers.
    public static double[] principalComponents(Points points, int dimensions, double spread, long seed, Workers workers) {
        int there = Math.min(dimensions, Math.min(points.rows(), points.columns()));
        return principalComponents(PrincipalComponents.of(points, there, workers), dimensions, spread, seed);
    }

    /// The same of components that are known already; those beyond the dimensions are left out.
    public static double[] principalComponents(PrincipalComponents components, int dimensions, double spread, long seed) {
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
        CounterRandom random = new CounterRandom(seed, APART_USE);
        for (int k = 0; k < dimensions; k++) {
            if (k >= there || components.variances()[k] == 0) {
                for (int i = 0; i < n; i++) {
                    y[k * n + i] = APART * size * random.normal((long) k * n + i);
                }
            }
        }
        setApart(y, n, dimensions, APART * size, random);
        return y;
    }

    /// Independent normal coordinates of standard deviation `spread`, or 1e-4 if that is 0.
    public static double[] random(int n, int dimensions, double spread, long seed) {
        CounterRandom random = new CounterRandom(seed, RANDOM_USE);
        double scale = spread > 0 ? spread : 1e-4;
        double[] y = new double[Math.multiplyExact(n, dimensions)];
        for (int c = 0; c < y.length; c++) {
            y[c] = scale * random.normal(c);
        }
        return y;
    }

    /// The first eigenvectors of the normalised Laplacian of P; see [SpectralStart], which also says how many components P has.
    public static double[] spectral(PairMatrix p, int dimensions, double spread, long seed, Workers workers) {
        return SpectralStart.of(p, dimensions, spread, seed, workers).coordinates();
    }

    /// Moves every point that lies where an earlier one does.
    static void setApart(double[] y, int n, int dimensions, double by, CounterRandom random) {
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < n; i++) {
            double[] point = new double[dimensions];
            for (int k = 0; k < dimensions; k++) {
                point[k] = y[k * n + i] + 0.0; // −0 lies where 0 does
            }
            if (!taken.add(Arrays.toString(point))) {
                for (int k = 0; k < dimensions; k++) {
                    y[k * n + i] += by * random.normal((long) (dimensions + k) * n + i);
                }
            }
        }
    }
}
