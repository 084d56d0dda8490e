package dev.starling.app.files;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder of a run's own among the temporary files, gone when the run ends. What a killed run has left, the next one clears: a live one
/// holds a lock on its own.
public final class ScratchFolder implements AutoCloseable {
    private static final String LOCK = "in-use";

    private final Path folder;
    private final Reservation reservation;

    private ScratchFolder(Path folder, Reservation reservation) {
        this.folder = folder;
        this.reservation = reservation;
    }

    /// @param prefix what its name begins with; folders of this prefix that nobody holds are cleared
    /// @throws Fault if it cannot be made
    public static ScratchFolder make(String prefix) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            clearLeftovers(temporary, prefix);
            Path folder = Files.createTempDirectory(prefix);
            // Locked before it has the name by which others would look for the lock.
            Path unnamed = folder.resolve(LOCK + "-soon");
            Reservation reservation = Reservation.of(unnamed);
            if (reservation == null) {
                throw new IOException("it is locked already");
            }
            Disk.REAL.rename(unnamed, folder.resolve(LOCK));
            return new ScratchFolder(folder, reservation);
        } catch (IOException e) {
            throw new Fault(Exit.FILES, "no folder can be made in " + temporary + " (" + Disk.reason(e)
                    + "); plug-ins are copied there before they run. Set another by STARLING_JAVA_OPTIONS=-Djava.io.tmpdir=DIR", e);
        }
    }

    private static void clearLeftovers(Path temporary, String prefix) {
        try (Stream<Path> entries = Files.list(temporary)) {
            for (Path entry : entries.filter(path -> String.valueOf(path.getFileName()).startsWith(prefix)).toList()) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                        && Files.isRegularFile(entry.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)) {
                    clear(entry);
                }
            }
        } catch (IOException e) {
            // Then they stay; what matters is whether a new one can be made.
        }
    }

    private static void clear(Path folder) {
        try (Reservation reservation = Reservation.of(folder.resolve(LOCK))) {
            if (reservation != null && reservation.isCertain()) {
                delete(folder);
            }
        } catch (IOException e) {
            // It is another user's.
        }
    }

    public Path path() {
        return folder;
    }

    /// A new file in the folder, for content that is too large to be held. What goes wrong in writing it is a [Fault] of the folder, and not of
    /// what is written.
    public OutputStream create(String name) {
        try {
            return new Blaming(new FileOutputStream(folder.resolve(name).toFile()));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Copies a file into the folder.
    ///
    /// @throws IOException if the file cannot be read
    /// @throws Fault       if the folder cannot be written to
    public Path copy(Path from, String name) throws IOException {
        try (InputStream in = Files.newInputStream(from); OutputStream out = create(name)) {
            in.transferTo(out);
        }
        return folder.resolve(name);
    }

    private Fault unwritable(IOException e) {
        return new Fault(Exit.FILES, "nothing can be written to " + folder + " (" + Disk.reason(e)
                + "); plug-ins are copied there before they run. Make room, or set another folder by STARLING_JAVA_OPTIONS=-Djava.io.tmpdir=DIR", e);
    }

    private final class Blaming extends FilterOutputStream {
        Blaming(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] values, int from, int count) {
            try {
                out.write(values, from, count);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            delete(folder);
        } catch (IOException e) {
            // The next run clears it, once this one is gone.
        }
        reservation.close();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : inside) {
                Disk.REAL.delete(path);
            }
        }
    }
}
