package dev.starling.core;

import java.util.Random;

/// Points around a few centers: point i belongs to center i mod `centers`.
public final class Blobs {
    private Blobs() {}

    public static double[][] of(int n, int columns, int centers) {
        Random random = new Random(n * 31L + columns);
        double[][] middle = new double[centers][columns];
        for (double[] center : middle) {
            for (int k = 0; k < columns; k++) {
                center[k] = 10 * random.nextGaussian();
            }
        }
        double[][] points = new double[n][columns];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < columns; k++) {
                points[i][k] = middle[i % centers][k] + random.nextGaussian();
            }
        }
        return points;
    }
}
