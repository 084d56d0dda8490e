package dev.starling.core.start;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ApartTest {
    private static final int N = 20;

    private final List<String> notes = new ArrayList<>();

    private double[] apart(double[] y, int dimensions) {
        return Start.setApart(y, y.length / dimensions, dimensions, 7, notes::add);
    }

    @Property(seed = "1", tries = 50)
    void aStartThatFillsTheMapIsLeftAlone(@ForAll long seed, @ForAll @DoubleRange(min = -90, max = 90) double power) {
        double scale = StrictMath.pow(10, power);
        double[] y = new Random(seed).doubles(2 * N, -scale, scale).toArray();
        assertThat(apart(y, 2)).isEqualTo(y);
        assertThat(notes).isEmpty();
    }

    @Property(seed = "1", tries = 50)
    void aStartOnALineIsTakenOffItALittle(
            @ForAll long seed, @ForAll @DoubleRange(min = -90, max = 90) double power, @ForAll @IntRange(min = 2, max = 4) int dimensions) {
        notes.clear();
        Random random = new Random(seed);
        double scale = StrictMath.pow(10, power);
        double[] along = random.doubles(N, -scale, scale).toArray();
        double[] y = new double[dimensions * N];
        for (int k = 0; k < dimensions; k++) {
            double slope = random.nextDouble() + 0.5;
            for (int i = 0; i < N; i++) {
                y[k * N + i] = slope * along[i] + 3 * scale;
            }
        }
        double[] apart = apart(y, dimensions);
        assertThat(notes).hasSize(1).first().asString().startsWith("the points of the start lie in a flat of dimension 1, ");
        assertThat(apart(y, dimensions)).isEqualTo(apart);
        for (int c = 0; c < y.length; c++) {
            assertThat(apart[c]).isNotEqualTo(y[c]);
            assertThat(Math.abs(apart[c] - y[c])).isLessThan(0.01 * scale);
        }
        notes.clear();
        apart(apart, dimensions);
        assertThat(notes).isEmpty();
    }

    @Example
    void pointsAtOnePlaceGetPlacesOfTheirOwn() {
        for (double place : new double[] {0, 5, -1e100}) {
            notes.clear();
            double[] y = new double[2 * N];
            Arrays.fill(y, place);
            double[] apart = apart(y, 2);
            assertThat(notes).containsExactly(
                    "all points of the start lie at one place, which no step would take them out of: they are set apart by tiny random numbers");
            assertThat(Arrays.stream(apart).distinct().count()).isEqualTo(2 * N);
        }
    }

    @Example
    void twinsAreSetApart() {
        double[] y = new Random(1).doubles(2 * N, -1, 1).toArray();
        y[3] = y[0];
        y[N + 3] = y[N];
        double[] apart = apart(y, 2);
        assertThat(notes).containsExactly(
                "1 point of the start lies where another does, and would stay there: set apart by tiny random numbers");
        assertThat(apart[3]).isNotEqualTo(y[3]);
        apart[3] = y[3];
        apart[N + 3] = y[N + 3];
        assertThat(apart).isEqualTo(y);
    }

    @Example
    void whatCannotBeSquaredIsRefused() {
        for (double far : new double[] {1e200, Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Start.Given(new double[] {1, far}))
                    .withMessageStartingWith("coordinate 1 of the start is " + far);
        }
    }
}
