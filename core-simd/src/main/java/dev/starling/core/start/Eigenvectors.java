package dev.starling.core.start;

import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.SparseMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/// The largest eigenvalues of the normalized affinities `S = D^(-½) P D^(-½)` but for the trivial one, and their eigenvectors.
///
/// Eigenvalues of S lie between −1 and 1. Some vectors at once are multiplied by a Chebyshev polynomial of S, which is small where eigenvalues
/// are not wanted and large beyond, until each is an eigenvector. Its sign is that which makes its largest entry positive.
///
/// Source: Zhou, Saad, Tiago & Chelikowsky, "Self-consistent-field calculations using Chebyshev-filtered subspace iteration", J. Comput. Phys.
/// 219, 2006.
///
/// @param values   falling
/// @param vectors  of length 1
/// @param off      the largest residual ‖Sv − λv‖, where rounds were over before it was small enough; 0 if it is
record Eigenvectors(double[] values, double[][] vectors, double off) {
    private static final int VECTORS_USE = 4;

    /// Vectors beyond those wanted: the more, the fewer rounds.
    private static final int GUARDS = 4;
    private static final int DEGREE = 20;
    private static final int MOST_ROUNDS = 60;

    /// Residual ‖Sv − λv‖ at which a vector is good enough: a start is drawn to no more digits.
    private static final double TOLERANCE = 1e-5;

    /// Rows of a block of work.
    private static final int BLOCK = 128;

    /// S of one component, with its trivial eigenvector.
    private record Normalized(SparseMatrix s, double[] trivial) {}

