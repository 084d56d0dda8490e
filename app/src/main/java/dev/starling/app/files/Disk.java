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
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// All that the program does to a file system. Tests put one that fails in its place.
///
/// Nothing here heeds the interruption of a thread, for a plug-in can interrupt the one that writes.
class Disk {
    static final Disk REAL = new Disk();

    /// Nobody else ends a name so: what a killed run has left is known by it, and deleted.
    private static final String HIDDEN = ".starling-tmp-";

    private static final Pattern PLACED = Pattern.compile("(?s)(?<file>.+) \\((?<reason>[^()]*)\\)");

    /// Makes a file and brings its content to the disk; or writes to what is no file, such as a pipe.
    void write(Path file, byte[] content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
            if (Files.isRegularFile(file)) {
                out.getFD().sync();
            }
        }
    }

    /// Makes a file that was not there. A link or a second name of another file, which writing would go through, is taken away from there.
    final void writeNew(Path file, byte[] content) throws IOException {
        delete(file);
        Files.createFile(file);
        write(file, content);
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
            writeNew(hidden, content);
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
        return file.resolveSibling("." + file.getFileName() + HIDDEN + ProcessHandle.current().pid());
    }

    /// Whether a file has a name that only Starling gives, before it is whole.
    static boolean isHidden(Path found) {
        return String.valueOf(found.getFileName()).matches("\\..+" + Pattern.quote(HIDDEN) + "[0-9]+")
                && Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS);
    }

    /// Whether a file in the same folder is what a run that was killed has left of `file`.
    static boolean isHidden(Path found, Path file) {
        return isHidden(found) && String.valueOf(found.getFileName()).startsWith("." + file.getFileName() + HIDDEN);
    }

    static Fault fault(Path target, IOException e) {
        return new Fault(Exit.FILES, target + " cannot be written: " + reason(e) + ".", e);
    }

    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> cannotBeMade(String.valueOf(missing.getFile()));
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is there already";
            case NotDirectoryException _ -> "its folder is a file";
            case DirectoryNotEmptyException _ -> "it is a folder";
            case FileSystemException system when system.getReason() != null -> String.valueOf(system.getReason());
            default -> e.getMessage() == null ? e.toString() : withoutPath(e.getMessage());
        };
    }

    /// Some folders, such as `/proc`, say of a new name what one that is not there says.
    private static String cannotBeMade(String file) {
        Path folder = Path.of(file).toAbsolutePath().getParent();
        return folder == null || Files.isDirectory(folder) ? "its folder lets nothing be made in it" : "its folder does not exist";
    }

    /// Java says `path/file (No such file or directory)`; the path is said already.
    private static String withoutPath(String message) {
        Matcher place = PLACED.matcher(message);
        if (!place.matches()) {
            return message;
        }
        String bare = place.group("reason");
        return switch (bare) {
            case "No such file or directory" -> cannotBeMade(place.group("file"));
            case "Permission denied" -> "permission denied";
            default -> bare;
        };
    }
}
