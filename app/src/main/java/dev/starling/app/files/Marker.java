package dev.starling.app.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a folder's `.starling` says: which files Starling has written there, with their hashes, as `sha256sum` prints them. A file that
/// has been changed since is nobody's but the user's.
final class Marker {
    static final String NAME = ".starling";

    private static final Pattern LINE = Pattern.compile("[0-9a-f]{64}  .+");

    private final Reservation reservation;
    private final Set<String> lines;

    private Marker(Reservation reservation, Set<String> lines) {
        this.reservation = reservation;
        this.lines = lines;
    }

    /// @return null if somebody else has written it
    static @Nullable Marker read(Reservation reservation, Disk disk) throws IOException {
        String text = reservation.text();
        Set<String> lines = new LinkedHashSet<>(text.isBlank() ? List.of() : text.lines().toList());
        if (!lines.stream().allMatch(LINE.asMatchPredicate())) {
            return null;
        }
        reservation.makeSingle(disk);
        return new Marker(reservation, lines);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /// Whether a file is as Starling left it.
    boolean isOurs(Path file) throws IOException {
        boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        return plain && !lines.isEmpty() && lines.contains(line(Files.readAllBytes(file), file));
    }

    /// Notes a file that is about to be there.
    void add(Path file, byte[] content) throws IOException {
        String line = line(content, file);
        if (lines.add(line)) {
            reservation.append(line + "\n");
        }
    }

    /// Forgets everything but the files that are there.
    void keepOnly(Set<String> current) throws IOException {
        if (!lines.equals(current)) {
            reservation.replace(String.join("\n", current) + "\n");
        }
    }

    static String line(byte[] content, Path file) {
        return Sha256.of(content) + "  " + file.getFileName();
    }
}
