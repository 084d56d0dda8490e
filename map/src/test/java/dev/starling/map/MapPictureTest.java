package dev.starling.map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.Color;
import java.awt.Rectangle;
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
        Rectangle drawn = drawnWithin(picture, 930);
        assertThat(new Rectangle(50, 125, 880, 825).contains(drawn)).as("%s", drawn).isTrue();
        // One of the two directions is used from end to end.
        assertThat(Math.max(drawn.width / 870.0, drawn.height / 810.0)).isGreaterThan(0.98);
    }

    @Test
    void circlesStayCircles() {
        double[] coordinates = IntStream.range(0, 800).mapToDouble(k -> k < 400 ? Math.cos(k) : Math.sin(k)).toArray();
        Rectangle circle = drawnWithin(drawn(plain("circle", coordinates, 400)), WIDTH);
        assertThat(circle.width).isBetween(circle.height - 2, circle.height + 2);
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
                map.title(), map.subtitle(), map.coordinates(), map.n(), 2, map.ids(), map.columns(), column,
                map.costs(), map.quality(), null);
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

    /// The smallest rectangle around all that is drawn below the title and left of a column.
    private static Rectangle drawnWithin(BufferedImage picture, int right) {
        Rectangle around = new Rectangle(0, 0, -1, -1);
        for (int y = 125; y < HEIGHT; y++) {
            for (int x = 0; x < right; x++) {
                if (picture.getRGB(x, y) != WHITE) {
                    around.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return around;
    }

    private static long count(BufferedImage picture, int from, int to, int colour) {
        return IntStream.range(from, to)
                .mapToLong(x -> IntStream.range(0, HEIGHT).filter(y -> picture.getRGB(x, y) == colour).count())
                .sum();
    }
}
