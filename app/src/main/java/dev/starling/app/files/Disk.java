package dev.starling.app.files;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// All that the program does to a file system. Tests put one that fails in its place.
///
/// Nothing here heeds the interruption of a thread, for a plug-in can interrupt the one that writes.
class Disk {
    static final Disk REAL = new Disk();

    /// Makes a file and brings its content to the disk; or writes to what is no file, such as a pipe.
    void write(Path file, byte[] content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
            if (Files.isRegularFile(file)) {
                out.getFD().sync();
            }
        }
    }

    void append(Path file, byte[] content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(content);
        }
    }

    /// Gives a file another name in its folder, in place of a file that may have it.
    void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(to.resolveSibling("."));
    }

    void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
    }

    /// Deletes a file or an empty folder, if it is there.
    void delete(Path fileOrFolder) throws IOException {
        Files.deleteIfExists(fileOrFolder);
    }

    /// Makes names last. Not every system lets a folder be opened; then only they may be lost with the power.
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // As said above.
        }
    }

    /// Writes a file under a name that says what it is, and gives it its own once it is whole.
    final void writeWhole(Path file, byte[] content) throws IOException {
        Path hidden = hidden(file);
        try {
            write(hidden, content);
            rename(hidden, file);
        } catch (IOException e) {
            deleteQuietly(hidden);
            throw e;
        }
    }

    final void deleteQuietly(Path fileOrFolder) {
        try {
            delete(fileOrFolder);
        } catch (IOException e) {
            // It has a name that says what it is, and is in nobody's way.
        }
    }

    /// A hidden name in the same folder, so that renaming never crosses a file system.
    static Path hidden(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".tmp-" + ProcessHandle.current().pid());
    }

    /// Whether a file in the same folder is what a run that was killed has left of `file`.
    static boolean isHidden(Path found, Path file) {
        String name = String.valueOf(found.getFileName());
        String start = "." + file.getFileName() + ".tmp-";
        return name.startsWith(start) && name.substring(start.length()).matches("[0-9]+");
    }

    static Fault fault(Path target, IOException e) {
        return new Fault(Exit.FILES, target + " cannot be written: " + reason(e) + ".", e);
    }

    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "its folder does not exist";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is there already";
            case NotDirectoryException _ -> "its folder is a file";
            case DirectoryNotEmptyException _ -> "it is a folder";
            case FileSystemException system when system.getReason() != null -> String.valueOf(system.getReason());
            default -> e.getMessage() == null ? e.toString() : withoutPath(e.getMessage());
        };
    }

    /// Java says `/path/file (No such file or directory)`; the path is said already.
    private static String withoutPath(String message) {
        String bare = message.matches("(?s)/.* \\([^()]*\\)") ? message.substring(message.lastIndexOf('(') + 1, message.length() - 1) : message;
        return switch (bare) {
            case "No such file or directory" -> "its folder does not exist";
            case "Permission denied" -> "permission denied";
            default -> bare;
        };
    }
}
