package dev.starling.app.files;

import java.io.IOException;
import java.nio.file.Path;

/// A disk that fails at one step of all that are done to it, or from there on. A write that fails has written half.
final class FailingDisk extends Disk {
    private final int at;
    private final boolean forGood;
    private final Path within;
    private int steps;

    /// @param at     the step that fails, from 1; 0 for none
    /// @param within only steps in this folder count
    FailingDisk(int at, boolean forGood, Path within) {
        this.at = at;
        this.forGood = forGood;
        this.within = within;
    }

    boolean hasFailed() {
        return at > 0 && steps >= at;
    }

    private boolean fails(Path file) {
        if (file.startsWith(within)) {
            steps++;
            return steps == at || forGood && steps > at;
        }
        return false;
    }

    private static IOException full(Path file) {
        return new IOException(file + " (No space left on device)");
    }

    @Override
    void write(Path file, byte[] content) throws IOException {
        if (fails(file)) {
            super.write(file, java.util.Arrays.copyOf(content, content.length / 2));
            throw full(file);
        }
        super.write(file, content);
    }

    @Override
    void rename(Path from, Path to) throws IOException {
        if (fails(to)) {
            throw full(to);
        }
        super.rename(from, to);
    }

    @Override
    void createFolder(Path folder) throws IOException {
        if (fails(folder)) {
            throw full(folder);
        }
        super.createFolder(folder);
    }

    /// What is there can be deleted from a full disk, too.
    @Override
    void delete(Path fileOrFolder) throws IOException {
        super.delete(fileOrFolder);
    }
}
