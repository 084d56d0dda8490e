package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ResolutionTest {
    private static final double[] TOLERANCES = {1e-2, 3e-3, 1e-3, 1e-4, 1e-5, 5e-6};

    private static Optional<Resolution> of(double tolerance, String radial) {
        List<Expr> sums = List.of(Formula.parse(radial));
        return Resolution.of(tolerance, 2, sums, List.of(), List.of(_ -> 0));
    }

    /// The table in docs/far-field.md is what the code finds.
    @Test
    void theTableOfTheManualIsTrue() throws IOException {
        List<String[]> rows = Files.readAllLines(Path.of("../docs/far-field.md")).stream()
                .filter(line -> line.startsWith("| `") && line.endsWith(" |") && line.contains("s"))
                .map(line -> line.split(" *\\| *"))
                .filter(cells -> cells.length == TOLERANCES.length + 2)
                .toList();
        assertThat(rows).hasSize(8);
        for (String[] row : rows) {
            String radial = row[1].replace("`", "");
            for (int t = 0; t < TOLERANCES.length; t++) {
                assertThat(of(TOLERANCES[t], radial).orElseThrow().p())
                        .as("%s at %s", radial, TOLERANCES[t])
                        .isEqualTo(Integer.parseInt(row[t + 2]));
            }
        }
    }

    @Test
    void soIsTheTableOfErrors() throws IOException {
        List<String[]> rows = Files.readAllLines(Path.of("../docs/far-field.md")).stream()
                .filter(line -> line.startsWith("| `") && line.endsWith(" |"))
                .map(line -> line.split(" *\\| *"))
                .filter(cells -> cells.length == Resolution.MOST - Resolution.LEAST + 3)
                .toList();
        assertThat(rows).hasSize(8);
        for (String[] row : rows) {
            for (int p = Resolution.LEAST; p <= Resolution.MOST; p++) {
                double error = FarField.error(Formula.parse(row[1].replace("`", "")), 2, p);
                assertThat(String.format(Locale.ROOT, "%.0e", error)).as("%s, p = %s", row[1], p).isEqualTo(row[p]);
            }
        }
    }

    @Test
    void aFormulaThatSwitchesAtADistanceHasSizesOfBoxesThatAreNotAdmitted() {
        Resolution found = Resolution.of(1e-4, 2, List.of(Formula.parse("1/(1+max(s,4))")), List.of(), List.of(_ -> 0)).orElseThrow();
        // Within a distance of 2 it is constant, and far beyond it is as smooth as any.
        assertThat(found.allows(1e-4)).isTrue();
        assertThat(found.allows(0.5)).isFalse();
        assertThat(found.allows(1e5)).isTrue();
    }

    @Test
    void aFormulaWithoutValuesIsNotAdmittedAnywhere() {
        assertThat(of(1e-2, "log(-1-s)")).isEmpty();
    }

    @Test
    void tolerancesThatAreFinerNeedAsManyProxiesOrMore() {
        for (String radial : List.of("1/(1+s)", "exp(-s)", "sqrt(s)")) {
            int[] p = Arrays.stream(TOLERANCES).mapToInt(tolerance -> of(tolerance, radial).orElseThrow().p()).toArray();
            assertThat(p).as(radial).isSorted();
        }
    }

    @Test
    void boxesThatAreSmallForTheKernelMayOverlap() {
        Resolution student = of(1e-3, "1/(1+s)").orElseThrow();
        assertThat(student.allowsOverlaps(0.1)).isTrue();
        assertThat(student.allowsOverlaps(5)).isFalse();
        Resolution wide = of(1e-3, "1/(1+s/10000)").orElseThrow();
        assertThat(wide.allowsOverlaps(10)).isTrue();
        // A kernel that is infinite at 0, or has a kink there that its size doesn't outgrow.
        assertThat(of(1e-3, "1/s").orElseThrow().allowsOverlaps(1e-9)).isFalse();
        assertThat(of(1e-3, "sqrt(s)").orElseThrow().allowsOverlaps(1e-9)).isFalse();
    }
}
