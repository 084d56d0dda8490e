package dev.starling.map;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the colors of a picture mean, beside it. It takes the width that its words need, up to a limit, and breaks or shrinks them where
/// that is not enough; none is left out.
final class Legend {
    private static final int TITLE = 36;
    private static final int GAP = 24;
    private static final int DOT = 24;
    private static final int LEAST_WIDTH = 150;
    private static final int MOST_LINES = 4;
    private static final int MOST_COLUMNS = 4;
    private static final int[] SIZES = {17, 15, 13, 11, 9};

    private final Graphics2D g;
    private final Lettering words;
    private final List<String> title;
    private final int height;

    /// Entries in columns, or ticks of a scale.
    private final Columns columns;

    private Legend(Graphics2D g, Lettering words, List<String> title, int height, Columns columns) {
        this.g = g;
        this.words = words;
        this.title = title;
        this.height = height;
        this.columns = columns;
    }

    /// @param most pixels that it may take in width
    static Legend of(Coloring coloring, String name, Graphics2D g, Lettering words, int most, int height) {
        List<Entry> entries = switch (coloring) {
            case Coloring.Single _ -> List.of();
            case Coloring.Groups groups -> groups.groups().stream()
                    .map(group -> new Entry(group.name(), String.format(Locale.ROOT, "%,d", group.count()), group.color(), group.isClass()))
                    .toList();
            case Coloring.Ramp ramp -> ticks(ramp);
        };
        Columns columns = Columns.fit(entries, words, most, coloring instanceof Coloring.Ramp ? Integer.MAX_VALUE : height - TITLE);
        List<String> title = words.lines(name, Lettering.font(Font.BOLD, 17), Math.max(LEAST_WIDTH, columns.width()), MOST_LINES);
        return new Legend(g, words, title, height, columns);
    }

    /// Pixels across, the gap to the map among them.
    int width() {
        return GAP + Math.max(LEAST_WIDTH, columns.width());
    }

    /// A line of it.
    private record Entry(String name, String count, String color, boolean strong) {}

    /// Entries as lines of a size in columns of a width.
    private record Columns(List<List<String>> lines, List<Entry> entries, int size, int columnWidth, int countWidth, int perColumn) {
        /// In letters as large as possible so that all names are whole; if there are none such, so that all names are there.
        static Columns fit(List<Entry> entries, Lettering words, int most, int height) {
            Columns cut = null;
            for (int size : SIZES) {
                for (int columns = 1; columns <= MOST_COLUMNS; columns++) {
                    Columns tried = of(entries, words, size, most / columns, height);
                    boolean fits = tried.count() <= columns;
                    if (fits && tried.areWhole()) {
                        return tried;
                    }
                    cut = cut == null && fits ? tried : cut;
                }
            }
            return cut == null ? of(entries, words, SIZES[SIZES.length - 1], most / MOST_COLUMNS, height) : cut;
        }

        private boolean areWhole() {
            return lines.stream().noneMatch(name -> name.getLast().endsWith("…"));
        }

        private static Columns of(List<Entry> entries, Lettering words, int size, int most, int height) {
            Font font = Lettering.font(Font.PLAIN, size);
            int count = entries.stream().mapToInt(entry -> words.width(entry.count, Lettering.font(Font.PLAIN, size - 2))).max().orElse(0);
            int own = DOT + 10 + count + 16;
            int name = entries.stream().mapToInt(entry -> words.width(entry.name, font) + 2).max().orElse(0);
            int room = Math.max(40, Math.min(name, most - own));
            List<List<String>> lines = entries.stream().map(entry -> words.lines(entry.name, font, room, MOST_LINES)).toList();
            return new Columns(lines, entries, size, room + own, count, Math.max(1, height / (size + 8)));
        }

        /// How many columns the lines fill.
        int count() {
            int columns = 1;
            int used = 0;
            for (List<String> lines : lines) {
                if (used + lines.size() > perColumn) {
                    columns++;
                    used = 0;
                }
                used += lines.size();
            }
            return columns;
        }

        int width() {
            return count() * columnWidth;
        }
    }

    void draw(Coloring coloring, int left, int top) {
        int y = top + 20;
        for (String line : title) {
            words.write(line, left + GAP, y, Lettering.font(Font.BOLD, 17), MapPicture.INK);
            y += 22;
        }
        switch (coloring) {
            case Coloring.Single _ -> {}
            case Coloring.Groups _ -> drawEntries(left + GAP, y + 14);
            case Coloring.Ramp ramp -> drawBar(ramp, left + GAP, y + 2);
        }
    }

    private void drawEntries(int left, int top) {
        int x = left;
        int y = top;
        int used = 0;
        int line = columns.size + 8;
        Font font = Lettering.font(Font.PLAIN, columns.size);
        Font small = Lettering.font(Font.PLAIN, columns.size - 2);
        double dot = columns.size * 0.76;
        for (int k = 0; k < columns.entries.size(); k++) {
            Entry entry = columns.entries.get(k);
            List<String> lines = columns.lines.get(k);
            if (used + lines.size() > columns.perColumn) {
                x += columns.columnWidth;
                y = top;
                used = 0;
            }
            g.setColor(Color.decode(entry.color));
            g.fill(new Ellipse2D.Double(x, y - dot + 1, dot, dot));
            int end = x + columns.columnWidth - 16;
            words.write(entry.count, end - words.width(entry.count, small), y, small, MapPicture.FAINT);
            for (String part : lines) {
                words.write(part, x + DOT, y, font, entry.strong ? MapPicture.INK : MapPicture.FAINT);
                y += line;
                used++;
            }
        }
    }

    private static List<Entry> ticks(Coloring.Ramp ramp) {
        List<Entry> ticks = new ArrayList<>();
        for (int tick = 0; tick <= 4; tick++) {
            double value = ramp.low() + tick / 4.0 * (ramp.high() - ramp.low());
            ticks.add(new Entry(ramp.labels().words(value), "", Palette.OTHER, true));
        }
        return ticks;
    }

    private void drawBar(Coloring.Ramp ramp, int left, int top) {
        int bar = Math.min(320, height - 150);
        for (int k = 0; k < bar; k++) {
            g.setColor(Palette.ramp(1 - k / (bar - 1.0)));
            g.fillRect(left, top + k, 20, 1);
        }
        Font small = Lettering.font(Font.PLAIN, 16);
        for (int tick = 0; tick <= 4; tick++) {
            double y = top + (1 - tick / 4.0) * (bar - 1);
            g.setColor(MapPicture.FAINT);
            g.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
            g.draw(new Line2D.Double(left + 20, y, left + 26, y));
            words.write(columns.entries.get(tick).name, left + 34, (int) Math.round(y + 6), small, MapPicture.INK);
        }
        long missing = Arrays.stream(ramp.values()).filter(Double::isNaN).count();
        if (missing > 0) {
            g.setColor(Color.decode(Palette.OTHER));
            g.fill(new Ellipse2D.Double(left + 3, top + bar + 22, 13, 13));
            words.write(String.format(Locale.ROOT, "missing  %,d", missing), left + 34, top + bar + 34, small, MapPicture.FAINT);
        }
    }
}
