package dev.starling.app.progress;

import dev.starling.core.Progress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Progress as text: a bar that redraws itself on a terminal, a line every ten seconds or tenth of the way elsewhere.
public final class ConsoleProgress implements Progress, AutoCloseable {
    /// How progress is shown.
    public enum Style {
        BAR,
        PLAIN,
        NONE
    }

    private static final int BAR_WIDTH = 24;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private final PrintStream err;
    private final Style style;
    private final boolean colour;
    private final LongSupplier clock;

    private Pace pace;
    private long lastShown;
    private int lastTenth;
    private boolean barShown;

    /// @param colour whether the bar may be coloured
    public ConsoleProgress(PrintStream err, Style style, boolean colour) {
        this(err, style, colour, System::nanoTime);
    }

    ConsoleProgress(PrintStream err, Style style, boolean colour, LongSupplier clock) {
        this.err = err;
        this.style = style;
        this.colour = colour;
        this.clock = clock;
        this.pace = new Pace(clock.getAsLong());
    }

    /// One line about what was read, found or decided: a word, and what there is to say of it.
    public void say(String word, String line) {
        if (style != Style.NONE) {
            endBar();
            err.printf(Locale.ROOT, "%-11s %s%n", word, line);
        }
    }

    /// Something that the user should know even if nothing else is said.
    public void warn(String line) {
        endBar();
        err.println("starling: " + line);
    }

    @Override
    public void stage(String name) {
        pace = new Pace(clock.getAsLong());
        lastShown = clock.getAsLong();
        lastTenth = 0;
    }

    @Override
    public void note(String line) {
        say("", line);
    }

    @Override
    public void iteration(int done, int of, double cost) {
        long now = clock.getAsLong();
        pace.update(done, now);
        switch (style) {
            case BAR -> {
                if (now - lastShown >= REDRAW_NANOS || done == of) {
                    lastShown = now;
                    draw(done, of, cost);
                }
            }
            case PLAIN -> {
                int tenth = (int) (10L * done / of);
                if (now - lastShown >= PLAIN_NANOS || (tenth > lastTenth && tenth % 2 == 0) || done == of) {
                    lastShown = now;
                    lastTenth = tenth;
                    err.printf(Locale.ROOT, "%-11s %d/%d  cost %s  %s%n", "optimising", done, of, number(cost), pace.text(done, of));
                }
            }
            case NONE -> {}
        }
    }

    private void draw(int done, int of, double cost) {
        String bar = bar((double) done / of);
        err.printf(Locale.ROOT, "\r%-11s %s %d/%d  cost %s  %s\u001b[K", "optimising",
                colour ? "\u001b[36m" + bar + "\u001b[0m" : bar, done, of, number(cost), pace.text(done, of));
        err.flush();
        barShown = true;
        if (done == of) {
            endBar();
        }
    }

    private static String bar(double share) {
        int eighths = (int) Math.round(share * BAR_WIDTH * 8);
        String full = "█".repeat(eighths / 8);
        String part = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
        return full + part + " ".repeat(BAR_WIDTH - full.length() - part.length());
    }

    private static String number(double cost) {
        return String.format(Locale.ROOT, "%.4g", cost);
    }

    private void endBar() {
        if (barShown) {
            err.println();
            barShown = false;
        }
    }

    @Override
    public void close() {
        endBar();
    }
}
