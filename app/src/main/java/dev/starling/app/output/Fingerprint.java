package dev.starling.app.output;

import dev.starling.app.data.bytes.Source;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a file was when it was read.
///
/// @param file   its name, or `-` for standard input and pipes
/// @param sha256 of its bytes, in hexadecimal; empty in reports of old
public record Fingerprint(String file, String sha256) {
    /// What was read once and is gone.
    public static final String PIPE = "-";

    /// Folders of names that mean another file in every program.
    private static final List<Path> OF_THE_PROGRAM = List.of(Path.of("/dev"), Path.of("/proc"));

    /// Of a file that is to be read once more; what is gone with its first reading is nothing.
    ///
    /// @throws Fault if the file cannot be read
    public static Fingerprint of(Path file) {
        return of(file, isPipe(file) ? "" : Source.sha256(file));
    }

    /// @param sha256 of the bytes as they were read
    public static Fingerprint of(Path file, String sha256) {
        return new Fingerprint(isPipe(file) ? whole(file) : nameOf(file), sha256);
    }

    /// A name that means the same file in any folder and any program: `/dev/stdin` may be one that is there.
    public static String nameOf(Path file) {
        if (isPipe(file)) {
            return PIPE;
        }
        try {
            return isOfTheProgram(file) ? file.toRealPath().toString() : whole(file);
        } catch (IOException e) {
            return whole(file);
        }
    }

    /// Whether a name is that of a pipe, as `<(...)` makes one, or can only have been.
    public static boolean isPipe(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file) || isOfTheProgram(file) && !Files.exists(file);
    }

    /// What is said of bytes that are not those of a former run.
    ///
    /// @param table whether they are the table
    public static Fault another(String name, String sha256, String before, boolean table) {
        return new Fault(Exit.DATA, name + " is not what that run read: its SHA-256 is " + sha256 + ", and was " + before
                + ". Give the file as it was" + (table ? ", by --data," : "") + " or make a map of this one by embed.");
    }

    private static boolean isOfTheProgram(Path file) {
        return OF_THE_PROGRAM.stream().anyMatch(file.toAbsolutePath().normalize()::startsWith);
    }

    private static String whole(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }
}
