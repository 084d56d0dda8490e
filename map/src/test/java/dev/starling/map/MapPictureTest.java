package dev.starling.map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class MapPictureTest {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 1000;
    private static final int WHITE = Color.WHITE.getRGB();

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 12, 20, 31})
    void theLegendHasTheColorOfEveryClass(int classes) {
        BufferedImage picture = drawn(Examples.islands(600, classes, 2));
        for (String color : Palette.of(classes)) {
            assertThat(count(picture, 990, 1010, Color.decode(color).getRGB())).as(color).isGreaterThan(60);
        }
    }

    @Test
    void sixtyClassesHaveSixtyColorsInTheLegend() {
        BufferedImage picture = drawn(Examples.islands(3000, 60, 2));
        for (String color : Palette.of(60)) {
            assertThat(count(picture, 700, 1144, Color.decode(color).getRGB())).as(color).isGreaterThan(40);
        }
    }

    @Test
    void ofMoreClassesThanColorsTheOthersAreOne() {
        BufferedImage picture = drawn(Examples.islands(4000, 75, 2));
        assertThat(count(picture, 700, 1144, Color.decode(Palette.OTHER).getRGB())).isGreaterThan(40);
    }

    @Test
    void noteAndNamesAreBrokenIntoLinesAndNotCut() {
        Lettering words = new Lettering(new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB).createGraphics(), MapPicture.trouble() == null);
        assumeTrue(words.there(), "no fonts");
        Font font = Lettering.font(Font.PLAIN, 18);
        String note = "t-sne · 344 points · cost 0.4 · 71 % of 10 neighbors kept · trustworthiness 0.989 · 1-NN accuracy 0.98 · silhouette 0.5";
        List<String> lines = words.lines(note, font, 500, 4);
        assertThat(lines).hasSizeGreaterThan(1).allMatch(line -> words.width(line, font) <= 500);
        assertThat(String.join(" ", lines)).isEqualTo(note);
        String name = "x".repeat(90);
        List<String> parts = words.lines(name, font, 400, 4);
        assertThat(String.join("", parts)).isEqualTo(name);
        assertThat(words.lines("x".repeat(390), font, 100, 3)).hasSize(3).last().asString().endsWith("…");
    }

    /// Of a hundred thousand points on a small spot and a thousand around, the spot is stronger, and the others are still there.
    @Test
    void crowdedPointsAreDrawnAsADensity() {
        Random random = new Random(1);
        int n = 101_000;
        double[] coordinates = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double spread = i % 101 == 0 ? 300 : 20;
            coordinates[i] = spread * random.nextGaussian();
            coordinates[n + i] = spread * random.nextGaussian();
        }
        BufferedImage picture = drawn(plain("dense", coordinates, n));
        Set<Integer> tones = new HashSet<>();
        int paper = 0;
        int darkest = 0xFF;
        for (int y = 150; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int red = picture.getRGB(x, y) >> 16 & 0xFF;
                tones.add(red);
                paper += red == 0xFF ? 1 : 0;
                darkest = Math.min(darkest, red);
            }
        }
        assertThat(tones).hasSizeGreaterThan(50);
        assertThat(paper).isGreaterThan(WIDTH * HEIGHT / 2);
        assertThat(darkest).as("#0072B2 has no red").isLessThan(10);
    }

    @Test
    void fewPointsAreNeverADensity() {
        assertThat(Density.isCrowded(new double[5000], new double[5000], 2)).isFalse();
        assertThat(Density.isCrowded(new double[50_000], new double[50_000], 2)).isTrue();
    }

    @Test
    void sizesHaveABarOfAllTheRampsColors() {
        BufferedImage picture = drawn(coloredBy("size"));
        assertThat(count(picture, 990, 1016, Color.decode(Palette.RAMP.getFirst()).getRGB())).isGreaterThanOrEqualTo(20);
        assertThat(count(picture, 990, 1016, Color.decode(Palette.RAMP.getLast()).getRGB())).isGreaterThanOrEqualTo(20);
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
            for (int x = WIDTH - 50; x < WIDTH; x++) {
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
        return MapData.of(title, coordinates, n, 2);
    }

    private static MapData coloredBy(String column) {
        return Examples.islands(500, 4, 2).coloredBy(column);
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

    private static long count(BufferedImage picture, int from, int to, int color) {
        return IntStream.range(from, to)
                .mapToLong(x -> IntStream.range(0, HEIGHT).filter(y -> picture.getRGB(x, y) == color).count())
                .sum();
    }
}
