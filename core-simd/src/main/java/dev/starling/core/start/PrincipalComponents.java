package dev.starling.core.start;

import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseRows;
import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The first principal components of a data set: centered, unscaled scores.
///
/// The sign of a component is that which makes its largest loading positive; ties go to the earlier column. A component without
/// variance is exactly 0.
///
/// @param scores     one row a point, one column a component
/// @param variances  variance along each component (divided by n)
/// @param total      variance of all columns together
@API(status = API.Status.STABLE, since = "1.0")
public record PrincipalComponents(Points scores, double[] variances, double total) {
    /// Up to so many columns, or rows, all components are found, by reflections and rotations; beyond, those that are asked for.
    private static final int FEW = 128;

    /// Columns for a component beyond which QR takes longer than the products.
    private static final int MANY = 40;

    /// Columns that a task centers: those of a cache line.
    private static final int COLUMNS = 8;

    private static final double DOMINANT = 0x1p27;

    /// Below this share of the largest for the root of the number of rows or columns, a singular value is what rounding left of 0.
    private static final double ROUNDING = 0x1p-50;

    /// Of points that are too large or too small to be squared, the scores are those of [Points#inRange].
    ///
    /// @throws IllegalArgumentException unless 1 ≤ components ≤ min(rows, columns)
    public static PrincipalComponents of(Points given, int components, Workers workers) {
        return of(given, components, 0, workers, _ -> {});
    }

    /// The same, of which it is said where some could not be told from others.
    ///
    /// @param used how many of the first are used for more than their variance
    /// @param note hears of those that differ so little in variance that the work was over before they were found to all digits
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static PrincipalComponents of(Points given, int components, int used, Workers workers, Consumer<String> note) {
        Points points = given.inRange();
        int n = points.rows();
        int d = points.columns();
        if (components < 1 || components > Math.min(n, d)) {
            throw new IllegalArgumentException("principal components must be at least 1 and at most " + Math.min(n, d)
                    + " for " + n + " rows of " + d + " columns, but were " + components);
        }
        Consumer<double[]> mixed = off -> mixed(Arrays.copyOf(off, used)).ifPresent(note);
        if (points.sparse() != null && n > FEW && d > FEW && !isTall(n, d, components)) {
            Optional<PrincipalComponents> found = ofStored(new CenteredRows(points.sparse()), rounding(points), components, mixed, workers);
            if (found.isPresent()) {
                return found.get();
            }
        }
        double[] centered = centered(points, workers);
        if (d <= n && d <= FEW) {
            FewColumns.Found found = new FewColumns(points, centered, workers).components(components);
            return of(n, components, found.scores(), found.lengths(), centered);
        }
        return ofManyColumns(centered, rounding(points), n, components, mixed, workers);
    }

    /// What to say of components by how far they are from where they belong.
    static Optional<String> mixed(double[] off) {
        double farthest = Arrays.stream(off).max().orElse(0);
        if (farthest == 0) {
            return Optional.empty();
        }
        long count = Arrays.stream(off).filter(value -> value > 0).count();
        return Optional.of(String.format(
                Locale.ROOT,
                "%d of %d principal components %s so little in variance from others that %s found to %.1g of %s length only, and may be mixed with them",
                count, off.length, count == 1 ? "differs" : "differ", count == 1 ? "it was" : "they were", farthest, count == 1 ? "its" : "their"));
    }

    /// Bytes that finding components takes beside the data and their centered copy, roughly.
    public static long estimateBytes(int n, int columns, int components) {
        if (columns <= Math.min(n, FEW)) {
            return 0;
        }
        long many = (long) Double.BYTES * (n + columns) * LeadingVectors.basis(n, columns, Math.min(components, Math.min(n, columns)));
        return n <= FEW ? (long) Double.BYTES * n * columns : many;
    }

    /// Number of components with a variance above 0.
    public int rank() {
        return (int) Arrays.stream(variances).filter(variance -> variance > 0).count();
    }

