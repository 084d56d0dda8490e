package dev.starling.core.start;

import dev.starling.core.base.Workers;

import java.util.Arrays;

/// The upper triangle R of X = Q R, of a matrix with few columns and any number of rows, by reflections: every column keeps its digits,
/// whatever the size of the others. Rows are taken in blocks, and their triangles in blocks again, until there is one.
final class Triangle {
    /// Rows of a block, for each column: the triangle of a block is smaller than the block by this factor.
    private static final int ROWS = 8;

    private static final int LEAST_ROWS = 512;

    /// Rows that are taken into a triangle at a time; they stay in the second cache.
    private static final int CHUNK = 48;

    private Triangle() {}

    /// R, row-major, d × d.
    ///
    /// @param x row-major, with d columns
    static double[] of(double[] x, int d, Workers workers) {
        int rows = x.length / d;
        int block = Math.max(LEAST_ROWS, ROWS * d);
        int blocks = Math.ceilDiv(rows, block);
        double[] triangles = new double[blocks * d * d];
        workers.run(blocks, b -> {
            double[] triangle = new double[d * d];
            int to = Math.min(rows, (b + 1) * block);
            for (int from = b * block; from < to; from += CHUNK) {
                take(triangle, Arrays.copyOfRange(x, from * d, Math.min(to, from + CHUNK) * d), d);
            }
            System.arraycopy(triangle, 0, triangles, b * d * d, d * d);
        });
        return blocks == 1 ? triangles : of(triangles, d, workers);
    }

    /// Reflects row k of a triangle and some rows beneath, for each k, until nothing is left of the rows.
    private static void take(double[] triangle, double[] rows, int d) {
        int count = rows.length / d;
        double[] v = new double[count];
        double[] products = new double[d];
        for (int k = 0; k < d; k++) {
            double largest = Math.abs(triangle[k * d + k]);
            for (int i = 0; i < count; i++) {
                largest = Math.max(largest, Math.abs(rows[i * d + k]));
            }
            if (largest == 0) {
                continue;
            }
            double head = triangle[k * d + k] / largest;
            double squares = head * head;
            for (int i = 0; i < count; i++) {
                v[i] = rows[i * d + k] / largest;
                squares += v[i] * v[i];
            }
            double length = head > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
            reflect(triangle, rows, d, k, head - length, v, 1 / (squares - head * length), products);
            triangle[k * d + k] = length * largest;
        }
    }

    /// Takes factor · (head, v) times its product with them from the columns behind k. Element by element along the rows, so that the JIT may
    /// use vectors without changing a bit.
    private static void reflect(
            double[] triangle, double[] rows, int d, int k, double head, double[] v, double factor, double[] products) {
        int top = k * d;
        for (int j = k + 1; j < d; j++) {
            products[j] = head * triangle[top + j];
        }
        for (int i = 0; i < v.length; i++) {
            double f = v[i];
            int row = i * d;
            for (int j = k + 1; j < d; j++) {
                products[j] += f * rows[row + j];
            }
        }
        for (int j = k + 1; j < d; j++) {
            products[j] *= factor;
            triangle[top + j] -= head * products[j];
        }
        for (int i = 0; i < v.length; i++) {
            double f = v[i];
            int row = i * d;
            for (int j = k + 1; j < d; j++) {
                rows[row + j] -= f * products[j];
            }
        }
    }
}
