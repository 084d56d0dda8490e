package dev.starling.app.files;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A file that a user asks for by name. Its name is reserved before the work begins, and what will be done at the end is tried then.
///
/// A file that is there is replaced only where that is asked for, unless it is empty; one that the command reads, never. A link stays, and
/// the file that it leads to is written. What is no file, such as `/dev/stdout` or a pipe, is written to as it is.
public final class OutputFile implements AutoCloseable {
    private final Path asked;
    private final Path target;
    private final Disk disk;
    private final @Nullable Reservation reservation;
    private final boolean made;
    private final Thread onExit = new Thread(this::close, "starling-output");
    private boolean written;
    private boolean closed;

    private OutputFile(Path asked, Path target, Disk disk, @Nullable Reservation reservation, boolean made) {
        this.asked = asked;
        this.target = target;
        this.disk = disk;
        this.reservation = reservation;
        this.made = made;
    }

    /// @param force whether a file that is there is replaced
    /// @throws Fault if it is there and not to be replaced, is another run's, or cannot be written
    public static OutputFile reserve(Path asked, Inputs inputs, boolean force) {
        return reserve(asked, inputs, force, Disk.REAL);
    }

    static OutputFile reserve(Path asked, Inputs inputs, boolean force, Disk disk) {
        check(asked, inputs, force);
        try {
            boolean there = Files.exists(asked);
            Path target = there ? asked.toRealPath() : asked;
            if (there && !Files.isRegularFile(target)) {
                return new OutputFile(asked, target, disk, null, false);
            }
            Reservation reservation = Reservation.of(target);
            if (reservation == null) {
                throw new Fault(Exit.FILES, asked + " is being written already, by this run or another. Choose another name.");
            }
            OutputFile file = new OutputFile(asked, target, disk, reservation, !there);
            Runtime.getRuntime().addShutdownHook(file.onExit);
            try {
                clearLeftovers(target, inputs, disk);
                file.tryOut();
                return file;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw Disk.fault(asked, e);
        }
    }

    private static void check(Path asked, Inputs inputs, boolean force) {
        if (Files.isDirectory(asked)) {
            throw new Fault(Exit.FILES, asked + " is a folder. Name a file.");
        }
        if (Files.isSymbolicLink(asked) && !Files.exists(asked)) {
            throw new Fault(Exit.FILES, asked + " is a link that leads to nothing. Mend the link, or name the file.");
        }
        inputs.protect(asked);
        if (!force && Files.isRegularFile(asked) && asked.toFile().length() > 0) {
            throw new Fault(Exit.FILES, asked + " is there already. Choose another name, or replace it with --force.");
        }
    }

    /// A killed run leaves a hidden file beside its target. One that is alive would have locked the target.
    private static void clearLeftovers(Path target, Inputs inputs, Disk disk) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> Disk.isHidden(entry, target) && !inputs.have(entry)).forEach(disk::deleteQuietly);
        }
    }

    private synchronized void tryOut() throws IOException {
        Path hidden = Disk.hidden(target);
        try {
            disk.writeNew(hidden, new byte[1]);
        } catch (IOException e) {
            disk.deleteQuietly(hidden);
            throw e;
        }
        disk.delete(hidden);
    }

    /// @throws Fault if it cannot be written; it says where the content is kept instead
    public synchronized void write(byte[] content) {
        if (closed) {
            return; // The program is going down.
        }
        try {
            if (reservation == null) {
                disk.write(target, content);
            } else {
                disk.writeWhole(target, content);
            }
            written = true;
        } catch (IOException e) {
            throw new Fault(Exit.FILES, asked + " cannot be written: " + Disk.reason(e) + kept(content), e);
        }
    }

    private String kept(byte[] content) {
        String name = String.valueOf(target.getFileName());
        for (Path place : Elsewhere.places(target)) {
            try (RunFolder other = RunFolder.reserveFree(place.resolve(name + ".starling"), List.of(name), disk)) {
                return ". What was to be written is in " + other.put(name, content);
            } catch (Fault e) {
                // The next, then.
            }
        }
        return "; and there is no other place where it could be kept.";
    }

    /// Gives the name up. If nothing was written, nothing is left of it.
    @Override
    public synchronized void close() {
        if (reservation == null || closed) {
            return;
        }
        closed = true;
        if (made && !written) {
            reservation.delete(disk);
        }
        reservation.close();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // It is being run.
        }
    }
}
