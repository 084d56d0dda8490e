package dev.starling.app.plugins.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Whether a refused plug-in may have been the one that a run asks for.
public final class Mention {
    private static final int MOST_BYTES_OF_A_CLASS = 1 << 24;
    private static final int MOST_BYTES_OF_TEXT = 1 << 20;

    private Mention() {}

    /// True if a class of the file has the name among its constants, or a file of formulas among its words; and if the file cannot be
    /// read to the end.
    public static boolean of(Candidate candidate, String name) {
        String id = candidate.id() + ":";
        if (name.indexOf(':') >= 0) {
            return name.startsWith(id);
        }
        if (!Files.isRegularFile(candidate.file())) {
            // A pipe would never end.
            return false;
        }
        try (InputStream file = Files.newInputStream(candidate.file())) {
            return candidate.isFormulas() ? isWord(file, name) : isConstant(file, name);
        } catch (IOException | IllegalArgumentException e) {
            return true;
        }
    }

    private static boolean isWord(InputStream file, String name) throws IOException {
        String text = new String(file.readNBytes(MOST_BYTES_OF_TEXT), StandardCharsets.UTF_8);
        return Pattern.compile("(?<![a-z0-9-])" + Pattern.quote(name) + "(?![a-z0-9-])").matcher(text).find();
    }

    private static boolean isConstant(InputStream file, String name) throws IOException {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        try (ZipInputStream zip = new ZipInputStream(file)) {
            boolean any = false;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                any = true;
                if (entry.getName().endsWith(".class") && contains(zip.readNBytes(MOST_BYTES_OF_A_CLASS), wanted)) {
                    return true;
                }
            }
            return !any;
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
