package dev.starling.app.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Whether a refused plug-in may have been the one that a run asks for.
final class Mention {
    private static final int MOST_BYTES_OF_A_CLASS = 1 << 24;

    private Mention() {}

    /// True if a class of the file has the name among its constants, and if the file cannot be read to the end.
    static boolean of(Candidate candidate, String name) {
        String id = candidate.id() + ":";
        if (name.indexOf(':') >= 0) {
            return name.startsWith(id);
        }
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        try (InputStream file = Files.newInputStream(candidate.file());
                ZipInputStream zip = new ZipInputStream(file)) {
            boolean any = false;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                any = true;
                if (entry.getName().endsWith(".class") && contains(zip.readNBytes(MOST_BYTES_OF_A_CLASS), wanted)) {
                    return true;
                }
            }
            return !any;
        } catch (IOException | IllegalArgumentException e) {
            return true;
        }
    }

    /// A string constant is its length in two bytes, then its characters.
    private static boolean contains(byte[] code, byte[] wanted) {
        for (int at = 2; at + wanted.length <= code.length; at++) {
            if (code[at - 2] == (byte) (wanted.length >> 8) && code[at - 1] == (byte) wanted.length
                    && Arrays.equals(code, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
