package dev.starling.testkit;

import dev.starling.core.plan.FormulaPart;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/// Kernels that are 0 beyond a radius, which they reach as flatly as they like: 1e-63 beside 0 is no jump, but a thousandth is.
@Tag("laws")
class CompactKernelLaws {
    private static Verdict verdict(double radius, int power, double step, String law) {
        String kernel = String.format(
                Locale.ROOT, "where(f < %1$s, (1 - f/%1$s)^%2$d + %3$s, 0)", Double.toString(radius), power, Double.toString(step));
        return KernelLaws.of(FormulaPart.kernel(kernel)).verdict(law);
    }

    @Property(seed = "1", tries = 40)
    void howeverFlatTheyEndTheyAreContinuousAndFall(@ForAll @DoubleRange(min = 0.01, max = 1000) double radius, @ForAll @IntRange(min = 1, max = 9) int power) {
        for (String law : new String[] {"continuous", "decreasing"}) {
            Verdict verdict = verdict(radius, power, 0, law);
            assertThat(verdict.outcome()).as(verdict.line()).isEqualTo(Verdict.Outcome.HOLDS);
        }
    }

    @Property(seed = "1", tries = 40)
    void aStepAtTheirEndIsAJump(
            @ForAll @DoubleRange(min = 0.01, max = 1000) double radius, @ForAll @IntRange(min = 1, max = 9) int power,
            @ForAll @IntRange(min = 0, max = 6) int smallness) {
        assertThat(verdict(radius, power, Math.pow(10, -smallness), "continuous").line()).contains("it jumps from");
    }
}
