package dev.starling.map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("laws")
class PlaneLaws {
    @Property(seed = "1")
    void oneCoordinateStaysInPlaceAndIsSpreadNoFartherThanAStrip(
            @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -1e6, max = 1e6) Double> line) {
        double[] x = line.stream().mapToDouble(Double::doubleValue).toArray();
        Plane plane = Plane.of(points(x, 1));
        assertThat(plane.x()).isEqualTo(x);
        double most = 0.15 * (Plane.range(x) > 0 ? Plane.range(x) : 1);
        assertThat(Arrays.stream(plane.y())).allMatch(y -> Math.abs(y) <= most);
        assertThat(plane.note()).isNotEmpty();
    }

    @Property(seed = "1")
    void ofMoreCoordinatesTheFirstTwoAreDrawn(
            @ForAll @IntRange(min = 2, max = 6) int dimensions, @ForAll @IntRange(min = 1, max = 20) int n) {
        double[] coordinates = IntStream.range(0, n * dimensions).mapToDouble(k -> k * k % 17).toArray();
        Plane plane = Plane.of(points(coordinates, dimensions));
        assertThat(plane.x()).isEqualTo(Arrays.copyOf(coordinates, n));
        assertThat(plane.y()).isEqualTo(Arrays.copyOfRange(coordinates, n, 2 * n));
        assertThat(plane.note().isEmpty()).isEqualTo(dimensions == 2);
    }

    @Property(seed = "1")
    void everyPointIsDrawnOnce(@ForAll @IntRange(min = 1, max = 3000) int n) {
        assertThat(Arrays.stream(MapPicture.mixedOrder(n)).sorted().toArray()).isEqualTo(IntStream.range(0, n).toArray());
    }

    private static MapData points(double[] coordinates, int dimensions) {
        int n = coordinates.length / dimensions;
        return MapData.of("points", coordinates, n, dimensions);
    }
}
