package dev.starling.plugins.readers.arrays;

import dev.starling.api.table.UnreadableException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The bytes of a file from front to back, with the position for messages. A file that ends too early is said to be cut.
final class Bytes implements AutoCloseable {
    private static final String AGAIN = "Copy or download it again.";

    private final InputStream in;
    private final String where;
    private long position;

    /// @param where  what stands before a position in messages: empty, or the member of an archive and a blank
    Bytes(InputStream in, String where) {
        this.in = in;
        this.where = where;
    }

    long position() {
        return position;
    }

    /// Whether there is nothing more.
    boolean atEnd() throws IOException {
        in.mark(1);
        int next = in.read();
        in.reset();
        return next < 0;
    }

    /// The next bytes.
    ///
    /// @param purpose  what they are, for the message
    ByteBuffer next(int count, ByteOrder order, String purpose) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new UnreadableException(where + "byte " + (position + bytes.length), "is the end of the file, within " + purpose, AGAIN);
        }
        position += count;
        return ByteBuffer.wrap(bytes).order(order);
    }

    UnreadableException fault(String what, String remedy) {
        return new UnreadableException(where + "byte " + position, what, remedy);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
