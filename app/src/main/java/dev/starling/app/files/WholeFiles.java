package dev.starling.app.files;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Files that are Starling's own by their name or place: there whole, or not at all.
public final class WholeFiles {
    private WholeFiles() {}

    /// Writes a file that nobody but Starling writes, in place of an earlier one.
    ///
    /// @throws Fault if it cannot be written; what was there is still there
    public static void write(Path target, byte[] content) {
        try {
            Disk.REAL.writeWhole(target, content);
        } catch (IOException e) {
            throw Disk.fault(target, e);
        }
    }

    /// Adds a line to a file that is there, for another program to read as it comes.
    public static void append(Path file, String line) {
        try {
            Disk.REAL.append(file, line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Disk.fault(file, e);
        }
    }

    /// Writes files into a folder that is new or empty, by their paths in it.
    ///
    /// @throws Fault if it is not, or they cannot be written; then none is left
    public static void writeNewFolder(Path target, Map<String, byte[]> files) {
        List<Path> made = new ArrayList<>();
        try {
            if (!isNewOrEmpty(target)) {
                throw new Fault(Exit.FILES, target + " is there already. Choose another with --out.");
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = target.resolve(file.getKey());
                makeFolders(target, Path.of(file.getKey()).getParent(), made);
                made.add(path);
                Disk.REAL.writeWhole(path, file.getValue());
            }
        } catch (IOException e) {
            made.reversed().forEach(Disk.REAL::deleteQuietly);
            throw Disk.fault(target, e);
        }
    }

    private static boolean isNewOrEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return !Files.isSymbolicLink(folder);
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void makeFolders(Path top, @Nullable Path inside, List<Path> made) throws IOException {
        makeFolder(top, made);
        if (inside != null) {
            Path folder = top;
            for (Path name : inside) {
                folder = folder.resolve(name);
                makeFolder(folder, made);
            }
        }
    }

    private static void makeFolder(Path folder, List<Path> made) throws IOException {
        if (!Files.isDirectory(folder)) {
            Disk.REAL.createFolder(folder);
            made.add(folder);
        }
    }

    /// Writes a file of a name of its own into the folder for temporary files.
    ///
    /// @throws Fault if it cannot be written
    public static Path writeTemporary(String prefix, String suffix, byte[] content) {
        Path file = Path.of(System.getProperty("java.io.tmpdir"))
                .resolve(prefix + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + suffix);
        write(file, content);
        return file;
    }
}
