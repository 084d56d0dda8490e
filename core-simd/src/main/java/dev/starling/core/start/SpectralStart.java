package dev.starling.core.start;

import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseMatrix;
import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/// A start from the graph of affinities: the first eigenvectors of its normalized Laplacian `I − D^(-½) P D^(-½)`, where P is made symmetric
/// and D is its row sums. The trivial eigenvector, D^½ 1 with eigenvalue 0, is left out.
///
/// The same P and seed give the same bits on any number of threads.
///
/// Where P falls into components, each is drawn by itself, in a cell of a grid of its own, the largest first, with a width that grows
/// with the root of its size.
///
/// Source: Belkin & Niyogi, "Laplacian eigenmaps", Neural Computation 15, 2003.
///
/// @param coordinates dimension-major; the first has standard deviation `spread`
/// @param components  number of components of the graph
/// @param eigenvalues of the Laplacian of the largest component, rising, as many as it has, at most one a dimension
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record SpectralStart(double[] coordinates, int components, double[] eigenvalues) {
    private static final int APART_USE = 5;

    /// Coincident points are set apart by this share of the spread.
    private static final double APART = 1e-4;

    /// @param p      affinities, at least 0; they need not be symmetric
    /// @param spread standard deviation of the first coordinate; 1 if it is 0
    public static SpectralStart of(PairMatrix p, int dimensions, double spread, long seed, Workers workers) {
        return of(p, dimensions, spread, seed, workers, _ -> {});
    }

    /// The same, of which it is said where eigenvectors could not be told from others.
    public static SpectralStart of(
            PairMatrix p, int dimensions, double spread, long seed, Workers workers, Consumer<String> note) {
        return workers.asOne(share -> of(p, dimensions, spread, seed, workers, note, share));
    }

    private static SpectralStart of(
            PairMatrix p, int dimensions, double spread, long seed, Workers workers, Consumer<String> note, DoubleConsumer share) {
        int n = p.n();
        SparseMatrix graph = Graph.of(p);
        int[][] components = Graph.components(graph);
        double[] y = new double[Math.multiplyExact(n, dimensions)];
        double[] eigenvalues = new double[0];
        int side = side(components.length, dimensions);
        int placed = 0;
        double off = 0;
        for (int c = 0; c < components.length; c++) {
            int[] members = components[c];
            int before = placed;
            Eigenvectors found = Eigenvectors.of(
                    graph, members, Math.min(dimensions, members.length - 1), seed, workers,
                    part -> share.accept((before + part * members.length) / n));
            placed += members.length;
            off = Math.max(off, found.off());
            if (c == 0) {
                eigenvalues = Arrays.stream(found.values()).map(value -> Math.max(0, 1 - value)).toArray();
            }
            // Half the width of a cell, so that neighboring components do not touch.
            double width = components.length == 1 ? 1 : 0.5 * Math.sqrt(members.length / (double) components[0].length);
            double scale = width / widest(found.vectors());
            int cell = c;
            for (int k = 0; k < dimensions; k++) {
                double[] vector = k < found.vectors().length ? found.vectors()[k] : new double[members.length];
                place(y, k * n, members, vector, scale, cell % side);
                cell /= side;
            }
        }
        if (off > 0) {
            note.accept(String.format(
                    Locale.ROOT, "eigenvectors differ so little in their values that they were found to %.1g of their length only: the start is near theirs",
                    off));
        }
        scale(y, n, dimensions, spread > 0 ? spread : 1);
        Apart.coincident(y, n, dimensions, APART * (spread > 0 ? spread : 1), new CounterRandom(seed, APART_USE));
        return new SpectralStart(y, components.length, eigenvalues);
    }

    /// Number of parts into which P falls: all affinities between two of them are 0.
    public static int componentsOf(SparseMatrix p) {
        return Graph.components(p).length;
    }

    /// The least side of a grid with as many cells.
    private static int side(int cells, int dimensions) {
        int side = 1;
        while (true) {
            long held = 1;
            for (int k = 0; k < dimensions && held < cells; k++) {
                held *= side;
            }
            if (held >= cells) {
                return side;
            }
            side++;
        }
    }

    /// The largest range of a vector; 1 if there is none.
    private static double widest(double[][] vectors) {
        return Arrays.stream(vectors)
                .mapToDouble(vector -> Arrays.stream(vector).max().orElse(0) - Arrays.stream(vector).min().orElse(0))
                .max()
                .orElse(1);
    }

    /// Writes a vector, scaled, with the middle of its range at `middle`.
    private static void place(double[] y, int at, int[] members, double[] vector, double scale, double middle) {
        double center = (Arrays.stream(vector).min().orElse(0) + Arrays.stream(vector).max().orElse(0)) / 2;
        for (int i = 0; i < members.length; i++) {
            y[at + members[i]] = middle + scale * (vector[i] - center);
        }
    }

    /// Centers every coordinate and brings the first to a standard deviation of `spread`.
    private static void scale(double[] y, int n, int dimensions, double spread) {
        double factor = 0;
        for (int k = 0; k < dimensions; k++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += y[k * n + i];
            }
            double squares = 0;
            for (int i = 0; i < n; i++) {
                y[k * n + i] -= sum / n;
                squares = Math.fma(y[k * n + i], y[k * n + i], squares);
            }
            if (k == 0) {
                factor = squares > 0 ? spread / Math.sqrt(squares / n) : 0;
            }
            for (int i = 0; i < n; i++) {
                y[k * n + i] *= factor;
            }
        }
    }
}
