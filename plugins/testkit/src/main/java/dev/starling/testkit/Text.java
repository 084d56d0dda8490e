package dev.starling.testkit;

import java.util.Locale;

/// Numbers in messages: six digits, enough to find the place and few enough to read.
final class Text {
    private Text() {}

    static String of(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6 ? "%.6g" : "%.5e", value);
    }

    /// Two digits, for errors.
    static String rough(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }
}
