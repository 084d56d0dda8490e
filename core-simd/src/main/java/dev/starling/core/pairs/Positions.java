package dev.starling.core.pairs;

import dev.starling.core.matrix.DenseMatrix;

import java.util.Arrays;

/// Coordinates of an embedding, one array a dimension, each padded with zeros to a multiple of eight.
///
/// @param n            number of points
/// @param coordinates  by dimension, then point
public record Positions(int n, double[][] coordinates) {

    /// From dimension-major coordinates.
    public static Positions of(double[] y, int n, int dimensions) {
        double[][] coordinates = new double[dimensions][];
        for (int k = 0; k < dimensions; k++) {
            coordinates[k] = padded(Arrays.copyOfRange(y, k * n, (k + 1) * n));
        }
        return new Positions(n, coordinates);
    }

    /// The values, followed by zeros up to a multiple of eight.
    public static double[] padded(double[] values) {
        return Arrays.copyOf(values, DenseMatrix.strideOf(values.length));
    }

    /// ‖yᵢ − yⱼ‖², with the operations and the order of a pass.
    public double squaredDistance(int i, int j) {
        double sum = 0;
        for (int k = 0; k < coordinates.length; k++) {
            double difference = coordinates[k][i] - coordinates[k][j];
            sum = k == 0 ? difference * difference : Math.fma(difference, difference, sum);
        }
        return sum;
    }
}
