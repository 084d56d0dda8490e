package dev.starling.core.start;

import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;

import java.util.function.Consumer;

/// Coordinates whose distances are nearest to given ones in the sense of their inner products: √λ·v of the largest eigenvalues λ of
/// B = −½ J R² J, where R² has the squared distances and J takes means away. Of Euclidean distances these are the principal components of
/// the points.
///
/// B is symmetric, so that its singular vectors are its eigenvectors; those of negative eigenvalues, which only distances have that are
/// not Euclidean, are told by vᵀBv and left out.
///
/// Source: Torgerson, "Multidimensional scaling: I. Theory and method", Psychometrika 17, 1952.
final class ClassicalScaling {
    /// Components that are looked at beyond those wanted: some may be those of negative squares.
    static final int MORE = 8;

    private ClassicalScaling() {}

    /// Principal components as if the points were known, in units of 2 to a power that the distances have.
    static PrincipalComponents components(DenseMatrix distances, int dimensions, int exponent, Workers workers, Consumer<String> note) {
        int n = distances.n();
        double[] products = products(distances, exponent, workers);
        int wanted = Math.min(n - 1, dimensions + MORE);
        Points scores = PrincipalComponents.of(Points.owning(n, n, products), wanted, dimensions, workers, note).scores();
        double[] kept = new double[n * dimensions];
        double[] variances = new double[dimensions];
        double total = 0;
        int found = 0;
        for (int c = 0; c < wanted && found < dimensions; c++) {
            double[] score = column(scores, c);
            double square = dot(score, score);
            // score = ±λ v with |v| = 1, so that its length is |λ| and scoreᵀ B score = λ³.
            if (square > 0 && dot(score, times(products, score, workers)) > 0) {
                double lambda = Math.sqrt(square);
                for (int i = 0; i < n; i++) {
                    kept[i * dimensions + found] = score[i] / Math.sqrt(lambda);
                }
                total += lambda / n;
                variances[found++] = lambda / n;
            }
        }
        return new PrincipalComponents(Points.copyOf(n, dimensions, kept), variances, total);
    }

    /// B, of distances that are divided by 2 to a power.
    private static double[] products(DenseMatrix distances, int exponent, Workers workers) {
        int n = distances.n();
        double[] b = new double[n * n];
        double[] means = new double[n];
        workers.run(n, i -> {
            for (int j = 0; j < n; j++) {
                double r = Math.scalb(distances.get(i, j), -exponent);
                double back = Math.scalb(distances.get(j, i), -exponent);
                b[i * n + j] = (r * r + back * back) / 2;
                means[i] += b[i * n + j];
            }
            means[i] /= n;
        });
        double sum = 0;
        for (double rowMean : means) {
            sum += rowMean / n;
        }
        double mean = sum;
        workers.run(n, i -> {
            for (int j = 0; j < n; j++) {
                b[i * n + j] = -0.5 * (b[i * n + j] - means[i] - means[j] + mean);
            }
        });
        return b;
    }

    private static double[] column(Points points, int c) {
        double[] column = new double[points.rows()];
        for (int i = 0; i < column.length; i++) {
            column[i] = points.get(i, c);
        }
        return column;
    }

    private static double[] times(double[] matrix, double[] vector, Workers workers) {
        int n = vector.length;
        double[] product = new double[n];
        workers.run(n, i -> {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += matrix[i * n + j] * vector[j];
            }
            product[i] = sum;
        });
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
