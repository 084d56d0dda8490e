package dev.starling.app.data.bytes;

import dev.starling.api.table.DataFile;
import dev.starling.app.files.Sha256;
import dev.starling.core.table.TableFile;
import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;

/// A file that is hashed as it is read, so that the hash is that of the bytes that were read, and a large file is read once. Readers that
/// open it here and there, or not at all, have it read again for the hash.
public final class HashedFile implements DataFile, AutoCloseable {
    private final TableFile file;
    private final DoubleConsumer watch;
    private final MessageDigest digest = Sha256.begin();
    private @Nullable InputStream first;
    private boolean again;

    /// @param watch told which share of the file has been read
    public HashedFile(TableFile file, DoubleConsumer watch) {
        this.file = file;
        this.watch = watch;
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public Optional<String> part() {
        return file.part();
    }

    @Override
    public OptionalLong size() throws IOException {
        return file.size();
    }

    @Override
    public InputStream open() throws IOException {
        if (first != null) {
            again = true;
            return file.open();
        }
        InputStream bytes = new DigestInputStream(
                new WatchedBytes(Files.newInputStream(file.path()), Files.size(file.path()), watch), digest);
        first = bytes;
        return TableFile.unpacked(new StaysOpen(bytes));
    }

    /// SHA-256 of the file's bytes, in hexadecimal. Call it when all is read.
    public String sha256() throws IOException {
        if (first == null || again) {
            return Source.sha256(file.path());
        }
        first.transferTo(OutputStream.nullOutputStream());
        return Sha256.of(digest);
    }

    @Override
    public void close() throws IOException {
        if (first != null) {
            first.close();
        }
    }

    /// What the reader closes is read on, for what it left.
    private static final class StaysOpen extends FilterInputStream {
        StaysOpen(InputStream bytes) {
            super(bytes);
        }

        @Override
        public void close() {
            // The file closes it.
        }
    }
}
