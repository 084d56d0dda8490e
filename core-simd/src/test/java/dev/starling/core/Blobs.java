package dev.starling.core;

import java.util.Random;

/// Points around a few centres: point i belongs to centre i mod `centres`.
public final class Blobs {
    private Blobs() {}

    public static double[][] of(int n, int columns, int centres) {
        Random random = new Random(n * 31L + columns);
        double[][] middle = new double[centres][columns];
        for (double[] centre : middle) {
            for (int k = 0; k < columns; k++) {
                centre[k] = 10 * random.nextGaussian();
            }
        }
        double[][] points = new double[n][columns];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < columns; k++) {
                points[i][k] = middle[i % centres][k] + random.nextGaussian();
            }
        }
        return points;
    }
}
