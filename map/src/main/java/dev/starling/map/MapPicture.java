package dev.starling.map;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/// `map.png`: points, legend, title. Needs no screen.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class MapPicture {
    static final Color INK = new Color(0x1d1f24);
    static final Color FAINT = new Color(0x6b7078);
    private static final Color PAPER = Color.WHITE;

    private static final int MARGIN = 56;

    /// What a legend may take of the width.
    private static final double LEGEND = 0.4;

    /// Points that have this share of their surroundings' points for neighbors in class may carry the name of the class.
    private static final double AT_HOME = 0.5;

    /// Steps around a name, in pixels, at which it is written in the color of the paper. (Its outline would start Java's typesetter,
    /// which takes longer than all the rest.)
    private static final int[] HALO = {3, 0, 2, 2, 0, 3, -2, 2, -3, 0, -2, -2, 0, -3, 2, -2};

    private final MapData map;
    private final Plane plane;
    private final Coloring coloring;
    private final int width;
    private final int height;
    private final Graphics2D g;
    private final Lettering words;
    private final Font large = Lettering.font(Font.BOLD, 32);
    private final Font plain = Lettering.font(Font.PLAIN, 18);

    private MapPicture(MapData map, int width, int height, Graphics2D g, boolean words) {
        this.map = map;
        this.plane = Plane.of(map);
        this.coloring = Coloring.by(map.labelColumn());
        this.width = width;
        this.height = height;
        this.g = g;
        this.words = new Lettering(g, words);
    }

    /// The picture as a PNG file. On a machine without fonts it has no words; see [#trouble].
    ///
    /// @param width  in pixels, at least 600
    /// @param height in pixels, at least 400
    public static byte[] png(MapData map, int width, int height) {
        if (width < 600 || height < 400) {
            throw new IllegalArgumentException("a picture has at least 600 × 400 pixels, not " + width + " × " + height);
        }
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            new MapPicture(map, width, height, g, trouble() == null).draw();
        } finally {
            g.dispose();
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            // Its cache is a file, and a hook that clears it away.
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /// Why pictures have no words on this machine, in one line with a remedy; null if they have.
    public static @Nullable String trouble() {
        return Fonts.TROUBLE;
    }

    /// Java finds fonts only when one is asked for, and fails in many ways where there is none.
    private static final class Fonts {
        static final @Nullable String TROUBLE = trouble();

        private static @Nullable String trouble() {
            System.setProperty("java.awt.headless", "true");
            Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            try {
                g.setFont(Lettering.font(Font.PLAIN, 12));
                return g.getFontMetrics().stringWidth("map") > 0 ? null : sentence("they are empty");
            } catch (RuntimeException | InternalError | LinkageError e) {
                return sentence(String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given"));
            } finally {
                g.dispose();
            }
        }

        private static String sentence(String reason) {
            return "map.png has no words, because Java found no fonts on this machine (" + reason
                    + "). Install fontconfig and a font, for example fonts-dejavu-core.";
        }
    }

    private void draw() {
        g.setColor(PAPER);
        g.fillRect(0, 0, width, height);
        boolean legend = !(coloring instanceof Coloring.Single);
        List<String> title = words.lines(map.title(), large, width - 2 * MARGIN, 3);
        // The longest that the notes can become decides how much room is left; it is known whether points are crowded only after.
        int head = MARGIN + 14 + 38 * title.size() + 24 * notes(true).size();
        Legend beside = Legend.of(coloring, String.valueOf(map.label()), g, words, (int) (LEGEND * width), height - head - MARGIN);
        Rectangle2D frame = new Rectangle2D.Double(
                MARGIN, head, width - 2.0 * MARGIN - (legend ? beside.width() : 0), height - head - (double) MARGIN);
        Screen screen = Screen.fit(plane, frame, radius());
        boolean crowded = Density.isCrowded(plane.x(), plane.y(), 2 * radius() / screen.scale);
        if (crowded) {
            drawDensity(screen);
        } else {
            drawPoints(screen);
        }
        if (coloring instanceof Coloring.Groups groups) {
            drawNames(groups, screen);
        }
        if (legend) {
            beside.draw(coloring, width - MARGIN - beside.width(), head);
        }
        drawHead(title, notes(crowded));
    }

    /// Large where they are few; where they are many, just so that one alone can be seen.
    private double radius() {
        return Math.clamp(165 / Math.sqrt(map.n()), 1.15, 7);
    }

    private float alpha() {
        return (float) Math.clamp(0.34 + 18 / Math.sqrt(map.n()), 0.4, 0.85);
    }

    /// From the plane to pixels, alike in both directions.
    private record Screen(double left, double top, double x, double y, double scale) {
        static Screen fit(Plane plane, Rectangle2D frame, double radius) {
            double across = Plane.range(plane.x());
            double down = Plane.range(plane.y());
            double room = Math.min(
                    across > 0 ? (frame.getWidth() - 2 * radius) / across : Double.MAX_VALUE,
                    down > 0 ? (frame.getHeight() - 2 * radius) / down : Double.MAX_VALUE);
            double scale = room == Double.MAX_VALUE ? 1 : room;
            return new Screen(
                    Plane.least(plane.x()) + across / 2, Plane.least(plane.y()) + down / 2,
                    frame.getCenterX(), frame.getCenterY(), scale);
        }

        double x(double value) {
            return x + (value - left) * scale;
        }

        /// Upwards, as in a book.
        double y(double value) {
            return y - (value - top) * scale;
        }
    }

    private void drawPoints(Screen screen) {
        double r = radius();
        int alpha = Math.round(255 * alpha());
        Color[] colors = IntStream.range(0, map.n()).mapToObj(this::color).toArray(Color[]::new);
        for (int i : mixedOrder(map.n())) {
            Color c = colors[i];
            g.setColor(new Color(c.getRed(), c.getGreen(), c.getBlue(), alpha));
            g.fill(new Ellipse2D.Double(screen.x(plane.x()[i]) - r, screen.y(plane.y()[i]) - r, 2 * r, 2 * r));
        }
    }

    private void drawDensity(Screen screen) {
        Density density = new Density(width, height);
        for (int i = 0; i < map.n(); i++) {
            density.add(screen.x(plane.x()[i]), screen.y(plane.y()[i]), color(i).getRGB());
        }
        g.drawImage(density.image(), 0, 0, null);
    }

    private Color color(int i) {
        return Color.decode(switch (coloring) {
            case Coloring.Single _ -> Palette.SINGLE;
            case Coloring.Groups groups -> groups.groups().get(groups.of()[i]).color();
            case Coloring.Ramp ramp -> hex(ramp, ramp.values()[i]);
        });
    }

    private static String hex(Coloring.Ramp ramp, double value) {
        if (Double.isNaN(value)) {
            return Palette.OTHER;
        }
        double range = ramp.high() - ramp.low();
        return String.format(Locale.ROOT, "#%06X", Palette.ramp(range > 0 ? (value - ramp.low()) / range : 0.5).getRGB() & 0xffffff);
    }

    /// Every point once, in an order in which no class lies on top of another because it comes later in the table.
    static int[] mixedOrder(int n) {
        int step = Math.max(1, (int) (n * 0.6180339887498949));
        while (greatestCommonDivisor(step, n) > 1) {
            step++;
        }
        int[] order = new int[n];
        for (int k = 1; k < n; k++) {
            order[k] = (int) (((long) order[k - 1] + step) % n);
        }
        return order;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private List<String> notes(boolean crowded) {
        String dense = crowded ? "the stronger a color, the more points" : "";
        String line = Stream.of(map.subtitle(), plane.note(), dense).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
        return words.lines(line, plain, width - 2 * MARGIN, 4);
    }

    private void drawHead(List<String> title, List<String> notes) {
        int y = 66;
        for (String line : title) {
            words.write(line, MARGIN, y, large, INK);
            y += 38;
        }
        y -= 4;
        for (String line : notes) {
            words.write(line, MARGIN, y, plain, FAINT);
            y += 24;
        }
    }

    /// Writes the names of classes where most of their points are, if they have a place of their own and the names do not collide.
    private void drawNames(Coloring.Groups groups, Screen screen) {
        if (!words.there()) {
            return;
        }
        Font font = Lettering.font(Font.BOLD, 19);
        List<Rectangle2D> taken = new ArrayList<>();
        for (int k = 0; k < groups.groups().size(); k++) {
            Coloring.Group group = groups.groups().get(k);
            if (!group.isClass()) {
                continue;
            }
            double x = median(plane.x(), groups.of(), k);
            double y = median(plane.y(), groups.of(), k);
            String name = words.shortened(group.name(), font, 170);
            double half = words.width(name, font) / 2.0;
            Rectangle2D box = new Rectangle2D.Double(screen.x(x) - half - 4, screen.y(y) - 14, 2 * half + 8, 28);
            if (name.isBlank() || share(groups, k, x, y) < AT_HOME || taken.stream().anyMatch(box::intersects)) {
                continue;
            }
            taken.add(box);
            int left = (int) Math.round(screen.x(x) - half);
            int base = (int) Math.round(screen.y(y) + 7);
            for (int step = 0; step < HALO.length; step += 2) {
                words.write(name, left + HALO[step], base + HALO[step + 1], font, PAPER);
            }
            words.write(name, left, base, font, INK);
        }
    }

    private static double median(double[] values, int[] of, int group) {
        double[] own = IntStream.range(0, values.length).filter(i -> of[i] == group).mapToDouble(i -> values[i]).sorted().toArray();
        OptionalDouble middle = own.length % 2 == 1
                ? OptionalDouble.of(own[own.length / 2])
                : Arrays.stream(own, own.length / 2 - 1, own.length / 2 + 1).average();
        return middle.orElseThrow();
    }

    /// Share of a group among the points near a place: nearer than a twentieth of the map.
    private double share(Coloring.Groups groups, int group, double x, double y) {
        double reach = Math.max(Plane.range(plane.x()), Plane.range(plane.y())) / 20;
        int all = 0;
        int own = 0;
        for (int i = 0; i < map.n(); i++) {
            double dx = plane.x()[i] - x;
            double dy = plane.y()[i] - y;
            if (dx * dx + dy * dy <= reach * reach) {
                all++;
                own += groups.of()[i] == group ? 1 : 0;
            }
        }
        return all == 0 ? 0 : (double) own / all;
    }
}
