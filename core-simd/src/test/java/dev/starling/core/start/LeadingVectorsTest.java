package dev.starling.core.start;

import dev.starling.core.base.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// A search that takes long says how far it is, ends when it is asked to, and does not hide what it could not find.
class LeadingVectorsTest {
    private static final int N = 300;
    private static final int D = 200;

    /// Noise, whose singular values hardly differ.
    private static final double[] NOISE = new SplittableRandom(3).doubles((long) N * D).map(value -> value - 0.5).toArray();

    @AfterEach
    void leaveNoInterrupt() {
        Thread.interrupted();
    }

    @Test
    void vectorsThatWereNotFoundAreTold() {
        try (Workers workers = new Workers(2)) {
            assertThat(new LeadingVectors(NOISE, N, D, 3, 5, workers).find().off()).doesNotContain(0.0);
            assertThat(new LeadingVectors(NOISE, N, D, 3, workers).find().off()).containsOnly(0);
        }
    }

    @Test
    void componentsThatWereNotFoundAreSaid() {
        assertThat(PrincipalComponents.mixed(new double[] {0, 0})).isEmpty();
        assertThat(PrincipalComponents.mixed(new double[] {0, 0.0123, 0.5})).hasValue("2 of 3 principal components differ so little in variance "
                + "from others that they were found to 0.5 of their length only, and may be mixed with them");
        assertThat(PrincipalComponents.mixed(new double[] {0, 1.23e-4})).hasValue("1 of 2 principal components differs so little in variance "
                + "from others that it was found to 0.0001 of its length only, and may be mixed with them");
    }

    @Test
    void sharesRiseFromNothingToOne() {
        List<Double> told = new ArrayList<>();
        try (Workers workers = new Workers(2)) {
            new LeadingVectors(NOISE, N, D, 3, workers).find(told::add);
        }
        assertThat(told).hasSizeGreaterThan(3).first().satisfies(share -> assertThat(share).isLessThan(0.01));
        assertThat(told).last().satisfies(share -> assertThat(share).isBetween(0.6, 1.0));
    }

    @Test
    void anInterruptEndsTheSearch() {
        try (Workers workers = new Workers(2, _ -> {}, true)) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> new LeadingVectors(NOISE, N, D, 3, workers).find());
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> OrthogonalColumns.of(new double[][] {{1, 2}, {3, 4}}, workers));
        }
    }
}
