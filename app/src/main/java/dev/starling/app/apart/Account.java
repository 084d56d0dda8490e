package dev.starling.app.apart;

import dev.starling.app.fault.Words;
import dev.starling.app.files.WholeFiles;

import java.nio.file.Path;

/// What a program that runs [Apart] tells whoever started it, line by line. Its streams and its exit code are anybody's; this is its own.
public final class Account {
    private final Path file;

    public Account(Path file) {
        this.file = file;
    }

    public void line(String text) {
        write(Words.line(text));
    }

    /// The sign that the program came to its end. What a plug-in has started ends before it.
    public void end() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        write(Apart.END);
    }

    private void write(String line) {
        WholeFiles.append(file, line + "\n");
    }
}
