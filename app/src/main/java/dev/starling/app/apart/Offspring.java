package dev.starling.app.apart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The programs that another has left behind. When it has ended they are nobody's children, and only their environment tells, where a system lets
/// it be read, as Linux does.
final class Offspring {
    private static final Path PROCESSES = Path.of("/proc");

    /// While some are ended others may still start more.
    private static final int MOST_ROUNDS = 20;

    private Offspring() {}

    /// Ends those that have this in their environment.
    ///
    /// @param setting name, equals sign and value
    static void end(String setting) {
        List<ProcessHandle> left = markedBy(setting).toList();
        for (int round = 0; round < MOST_ROUNDS && !left.isEmpty(); round++) {
            left.forEach(ProcessHandle::destroyForcibly);
            left = markedBy(setting).toList();
        }
    }

    private static Stream<ProcessHandle> markedBy(String setting) {
        return Files.isDirectory(PROCESSES) ? ProcessHandle.allProcesses().filter(process -> isMarked(process, setting)) : Stream.empty();
    }

    private static boolean isMarked(ProcessHandle process, String setting) {
        try {
            byte[] environment = Files.readAllBytes(PROCESSES.resolve(process.pid() + "/environ"));
            return Arrays.asList(new String(environment, StandardCharsets.UTF_8).split("\0", -1)).contains(setting);
        } catch (IOException e) {
            return false; // Somebody else's, or gone.
        }
    }
}
