package dev.starling.map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PaletteTest {
    private static final double[][] NORMAL = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    /// Machado, Oliveira, Fernandes 2009, full severity, on linear light.
    private static final double[][] PROTANOPE = {
        {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}};

    private static final double[][] DEUTERANOPE = {
        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}};

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 9, 20, 60})
    void noTwoColorsLookAlikeToAnyEye(int classes) {
        List<String> colors = new ArrayList<>(Palette.of(classes));
        colors.add(Palette.OTHER);
        for (double[][] eye : List.of(NORMAL, PROTANOPE, DEUTERANOPE)) {
            for (int a = 0; a < colors.size(); a++) {
                for (int b = 0; b < a; b++) {
                    // Two patches side by side differ at about 0.02 in OKLab; small dots need a multiple of it.
                    assertThat(distance(colors.get(a), colors.get(b), eye))
                            .as("%s and %s", colors.get(a), colors.get(b))
                            .isGreaterThan(classes <= 20 ? 0.05 : eye == NORMAL ? 0.07 : 0.035);
                }
            }
        }
    }

    @Test
    void onDarkPaperTheColorsAreOthersAndAsFarApart() {
        assertThat(Palette.ON_DARK).hasSize(Palette.MOST);
        for (int a = 0; a < Palette.MOST; a++) {
            assertThat(distance(Palette.ON_DARK.get(a), "#171B21", NORMAL)).isGreaterThan(0.25);
            for (int b = 0; b < a; b++) {
                assertThat(distance(Palette.ON_DARK.get(a), Palette.ON_DARK.get(b), NORMAL)).isGreaterThan(0.07);
            }
        }
    }

    @Test
    void everyColorIsSeenOnWhite() {
        Palette.of(Palette.MOST).forEach(color -> assertThat(distance(color, "#FFFFFF", NORMAL)).as(color).isGreaterThan(0.15));
        Palette.RAMP.forEach(color -> assertThat(distance(color, "#FFFFFF", NORMAL)).as(color).isGreaterThan(0.15));
    }

    @Test
    void theRampGrowsLighterAllTheWay() {
        for (int k = 1; k <= 100; k++) {
            assertThat(lightness(Palette.ramp(k / 100.0))).isGreaterThan(lightness(Palette.ramp((k - 1) / 100.0)));
        }
    }

    @Test
    void thereAreNoMoreColorsThanEyesCanKeepApart() {
        assertThat(Palette.of(Palette.MOST)).hasSize(60).doesNotHaveDuplicates();
        assertThatThrownBy(() -> Palette.of(61)).hasMessageContaining("60").hasMessageContaining("61");
    }

    private static double lightness(Color color) {
        return oklab(color, NORMAL)[0];
    }

    private static double distance(String a, String b, double[][] eye) {
        double[] p = oklab(Color.decode(a), eye);
        double[] q = oklab(Color.decode(b), eye);
        return Math.sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) + (p[2] - q[2]) * (p[2] - q[2]));
    }

    /// Ottosson, "A perceptual color space for image processing", 2020.
    private static double[] oklab(Color color, double[][] eye) {
        double[] light = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
        double[] seen = new double[3];
        for (int k = 0; k < 3; k++) {
            seen[k] = Math.clamp(eye[k][0] * light[0] + eye[k][1] * light[1] + eye[k][2] * light[2], 0, 1);
        }
        double l = Math.cbrt(0.4122214708 * seen[0] + 0.5363325363 * seen[1] + 0.0514459929 * seen[2]);
        double m = Math.cbrt(0.2119034982 * seen[0] + 0.6806995451 * seen[1] + 0.1073969566 * seen[2]);
        double s = Math.cbrt(0.0883024619 * seen[0] + 0.2817188376 * seen[1] + 0.6299787005 * seen[2]);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
