package dev.starling.app.progress;

import java.util.Locale;

/// How fast iterations go, and how long the rest will take, from the last second or two: at first they go slowly, until Java knows how.
final class Pace {
    private static final long WINDOW_NANOS = 1_000_000_000L;

    /// Less time says nothing.
    private static final double LEAST_SECONDS = 0.02;

    private Mark before;
    private Mark latest;
    private double perSecond = Double.NaN;

    /// How many iterations were done at a time.
    private record Mark(int done, long nanos) {}

    Pace(long startNanos) {
        before = new Mark(0, startNanos);
        latest = before;
    }

    /// Takes notice that `done` iterations are done at a time.
    void update(int done, long nanos) {
        if (nanos - latest.nanos >= WINDOW_NANOS) {
            before = latest;
            latest = new Mark(done, nanos);
        }
        double seconds = (nanos - before.nanos) / 1e9;
        if (seconds >= LEAST_SECONDS) {
            perSecond = (done - before.done) / seconds;
        }
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
