package dev.starling.core.start;

import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.Workers;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/// The largest singular values of a matrix X with many rows and columns, and their vectors, from products with X and its transpose only;
/// neither is squared, so that digits are those of X.
///
/// Block Lanczos bidiagonalization with full orthogonalization and thick restarts (Golub, Luk & Overton 1981; Baglama & Reichel 2006):
/// orthonormal V and P with X V = P B and Xᵀ P = V Bᵀ + what the next block takes up. Time grows with rows · columns · count. The first
/// block is random by a fixed key.
final class LeadingVectors {
    /// Vectors of a block beyond those that are asked for.
    private static final int MORE = 5;

    private static final int USUAL_BASIS = 96;
    /// Multiplications that may be spent on vectors that hardly differ in their values, as those of noise; they may then be mixed.
    private static final long MOST_WORK = 20_000_000_000L;

    private static final int LEAST_STEPS = 40;

    /// How near Xᵀu must come to σv: in parts of σ, and of the largest σ, as far as rounding lets it.
    private static final double NEAR = 1e-11;

    private static final double ROUNDING = 0x1p-48;

    private static final int CHUNK = 512;

    /// Rows that a task multiplies, and as many as are filled at a time.
    private static final int ROWS = 64;

    private static final int FILLED_ROWS = 16;

    private static final CounterRandom RANDOM = new CounterRandom(0, 22);

    private final double[] x;

    /// In the place of `x`, where that has not all values at once.
    private final @Nullable CenteredRows rows;

    private final int n;
    private final int d;
    private final int count;
    private final int width;
    private final int limit;
    private final long steps;
    private final Workers workers;
    private final List<double[]> right = new ArrayList<>();
    private final List<double[]> left = new ArrayList<>();
    private final double[][] b;
    private double largest;

    /// @param x row-major, n · d
    LeadingVectors(double[] x, int n, int d, int count, Workers workers) {
        this(x, n, d, count, usualSteps(n, d, count), workers);
    }

    LeadingVectors(CenteredRows rows, int count, Workers workers) {
        this(new double[0], rows, rows.rows(), rows.columns(), count, usualSteps(rows.rows(), rows.columns(), count), workers);
    }

    private static long usualSteps(int n, int d, int count) {
        return Math.max(LEAST_STEPS, MOST_WORK / (2L * n * d * width(n, d, count)));
    }

    /// @param steps blocks that are taken at most
    LeadingVectors(double[] x, int n, int d, int count, long steps, Workers workers) {
        this(x, null, n, d, count, steps, workers);
    }

    private LeadingVectors(double[] x, @Nullable CenteredRows rows, int n, int d, int count, long steps, Workers workers) {
        this.steps = steps;
        this.x = x;
        this.rows = rows;
        this.n = n;
        this.d = d;
        this.count = count;
        this.workers = workers;
        width = width(n, d, count);
        limit = basis(n, d, count);
        b = new double[limit][limit];
    }

    private static int width(int n, int d, int count) {
        return Math.min(count + MORE, Math.min(n, d));
    }

    /// How many vectors of each side are held at most.
    static int basis(int n, int d, int count) {
        return Math.min(Math.min(n, d), Math.max(USUAL_BASIS, 3 * width(n, d, count)));
    }

    /// @param lengths singular values, the largest first
    /// @param left    for each the left vector, of length 1
    /// @param right   and the right one
    /// @param off     for each how far Xᵀu is from σv in parts of σ where the work was over before it came near; 0 where it did
    record Found(double[] lengths, List<double[]> left, List<double[]> right, double[] off) {}

    Found find() {
        return workers.asOne(this::find);
    }

    /// @param share is told how far the search is, from 0 to 1
    Found find(DoubleConsumer share) {
        Nearing nearing = new Nearing(share);
        List<double[]> block = firstBlock();
        for (int step = 0; ; step++) {
            int firstLeft = left.size();
            enter(block);
            List<double[]> next = new ArrayList<>();
            double[][] coupling = leave(firstLeft, next);
            boolean full = right.size() + next.size() > limit;
            boolean last = next.isEmpty() || step == steps;
            if (full || last || step % 4 == 3) {
                OrthogonalColumns small = OrthogonalColumns.of(columns(), workers);
                double[] off = next.isEmpty() ? new double[count] : off(small, coupling, firstLeft);
                double farthest = Arrays.stream(off).max().orElse(0);
                if (last || farthest == 0) {
                    return found(small, count, off);
                }
                nearing.tell(farthest, (double) step / steps);
                if (full) {
                    restart(small);
                }
            }
            block = next;
        }
    }

