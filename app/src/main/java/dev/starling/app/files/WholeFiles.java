package dev.starling.app.files;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;

/// Writes files and folders of files that are there whole, or not at all: under another name first, synced to the disk, then renamed.
/// Nothing else in the program opens a file for writing, but for the report of a crash.
public final class WholeFiles {
    private WholeFiles() {}

    /// Writes one file, in place of one that may be there.
    ///
    /// @throws Fault if it cannot be written; what was there is still there
    public static void write(Path target, byte[] content) {
        Path hidden = beside(target);
        try {
            writeSynced(hidden, content);
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(target);
        } catch (IOException e) {
            remove(hidden);
            throw fault(target, e);
        }
    }

    /// Writes a folder of files, by their paths in it.
    ///
    /// @param replace whether a folder that is there is taken away first; if not, one with files in it is a fault
    /// @throws Fault  if it cannot be written; what was there is still there
    public static void writeFolder(Path target, Map<String, byte[]> files, boolean replace) {
        Path hidden = beside(target);
        Path old = target.resolveSibling(hidden.getFileName() + ".old");
        try {
            Files.createDirectory(hidden);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = hidden.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                writeSynced(path, file.getValue());
            }
            syncFolder(hidden.resolve("."));
            if (Files.exists(target)) {
                if (!replace && !isEmptyFolder(target)) {
                    throw new FileAlreadyExistsException(target.toString());
                }
                Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(target);
            remove(old);
        } catch (IOException e) {
            remove(hidden);
            if (Files.exists(old) && !Files.exists(target)) {
                rename(old, target);
            }
            throw fault(target, e);
        }
    }

    /// Finds out before a long run whether its folder can be written.
    ///
    /// @throws Fault if it is there and may not be replaced, or cannot be made
    public static void probeFolder(Path target, boolean replace) {
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new Fault(Exit.FILES, target + " is a file; --out needs the name of a folder.");
        }
        try {
            if (Files.exists(target) && !replace && !isEmptyFolder(target)) {
                throw new Fault(Exit.FILES, target + " is there already. Choose another with --out, or replace it with --force.");
            }
            Path hidden = beside(target);
            writeSynced(hidden, new byte[0]);
            Files.delete(hidden);
        } catch (IOException e) {
            throw fault(target, e);
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /// A hidden name in the same folder, so that renaming never crosses a file system.
    private static Path beside(Path target) {
        return target.toAbsolutePath().resolveSibling("." + target.getFileName() + ".tmp-" + ProcessHandle.current().pid());
    }

    private static void writeSynced(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /// Makes the renaming last. Not every system lets a folder be opened.
    private static void syncFolder(Path file) {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // The files themselves are synced; only their names may be lost with the power.
        }
    }

    private static void rename(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Fault(Exit.FILES, "what was " + to + " is now " + from + ", and cannot be renamed: " + reason(e), e);
        }
    }

    private static void remove(Path fileOrFolder) {
        try {
            if (Files.isDirectory(fileOrFolder)) {
                try (Stream<Path> entries = Files.walk(fileOrFolder)) {
                    for (Path entry : entries.sorted((a, b) -> b.compareTo(a)).toList()) {
                        Files.deleteIfExists(entry);
                    }
                }
            } else {
                Files.deleteIfExists(fileOrFolder);
            }
        } catch (IOException e) {
            // It has a name that says what it is, and is in nobody's way.
        }
    }

    private static Fault fault(Path target, IOException e) {
        return new Fault(Exit.FILES, target + " cannot be written: " + reason(e) + ".", e);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "its folder does not exist";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is there already";
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }
}
