package dev.starling.app.command;

import dev.starling.app.Main;
import dev.starling.app.fault.Exit;
import dev.starling.app.plugins.Distribution;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// A command line in a folder of its own, with the built-in plug-ins laid out as in the distribution.
///
/// Where a word of a command line is the name of a file in the folder, that file is meant.
final class Terminal implements BeforeEachCallback, AfterEachCallback {
    private static final String ERROR = "starling: error: ";
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;

    private final Path folder = temporary("starling-terminal-");

    /// What a command ended with, printed as results, and printed besides.
    record Outcome(int code, String results, String messages) {
        /// The same, if all is well.
        Outcome done() {
            assertThat(code).as(messages).isZero();
            return this;
        }
    }

    /// Laid out once for all tests of a run.
    private static final class Home {
        private static final Path FOLDER = temporary("starling-home-");

        static {
            Distribution.in(FOLDER);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(FOLDER)));
        }
    }

    static Path home() {
        return Home.FOLDER;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        System.setProperty("starling.home", home().toString());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.clearProperty("starling.home");
        remove(folder);
    }

    Path folder() {
        return folder;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    String read(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts a file in the folder.
    Terminal with(String name, String content) {
        try {
            Files.writeString(path(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Terminal with(String name, double[][] rows) {
        StringBuilder text = new StringBuilder();
        for (double[] row : rows) {
            text.append(String.join(",", Arrays.stream(row).mapToObj(Double::toString).toList())).append('\n');
        }
        return with(name, text.toString());
    }

    double[][] numbers(String name) {
        return read(name).lines()
                .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
    }

    Outcome run(String... words) {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        System.setOut(new PrintStream(results, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
        try {
            int code = Main.run(Arrays.stream(words).map(this::inFolder).toArray(String[]::new));
            return new Outcome(code, results.toString(StandardCharsets.UTF_8), messages.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(OUT);
            System.setErr(ERR);
        }
    }

    private String inFolder(String word) {
        boolean file = !word.isBlank() && word.matches("[\\w.-]+") && Files.exists(path(word));
        return file ? path(word).toString() : word;
    }

    /// Holds that a command is refused: its exit code, one error and no stack trace, nothing printed as a result, no file touched.
    ///
    /// @return the error, with the lines that belong to it
    AbstractStringAssert<?> refuses(Exit exit, String... words) {
        Map<String, String> before = files();
        Outcome outcome = run(words);
        String shown = String.join(" ", words) + "\n" + outcome.messages;
        assertThat(outcome.code).as(shown).isEqualTo(exit.code());
        assertThat(outcome.results).as(shown).isEmpty();
        assertThat(outcome.messages).as(shown).doesNotContain("\tat ", "Exception", "null");
        List<String> lines = new ArrayList<>(outcome.messages.lines().toList());
        assertThat(lines).as(shown).filteredOn(line -> line.startsWith("starling: error:")).hasSize(1);
        assertThat(files()).as(shown).isEqualTo(before);
        return assertThat(outcome.messages.substring(outcome.messages.indexOf(ERROR) + ERROR.length()).stripTrailing());
    }

    private Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(path -> !path.equals(folder)).toList()) {
                files.put(folder.relativize(file).toString(), Files.isRegularFile(file) ? Arrays.toString(Files.readAllBytes(file)) : "");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
