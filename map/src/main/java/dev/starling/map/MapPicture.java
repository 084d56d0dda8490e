package dev.starling.map;

import org.jspecify.annotations.Nullable;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
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
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

/// `map.png`: points, legend, title. Needs no screen.
public final class MapPicture {
    private static final Color PAPER = Color.WHITE;
    private static final Color INK = new Color(0x1d1f24);
    private static final Color FAINT = new Color(0x6b7078);

    private static final int MARGIN = 56;
    private static final int HEAD = 132;
    private static final int LEGEND = 210;

    /// Points that have this share of their surroundings' points for neighbours in class may carry the name of the class.
    private static final double AT_HOME = 0.5;

    /// Steps around a name, in pixels, at which it is written in the colour of the paper. (Its outline would start Java's typesetter,
    /// which takes longer than all the rest.)
    private static final int[] HALO = {3, 0, 2, 2, 0, 3, -2, 2, -3, 0, -2, -2, 0, -3, 2, -2};

    private final MapData map;
    private final Plane plane;
    private final Colouring colouring;
    private final int width;
    private final int height;
    private final Graphics2D g;
    private final boolean words;

    private MapPicture(MapData map, int width, int height, Graphics2D g, boolean words) {
        this.map = map;
        this.plane = Plane.of(map);
        this.colouring = Colouring.by(map.labelColumn());
        this.width = width;
        this.height = height;
        this.g = g;
        this.words = words;
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
                g.setFont(font(Font.PLAIN, 12));
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

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private void draw() {
        g.setColor(PAPER);
        g.fillRect(0, 0, width, height);
        boolean legend = !(colouring instanceof Colouring.Single);
        Rectangle2D frame = new Rectangle2D.Double(
                MARGIN, HEAD, width - 2.0 * MARGIN - (legend ? LEGEND : 0), height - HEAD - (double) MARGIN);
        Screen screen = Screen.fit(plane, frame, radius());
        drawPoints(screen);
        switch (colouring) {
            case Colouring.Single _ -> {}
            case Colouring.Groups groups -> {
                drawNames(groups, screen);
                drawLegend(groups);
            }
            case Colouring.Ramp ramp -> drawBar(ramp);
        }
        drawHead();
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
        Color[] colours = IntStream.range(0, map.n()).mapToObj(this::colour).toArray(Color[]::new);
        for (int i : mixedOrder(map.n())) {
            Color c = colours[i];
            g.setColor(new Color(c.getRed(), c.getGreen(), c.getBlue(), alpha));
            g.fill(new Ellipse2D.Double(screen.x(plane.x()[i]) - r, screen.y(plane.y()[i]) - r, 2 * r, 2 * r));
        }
    }

    private Color colour(int i) {
        return Color.decode(switch (colouring) {
            case Colouring.Single _ -> Palette.SINGLE;
            case Colouring.Groups groups -> groups.groups().get(groups.of()[i]).colour();
            case Colouring.Ramp ramp -> hex(ramp, ramp.values()[i]);
        });
    }

    private static String hex(Colouring.Ramp ramp, double value) {
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

    private void drawHead() {
        text(map.title(), MARGIN, 66, font(Font.BOLD, 32), INK, width - 2 * MARGIN);
        String note = plane.note().isEmpty() ? "" : " · " + plane.note();
        text(map.subtitle() + note, MARGIN, 100, font(Font.PLAIN, 18), FAINT, width - 2 * MARGIN);
    }

    private void drawLegend(Colouring.Groups groups) {
        int left = width - MARGIN - LEGEND + 24;
        int line = Math.min(30, (height - HEAD - MARGIN) / (groups.groups().size() + 2));
        int top = legendTitle(left);
        for (Colouring.Group group : groups.groups()) {
            g.setColor(Color.decode(group.colour()));
            g.fill(new Ellipse2D.Double(left, top - 12, 13, 13));
            String count = String.format(Locale.ROOT, "%,d", group.count());
            Font small = font(Font.PLAIN, 14);
            int countWidth = words ? g.getFontMetrics(small).stringWidth(count) : 0;
            text(group.name(), left + 24, top, font(Font.PLAIN, 17), group.isClass() ? INK : FAINT, LEGEND - 24 - 36 - countWidth);
            text(count, width - MARGIN - countWidth, top, small, FAINT, LEGEND);
            top += line;
        }
    }

    /// Writes what the colours mean; the base line of what comes below.
    private int legendTitle(int left) {
        text(String.valueOf(map.label()), left, HEAD + 26, font(Font.BOLD, 17), INK, LEGEND - 24);
        return HEAD + 62;
    }

    private void drawBar(Colouring.Ramp ramp) {
        int left = width - MARGIN - LEGEND + 24;
        int top = legendTitle(left) - 12;
        int bar = Math.min(320, height - top - MARGIN - 60);
        for (int k = 0; k < bar; k++) {
            g.setColor(Palette.ramp(1 - k / (bar - 1.0)));
            g.fillRect(left, top + k, 20, 1);
        }
        Font small = font(Font.PLAIN, 16);
        for (int tick = 0; tick <= 4; tick++) {
            double share = tick / 4.0;
            double y = top + (1 - share) * (bar - 1);
            g.setColor(FAINT);
            g.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
            g.draw(new Line2D.Double(left + 20, y, left + 26, y));
            text(ramp.labels().words(ramp.low() + share * (ramp.high() - ramp.low())), left + 34, (int) Math.round(y + 6), small, INK, LEGEND - 58);
        }
        long missing = Arrays.stream(ramp.values()).filter(Double::isNaN).count();
        if (missing > 0) {
            g.setColor(Color.decode(Palette.OTHER));
            g.fill(new Ellipse2D.Double(left + 3, top + bar + 22, 13, 13));
            text(String.format(Locale.ROOT, "missing  %,d", missing), left + 34, top + bar + 34, small, FAINT, LEGEND - 58);
        }
    }

    /// Writes the names of classes where most of their points are, if they have a place of their own and the names do not collide.
    private void drawNames(Colouring.Groups groups, Screen screen) {
        if (!words) {
            return;
        }
        Font font = font(Font.BOLD, 19);
        FontMetrics metrics = g.getFontMetrics(font);
        List<Rectangle2D> taken = new ArrayList<>();
        for (int k = 0; k < groups.groups().size(); k++) {
            Colouring.Group group = groups.groups().get(k);
            if (!group.isClass()) {
                continue;
            }
            double x = median(plane.x(), groups.of(), k);
            double y = median(plane.y(), groups.of(), k);
            String name = shortened(group.name(), metrics, 170);
            double half = metrics.stringWidth(name) / 2.0;
            Rectangle2D box = new Rectangle2D.Double(screen.x(x) - half - 4, screen.y(y) - 14, 2 * half + 8, 28);
            if (name.isBlank() || share(groups, k, x, y) < AT_HOME || taken.stream().anyMatch(box::intersects)) {
                continue;
            }
            taken.add(box);
            int left = (int) Math.round(screen.x(x) - half);
            int base = (int) Math.round(screen.y(y) + 7);
            g.setFont(font);
            g.setColor(PAPER);
            for (int step = 0; step < HALO.length; step += 2) {
                g.drawString(name, left + HALO[step], base + HALO[step + 1]);
            }
            g.setColor(INK);
            g.drawString(name, left, base);
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
    private double share(Colouring.Groups groups, int group, double x, double y) {
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

    private void text(String text, int x, int y, Font font, Color colour, int room) {
        if (words) {
            g.setFont(font);
            g.setColor(colour);
            g.drawString(shortened(text, g.getFontMetrics(), room), x, y);
        }
    }

    /// As much of a text as has room, in one line.
    private static String shortened(String text, FontMetrics metrics, int room) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        int most = line.offsetByCodePoints(0, Math.min(200, line.codePointCount(0, line.length())));
        if (most == line.length() && metrics.stringWidth(line) <= room) {
            return line;
        }
        int end = most;
        while (end > 0 && metrics.stringWidth(line.substring(0, end).strip() + "…") > room) {
            end = line.offsetByCodePoints(end, -1);
        }
        return line.substring(0, end).strip() + "…";
    }
}
