package dev.starling.app.apart;

import dev.starling.app.fault.Words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a program that runs [Apart] tells whoever started it, line by line. Its streams and its exit code are anybody's; this is its own.
public final class Account {
    private final Path file;

    public Account(Path file) {
        this.file = file;
    }

    public void line(String text) {
        write(Words.line(text));
    }

    /// The sign that the program came to its end.
    public void end() {
        write(Apart.END);
    }

    private void write(String line) {
        try {
            Files.writeString(file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
