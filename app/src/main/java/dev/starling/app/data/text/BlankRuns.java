package dev.starling.app.data.text;

import java.io.IOException;
import java.io.Reader;

/// Text in which runs of blanks and tabs become one blank, and none is left at the ends of a line: what separates cells by their look
/// separates them by one character. What stands in quotes stays as it is.
final class BlankRuns extends Reader {
    private static final int NONE = -1;

    private final Reader text;
    private final char quote;
    private boolean quoted;
    private boolean atStart = true;
    private boolean owesBlank;
    private int held = NONE;

    BlankRuns(Reader text, char quote) {
        this.text = text;
        this.quote = quote;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int c = next();
            if (c < 0) {
                break;
            }
            target[offset + count++] = (char) c;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private int next() throws IOException {
        if (held != NONE) {
            int c = held;
            held = NONE;
            return c;
        }
        while (true) {
            int c = text.read();
            if (c < 0) {
                return c;
            } else if (quoted) {
                quoted = c != quote;
                return c;
            } else if (c == ' ' || c == '\t') {
                owesBlank = !atStart;
                continue;
            }
            boolean lineEnds = c == '\n' || c == '\r';
            boolean blankFirst = owesBlank && !lineEnds;
            // A quote opens at the beginning of a cell, or where it was closed: doubled quotes are one inside.
            quoted = c == quote;
            atStart = lineEnds;
            owesBlank = false;
            if (blankFirst) {
                held = c;
                return ' ';
            }
            return c;
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
