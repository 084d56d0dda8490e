package dev.starling.map;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/// Many points in a small room: a pixel has the mean color of its points, the stronger the more there are, by the logarithm of their
/// number. Where points would lie on each other, this shows what they would hide.
final class Density {
    private static final int FEWEST = 20_000;

    /// More points than this on one place, on average over the places that have any, and most of them are hidden.
    private static final double MOST_ON_A_PLACE = 3;

    /// Share of the places, by weight, that are drawn at less than full strength.
    private static final double BELOW_FULL = 0.95;

    private final int width;
    private final int height;

    /// Weight, red, green, blue of the pixels.
    private final float[][] sums;

    Density(int width, int height) {
        this.width = width;
        this.height = height;
        this.sums = new float[4][width * height];
    }

    /// Whether points of a size, in pixels, would cover each other.
    static boolean isCrowded(double[] x, double[] y, double size) {
        if (x.length < FEWEST) {
            return false;
        }
        double left = Plane.least(x);
        double top = Plane.least(y);
        int across = (int) Math.min(20_000, Plane.range(x) / size) + 1;
        int down = (int) Math.min(20_000, Plane.range(y) / size) + 1;
        boolean[] taken = new boolean[Math.multiplyExact(across, down)];
        int places = 0;
        for (int i = 0; i < x.length; i++) {
            int row = Math.min(down - 1, (int) ((y[i] - top) / size));
            int place = row * across + Math.min(across - 1, (int) ((x[i] - left) / size));
            places += taken[place] ? 0 : 1;
            taken[place] = true;
        }
        return x.length > MOST_ON_A_PLACE * places;
    }

    /// Shares a point out to the four pixels around it.
    void add(double x, double y, int rgb) {
        int left = (int) Math.floor(x - 0.5);
        int top = (int) Math.floor(y - 0.5);
        double right = x - 0.5 - left;
        double bottom = y - 0.5 - top;
        add(left, top, (1 - right) * (1 - bottom), rgb);
        add(left + 1, top, right * (1 - bottom), rgb);
        add(left, top + 1, (1 - right) * bottom, rgb);
        add(left + 1, top + 1, right * bottom, rgb);
    }

    private void add(int x, int y, double weight, int rgb) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            return;
        }
        int pixel = y * width + x;
        float share = (float) weight;
        sums[0][pixel] += share;
        sums[1][pixel] += share * (rgb >> 16 & 0xFF);
        sums[2][pixel] += share * (rgb >> 8 & 0xFF);
        sums[3][pixel] += share * (rgb & 0xFF);
    }

    /// The drawing, transparent where nothing is.
    BufferedImage image() {
        for (int k = 0; k < sums.length; k++) {
            sums[k] = smoothed(sums[k]);
        }
        float[] found = sums[0].clone();
        Arrays.sort(found);
        int first = width * height - (int) Arrays.stream(toDoubles(found)).filter(weight -> weight > 0.05).count();
        double full = first < found.length ? Math.max(1, found[first + (int) (BELOW_FULL * (found.length - 1 - first))]) : 1;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int pixel = 0; pixel < found.length; pixel++) {
            float weight = sums[0][pixel];
            if (weight > 0) {
                int alpha = (int) Math.round(255 * strength(weight, full));
                image.setRGB(pixel % width, pixel / width, alpha << 24
                        | Math.round(sums[1][pixel] / weight) << 16 | Math.round(sums[2][pixel] / weight) << 8 | Math.round(sums[3][pixel] / weight));
            }
        }
        return image;
    }

    /// A single point is seen, and ten times as many look stronger, whatever the largest number is.
    private static double strength(double weight, double full) {
        return Math.min(1, 0.2 * Math.min(1, 2 * weight) + 0.8 * Math.log1p(9 * weight / full) / Math.log(10));
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, k -> values[k]);
        return doubles;
    }

    /// Each pixel shared out by ¼ ½ ¼ in both directions: a point is then as wide as one that is drawn.
    private float[] smoothed(float[] values) {
        float[] across = new float[values.length];
        float[] both = new float[values.length];
        for (int p = 0; p < values.length; p++) {
            int x = p % width;
            across[p] = values[p] / 2 + (x > 0 ? values[p - 1] / 4 : 0) + (x + 1 < width ? values[p + 1] / 4 : 0);
        }
        for (int p = 0; p < values.length; p++) {
            both[p] = across[p] / 2 + (p >= width ? across[p - width] / 4 : 0) + (p + width < values.length ? across[p + width] / 4 : 0);
        }
        return both;
    }
}
