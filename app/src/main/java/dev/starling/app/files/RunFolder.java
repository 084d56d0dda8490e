package dev.starling.app.files;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The folder that a run writes, its own from the start of the run: nobody else takes it meanwhile, and what will be done at the end is
/// tried at once. Each file appears there whole or not at all; what else is in the folder is left alone.
///
/// Files that Starling has written before, and that nobody has changed since, are replaced where that is asked for; no other ever is.
/// Where a file cannot be written after all, it and those to come are kept in a folder elsewhere.
public final class RunFolder implements AutoCloseable {
    private static final String TRIAL = "trial";

    private final Path folder;
    private final boolean made;
    private final Disk disk;
    private final Reservation reservation;
    private final Marker marker;
    private final boolean markerIsNew;

    /// What is there of an earlier run, and goes when this one writes its first file.
    private final List<Path> old;

    private final Set<String> written = new LinkedHashSet<>();

    /// Where each file is, by its name.
    private final Map<String, Path> files = new LinkedHashMap<>();

    /// How files are made again that go with the folder.
    private final Map<String, Supplier<byte[]>> again = new HashMap<>();

    private final Queue<Path> places = new ArrayDeque<>();
    private @Nullable RunFolder instead;
    private @Nullable String trouble;
    private boolean closed;

    private RunFolder(Path folder, boolean made, Disk disk, Reservation reservation, Marker marker, List<Path> old) {
        this.folder = folder;
        this.made = made;
        this.disk = disk;
        this.reservation = reservation;
        this.marker = marker;
        this.markerIsNew = marker.isEmpty();
        this.old = old;
    }

    /// @param wanted what a user calls it; a link to a folder is as good as the folder
    /// @param names  the files to come
    /// @param force  whether files of an earlier run are replaced
    /// @throws Fault if it is another run's, cannot be written, or has files of these names that are not to be replaced
    public static RunFolder reserve(Path wanted, List<String> names, Inputs inputs, boolean force) {
        return reserve(wanted, names, inputs, force, Disk.REAL);
    }

    /// The folder `NAME.starling`, or the first of `NAME-2.starling`, `NAME-3.starling` ... that is not there yet.
    public static RunFolder reserveFree(Path wanted, List<String> names) {
        return reserveFree(wanted, names, Disk.REAL);
    }

    static RunFolder reserveFree(Path wanted, List<String> names, Disk disk) {
        String name = wanted.toString().replaceFirst("\\.starling$", "");
        Path folder = wanted;
        for (int k = 2;; k++) {
            if (!isTaken(folder)) {
                try {
                    return reserve(folder, names, new Inputs(), false, disk);
                } catch (TakenException e) {
                    // The next, then.
                }
            }
            folder = Path.of(name + "-" + k + ".starling");
        }
    }

