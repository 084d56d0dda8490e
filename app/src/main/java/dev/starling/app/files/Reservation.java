package dev.starling.app.files;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// A file that one run has locked. The lock goes with the process, however that ends, so that it is known whether a run is alive.
///
/// The file is read and written through its one handle only: to close a second one would give up the lock.
final class Reservation implements Closeable {
    private final Path path;
    private RandomAccessFile file;
    private Lock lock;

    private enum Lock {
        OURS,
        OF_ANOTHER,
        /// Some network drives have none. Names that are there already are still respected.
        NOT_TO_BE_HAD
    }

    private Reservation(Path path, RandomAccessFile file, Lock lock) {
        this.path = path;
        this.file = file;
        this.lock = lock;
    }

    /// Makes the file if it is not there.
    ///
    /// @return null if another run has it
    static @Nullable Reservation of(Path path) throws IOException {
        while (true) {
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            Lock lock = lock(file);
            if (lock == Lock.OF_ANOTHER) {
                file.close();
                return null;
            }
            if (Files.exists(path)) {
                return new Reservation(path, file, lock);
            }
            file.close(); // Whoever had it has just given it up, and deleted it.
        }
    }

    private static Lock lock(RandomAccessFile file) {
        try {
            FileLock lock = file.getChannel().tryLock();
            return lock == null ? Lock.OF_ANOTHER : Lock.OURS;
        } catch (OverlappingFileLockException e) {
            return Lock.OF_ANOTHER;
        } catch (IOException e) {
            return Lock.NOT_TO_BE_HAD;
        }
    }

    /// Whether it is certain that no other run that is alive has it.
    boolean isCertain() {
        return lock == Lock.OURS;
    }

    String text() throws IOException {
        byte[] content = new byte[(int) Math.min(file.length(), 1 << 20)];
        file.seek(0);
        file.readFully(content);
        return new String(content, StandardCharsets.UTF_8);
    }

    /// Puts a copy in place of a file that has other names too (hard links), for what is written to it would be read by all of them.
    void makeSingle(Disk disk) throws IOException {
        if (names() == 1) {
            return;
        }
        disk.writeWhole(path, text().getBytes(StandardCharsets.UTF_8));
        Reservation copy = of(path);
        if (copy == null) {
            throw new IOException("another run has just begun to write it");
        }
        close();
        file = copy.file;
        lock = copy.lock;
    }

    private int names() throws IOException {
        try {
            return (int) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return 1; // Not every system tells.
        }
    }

    void append(String line) throws IOException {
        file.seek(file.length());
        file.write(line.getBytes(StandardCharsets.UTF_8));
        file.getFD().sync();
    }

    void replace(String text) throws IOException {
        file.setLength(0);
        append(text);
    }

    /// Deletes the file while it is locked, so that nobody takes it for theirs.
    void delete(Disk disk) {
        disk.deleteQuietly(path);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // The lock goes with the process.
        }
    }
}
