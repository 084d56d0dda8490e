package dev.starling.app.map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MapPictureTest {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 1000;
    private static final int WHITE = Color.WHITE.getRGB();

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 12, 20})
    void theLegendHasTheColourOfEveryClass(int classes) {
        BufferedImage picture = drawn(Examples.islands(400, classes, 2));
        for (String colour : Palette.of(classes)) {
            assertThat(count(picture, 960, 990, Color.decode(colour).getRGB())).as(colour).isGreaterThan(60);
        }
    }

    @Test
    void ofManyClassesTheLastColourIsOfAllOthers() {
        BufferedImage picture = drawn(Examples.islands(2000, 33, 2));
        assertThat(count(picture, 960, 990, Color.decode(Palette.OTHER).getRGB())).isGreaterThan(60);
    }

    @Test
    void sizesHaveABarOfAllTheRampsColours() {
        BufferedImage picture = drawn(colouredBy("size"));
        assertThat(count(picture, 950, 1000, Color.decode(Palette.RAMP.getFirst()).getRGB())).isGreaterThanOrEqualTo(20);
        assertThat(count(picture, 950, 1000, Color.decode(Palette.RAMP.getLast()).getRGB())).isGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void pointsFillTheFrameAndStayInIt(int dimensions) {
        BufferedImage picture = drawn(Examples.islands(3000, 4, dimensions));
        int[] columns = IntStream.range(0, 930).filter(x -> IntStream.range(125, HEIGHT).anyMatch(y -> picture.getRGB(x, y) != WHITE)).toArray();
        int[] rows = IntStream.range(125, HEIGHT).filter(y -> IntStream.range(0, 930).anyMatch(x -> picture.getRGB(x, y) != WHITE)).toArray();
        assertThat(columns[0]).isBetween(50, 930);
        assertThat(rows[0]).isBetween(125, 960);
        assertThat(columns[columns.length - 1]).isLessThan(930);
        assertThat(rows[rows.length - 1]).isBetween(400, 950);
        // One of the two directions is used from end to end.
        assertThat(Math.max((columns[columns.length - 1] - columns[0]) / 870.0, (rows[rows.length - 1] - rows[0]) / 810.0)).isGreaterThan(0.98);
    }

    @Test
    void circlesStayCircles() {
        double[] coordinates = IntStream.range(0, 800).mapToDouble(k -> k < 400 ? Math.cos(k) : Math.sin(k)).toArray();
        BufferedImage picture = drawn(plain("circle", coordinates, 400));
        int[] columns = IntStream.range(0, WIDTH).filter(x -> IntStream.range(125, HEIGHT).anyMatch(y -> picture.getRGB(x, y) != WHITE)).toArray();
        int[] rows = IntStream.range(125, HEIGHT).filter(y -> IntStream.range(0, WIDTH).anyMatch(x -> picture.getRGB(x, y) != WHITE)).toArray();
        assertThat(columns[columns.length - 1] - columns[0]).isBetween(rows[rows.length - 1] - rows[0] - 2, rows[rows.length - 1] - rows[0] + 2);
    }

    @Test
    void aMapOfOneSpotHasASpot() {
        BufferedImage picture = drawn(plain("spot", new double[6], 3));
        assertThat(IntStream.range(125, HEIGHT).anyMatch(y -> picture.getRGB(WIDTH / 2, y) != WHITE)).isTrue();
    }

    @Test
    void noTextLeavesThePicture() {
        BufferedImage picture = drawn(Examples.awkward(300));
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = WIDTH - 40; x < WIDTH; x++) {
                assertThat(picture.getRGB(x, y)).isEqualTo(WHITE);
            }
        }
    }

    @Test
    void theSameMapIsTheSameFile() {
        MapData map = Examples.islands(500, 5, 2);
        assertThat(MapPicture.png(map, WIDTH, HEIGHT)).isEqualTo(MapPicture.png(map, WIDTH, HEIGHT));
    }

    @Test
    void badMapsAreRefusedWithTheirValues() {
        assertThatThrownBy(() -> plain("x", new double[] {1, 2, Double.NaN, 4}, 2)).hasMessageContaining("coordinate 1 of point 0 is NaN");
        assertThatThrownBy(() -> plain("x", new double[5], 3)).hasMessageContaining("3 points of 2 coordinates").hasMessageContaining("5");
        assertThatThrownBy(() -> MapPicture.png(plain("x", new double[6], 3), 10, 10)).hasMessageContaining("10 × 10");
    }

    private static MapData plain(String title, double[] coordinates, int n) {
        return new MapData(
                title, "", coordinates, n, 2, IntStream.range(0, n).mapToObj(Integer::toString).toList(),
                List.of(), null, List.of(), Map.of(), null);
    }

    private static MapData colouredBy(String column) {
        MapData map = Examples.islands(500, 4, 2);
        return new MapData(
                map.title(), map.subtitle(), map.coordinates(), map.n(), 2, map.ids(), map.columns(), column, map.costs(), map.quality(), null);
    }

    private static BufferedImage drawn(MapData map) {
        try {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(MapPicture.png(map, WIDTH, HEIGHT)));
            assertThat(picture.getWidth()).isEqualTo(WIDTH);
            assertThat(picture.getHeight()).isEqualTo(HEIGHT);
            return picture;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long count(BufferedImage picture, int from, int to, int colour) {
        return IntStream.range(from, to)
                .mapToLong(x -> IntStream.range(0, HEIGHT).filter(y -> picture.getRGB(x, y) == colour).count())
                .sum();
    }
}
