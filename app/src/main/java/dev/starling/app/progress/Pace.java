package dev.starling.app.progress;

import java.util.Locale;

/// How fast iterations go, and how long the rest will take, from the recent past.
final class Pace {
    private static final double FORGET = 0.8;

    private long lastNanos;
    private int lastDone;
    private double perSecond = Double.NaN;

    Pace(long startNanos) {
        lastNanos = startNanos;
    }

    /// Takes notice that `done` iterations are done at a time.
    void update(int done, long nanos) {
        double seconds = (nanos - lastNanos) / 1e9;
        if (seconds < 0.1) {
            return;
        }
        double now = (done - lastDone) / seconds;
        perSecond = Double.isNaN(perSecond) ? now : FORGET * perSecond + (1 - FORGET) * now;
        lastNanos = nanos;
        lastDone = done;
    }

    /// `212 it/s, 4 s left`, or nothing while it is not known.
    String text(int done, int of) {
        if (Double.isNaN(perSecond) || perSecond <= 0) {
            return "";
        }
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f it/s, %s left" : "%.0f it/s, %s left", perSecond,
                duration((of - done) / perSecond));
    }

    static String duration(double seconds) {
        long whole = (long) Math.ceil(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
