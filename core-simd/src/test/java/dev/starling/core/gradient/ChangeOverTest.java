package dev.starling.core.gradient;

import dev.starling.api.Method;
import dev.starling.core.Blobs;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.Plan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

/// A run begins with scalar loops and goes on with vectors once those are hot. The gradients do not show when.
@Tag("machines")
class ChangeOverTest {
    private static final int POINTS = 1200;

    /// Against a test that hangs. A warm-up that loses on a busy machine is tried again, so that vectors come sooner or later.
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(20);

    private static final int AFTERWARDS = 20;

    /// Loops are shared in a virtual machine; those of three dimensions have not been warmed up by another test.
    private static final int DIMENSIONS = 3;

    @ParameterizedTest
    @CsvSource({"t-sne, true", "t-sne, false", "jse, true"})
    void gradientsKeepTheirBitsWhileVectorsTakeOver(String method, boolean dense) {
        Catalog catalog = Catalog.installed();
        Plan plan = Plan.of(method, catalog.find(Method.class, method).recipe(), catalog);
        double[][] p = affinities();
        try (Workers workers = new Workers(2)) {
            EmbeddingObjective adaptive = objective(plan, p, dense, workers, Backend.ADAPTIVE);
            EmbeddingObjective scalar = objective(plan, p, dense, workers, Backend.SCALAR);
            assertThat(adaptive.backend()).isEqualTo(Backend.SCALAR);
            double[] y = start();
            double[] gradient = new double[y.length];
            double[] expected = new double[y.length];
            // Narrow vectors need not be faster.
            boolean vectorsWin = LoopCompiler.vectorBits() >= 256;
            long end = System.nanoTime() + PATIENCE_NANOS;
            for (int left = AFTERWARDS; left > 0 && System.nanoTime() < end; left -= !vectorsWin || adaptive.backend() == Backend.SIMD ? 1 : 0) {
                adaptive.gradient(y, gradient);
                scalar.gradient(y, expected);
                assertThat(gradient).isEqualTo(expected);
                for (int k = 0; k < y.length; k++) {
                    y[k] -= gradient[k];
                }
            }
            if (vectorsWin) {
                assertThat(adaptive.backend()).isEqualTo(Backend.SIMD);
            }
        }
    }

    private static EmbeddingObjective objective(Plan plan, double[][] p, boolean dense, Workers workers, Backend backend) {
        return EmbeddingProblem.of(plan.composition(), dense ? Problem.dense(p, true) : Problem.sparse(p, true), DIMENSIONS).objective(List.of(new ExactEngine(workers, backend)), Precision.DOUBLE);
    }

    /// Of neighbors in a row of points, some of them 0.
    private static double[][] affinities() {
        double[][] p = new double[POINTS][POINTS];
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < POINTS; j++) {
                p[i][j] = i == j || Math.abs(i - j) > 30 ? 0 : 1.0 / Math.abs(i - j);
                sum += p[i][j];
            }
        }
        for (double[] row : p) {
            for (int j = 0; j < POINTS; j++) {
                row[j] /= sum;
            }
        }
        return p;
    }

    private static double[] start() {
        double[][] points = Blobs.of(POINTS, DIMENSIONS, 5);
        double[] y = new double[DIMENSIONS * POINTS];
        for (int i = 0; i < POINTS; i++) {
            for (int k = 0; k < DIMENSIONS; k++) {
                y[k * POINTS + i] = points[i][k];
            }
        }
        return y;
    }

    /// A run that will be long has its loops warmed up before it begins.
    @Test
    void aWarmUpMakesVectorsReadyForAllObjectivesOfItsParts() {
        Catalog catalog = Catalog.installed();
        Plan plan = Plan.of("rssne", catalog.find(Method.class, "rssne").recipe(), catalog);
        double[][] p = affinities();
        try (Workers workers = new Workers(1)) {
            EmbeddingObjective warmed = objective(plan, p, false, workers, Backend.ADAPTIVE);
            assertThat(warmed.backend()).isEqualTo(Backend.SCALAR);
            warmed.warmUp();
            if (LoopCompiler.vectorBits() >= 256) {
                long end = System.nanoTime() + PATIENCE_NANOS;
                while (warmed.backend() == Backend.SCALAR && System.nanoTime() < end) {
                    LockSupport.parkNanos(10_000_000);
                    warmed.warmUp();
                }
                assertThat(objective(plan, p, false, workers, Backend.ADAPTIVE).backend()).isEqualTo(Backend.SIMD);
            }
        }
    }
}