    /// The values with mean 0 in every column. The first row goes first: where the offset is large beside the spread, that is exact, and the
    /// mean of what remains has digits to spare.
    static double[] centered(Points points, Workers workers) {
        int n = points.rows();
        int d = points.columns();
        double[] centered = points.sharedValues().clone();
        workers.run(Math.ceilDiv(d, COLUMNS), block -> {
            int from = block * COLUMNS;
            double[] first = Arrays.copyOfRange(centered, from, Math.min(d, from + COLUMNS));
            double[] sums = new double[first.length];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < sums.length; k++) {
                    centered[i * d + from + k] -= first[k];
                    sums[k] += centered[i * d + from + k];
                }
            }
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < sums.length; k++) {
                    centered[i * d + from + k] -= sums[k] / n;
                }
            }
        });
        return centered;
    }

    /// A column that is longer than all others together by 2²⁷ is a component by itself: what it has to do with the others, and they with it, is
    /// the square of that. They go on without it, and without what lies along it.
    private static PrincipalComponents ofManyColumns(
            double[] x, double[] rounding, int n, int components, Consumer<double[]> off, Workers workers) {
        int d = rounding.length;
        double[] squares = new double[d];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                squares[k] += x[i * d + k] * x[i * d + k];
            }
        }
        int longest = longest(squares);
        if (!isDominant(squares, longest)) {
            double noise = noise(rounding, n);
            return n <= FEW ? ofFewRows(x, n, d, components, noise, workers) : ofMany(x, n, d, components, noise, off, workers);
        }
        double[] own = new double[n];
        for (int i = 0; i < n; i++) {
            own[i] = x[i * d + longest];
        }
        if (components == 1) {
            return of(n, 1, own, new double[] {Math.sqrt(squares[longest])}, x);
        }
        double[] others = rounding.clone();
        others[longest] = 0;
        PrincipalComponents further = ofManyColumns(
                without(x, n, d, own, longest, squares[longest]), others, n, components - 1, found -> off.accept(behindOne(found)), workers);
        double[] scores = new double[n * components];
        for (int i = 0; i < n; i++) {
            scores[i * components] = own[i];
            System.arraycopy(further.scores.sharedValues(), i * (components - 1), scores, i * components + 1, components - 1);
        }
        double[] variances = new double[components];
        variances[0] = squares[longest] / n;
        System.arraycopy(further.variances, 0, variances, 1, components - 1);
        return new PrincipalComponents(Points.owning(n, components, scores), variances, variances[0] + further.total);
    }

    private static int longest(double[] squares) {
        return IntStream.range(0, squares.length).reduce(0, (a, b) -> squares[b] > squares[a] ? b : a);
    }

    private static boolean isDominant(double[] squares, int longest) {
        double rest = 0;
        for (int k = 0; k < squares.length; k++) {
            rest += k == longest ? 0 : squares[k];
        }
        return rest > 0 && Math.sqrt(squares[longest]) > DOMINANT * Math.sqrt(rest);
    }

    /// Of many columns and rows, from what is stored of them; nothing where one column is longer than all others by far, which takes them whole.
    private static Optional<PrincipalComponents> ofStored(
            CenteredRows x, double[] rounding, int components, Consumer<double[]> off, Workers workers) {
        int n = x.rows();
        int d = x.columns();
        double[] squares = new double[d];
        double[] row = new double[d];
        double all = 0;
        for (int i = 0; i < n; i++) {
            x.copy(i, 0, d, row, 0);
            for (int k = 0; k < d; k++) {
                squares[k] += row[k] * row[k];
                all += row[k] * row[k];
            }
        }
        if (isDominant(squares, longest(squares))) {
            return Optional.empty();
        }
        LeadingVectors.Found found = new LeadingVectors(x, components, workers).find();
        off.accept(found.off());
        double[] lengths = withoutRounding(found.lengths(), Math.max(n, d), noise(rounding, n));
        return Optional.of(of(n, components, scores(n, found.right(), found.left(), lengths, lengths), lengths, all));
    }

    private static double[] behindOne(double[] off) {
        double[] all = new double[off.length + 1];
        System.arraycopy(off, 0, all, 1, off.length);
        return all;
    }

    private static double[] without(double[] x, int n, int d, double[] own, int longest, double square) {
        double[] along = loadings(x, n, d, own);
        double[] rest = x.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                rest[i * d + k] = k == longest ? 0 : rest[i * d + k] - own[i] / square * along[k];
            }
        }
        return rest;
    }

    /// Where there are many more points than columns, and some components are asked for, those of the triangle of QR, which takes as long
    /// as some products with the points.
    private static PrincipalComponents ofMany(
            double[] x, int n, int d, int components, double noise, Consumer<double[]> off, Workers workers) {
        boolean tall = isTall(n, d, components);
        LeadingVectors leading = tall
                ? new LeadingVectors(Triangle.of(x, d, workers), d, d, components, workers)
                : new LeadingVectors(x, n, d, components, workers);
        LeadingVectors.Found found = leading.find();
        off.accept(found.off());
        double[] lengths = withoutRounding(found.lengths(), Math.max(n, d), noise);
        List<double[]> left = tall ? new LeadingVectors(x, n, d, components, workers).images(found.right()) : found.left();
        double[] ones = new double[components];
        Arrays.fill(ones, 1);
        return of(n, components, scores(n, found.right(), left, lengths, tall ? ones : lengths), lengths, x);
    }

    private static boolean isTall(int n, int d, int components) {
        return n > 2 * d && d < MANY * components;
    }

    /// @param scales of left vectors, where a component has a length
    private static double[] scores(int n, List<double[]> right, List<double[]> left, double[] lengths, double[] scales) {
        int components = lengths.length;
        double[] scores = new double[n * components];
        for (int c = 0; c < components; c++) {
            double scale = FewColumns.sign(right.get(c)) * (lengths[c] == 0 ? 0 : scales[c]);
            for (int i = 0; i < n; i++) {
                scores[i * components + c] = scale * left.get(c)[i];
            }
        }
        return scores;
    }

    /// Fewer points than columns, and few of them: X = Rᵀ Qᵀ, of which R is a small triangle.
    private static PrincipalComponents ofFewRows(double[] x, int n, int d, int components, double noise, Workers workers) {
        double[] triangle = Triangle.of(transposed(x, n, d), n, workers);
        double[][] columns = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                columns[j][i] = triangle[i * n + j];
            }
        }
        OrthogonalColumns rotated = OrthogonalColumns.of(columns, workers);
        double[] lengths = withoutRounding(Arrays.copyOf(rotated.lengths(), components), d, noise);
        double[] scores = new double[n * components];
        for (int c = 0; c < components; c++) {
            double scale = lengths[c] * FewColumns.sign(loadings(x, n, d, rotated.right()[c]));
            for (int i = 0; i < n; i++) {
                scores[i * components + c] = scale * rotated.right()[c][i];
            }
        }
        return of(n, components, scores, lengths, x);
    }

    /// What rounding of values may add up to, column by column.
    private static double[] rounding(Points points) {
        double[] rounding = new double[points.columns()];
        SparseRows sparse = points.sparse();
        if (sparse != null) {
            for (int e = 0; e < sparse.values().length; e++) {
                rounding[sparse.indices()[e]] = Math.max(rounding[sparse.indices()[e]], FewColumns.GIVEN * Math.abs(sparse.values()[e]));
            }
            return rounding;
        }
        for (int i = 0; i < points.rows(); i++) {
            for (int k = 0; k < rounding.length; k++) {
                rounding[k] = Math.max(rounding[k], FewColumns.GIVEN * Math.abs(points.get(i, k)));
            }
        }
        return rounding;
    }

    /// The largest singular value of rounding, which knows nothing of other rows and columns.
    private static double noise(double[] rounding, int n) {
        double squares = 0;
        double largest = 0;
        for (double value : rounding) {
            squares += value * value;
            largest = Math.max(largest, value);
        }
        return Math.sqrt(n) * largest + Math.sqrt(squares);
    }

    private static double[] withoutRounding(double[] lengths, int size, double noise) {
        double least = Math.max(ROUNDING * Math.sqrt(size) * lengths[0], noise);
        return Arrays.stream(lengths).map(length -> length > least ? length : 0).toArray();
    }

    private static PrincipalComponents of(int n, int components, double[] scores, double[] lengths, double[] centered) {
        double squares = 0;
        for (double value : centered) {
            squares += value * value;
        }
        return of(n, components, scores, lengths, squares);
    }

    private static PrincipalComponents of(int n, int components, double[] scores, double[] lengths, double squares) {
        double[] variances = Arrays.stream(lengths).map(length -> length * length / n).toArray();
        return new PrincipalComponents(Points.owning(n, components, scores), variances, squares / n);
    }

    private static double[] loadings(double[] x, int n, int d, double[] scores) {
        double[] loadings = new double[d];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                loadings[k] += x[i * d + k] * scores[i];
            }
        }
        return loadings;
    }

    private static double[] transposed(double[] x, int n, int d) {
        double[] turned = new double[x.length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                turned[k * n + i] = x[i * d + k];
            }
        }
        return turned;
    }
}
