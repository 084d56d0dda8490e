package dev.starling.map;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/// Words in a picture; none on a machine without fonts.
///
/// @param there whether there are fonts
record Lettering(Graphics2D g, boolean there) {
    /// Longer names are stories.
    private static final int MOST_CHARACTERS = 400;

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    int width(String text, Font font) {
        return there ? g.getFontMetrics(font).stringWidth(text) : 0;
    }

    /// Writes one line from a place on its base line.
    void write(String line, int x, int y, Font font, Color color) {
        if (there) {
            g.setFont(font);
            g.setColor(color);
            g.drawString(line, x, y);
        }
    }

    /// A text in lines that have room, broken between words where there is a gap, and anywhere where there is none. What goes beyond the
    /// last line is left out.
    List<String> lines(String text, Font font, int room, int most) {
        String rest = plain(text);
        List<String> lines = new ArrayList<>();
        if (!there) {
            return List.of(rest);
        }
        FontMetrics metrics = g.getFontMetrics(font);
        while (lines.size() < most - 1 && metrics.stringWidth(rest) > room) {
            int end = fitting(rest, metrics, room);
            int gap = rest.lastIndexOf(' ', end);
            int at = gap > 0 ? gap : end;
            lines.add(rest.substring(0, at).strip());
            rest = rest.substring(at).strip();
        }
        lines.add(shortened(rest, metrics, room));
        return lines;
    }

    /// As much of a text as has room, in one line.
    String shortened(String text, Font font, int room) {
        return there ? shortened(plain(text), g.getFontMetrics(font), room) : text;
    }

    private static String shortened(String line, FontMetrics metrics, int room) {
        return metrics.stringWidth(line) <= room
                ? line
                : line.substring(0, fitting(line, metrics, room - metrics.stringWidth("…"))).strip() + "…";
    }

    /// How many characters have room; at least one.
    private static int fitting(String line, FontMetrics metrics, int room) {
        int end = line.offsetByCodePoints(0, 1);
        while (end < line.length() && metrics.stringWidth(line.substring(0, line.offsetByCodePoints(end, 1))) <= room) {
            end = line.offsetByCodePoints(end, 1);
        }
        return end;
    }

    private static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.substring(0, line.offsetByCodePoints(0, Math.min(MOST_CHARACTERS, line.codePointCount(0, line.length()))));
    }
}
