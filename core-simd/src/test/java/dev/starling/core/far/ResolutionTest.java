package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

    /// On a line, the displacement of boxes that lie apart is their distance with one sign.
    @ParameterizedTest
    @ValueSource(strings = {"1/(1+s)", "exp(-s)", "1/(1+s)^2", "1/(1+max(s,4))"})
    void onALineAPullIsASumOfProductsWithTheDistance(String radial) {
        Expr pull = Formula.parse(radial);
        Expr product = pull.times(Formula.parse("sqrt(s)"));
        for (double tolerance : TOLERANCES) {
            Optional<Resolution> ofPull = Resolution.of(tolerance, 1, List.of(), List.of(pull), List.of(_ -> 0));
            Optional<Resolution> ofProduct = Resolution.of(tolerance, 1, List.of(product), List.of(), List.of(_ -> 0));
            assertThat(ofPull.map(Resolution::p)).isEqualTo(ofProduct.map(Resolution::p));
            assertThat(ofPull.map(Resolution::admissible)).isEqualTo(ofProduct.map(Resolution::admissible));
        }
    }

    /// Of several formulas, and of points with numbers of their own, the hardest decides how many proxies there are, and each which boxes.
    @Test
    void theHardestFormulaAndPointDecide() {
        Expr power = Formula.parse("(1+s)^(-b)");
        int easy = ofPoints(power, 0.25).p();
        int hard = ofPoints(power, 6).p();
        assertThat(easy).isLessThan(hard);
        assertThat(ofPoints(power, 0.25, 6).p()).isEqualTo(hard);
        assertThat(ofPoints(power, 6, 0.25).p()).isEqualTo(hard);
        List<Expr> both = List.of(Formula.parse("(1+s)^(-6)"), Formula.parse("1/(1+max(s,4))"));
        Resolution ofBoth = Resolution.of(1e-4, 2, both, List.of(), List.of(_ -> 0)).orElseThrow();
        Resolution asPull = Resolution.of(1e-4, 2, both.subList(0, 1), both.subList(1, 2), List.of(_ -> 0)).orElseThrow();
        assertThat(ofBoth.allows(0.5)).isFalse();
        assertThat(asPull.allows(0.5)).isFalse();
    }

    private static Resolution ofPoints(Expr radial, double... numbers) {
        return Resolution.of(
                        1e-4, 2, List.of(radial), List.of(), Arrays.stream(numbers).<ToDoubleFunction<String>>mapToObj(number -> _ -> number).toList())
                .orElseThrow();
    }

    /// Sides are between powers of two; both have to be admitted. The least and the largest stand for all beyond.
    @Test
    void aBoxIsAdmittedWhereThePowersOfTwoRoundItsSideAre() {
        Resolution ofOneToTwo = new Resolution(4, 0b11L << 20, 0b10L << 20, true);
        assertThat(ofOneToTwo.allows(0.5)).isTrue();
        assertThat(ofOneToTwo.allows(0.99)).isTrue();
        assertThat(ofOneToTwo.allows(0.49)).isFalse();
        assertThat(ofOneToTwo.allows(1)).isFalse();
        assertThat(ofOneToTwo.allowsOverlaps(0.5)).isTrue();
        assertThat(ofOneToTwo.allowsOverlaps(0.49)).isFalse();
        assertThat(ofOneToTwo.allowsOverlaps(1)).isFalse();
        assertThat(new Resolution(4, 0b1, 0b1, true).allows(1e-300)).isTrue();
        assertThat(new Resolution(4, 0b1, 0b1, true).allowsOverlaps(1e-300)).isTrue();
        assertThat(new Resolution(4, 0b1, 0b1, true).allows(1)).isFalse();
        assertThat(new Resolution(4, 1L << 40, 1L << 40, true).allows(1e300)).isTrue();
        assertThat(new Resolution(4, 1L << 39, 1L << 39, true).allows(1e300)).isFalse();
    }

    @Test
    void onlyWhatIsSaidChanges() {
        Resolution one = new Resolution(4, 0b1100, 0b0100, true);
        assertThat(one.finer()).isEqualTo(new Resolution(5, 0b1100, 0b0100, true));
        assertThat(one.apart()).isEqualTo(new Resolution(4, 0b1100, 0, false));
        Interactions.Admissibility admissibility = new Resolution(4, 0b11L << 20, 0, true).admissibility();
        assertThat(admissibility.spots()).isTrue();
        assertThat(admissibility.apart().test(0.5)).isTrue();
        assertThat(admissibility.overlapping().test(0.5)).isFalse();
    }

    /// A point on the spot of others has terms with them, whose value must be a number.
    @Test
    void spotsAreMetAsWholesWhereAllFormulasHaveAValueAtDistanceZero() {
        assertThat(of(1e-3, "1/(1+s)").orElseThrow().spots()).isTrue();
        assertThat(of(1e-3, "1/s").orElseThrow().spots()).isFalse();
        assertThat(Resolution.of(1e-3, 2, List.of(Formula.parse("1/(1+s)")), List.of(Formula.parse("1/s")), List.of(_ -> 0)).orElseThrow().spots())
                .isFalse();
    }

    @Test
    void whatIsTheSameEverywhereMayBeStoodForAnywhere() {
        Resolution same = of(5e-6, "1").orElseThrow();
        assertThat(same.p()).isEqualTo(Resolution.LEAST);
        assertThat(same.allows(1e5)).isTrue();
        assertThat(same.allowsOverlaps(1e5)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void errorsFallWithEachProxy(int dimensions) {
        for (String radial : List.of("1/(1+s)", "exp(-s)", "log1p(s)")) {
            double[] errors = IntStream.rangeClosed(Resolution.LEAST, Resolution.MOST)
                    .mapToDouble(p -> FarField.error(Formula.parse(radial), dimensions, p))
                    .toArray();
            for (int k = 1; k < errors.length; k++) {
                assertThat(errors[k]).as("%s, p = %d", radial, k + Resolution.LEAST).isLessThan(errors[k - 1]);
            }
        }
    }

    @Test
    void errorsAreThoseOfFormulasOfTheDistanceAloneAndOfProxiesThatThereAre() {
        assertThatIllegalArgumentException().isThrownBy(() -> FarField.error(Formula.parse("exp(-b*s)"), 2, 4))
                .withMessage("a formula of s alone, and not of b");
        for (int[] wrong : new int[][] {{0, 4}, {4, 4}, {2, 1}, {2, 11}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> FarField.error(Formula.parse("exp(-s)"), wrong[0], wrong[1]))
                    .withMessage("proxies are 2 to 10 along 1 to 3 axes, and not " + wrong[1] + " along " + wrong[0]);
        }
        assertThat(FarField.error(Formula.parse("exp(-s)"), 1, 2)).isPositive();
        assertThat(FarField.error(Formula.parse("exp(-s)"), 3, 10)).isPositive();
    }
}