    /// What a killed run has reserved and not written to is free again.
    private static boolean isTaken(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.anyMatch(entry -> !entry.endsWith(Marker.NAME) && !Disk.isHidden(entry));
        } catch (IOException e) {
            return true;
        }
    }

    /// Somebody has it.
    private static final class TakenException extends Fault {
        private static final long serialVersionUID = 1;

        private TakenException(String message) {
            super(Exit.FILES, message);
        }

        static TakenException byARun(Path folder) {
            return new TakenException(folder + " is being written by another run. Wait for it, or choose another with --out.");
        }

        static TakenException byAFile(Path marker) {
            return new TakenException(marker + " is not Starling's, which keeps there which files of the folder are its own, and it is not written over. "
                    + "Move it away, or choose another folder with --out.");
        }
    }

    static RunFolder reserve(Path wanted, List<String> names, Inputs inputs, boolean force, Disk disk) {
        boolean made = makeFolder(wanted, disk);
        Path marker = wanted.resolve(Marker.NAME);
        boolean marked = Files.exists(marker, LinkOption.NOFOLLOW_LINKS);
        try {
            inputs.protect(marker);
            if (marked && !Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)) {
                throw TakenException.byAFile(marker);
            }
            Reservation reservation = Reservation.of(marker);
            if (reservation == null) {
                throw TakenException.byARun(wanted);
            }
            try {
                Marker known = Marker.read(reservation, disk);
                if (known == null) {
                    throw TakenException.byAFile(marker);
                }
                List<Path> old = known(wanted, names, known, inputs, force);
                RunFolder folder = new RunFolder(wanted, made, disk, reservation, known, old);
                folder.clearLeftovers(names, inputs);
                folder.tryOut();
                return folder;
            } catch (IOException | RuntimeException e) {
                giveUp(wanted, made, marked, reservation, disk);
                throw e;
            }
        } catch (IOException e) {
            if (made) {
                disk.deleteQuietly(wanted);
            }
            throw Disk.fault(wanted, e);
        }
    }

    /// @return whether it was made
    private static boolean makeFolder(Path wanted, Disk disk) {
        if (Files.isDirectory(wanted)) {
            return false;
        }
        if (Files.exists(wanted)) {
            throw new Fault(Exit.FILES, wanted + " is a file; --out needs the name of a folder.");
        }
        if (Files.isSymbolicLink(wanted)) {
            throw new Fault(Exit.FILES, wanted + " is a link that leads to nothing. Mend the link, or name the folder.");
        }
        try {
            disk.createFolder(wanted);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false; // Another run was a moment quicker; its lock will tell.
        } catch (IOException e) {
            throw Disk.fault(wanted, e);
        }
    }

    /// Files of an earlier run.
    private static List<Path> known(Path folder, List<String> names, Marker marker, Inputs inputs, boolean force) throws IOException {
        List<Path> known = new ArrayList<>();
        for (String name : names) {
            Path file = folder.resolve(name);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            inputs.protect(file);
            boolean ours = marker.isOurs(file);
            if (!force) {
                throw new Fault(Exit.FILES, (ours ? folder : file) + " is there already. Choose another folder with --out"
                        + (ours ? ", or replace it with --force." : "."));
            }
            if (!ours) {
                throw new Fault(Exit.FILES, file + " is not as Starling wrote it, and --force replaces nothing else. Move it away, or choose "
                        + "another folder with --out.");
            }
            known.add(file);
        }
        return known;
    }

    /// The lock says that whoever began these files is gone.
    private void clearLeftovers(List<String> names, Inputs inputs) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                boolean ours = Stream.concat(names.stream(), Stream.of(TRIAL)).anyMatch(name -> Disk.isHidden(entry, folder.resolve(name)));
                if (ours && !inputs.have(entry)) {
                    disk.deleteQuietly(entry);
                }
            }
        }
    }

    /// Writes and renames a file, as will be done with the others at the end.
    private void tryOut() throws IOException {
        Path trial = Disk.hidden(folder.resolve(TRIAL));
        disk.writeWhole(trial, new byte[1]);
        disk.delete(trial);
    }

    public Path path() {
        return folder;
    }

    /// Writes one of the files.
    ///
    /// @return where it is: in the folder, or in one elsewhere
    /// @throws Fault if it can be written nowhere
    public synchronized Path put(String name, byte[] content) {
        if (closed) {
            throw new IllegalStateException("the folder has been given up");
        }
        RunFolder before = instead;
        Path file = write(name, content);
        files.put(name, file);
        if (instead != before) {
            makeLostAgain();
        }
        return file;
    }

    /// The same of content that can be made again, should the folder go with it before the run has ended.
    public synchronized void put(String name, Supplier<byte[]> content) {
        again.put(name, content);
        put(name, content.get());
    }

    /// Who takes a folder away takes all that is in it.
    private void makeLostAgain() {
        for (Map.Entry<String, Path> file : Map.copyOf(files).entrySet()) {
            if (!Files.exists(file.getValue())) {
                Supplier<byte[]> content = again.get(file.getKey());
                files.remove(file.getKey());
                if (content != null) {
                    files.put(file.getKey(), write(file.getKey(), content.get()));
                }
            }
        }
    }

    /// Those that are there.
    public synchronized List<Path> files() {
        return files.values().stream().filter(Files::exists).toList();
    }

    private Path write(String name, byte[] content) {
        while (true) {
            RunFolder here = instead == null ? this : instead;
            Path file = here.folder.resolve(name);
            try {
                here.putHere(file, content);
                return file;
            } catch (IOException e) {
                if (trouble == null) {
                    trouble = file + " cannot be written: " + Disk.reason(e);
                    places.addAll(Elsewhere.places(folder));
                }
                instead = elsewhere(name, here, e);
            }
        }
    }

    private RunFolder elsewhere(String name, RunFolder before, IOException cause) {
        if (before != this) {
            before.close();
        }
        Path own = folder.toAbsolutePath().normalize().getFileName();
        Path called = Path.of(own == null ? "map.starling" : own.toString());
        while (!places.isEmpty()) {
            try {
                return reserveFree(places.remove().resolve(called), List.of(name), disk);
            } catch (Fault e) {
                // The next, then.
            }
        }
        throw new Fault(Exit.FILES, trouble + "; and there is no other place where the result could be kept.", cause);
    }

    private void putHere(Path file, byte[] content) throws IOException {
        refuseOthers(file);
        Path hidden = Disk.hidden(file);
        try {
            disk.writeNew(hidden, content);
            marker.add(file, content);
            for (Path gone : old) {
                if (!gone.equals(file) && marker.isOurs(gone)) {
                    disk.delete(gone); // A map of one run with the coordinates of another is worse than none.
                }
            }
            old.clear();
            disk.rename(hidden, file);
            written.removeIf(line -> line.endsWith("  " + file.getFileName()));
            written.add(Marker.line(content, file));
        } catch (IOException e) {
            disk.deleteQuietly(hidden);
            throw e;
        }
    }

    /// What somebody has put or changed there since the run began is theirs.
    private void refuseOthers(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !marker.isOurs(file)) {
            throw new IOException("since the run began somebody has put a file there, or changed it");
        }
    }

    /// Why files are elsewhere, or null if none are.
    public synchronized @Nullable String trouble() {
        return trouble;
    }

    /// Gives the folder up. If nothing was written, nothing is left of it.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (instead != null) {
            instead.close();
        }
        if (written.isEmpty()) {
            giveUp(folder, made, !markerIsNew, reservation, disk);
            return;
        }
        try {
            marker.keepOnly(written);
        } catch (IOException e) {
            // It says too much then, which is no harm: what is not there is not replaced.
        }
        reservation.close();
    }

    private static void giveUp(Path folder, boolean made, boolean marked, Reservation reservation, Disk disk) {
        if (!marked) {
            reservation.delete(disk);
        }
        if (made) {
            disk.deleteQuietly(folder);
        }
        reservation.close();
    }
}
