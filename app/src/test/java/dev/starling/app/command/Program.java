package dev.starling.app.command;

import dev.starling.app.ShortProgram;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// The program as a process of its own in a terminal's folder, for what cannot be done to the one that tests: signals, limits, a full disk.
final class Program implements BeforeEachCallback, AfterEachCallback {
    private static final int HANG_SECONDS = 120;

    private final Terminal terminal;
    private Path temporary = Path.of("");
    private Process process;
    private BufferedReader said;

    Program(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        temporary = Files.createDirectory(terminal.path("tmp"));
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        if (process != null) {
            kill();
        }
    }

    /// @param before  a command that starts the one it is given
    /// @param options of Java
    void start(List<String> before, List<String> options, String... words) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(ShortProgram.java());
        command.addAll(List.of(
                "--add-modules", "jdk.incubator.vector", "-Djava.io.tmpdir=" + temporary, "-Duser.home=" + temporary,
                "-Dstarling.home=" + Terminal.home()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.starling.app.Main"));
        command.addAll(List.of(words));
        process = new ProcessBuilder(command).directory(terminal.folder().toFile()).redirectErrorStream(true).start();
        said = process.inputReader(StandardCharsets.UTF_8);
    }

    long pid() {
        return process.pid();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// The next line that it says.
    String line() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new AssertionError("it ended too early, with " + process.onExit().join().exitValue());
        }
        return line;
    }

    /// Reads what it says, up to a line that begins with `word`.
    void until(String word) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            text.append(line).append('\n');
            if (line.startsWith(word)) {
                return;
            }
        }
        throw new AssertionError("'" + word + "' was never said:\n" + text);
    }

    /// What else it says until it ends, in good order and with that exit code.
    String rest(int exit) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            text.append(line).append('\n');
        }
        assertThat(process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(process.exitValue()).as(text.toString()).isEqualTo(exit);
        assertThat(text).as("a fault of ours").doesNotContain("fault of Starling", "Exception", "\tat ");
        return text.toString();
    }

    /// What is in the folder, and below it; Java's own notes aside.
    List<String> left() throws IOException {
        try (Stream<Path> files = Files.walk(terminal.folder())) {
            return files.filter(file -> !file.equals(terminal.folder()) && !file.equals(temporary))
                    .filter(file -> !file.toString().matches(temporary + "/(hsperf|\\.java).*"))
                    .map(file -> terminal.folder().relativize(file).toString()).sorted().toList();
        }
    }
}
