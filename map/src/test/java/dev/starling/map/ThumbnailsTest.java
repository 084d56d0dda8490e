package dev.starling.map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class ThumbnailsTest {
    @Test
    void aSquareOfGrayValuesIsAPicture() {
        Thumbnails pictures = Objects.requireNonNull(pictures(names(25), rows(25, 16)));
        assertThat(pictures.width()).isEqualTo(5);
        assertThat(pictures.height()).isEqualTo(5);
        assertThat(pictures.pixels()).hasSize(50);
        assertThat(pictures.pixels()[0]).isZero();
        assertThat(Byte.toUnsignedInt(pictures.pixels()[16])).isEqualTo(255);
        assertThat(Byte.toUnsignedInt(pictures.pixels()[8])).isEqualTo(128); // half of 255, rounded
    }

    @Test
    void namesSayWhereAPixelBelongsWhateverItsValues() {
        List<String> names = List.of("pixel-1-1", "pixel-1-2", "pixel-1-3", "pixel-2-3", "pixel-2-2", "pixel-2-1");
        Thumbnails pictures = Objects.requireNonNull(pictures(names, new double[][] {{-5, 0, 0, 5, 0, 0}}));
        assertThat(pictures.width()).isEqualTo(3);
        assertThat(pictures.height()).isEqualTo(2);
        assertThat(pictures.pixels()).containsExactly(0, 128, 128, 128, 128, 255);
    }

    @Test
    void whatIsNoPictureHasNone() {
        assertThat(pictures(names(24), rows(24, 16))).as("not a square").isNull();
        assertThat(pictures(names(4), rows(4, 16))).as("iris").isNull();
        assertThat(pictures(names(25), rows(25, 1000))).as("too bright").isNull();
        assertThat(pictures(names(25), rows(25, 16.5))).as("not whole, above 1").isNull();
        assertThat(pictures(names(25), rows(25, -1))).as("below 0").isNull();
        assertThat(pictures(names(25), rows(25, 0))).as("nothing there").isNull();
        assertThat(pictures(List.of(), new double[0][0])).as("distances").isNull();
        assertThat(pictures(names(1024), new double[2000][1024])).as("too many").isNull();
    }

    private static @Nullable Thumbnails pictures(List<String> names, double[][] rows) {
        return Thumbnails.of(names, rows.length, (row, column) -> rows[row][column]);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(k -> "f" + k).toList();
    }

    /// Two rows that run from 0 to the largest value and begin again.
    private static double[][] rows(int columns, double largest) {
        double[] row = IntStream.range(0, columns).mapToDouble(k -> k % 17 * largest / 16).toArray();
        return new double[][] {row, row};
    }
}