    private static Normalized normalized(SparseMatrix graph, int[] members) {
        int n = members.length;
        int[] place = new int[graph.n()];
        for (int i = 0; i < n; i++) {
            place[members[i]] = i;
        }
        double[] root = new double[n];
        double total = 0;
        int[] starts = new int[n + 1];
        for (int i = 0; i < n; i++) {
            double degree = 0;
            int from = graph.starts()[members[i]];
            int to = graph.starts()[members[i] + 1];
            for (int e = from; e < to; e++) {
                degree += graph.values().at(e);
            }
            root[i] = Math.sqrt(degree);
            total += degree;
            starts[i + 1] = starts[i] + to - from;
        }
        int[] columns = new int[starts[n]];
        double[] values = new double[starts[n]];
        for (int i = 0; i < n; i++) {
            int from = graph.starts()[members[i]];
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                columns[e] = place[graph.columns()[from + e - starts[i]]];
                values[e] = graph.values().at(from + e - starts[i]) / root[i] / root[columns[e]];
            }
        }
        double length = Math.sqrt(total);
        double[] trivial = Arrays.stream(root).map(r -> length == 0 ? 1 : r / length).toArray();
        return new Normalized(SparseMatrix.trusted(n, starts, columns, values, values), trivial);
    }

    /// Of one component of a graph.
    ///
    /// @param members its points
    /// @param wanted  how many, fewer than there are points
    /// @param share   is told how far the search is, from 0 to 1
    static Eigenvectors of(SparseMatrix graph, int[] members, int wanted, long seed, Workers workers, DoubleConsumer share) {
        if (wanted < 1) {
            return new Eigenvectors(new double[0], new double[0][], 0);
        }
        Normalized matrix = normalized(graph, members);
        int n = matrix.s.n();
        int width = Math.min(wanted + GUARDS, n - 1);
        CounterRandom random = new CounterRandom(seed, VECTORS_USE);
        double[][] block = new double[width][n];
        for (int v = 0; v < width; v++) {
            for (int i = 0; i < n; i++) {
                block[v][i] = random.uniform((long) v * n + i) - 0.5;
            }
        }
        orthonormalize(block, matrix.trivial, random);
        double[] values = rotate(block, matrix.s, workers);
        double residual = residual(block, values, wanted, matrix.s, workers);
        double first = residual;
        for (int round = 0; round < MOST_ROUNDS && residual > TOLERANCE; round++) {
            // It falls by about the same factor in each round, or rounds are over before.
            double near = StrictMath.log(residual / first) / StrictMath.log(TOLERANCE / first);
            share.accept(Math.clamp(Math.max(near, (double) round / MOST_ROUNDS), 0, 1));
            filter(block, matrix.s, values[width - 1], workers);
            orthonormalize(block, matrix.trivial, random);
            values = rotate(block, matrix.s, workers);
            residual = residual(block, values, wanted, matrix.s, workers);
        }
        double[][] found = Arrays.copyOf(block, wanted);
        for (double[] vector : found) {
            turn(vector);
        }
        return new Eigenvectors(Arrays.copyOf(values, wanted), found, residual > TOLERANCE ? residual : 0);
    }

    /// Multiplies by T(S), the Chebyshev polynomial on [−1, bound]: at most 1 there, and growing fast beyond.
    private static void filter(double[][] block, SparseMatrix s, double bound, Workers workers) {
        double half = Math.max((bound + 1) / 2, 1e-3);
        double center = half - 1;
        double[][] before = block.clone();
        double[][] now = combine(product(block, s, workers), 1 / half, block, -center / half, block, 0);
        for (int degree = 2; degree <= DEGREE; degree++) {
            double[][] next = combine(product(now, s, workers), 2 / half, now, -2 * center / half, before, -1);
            before = now;
            now = next;
        }
        System.arraycopy(now, 0, block, 0, block.length);
    }

    /// a·x + b·y + c·z, written over x.
    private static double[][] combine(double[][] x, double a, double[][] y, double b, double[][] z, double c) {
        for (int v = 0; v < x.length; v++) {
            for (int i = 0; i < x[v].length; i++) {
                x[v][i] = a * x[v][i] + b * y[v][i] + c * z[v][i];
            }
        }
        return x;
    }

    /// S times every vector; an entry of S is read once for all of them.
    private static double[][] product(double[][] block, SparseMatrix s, Workers workers) {
        int n = s.n();
        int width = block.length;
        double[] byPoint = new double[n * width];
        for (int v = 0; v < width; v++) {
            for (int i = 0; i < n; i++) {
                byPoint[i * width + v] = block[v][i];
            }
        }
        double[][] product = new double[width][n];
        workers.run((n + BLOCK - 1) / BLOCK, part -> {
            double[] sums = new double[width];
            for (int i = part * BLOCK; i < Math.min(n, (part + 1) * BLOCK); i++) {
                Arrays.fill(sums, 0);
                for (int e = s.starts()[i]; e < s.starts()[i + 1]; e++) {
                    double value = s.values().at(e);
                    int at = s.columns()[e] * width;
                    for (int v = 0; v < width; v++) {
                        sums[v] = Math.fma(value, byPoint[at + v], sums[v]);
                    }
                }
                for (int v = 0; v < width; v++) {
                    product[v][i] = sums[v];
                }
            }
        });
        return product;
    }

    /// Makes the vectors orthogonal to the trivial one and to each other, twice, for once leaves what rounding put in. One that vanishes
    /// is drawn anew.
    private static void orthonormalize(double[][] block, double[] trivial, CounterRandom random) {
        long drawn = (long) block.length * trivial.length;
        for (int v = 0; v < block.length; v++) {
            double[] vector = block[v];
            normalize(vector);
            for (int pass = 0; pass < 2; ) {
                subtract(vector, trivial);
                for (int u = 0; u < v; u++) {
                    subtract(vector, block[u]);
                }
                if (normalize(vector) > 1e-10) {
                    pass++;
                } else {
                    for (int i = 0; i < vector.length; i++) {
                        vector[i] = random.uniform(drawn++) - 0.5;
                    }
                    normalize(vector);
                    pass = 0;
                }
            }
        }
    }

    /// Brings a vector to length 1 and returns the length it had.
    private static double normalize(double[] vector) {
        double largest = 0;
        for (double entry : vector) {
            largest = Math.max(largest, Math.abs(entry));
        }
        if (largest == 0) {
            return 0;
        }
        double squares = 0;
        for (double entry : vector) {
            squares = Math.fma(entry / largest, entry / largest, squares);
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = vector[i] / largest / length;
        }
        return length * largest;
    }

    private static void subtract(double[] vector, double[] direction) {
        double along = dot(vector, direction);
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= along * direction[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }

    /// Rayleigh and Ritz: turns the vectors, within the space that they span, into approximate eigenvectors, the largest eigenvalue first.
    private static double[] rotate(double[][] block, SparseMatrix s, Workers workers) {
        int width = block.length;
        double[][] product = product(block, s, workers);
        DMatrixRMaj small = new DMatrixRMaj(width, width);
        for (int a = 0; a < width; a++) {
            for (int b = a; b < width; b++) {
                double entry = dot(block[a], product[b]);
                small.set(a, b, entry);
                small.set(b, a, entry);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(width, true, true);
        if (!eigen.decompose(small)) {
            throw new IllegalStateException("the eigenvalues of a matrix of " + width + " rows were not found");
        }
        int[] order = IntStream.range(0, width)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer v) -> -eigen.getEigenvalue(v).real))
                .mapToInt(Integer::intValue)
                .toArray();
        double[][] rotated = new double[width][block[0].length];
        double[] values = new double[width];
        for (int v = 0; v < width; v++) {
            values[v] = eigen.getEigenvalue(order[v]).real;
            double[] weights = eigen.getEigenVector(order[v]).data;
            for (int u = 0; u < width; u++) {
                for (int i = 0; i < rotated[v].length; i++) {
                    rotated[v][i] = Math.fma(weights[u], block[u][i], rotated[v][i]);
                }
            }
        }
        System.arraycopy(rotated, 0, block, 0, width);
        return values;
    }

    /// The largest ‖Sv − λv‖ of the first vectors.
    private static double residual(double[][] block, double[] values, int wanted, SparseMatrix s, Workers workers) {
        double[][] first = Arrays.copyOf(block, wanted);
        double[][] product = product(first, s, workers);
        double largest = 0;
        for (int v = 0; v < wanted; v++) {
            double squares = 0;
            for (int i = 0; i < s.n(); i++) {
                double off = product[v][i] - values[v] * first[v][i];
                squares = Math.fma(off, off, squares);
            }
            largest = Math.max(largest, Math.sqrt(squares));
        }
        return largest;
    }

    /// Makes the largest entry positive; of entries that are as large but for rounding, the first decides.
    private static void turn(double[] vector) {
        double largest = 0;
        for (double entry : vector) {
            if (Math.abs(entry) > Math.abs(largest) * (1 + 1e-4)) {
                largest = entry;
            }
        }
        if (largest < 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = -vector[i];
            }
        }
    }
}
