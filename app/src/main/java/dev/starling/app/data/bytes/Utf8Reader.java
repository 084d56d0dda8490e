package dev.starling.app.data.bytes;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.IntStream;

/// Text in UTF-8 without a byte-order mark, and nothing else: other bytes and control characters are faults with their place.
public final class Utf8Reader extends Reader {
    private static final int BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream bytes;
    private final String file;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER).flip();
    private boolean ended;
    private long bytesRead;
    private long line = 1;
    private long column;
    private char last;
    private boolean started;

    Utf8Reader(InputStream bytes, String file) {
        this.bytes = bytes;
        this.file = file;
    }

    public long bytesRead() {
        return bytesRead;
    }

    /// The last character handed out so far, or 0.
    public char last() {
        return last;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            CharBuffer out = CharBuffer.wrap(target, offset, length);
            CoderResult result = decoder.decode(in, out, ended);
            int count = out.position() - offset;
            count = withoutMark(target, offset, count);
            check(target, offset, count);
            if (result.isError()) {
                throw malformed();
            }
            if (count > 0) {
                return count;
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    private void fill() throws IOException {
        in.compact();
        int read = bytes.read(in.array(), in.position(), in.remaining());
        if (read < 0) {
            ended = true;
        } else {
            bytesRead += read;
            in.position(in.position() + read);
        }
        in.flip();
    }

    private int withoutMark(char[] target, int offset, int count) {
        if (started || count == 0) {
            return count;
        }
        started = true;
        if (target[offset] != BYTE_ORDER_MARK) {
            return count;
        }
        System.arraycopy(target, offset + 1, target, offset, count - 1);
        return count - 1;
    }

    /// Counts lines, whichever way they end, and refuses characters that no table has.
    private void check(char[] text, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            char c = text[i];
            column++;
            if (c < ' ') {
                if (c == '\n' || c == '\r') {
                    line += c == '\n' && last == '\r' ? 0 : 1;
                    column = 0;
                } else if (c != '\t') {
                    throw new Fault(Exit.DATA, String.format(Locale.ROOT,
                            "%s:%d: character %d of the line is the control character U+%04X. Is it a binary file? Give a text table.",
                            file, line, column, (int) c));
                }
            }
            last = c;
        }
    }

    private Fault malformed() {
        long at = bytesRead - in.remaining();
        return new Fault(Exit.DATA, String.format(Locale.ROOT,
                "%s:%d: byte 0x%02X at offset %d is not UTF-8. %s",
                file, line, in.get(in.position()) & 0xFF, at,
                isBinary() ? "It is a binary file: give a text table." : "If the file is Latin-1, convert it: iconv -f latin1 -t utf-8"));
    }

    /// Whether there are bytes nearby that no text has.
    private boolean isBinary() {
        byte[] all = in.array();
        return IntStream.range(0, in.limit()).anyMatch(i -> all[i] >= 0 && all[i] < '\t');
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
