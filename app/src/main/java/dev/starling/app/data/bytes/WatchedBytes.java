package dev.starling.app.data.bytes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.DoubleConsumer;

/// Bytes of a file, and which share of them has been read.
final class WatchedBytes extends FilterInputStream {
    /// Bytes between two words on it.
    private static final long STEP = 1 << 20;

    private final long size;
    private final DoubleConsumer watch;
    private long read;
    private long told;

    /// @param size  bytes in all
    /// @param watch told the share
    WatchedBytes(InputStream bytes, long size, DoubleConsumer watch) {
        super(bytes);
        this.size = size;
        this.watch = watch;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = in.skip(bytes);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) {
        read += bytes;
        if (read - told >= STEP && size > 0) {
            told = read;
            watch.accept(Math.min(1, (double) read / size));
        }
    }
}
