package dev.starling.app.plugins.intake;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder of this run's own, where plug-ins are copied while they are hashed. Whatever happens to the originals afterwards, what
/// runs is what was looked at.
public final class PrivateCopies implements AutoCloseable {
    private static final long LARGEST = 256L << 20;

    private static final String NAME = "starling-plugins-";
    private static final Pattern OF_A_PROCESS = Pattern.compile(Pattern.quote(NAME) + "([0-9]{1,18})-.*");

    private final Path folder;
    private final List<Path> copies = new ArrayList<>();

    public PrivateCopies() {
        try {
            folder = Files.createTempDirectory(NAME + ProcessHandle.current().pid() + "-");
            clearLeftOvers();
        } catch (IOException e) {
            throw new Fault(Exit.FILES, "no folder can be made in " + System.getProperty("java.io.tmpdir") + " (" + e.getMessage()
                    + "); plug-ins are copied there before they run. Set another by STARLING_JAVA_OPTIONS=-Djava.io.tmpdir=DIR", e);
        }
    }

    public Path folder() {
        return folder;
    }

    /// Deletes the copies of runs that were killed.
    private void clearLeftOvers() {
        Path parent = folder.getParent();
        if (parent == null) {
            return;
        }
        try (Stream<Path> all = Files.list(parent)) {
            for (Path other : all.toList()) {
                Matcher name = OF_A_PROCESS.matcher(String.valueOf(other.getFileName()));
                if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                        && Files.getOwner(other).equals(Files.getOwner(folder))) {
                    delete(other);
                }
            }
        } catch (IOException e) {
            // They are left to the system, which owns the temporary folder.
        }
    }

    private static void delete(Path leftOver) throws IOException {
        if (!Files.isDirectory(leftOver, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.list(leftOver)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(leftOver);
    }

    /// A place for one more copy.
    Path next() {
        Path copy = folder.resolve(copies.size() + ".jar");
        copies.add(copy);
        return copy;
    }

    /// Copies the candidate's file and tells the candidate its hash.
    void take(Candidate candidate) throws Refusal {
        Path copy = next();
        try {
            if (Files.size(candidate.file()) > LARGEST) {
                throw new Refusal("it has more than " + (LARGEST >> 20) + " MiB, which is the most");
            }
            Files.copy(candidate.file(), copy);
        } catch (IOException e) {
            throw new Refusal("it cannot be read (" + Words.of(e) + ")", e);
        }
        hash(candidate, copy);
    }

    /// Tells the candidate where its copy is, and its hash. Nobody else writes to the copy.
    void hash(Candidate candidate, Path copy) throws Refusal {
        try {
            byte[] content = Files.readAllBytes(copy);
            candidate.hashed(sha256(content), content.length);
            candidate.copied(copy);
        } catch (IOException e) {
            throw new Refusal("its copy cannot be read (" + Words.of(e) + ")", e);
        }
    }

    /// In hexadecimal.
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Deletes the folder and what is in it. What cannot be deleted is left to the system, which owns the temporary folder.
    @Override
    public void close() {
        List<Path> all = new ArrayList<>(copies);
        all.add(folder);
        for (Path path : all) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                path.toFile().deleteOnExit();
            }
        }
    }
}