    private List<double[]> firstBlock() {
        List<double[]> block = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            double[] vector = new double[d];
            for (int k = 0; k < d; k++) {
                vector[k] = RANDOM.normal((long) c * d + k);
            }
            orthogonalize(vector, block);
            scale(vector, 1 / OrthogonalColumns.length(vector));
            block.add(vector);
        }
        return block;
    }

    /// Takes a block into V, and what of its images is new into P.
    private void enter(List<double[]> block) {
        List<double[]> images = images(block);
        for (int c = 0; c < block.size(); c++) {
            double[] image = images.get(c);
            int column = right.size();
            right.add(block.get(c));
            largest = Math.max(largest, OrthogonalColumns.length(image));
            double[] along = orthogonalize(image, left);
            for (int l = 0; l < along.length; l++) {
                b[l][column] = along[l];
            }
            double rest = OrthogonalColumns.length(image);
            if (rest > ROUNDING * largest && left.size() < limit) {
                b[left.size()][column] = rest;
                scale(image, 1 / rest);
                left.add(image);
            }
        }
    }

    /// What of Xᵀ times the latest vectors of P is outside V: the next block.
    ///
    /// @return for each of these vectors, its parts along the vectors of the next block
    private double[][] leave(int firstLeft, List<double[]> next) {
        List<double[]> images = transposedImages(left.subList(firstLeft, left.size()));
        double[][] coupling = new double[images.size()][width];
        for (int l = 0; l < images.size(); l++) {
            double[] image = images.get(l);
            orthogonalize(image, right);
            System.arraycopy(orthogonalize(image, next), 0, coupling[l], 0, next.size());
            double rest = OrthogonalColumns.length(image);
            if (rest > ROUNDING * largest) {
                // Rounding of a small rest is not orthogonal to V.
                scale(image, 1 / rest);
                orthogonalize(image, right);
                orthogonalize(image, next);
                scale(image, 1 / OrthogonalColumns.length(image));
                coupling[l][next.size()] = rest;
                next.add(image);
            }
        }
        return coupling;
    }

    private double[][] columns() {
        double[][] columns = new double[right.size()][left.size()];
        for (int c = 0; c < columns.length; c++) {
            for (int l = 0; l < left.size(); l++) {
                columns[c][l] = b[l][c];
            }
        }
        return columns;
    }

    /// How far each vector is from where it must come to, in parts of its length; 0 if it is near.
    private double[] off(OrthogonalColumns small, double[][] coupling, int firstLeft) {
        double[] off = new double[count];
        for (int c = 0; c < count; c++) {
            double length = small.lengths()[c];
            double squares = 0;
            for (int t = 0; t < width && length > 0; t++) {
                double part = 0;
                for (int l = 0; l < coupling.length; l++) {
                    part += small.columns()[c][firstLeft + l] / length * coupling[l][t];
                }
                squares += part * part;
            }
            double rest = Math.sqrt(squares);
            off[c] = rest > Math.max(NEAR * length, ROUNDING * largest) ? rest / length : 0;
        }
        return off;
    }

    /// How far the search is: vectors come nearer by about the same factor in each step, or the work is over before.
    private static final class Nearing {
        private final DoubleConsumer share;
        private double first;

        Nearing(DoubleConsumer share) {
            this.share = share;
        }

        void tell(double farthest, double ofWork) {
            first = Math.max(first, farthest);
            double near = first <= NEAR ? 1 : StrictMath.log(farthest / first) / StrictMath.log(NEAR / first);
            share.accept(Math.clamp(Math.max(near, ofWork), 0, 1));
        }
    }

    private Found found(OrthogonalColumns small, int many, double[] off) {
        List<double[]> lefts = new ArrayList<>();
        List<double[]> rights = new ArrayList<>();
        for (int c = 0; c < many; c++) {
            double length = small.lengths()[c];
            double[] parts = small.columns()[c].clone();
            scale(parts, length > 0 ? 1 / length : 0);
            lefts.add(combination(left, parts, n));
            rights.add(combination(right, small.right()[c], d));
        }
        return new Found(Arrays.copyOf(small.lengths(), many), lefts, rights, off);
    }

    /// Goes on with the best half of what was found.
    private void restart(OrthogonalColumns small) {
        int kept = Math.min(Math.max(count, limit / 2), limit - width);
        kept = Math.min(kept, left.size());
        Found best = found(small, kept, new double[0]);
        left.clear();
        left.addAll(best.left);
        right.clear();
        right.addAll(best.right);
        for (double[] row : b) {
            Arrays.fill(row, 0);
        }
        for (int c = 0; c < kept; c++) {
            b[c][c] = best.lengths[c];
        }
    }

    private static void scale(double[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }

    /// Takes from a vector what is along the others, twice, since the first time leaves rounding; returns how much that was.
    private double[] orthogonalize(double[] vector, List<double[]> others) {
        double[] all = new double[others.size()];
        for (int turn = 0; turn < 2; turn++) {
            double[] along = new double[all.length];
            workers.run(all.length, l -> along[l] = OrthogonalColumns.dot(others.get(l), vector));
            workers.run(Math.ceilDiv(vector.length, CHUNK), chunk -> {
                int to = Math.min(vector.length, (chunk + 1) * CHUNK);
                for (int l = 0; l < along.length; l++) {
                    add(vector, -along[l], others.get(l), chunk * CHUNK, to);
                }
            });
            for (int l = 0; l < all.length; l++) {
                all[l] += along[l];
            }
        }
        return all;
    }

    private static void add(double[] to, double factor, double[] vector, int from, int until) {
        for (int i = from; i < until; i++) {
            to[i] += factor * vector[i];
        }
    }

    private double[] combination(List<double[]> vectors, double[] factors, int length) {
        double[] sum = new double[length];
        workers.run(Math.ceilDiv(length, CHUNK), chunk -> {
            for (int l = 0; l < vectors.size(); l++) {
                add(sum, factors[l], vectors.get(l), chunk * CHUNK, Math.min(length, (chunk + 1) * CHUNK));
            }
        });
        return sum;
    }

    /// X times each vector: two rows and four vectors at a time, eight sums under way.
    List<double[]> images(List<double[]> vectors) {
        List<double[]> images = vectors.stream().map(_ -> new double[n]).toList();
        int last = vectors.size() - 1;
        int many = rows == null ? ROWS : FILLED_ROWS;
        workers.run(Math.ceilDiv(n, many), chunk -> {
            int first = rows == null ? 0 : Math.min(chunk * many, n - 2);
            int end = Math.min(n, (chunk + 1) * many);
            double[] values = rows == null ? x : filled(rows, first, end);
            for (int i = chunk * many; i < end; i += 2) {
                for (int c = 0; c <= last; c += 4) {
                    eight(values, first, Math.min(i, n - 2), c, Math.min(c + 1, last), Math.min(c + 2, last), Math.min(c + 3, last), vectors, images);
                }
            }
        });
        return images;
    }

    private double[] filled(CenteredRows from, int first, int end) {
        double[] values = new double[(end - first) * d];
        for (int i = first; i < end; i++) {
            from.copy(i, 0, d, values, (i - first) * d);
        }
        return values;
    }

    /// @param values those of rows from `base` on
    private void eight(double[] values, int base, int row, int c0, int c1, int c2, int c3, List<double[]> vectors, List<double[]> images) {
        double[] v0 = vectors.get(c0);
        double[] v1 = vectors.get(c1);
        double[] v2 = vectors.get(c2);
        double[] v3 = vectors.get(c3);
        double a0 = 0;
        double a1 = 0;
        double a2 = 0;
        double a3 = 0;
        double b0 = 0;
        double b1 = 0;
        double b2 = 0;
        double b3 = 0;
        int first = (row - base) * d;
        int second = first + d;
        for (int k = 0; k < d; k++) {
            double p = values[first + k];
            double q = values[second + k];
            a0 = Math.fma(p, v0[k], a0);
            a1 = Math.fma(p, v1[k], a1);
            a2 = Math.fma(p, v2[k], a2);
            a3 = Math.fma(p, v3[k], a3);
            b0 = Math.fma(q, v0[k], b0);
            b1 = Math.fma(q, v1[k], b1);
            b2 = Math.fma(q, v2[k], b2);
            b3 = Math.fma(q, v3[k], b3);
        }
        images.get(c0)[row] = a0;
        images.get(c1)[row] = a1;
        images.get(c2)[row] = a2;
        images.get(c3)[row] = a3;
        images.get(c0)[row + 1] = b0;
        images.get(c1)[row + 1] = b1;
        images.get(c2)[row + 1] = b2;
        images.get(c3)[row + 1] = b3;
    }

    /// Xᵀ times each vector, some columns at a time; element by element along a row, so that the JIT may use vectors.
    private List<double[]> transposedImages(List<double[]> vectors) {
        List<double[]> images = vectors.stream().map(_ -> new double[d]).toList();
        int columns = Math.clamp(d / 8, 64, CHUNK);
        workers.run(Math.ceilDiv(d, columns), chunk -> {
            int from = chunk * columns;
            int to = Math.min(d, from + columns);
            double[] values = rows == null ? x : new double[to - from];
            for (int i = 0; i < n; i++) {
                int row = rows == null ? i * d : -from;
                if (rows != null) {
                    rows.copy(i, from, to, values, 0);
                }
                for (int c = 0; c < vectors.size(); c++) {
                    double factor = vectors.get(c)[i];
                    double[] image = images.get(c);
                    for (int k = from; k < to; k++) {
                        image[k] += factor * values[row + k];
                    }
                }
            }
        });
        return images;
    }
}
