package dev.starling.app.progress;

import dev.starling.app.fault.Words;
import dev.starling.core.Progress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

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
    private static final long PLAIN_SHARE_NANOS = 2_000_000_000L;

    /// Numbers of more digits than anybody reads.
    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{5,}(?:[eE][-+]?\\d+)?");
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private final PrintStream err;
    private final Style style;
    private final boolean color;
    private final LongSupplier clock;

    private Pace pace;
    private long lastShown;
    private int lastTenth;
    private boolean barShown;

    private String stage = "";
    private boolean iterating;
    private long stepSince;
    private double stepDone;

    /// The iteration whose cost is known, which is not computed in each.
    private int costAt;

    private double lastCost = Double.NaN;

    /// @param color whether the bar may be colored
    public ConsoleProgress(PrintStream err, Style style, boolean color) {
        this(err, style, color, System::nanoTime);
    }

    ConsoleProgress(PrintStream err, Style style, boolean color, LongSupplier clock) {
        this.err = err;
        this.style = style;
        this.color = color;
        this.clock = clock;
        this.pace = new Pace(clock.getAsLong());
    }

    /// One line about what was read, found or decided: a word, and what there is to say of it.
    public void say(String word, String line) {
        if (style != Style.NONE) {
            endBar();
            err.printf(Locale.ROOT, "%-11s %s%n", word, readable(Words.line(line)));
        }
    }

    /// Something that the user should know even if nothing else is said.
    public void warn(String line) {
        endBar();
        err.println("starling: " + Words.line(line));
    }

    @Override
    public void stage(String name) {
        long now = clock.getAsLong();
        endBar();
        pace = new Pace(now);
        lastShown = now;
        lastTenth = 0;
        stage = name;
        iterating = false;
        lastCost = Double.NaN;
        stepSince = now;
        stepDone = 0;
    }

    /// Of a stage without iterations, how far its step under way is and how long the rest will take.
    @Override
    public void share(double done) {
        if (iterating || style == Style.NONE) {
            return;
        }
        long now = clock.getAsLong();
        if (done < stepDone) {
            stepSince = now;
        }
        stepDone = done;
        double seconds = (now - stepSince) / 1e9;
        String left = done <= 0 || seconds < 1 ? "" : Pace.duration(seconds / done * (1 - done)) + " left";
        if (style == Style.BAR && now - lastShown >= REDRAW_NANOS) {
            lastShown = now;
            err.printf(Locale.ROOT, "\r%-11s %s %3.0f %%  %s\u001b[K", stage, colored(bar(done)), 100 * done, left);
            err.flush();
            barShown = true;
        } else if (style == Style.PLAIN && now - lastShown >= PLAIN_SHARE_NANOS) {
            lastShown = now;
            err.printf(Locale.ROOT, "%-11s %.0f %%  %s%n", stage, 100 * done, left);
        }
    }

    @Override
    public void note(String line) {
        say("", line);
    }

    @Override
    public void iteration(int done, int of, double cost) {
        long now = clock.getAsLong();
        iterating = true;
        if (cost != lastCost) {
            // What is known first is that of the start.
            costAt = Double.isNaN(lastCost) ? done - 1 : done;
            lastCost = cost;
        }
        pace.update(done, now);
        switch (style) {
            case BAR -> {
                if (now - lastShown >= REDRAW_NANOS || done == of) {
                    lastShown = now;
                    draw(done, of);
                }
            }
            case PLAIN -> {
                int tenth = (int) (10L * done / of);
                if (now - lastShown >= PLAIN_NANOS || (tenth > lastTenth && tenth % 2 == 0) || done == of) {
                    lastShown = now;
                    lastTenth = tenth;
                    err.printf(Locale.ROOT, "%-11s %d/%d  %s  %s%n", stage, done, of, cost(done), pace.text(done, of));
                }
            }
            case NONE -> {}
        }
    }

    private void draw(int done, int of) {
        err.printf(Locale.ROOT, "\r%-11s %s %d/%d  %s  %s\u001b[K", stage, colored(bar((double) done / of)), done, of, cost(done), pace.text(done, of));
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

    private String colored(String bar) {
        return color ? "\u001b[36m" + bar + "\u001b[0m" : bar;
    }

    /// The cost, and when it was computed if that is not now: it stands still in between.
    private String cost(int done) {
        String text = "cost " + number(lastCost);
        return costAt == done ? text : text + " at " + costAt;
    }

    private static String number(double cost) {
        return String.format(Locale.ROOT, "%.4g", cost);
    }

    /// A line with its numbers as a person reads them: 1666.67 and not 1666.6666666666667. The files have all digits.
    static String readable(String line) {
        return LONG_NUMBER.matcher(line).replaceAll(number -> shortened(number.group()));
    }

    private static String shortened(String number) {
        String text = String.format(Locale.ROOT, "%.6g", Double.parseDouble(number));
        return text.contains("e") ? text.replaceFirst("\\.?0*e", "e") : text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
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
