package dev.starling.app.explain;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import javax.imageio.ImageIO;

/// Some curves over one axis, in a terminal, as SVG or as PNG. Values that are not finite leave a gap.
///
/// @param title  above the drawing
/// @param axis   what runs from left to right
/// @param x      positions, rising
/// @param curves what is drawn
public record Curves(String title, String axis, double[] x, List<Curve> curves) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int MARGIN = 48;

    /// Okabe and Ito's colors: told apart by all eyes.
    private static final List<String> COLORS = List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7");

    /// Characters for a terminal, in the order of the curves.
    private static final String MARKS = "•×+o";

    /// @param y as many values as there are positions
    public record Curve(String name, double[] y) {}

    private double least() {
        return curves.stream().flatMapToDouble(c -> Arrays.stream(c.y)).filter(Double::isFinite).min().orElse(0);
    }

    private double most() {
        return curves.stream().flatMapToDouble(c -> Arrays.stream(c.y)).filter(Double::isFinite).max().orElse(1);
    }

    /// Share of the height, from below, at which a value lies.
    private double share(double value) {
        double least = least();
        double most = most();
        return most > least ? (value - least) / (most - least) : 0.5;
    }

    /// The drawing in characters, a legend below it.
    public String toText(int columns, int rows) {
        char[][] grid = new char[rows][columns];
        for (char[] row : grid) {
            Arrays.fill(row, ' ');
        }
        for (int c = 0; c < curves.size(); c++) {
            for (int column = 0; column < columns; column++) {
                double value = curves.get(c).y[column * (x.length - 1) / (columns - 1)];
                if (Double.isFinite(value)) {
                    grid[rows - 1 - (int) Math.round(share(value) * (rows - 1))][column] = MARKS.charAt(c % MARKS.length());
                }
            }
        }
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            String label = row == 0 ? number(most()) : row == rows - 1 ? number(least()) : "";
            text.append(String.format(Locale.ROOT, "%9s │%s%n", label, new String(grid[row]).stripTrailing()));
        }
        text.append(" ".repeat(10)).append('└').append("─".repeat(columns)).append('\n');
        String right = number(x[x.length - 1]);
        String left = number(x[0]) + "  " + axis;
        text.append(" ".repeat(11)).append(left).append(" ".repeat(Math.max(1, columns - left.length() - right.length()))).append(right);
        text.append('\n');
        for (int c = 0; c < curves.size(); c++) {
            text.append(" ".repeat(11)).append(MARKS.charAt(c % MARKS.length())).append(' ').append(curves.get(c).name).append('\n');
        }
        return text.toString();
    }

    /// The drawing as an SVG document.
    public String toSvg() {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n<text x=\"%d\" y=\"24\" font-size=\"16\">%s</text>%n"
                        + "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#888\"/>%n",
                WIDTH, HEIGHT, MARGIN, escaped(title), MARGIN, MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN));
        svg.append(text(MARGIN, HEIGHT - MARGIN + 18, "middle", number(x[0])));
        svg.append(text(WIDTH - MARGIN, HEIGHT - MARGIN + 18, "middle", number(x[x.length - 1])));
        svg.append(text(WIDTH / 2, HEIGHT - MARGIN + 18, "middle", axis));
        svg.append(text(MARGIN - 6, MARGIN + 4, "end", number(most())));
        svg.append(text(MARGIN - 6, HEIGHT - MARGIN + 4, "end", number(least())));
        for (int c = 0; c < curves.size(); c++) {
            String color = COLORS.get(c % COLORS.size());
            svg.append(String.format(Locale.ROOT, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n", path(c), color));
            svg.append(String.format(
                    Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"%s\">%s</text>%n", WIDTH - MARGIN,
                    MARGIN + 18 * c, color, escaped(curves.get(c).name)));
        }
        return svg.append("</svg>\n").toString();
    }

    private String path(int curve) {
        StringBuilder path = new StringBuilder();
        boolean down = false;
        for (int k = 0; k < x.length; k++) {
            double value = curves.get(curve).y[k];
            if (Double.isFinite(value)) {
                path.append(String.format(Locale.ROOT, "%s%.2f %.2f", down ? "L" : "M", across(k), above(value)));
            }
            down = Double.isFinite(value);
        }
        return path.toString();
    }

    private double across(int k) {
        return MARGIN + (x[k] - x[0]) / (x[x.length - 1] - x[0]) * (WIDTH - 2 * MARGIN);
    }

    private double above(double value) {
        return HEIGHT - MARGIN - share(value) * (HEIGHT - 2 * MARGIN);
    }

    private static String text(int x, int y, String anchor, String text) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escaped(text));
    }

    /// The drawing as a PNG image, twice as large as the SVG's own size.
    public byte[] toPng() {
        BufferedImage image = new BufferedImage(2 * WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.scale(2, 2);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(Color.GRAY);
        g.drawLine(MARGIN, MARGIN, MARGIN, HEIGHT - MARGIN);
        g.drawLine(MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN);
        g.setColor(Color.BLACK);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        g.drawString(title, MARGIN, 24);
        g.drawString(number(x[0]) + "  " + axis, MARGIN, HEIGHT - MARGIN + 18);
        String right = number(x[x.length - 1]);
        g.drawString(right, WIDTH - MARGIN - g.getFontMetrics().stringWidth(right), HEIGHT - MARGIN + 18);
        g.drawString(number(most()), 4, MARGIN + 4);
        g.drawString(number(least()), 4, HEIGHT - MARGIN + 4);
        g.setStroke(new BasicStroke(2));
        for (int c = 0; c < curves.size(); c++) {
            g.setColor(Color.decode(COLORS.get(c % COLORS.size())));
            String name = curves.get(c).name;
            g.drawString(name, WIDTH - MARGIN - g.getFontMetrics().stringWidth(name), MARGIN + 18 * c);
            g.draw(shape(c));
        }
        g.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private Path2D shape(int curve) {
        Path2D shape = new Path2D.Double();
        boolean down = false;
        for (int k = 0; k < x.length; k++) {
            double value = curves.get(curve).y[k];
            if (Double.isFinite(value)) {
                if (down) {
                    shape.lineTo(across(k), above(value));
                } else {
                    shape.moveTo(across(k), above(value));
                }
            }
            down = Double.isFinite(value);
        }
        return shape;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
