package dev.starling.app.plugins.intake;

import dev.starling.testkit.Waiver;
import dev.starling.testkit.Waivers;
import dev.starling.testkit.Waiving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The laws that a plug-in breaks on purpose, read from its file: none of its code runs for it.
final class Waived {
    private static final int MOST_BYTES = 1 << 16;

    private Waived() {}

    static List<Waiver> by(Candidate candidate) {
        if (candidate.isFormulas()) {
            return candidate.offers().stream()
                    .flatMap(offer -> candidate.made(offer).stream())
                    .flatMap(part -> part instanceof Waiving waiving ? waiving.waivers().stream() : Stream.empty())
                    .toList();
        }
        return candidate.isJar() ? inJar(candidate) : List.of();
    }

    private static List<Waiver> inJar(Candidate candidate) {
        try (ZipFile jar = new ZipFile(candidate.copy().toFile())) {
            ZipEntry entry = jar.getEntry(Waivers.FILE);
            if (entry == null) {
                return List.of();
            }
            try (InputStream in = jar.getInputStream(entry)) {
                return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).lines().flatMap(Waived::readable).toList();
            }
        } catch (IOException e) {
            throw candidate.lost(e);
        }
    }

    private static Stream<Waiver> readable(String line) {
        try {
            return Waivers.parse(line).all().stream();
        } catch (IllegalArgumentException e) {
            return Stream.empty(); // It waives nothing, and verify refuses it.
        }
    }
}
