package dev.starling.benchmarks;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The repulsion of t-SNE in the plane and its partition, written by hand for this one formula: the measure of what generated
/// loops could reach. Four rows at a time share the loads of a column. Columns are padded to a multiple of eight with points so
/// far away that they weigh nothing; a row's own column pulls with 0 and its weight 1 is taken out at the end.
final class HandWrittenTsne {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final double FAR = 1e150;

    private final int n;
    private final double[] x;
    private final double[] y;

    HandWrittenTsne(double[] coordinates) {
        n = coordinates.length / 2;
        int padded = (n + 7) / 8 * 8;
        x = java.util.Arrays.copyOf(java.util.Arrays.copyOf(coordinates, n), padded);
        y = java.util.Arrays.copyOf(java.util.Arrays.copyOfRange(coordinates, n, 2 * n), padded);
        java.util.Arrays.fill(x, n, padded, FAR);
    }

    /// Σ w, and in `pull` Σⱼ w² (yᵢ − yⱼ), dimension-major. `n` is a multiple of four.
    double run(double[] pull) {
        double sum = 0;
        for (int i = 0; i < n; i += 4) {
            sum += rows(i, pull);
        }
        return sum - n;
    }

    private double rows(int i, double[] pull) {
        DoubleVector x0 = DoubleVector.broadcast(SPECIES, x[i]);
        DoubleVector x1 = DoubleVector.broadcast(SPECIES, x[i + 1]);
        DoubleVector x2 = DoubleVector.broadcast(SPECIES, x[i + 2]);
        DoubleVector x3 = DoubleVector.broadcast(SPECIES, x[i + 3]);
        DoubleVector y0 = DoubleVector.broadcast(SPECIES, y[i]);
        DoubleVector y1 = DoubleVector.broadcast(SPECIES, y[i + 1]);
        DoubleVector y2 = DoubleVector.broadcast(SPECIES, y[i + 2]);
        DoubleVector y3 = DoubleVector.broadcast(SPECIES, y[i + 3]);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector px0 = s0;
        DoubleVector px1 = s0;
        DoubleVector px2 = s0;
        DoubleVector px3 = s0;
        DoubleVector py0 = s0;
        DoubleVector py1 = s0;
        DoubleVector py2 = s0;
        DoubleVector py3 = s0;
        for (int j = 0; j < x.length; j += SPECIES.length()) {
            DoubleVector xj = DoubleVector.fromArray(SPECIES, x, j);
            DoubleVector yj = DoubleVector.fromArray(SPECIES, y, j);
            DoubleVector dx0 = x0.sub(xj);
            DoubleVector dy0 = y0.sub(yj);
            DoubleVector w0 = one.div(dx0.fma(dx0, dy0.fma(dy0, one)));
            s0 = s0.add(w0);
            DoubleVector w0w0 = w0.mul(w0);
            px0 = w0w0.fma(dx0, px0);
            py0 = w0w0.fma(dy0, py0);
            DoubleVector dx1 = x1.sub(xj);
            DoubleVector dy1 = y1.sub(yj);
            DoubleVector w1 = one.div(dx1.fma(dx1, dy1.fma(dy1, one)));
            s1 = s1.add(w1);
            DoubleVector w1w1 = w1.mul(w1);
            px1 = w1w1.fma(dx1, px1);
            py1 = w1w1.fma(dy1, py1);
            DoubleVector dx2 = x2.sub(xj);
            DoubleVector dy2 = y2.sub(yj);
            DoubleVector w2 = one.div(dx2.fma(dx2, dy2.fma(dy2, one)));
            s2 = s2.add(w2);
            DoubleVector w2w2 = w2.mul(w2);
            px2 = w2w2.fma(dx2, px2);
            py2 = w2w2.fma(dy2, py2);
            DoubleVector dx3 = x3.sub(xj);
            DoubleVector dy3 = y3.sub(yj);
            DoubleVector w3 = one.div(dx3.fma(dx3, dy3.fma(dy3, one)));
            s3 = s3.add(w3);
            DoubleVector w3w3 = w3.mul(w3);
            px3 = w3w3.fma(dx3, px3);
            py3 = w3w3.fma(dy3, py3);
        }
        pull[i] = total(px0);
        pull[i + 1] = total(px1);
        pull[i + 2] = total(px2);
        pull[i + 3] = total(px3);
        pull[n + i] = total(py0);
        pull[n + i + 1] = total(py1);
        pull[n + i + 2] = total(py2);
        pull[n + i + 3] = total(py3);
        return total(s0) + total(s1) + total(s2) + total(s3);
    }

    private static double total(DoubleVector v) {
        double sum = 0;
        for (int lane = 0; lane < SPECIES.length(); lane++) {
            sum += v.lane(lane);
        }
        return sum;
    }
}
