package dev.starling.app.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 in hexadecimal, as `sha256sum` prints it.
public final class Sha256 {
    private Sha256() {}

    /// Of bytes.
    public static String of(byte[] content) {
        return HexFormat.of().formatHex(begin().digest(content));
    }

    /// Of a text's bytes in UTF-8.
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Of what a digest has been given, which begins again.
    public static String of(MessageDigest given) {
        return HexFormat.of().formatHex(given.digest());
    }

    /// A digest of bytes that come bit by bit.
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
