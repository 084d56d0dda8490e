package dev.starling.app.output;

/// Pixels of a picture, across and down.
public record PictureSize(int width, int height) {
    private static final int LEAST_WIDTH = 600;
    private static final int LEAST_HEIGHT = 400;
    private static final int MOST = 10_000;

    public PictureSize {
        if (width < LEAST_WIDTH || width > MOST || height < LEAST_HEIGHT || height > MOST) {
            throw new IllegalArgumentException("--picture-size must be from " + LEAST_WIDTH + "x" + LEAST_HEIGHT + " to " + MOST + "x" + MOST
                    + " pixels, but was " + width + "x" + height);
        }
    }

    /// Reads `1200x1000`.
    public static PictureSize parse(String text) {
        if (!text.matches("[0-9]{1,9}x[0-9]{1,9}")) {
            throw new IllegalArgumentException("--picture-size must be WIDTHxHEIGHT in pixels, such as 1200x1000, but was '" + text + "'");
        }
        int x = text.indexOf('x');
        return new PictureSize(Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
    }
}
