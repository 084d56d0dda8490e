package dev.starling.app.files;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The files that a command reads. Nothing is written over them, whatever they are asked for by: another path, a link, a hard link.
public final class Inputs {
    private static final String STANDARD_INPUT = "-";
    private static final Path STANDARD_INPUT_FILE = Path.of("/dev/stdin");

    private final List<Path> files = new ArrayList<>();

    /// @param names what a user gave as a file; null, and names of no file, are passed over
    public Inputs add(@Nullable String... names) {
        for (String name : names) {
            if (name != null) {
                files.add(name.equals(STANDARD_INPUT) ? STANDARD_INPUT_FILE : Path.of(name));
            }
        }
        return this;
    }

    /// @param paths nulls are passed over
    public Inputs add(@Nullable Path... paths) {
        for (Path path : paths) {
            if (path != null) {
                files.add(path);
            }
        }
        return this;
    }

    public Inputs add(Inputs others) {
        files.addAll(others.files);
        return this;
    }

    /// @throws Fault if a file that is to be read is not there, or is none
    public static void check(Path file) {
        if (Files.isDirectory(file)) {
            throw new Fault(Exit.FILES, file + " is a folder. Name a file.");
        } else if (!Files.exists(file)) {
            throw new Fault(Exit.FILES, Files.isSymbolicLink(file)
                    ? file + " is a link that leads to no file. Mend the link, or name the file."
                    : "there is no file '" + file + "'. Check the name and the folder.");
        }
    }

    /// @throws Fault if the target is one of them
    void protect(Path target) {
        for (Path file : files) {
            if (isSame(file, target)) {
                throw new Fault(Exit.FILES, target + " is read by this command" + (file.equals(target) ? "" : " (as " + file + ")") + ", so it is not written over. Choose another name.");
            }
        }
    }

    /// Whether a path leads to one of them.
    boolean have(Path path) {
        return files.stream().anyMatch(file -> isSame(file, path));
    }

    private static boolean isSame(Path file, Path target) {
        try {
            return Files.exists(file) == Files.exists(target) && Files.isSameFile(there(file), there(target))
                    && (Files.exists(file) || Objects.equals(file.getFileName(), target.getFileName()));
        } catch (IOException e) {
            return false; // What cannot be looked at cannot be read either.
        }
    }

    /// The file, or the folder that it would be in.
    private static Path there(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return Files.exists(file) || folder == null ? file : folder;
    }
}
