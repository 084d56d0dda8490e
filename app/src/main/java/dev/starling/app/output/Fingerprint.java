package dev.starling.app.output;


import dev.starling.app.data.bytes.Source;

import java.nio.file.Path;

/// What a file was when it was read.
///
/// @param file   its name, or `-` for standard input
/// @param sha256 of its bytes, in hexadecimal
public record Fingerprint(String file, String sha256) {
    /// @throws dev.starling.app.fault.Fault if the file cannot be read
    public static Fingerprint of(Path file) {
        return new Fingerprint(file.toAbsolutePath().normalize().toString(), Source.sha256(file));
    }
}
