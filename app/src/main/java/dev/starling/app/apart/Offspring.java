package dev.starling.app.apart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/// The programs that another has left behind. When it has ended they are nobody's children, and only their environment tells, where a system lets
/// it be read, as Linux does.
final class Offspring {
    private static final Path PROCESSES = Path.of("/proc");

    private Offspring() {}

    /// Those that have this in their environment.
    ///
    /// @param setting name, equals sign and value
    static Stream<ProcessHandle> markedBy(String setting) {
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
