package dev.starling.testkit;

import dev.starling.api.Kernel;
import dev.starling.core.plan.FormulaPart;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A waiver has a name and a reason, is printed, and does not outlive its need.
class WaiverTest {
    private static final Kernel RISING = FormulaPart.kernel("2-1/(1+f)");

    private static Laws rising(String waiver) {
        return KernelLaws.of(RISING).with(new Waivers(Waivers.parse(waiver).all().stream()
                .map(w -> new Waiver(w.kind(), RISING.name(), w.law(), w.condition(), w.reason()))
                .toList()));
    }

    @Test
    void aWaivedLawIsNotBrokenAndItsReasonIsPrinted() {
        assertThat(KernelLaws.of(RISING).verdict("decreasing").outcome()).isEqualTo(Verdict.Outcome.BROKEN);
        assertThat(rising("kernel x decreasing: it rises by design").verdict("decreasing").line())
                .isEqualTo("KernelLaws – decreasing: it rises by design");
    }

    @Test
    void aWaiverOfALawThatHoldsIsItselfAFault() {
        assertThat(rising("kernel x finite: just in case").verdict("finite").line())
                .isEqualTo("KernelLaws ✗ finite: is waived (just in case), but holds: take the waiver away");
    }

    /// Whoever misspells a law would else believe that it is waived.
    @Test
    void aWaiverOfALawThatThereIsNotIsAFault() {
        Laws laws = rising("kernel x decresing: it rises by design");
        assertThat(laws.names()).endsWith("decresing");
        assertThat(laws.verdicts()).extracting(Verdict::line)
                .anyMatch(line -> line.startsWith("KernelLaws ✗ decresing: is waived, and there is no such law; there are ") && line.contains("decreasing"));
        assertThat(rising("kernel x decreasing: it rises").names()).isEqualTo(KernelLaws.of(RISING).names());
    }

    @Test
    void aConditionOnAParameterThatThereIsNotIsAFault() {
        assertThat(rising("kernel x decreasing when alpha > 0: it rises").verdict("decreasing").line())
                .isEqualTo("KernelLaws ✗ decreasing: is waived when alpha > 0, and there is no parameter alpha");
    }

    @Test
    void everyKindHasWaivers() {
        for (String kind : List.of("kernel", "cost", "transform", "metric", "optimizer", "method", "reader")) {
            assertThat(Waiver.parse(kind + " x finite: on purpose").kind()).isEqualTo(kind);
        }
    }

    @Test
    void aConditionLimitsAWaiverToSomeParameters() {
        Waiver waiver = Waiver.parse("cost cross-entropy divergence when min-gain > 0.5: softened");
        assertThat(waiver.holdsFor(Map.of("min-gain", 0.6))).isTrue();
        assertThat(waiver.holdsFor(Map.of("min-gain", 0.5))).isFalse();
        assertThat(waiver.toString()).isEqualTo("cost cross-entropy divergence when min-gain > 0.5: softened");
    }

    @Test
    void commentsAndEmptyLinesDoNotCount() {
        assertThat(Waivers.parse("# why\n\n  kernel a decreasing: it rises\n").all()).hasSize(1);
    }

    @Test
    void aLineThatIsNoWaiverIsRefusedWithWhatToWrite() {
        assertThatThrownBy(() -> Waiver.parse("kernel distance decreasing"))
                .hasMessageContaining("is no waiver; write: KIND NAME LAW: REASON");
        assertThatThrownBy(() -> Waiver.parse("kernel distance decreasing: ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Waiver.parse("kernel distance decreasing when soft: reason")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSampleOutsideTheConditionIsStillHeld() {
        Sample sample = Samples.fixed(RISING, 1).getFirst();
        assertThatThrownBy(() -> KernelLaws.of(RISING).hold(sample)).isInstanceOf(LawBroken.class).hasMessageStartingWith("KernelLaws ✗ ");
        rising("kernel x decreasing: it rises by design").hold(new Sample(new TreeMap<>(), sample.places()));
    }
}
