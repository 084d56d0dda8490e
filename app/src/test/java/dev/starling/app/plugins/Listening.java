package dev.starling.app.plugins;

import dev.starling.app.Main;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Hears all that is printed while a test runs, and runs command lines with the built-in plug-ins of a home.
final class Listening implements BeforeEachCallback, AfterEachCallback {
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;

    private final Path home;
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    Listening(Path home) {
        this.home = home;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        System.setProperty("starling.home", home.toString());
        System.setOut(new PrintStream(results, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.clearProperty("starling.home");
        System.setOut(OUT);
        System.setErr(ERR);
    }

    /// The exit code; what was heard before is forgotten.
    int run(String... words) {
        results.reset();
        messages.reset();
        return Main.run(words);
    }

    String results() {
        return results.toString(StandardCharsets.UTF_8);
    }

    String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }
}
