package dev.starling.app.plugins.intake;

import dev.starling.app.fault.Words;
import dev.starling.app.files.ScratchFolder;
import dev.starling.app.plugins.jar.Refusal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// A folder of this run's own, where plug-ins are copied before they are looked at. Whatever happens to the originals afterwards, what
/// runs is what was looked at.
public final class PrivateCopies implements AutoCloseable {
    private static final long LARGEST = 256L << 20;

    private final ScratchFolder scratch = ScratchFolder.make("starling-plugins-");
    private final AtomicInteger count = new AtomicInteger();

    public Path folder() {
        return scratch.path();
    }

    private String next() {
        return count.getAndIncrement() + ".jar";
    }

    /// Copies the candidate's file, of which only the copy is used from here on.
    void take(Candidate candidate) throws Refusal {
        try {
            if (Files.size(candidate.file()) > LARGEST) {
                throw new Refusal("it has more than " + (LARGEST >> 20) + " MiB, which is the most");
            }
            candidate.copied(scratch.copy(candidate.file(), next()));
        } catch (IOException e) {
            throw new Refusal("it cannot be read (" + Words.of(e) + ")", e);
        }
    }

    /// Packs a plug-in under development, of which only the JAR is used from here on.
    void pack(Candidate candidate, String api) throws Refusal {
        String name = next();
        try (OutputStream jar = scratch.create(name)) {
            DevelopmentFolder.pack(candidate.file(), jar, api);
        } catch (IOException e) {
            throw new Refusal("it cannot be packed (" + Words.of(e) + ")", e);
        }
        candidate.copied(folder().resolve(name));
    }

    /// Deletes the folder and what is in it.
    @Override
    public void close() {
        scratch.close();
    }
}
