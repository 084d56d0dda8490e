package org.xerial.snappy;

import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// What Hardwood calls of snappy-java, by this name, in Java alone: that library is native code, which the launcher denies.
public final class Snappy {
    /// How far back a repetition may lie: anywhere in a page, but no farther than anybody writes.
    private static final int LEAST_REACH = 1 << 16;

    private static final int MOST_REACH = 1 << 26;

    private Snappy() {}

    /// Fills `unpacked` from its position on, and makes what was filled its content.
    ///
    /// @return the number of bytes
    /// @throws IOException if the bytes are none of Snappy's, or more than there is room for
    public static int uncompress(ByteBuffer packed, ByteBuffer unpacked) throws IOException {
        byte[] bytes = new byte[packed.remaining()];
        packed.duplicate().get(bytes);
        int start = unpacked.position();
        int reach = Math.clamp(unpacked.remaining(), LEAST_REACH, MOST_REACH);
        try (InputStream in = new SnappyCompressorInputStream(new ByteArrayInputStream(bytes), reach)) {
            byte[] chunk = new byte[1 << 13];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (read > unpacked.remaining()) {
                    throw new IOException("more bytes are packed than the page claims");
                }
                unpacked.put(chunk, 0, read);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
        int count = unpacked.position() - start;
        unpacked.limit(unpacked.position()).position(start);
        return count;
    }
}
