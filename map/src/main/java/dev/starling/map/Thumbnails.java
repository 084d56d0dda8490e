package dev.starling.map;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rows as small gray pictures, one byte a pixel: 0 is paper, 255 is ink.
///
/// @param pixels picture by picture, line by line
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record Thumbnails(int width, int height, byte[] pixels) {
    /// More would make a page slow to open: 2.7 MB as text.
    private static final int MOST_PIXELS = 2_000_000;

    /// The values of a table.
    @FunctionalInterface
    public interface Cells {
        double at(int row, int column);
    }

    private static final int SMALLEST_SIDE = 5;
    private static final int LARGEST_SIDE = 32;

    private static final Pattern NAME = Pattern.compile("pixel[-_](\\d+)[-_](\\d+)", Pattern.CASE_INSENSITIVE);

    /// The rows of a table as pictures, or null if they are none, or too many.
    ///
    /// They are pictures if the features are named `pixel-ROW-COLUMN`; or if there are as many as a square of 5 to 32 has pixels, and
    /// their values are what a camera gives: none below 0, whole numbers up to 255 or fractions of 1, a twentieth or more of them 0.
    ///
    /// @param cells the values of the features
    public static @Nullable Thumbnails of(List<String> features, int rows, Cells cells) {
        int count = features.size();
        if (count == 0 || rows == 0 || (long) rows * count > MOST_PIXELS) {
            return null;
        }
        double[] values = new double[rows * count];
        Arrays.setAll(values, k -> cells.at(k / count, k % count));
        int[] place = new int[count];
        int width = namedPlaces(features, place);
        if (width == 0) {
            width = squarePlaces(place);
            if (width == 0 || !looksLikePictures(values)) {
                return null;
            }
        }
        return drawn(values, place, width);
    }

    /// Fills in where each feature belongs, by its name; the width of the picture, 0 if the names do not say.
    private static int namedPlaces(List<String> features, int[] place) {
        int[] row = new int[place.length];
        int[] column = new int[place.length];
        int firstRow = Integer.MAX_VALUE;
        int firstColumn = Integer.MAX_VALUE;
        int lastRow = 0;
        int lastColumn = 0;
        for (int k = 0; k < place.length; k++) {
            Matcher name = NAME.matcher(features.get(k));
            if (!name.matches() || name.group(1).length() > 4 || name.group(2).length() > 4) {
                return 0;
            }
            row[k] = Integer.parseInt(name.group(1));
            column[k] = Integer.parseInt(name.group(2));
            firstRow = Math.min(firstRow, row[k]);
            firstColumn = Math.min(firstColumn, column[k]);
            lastRow = Math.max(lastRow, row[k]);
            lastColumn = Math.max(lastColumn, column[k]);
        }
        int width = lastColumn - firstColumn + 1;
        int height = lastRow - firstRow + 1;
        if ((long) width * height != place.length) {
            return 0;
        }
        for (int k = 0; k < place.length; k++) {
            place[k] = (row[k] - firstRow) * width + column[k] - firstColumn;
        }
        return width;
    }

    private static int squarePlaces(int[] place) {
        for (int side = SMALLEST_SIDE; side <= LARGEST_SIDE; side++) {
            if (side * side == place.length) {
                for (int k = 0; k < place.length; k++) {
                    place[k] = k;
                }
                return side;
            }
        }
        return 0;
    }

    private static boolean looksLikePictures(double[] values) {
        boolean whole = true;
        long zeros = 0;
        double largest = 0;
        for (double value : values) {
            if (value < 0 || value > 255) {
                return false;
            }
            whole &= value == (int) value;
            largest = Math.max(largest, value);
            zeros += value == 0 ? 1 : 0;
        }
        return (whole || largest <= 1) && largest > 0 && 20 * zeros >= values.length;
    }

    private static Thumbnails drawn(double[] values, int[] place, int width) {
        double least = 0;
        double largest = 0;
        for (double value : values) {
            least = Math.min(least, value);
            largest = Math.max(largest, value);
        }
        double scale = largest > least ? 255 / (largest - least) : 0;
        byte[] pixels = new byte[values.length];
        for (int from = 0; from < values.length; from += place.length) {
            for (int k = 0; k < place.length; k++) {
                pixels[from + place[k]] = (byte) Math.round((values[from + k] - least) * scale);
            }
        }
        return new Thumbnails(width, place.length / width, pixels);
    }
}
