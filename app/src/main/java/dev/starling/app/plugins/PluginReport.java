package dev.starling.app.plugins;

import java.nio.file.Path;

/// What became of one plug-in JAR.
///
/// @param id      empty if it has none that could be read
/// @param sha256  of the file, in hexadecimal
/// @param reason  why it was refused; empty if it was loaded
public record PluginReport(Path file, String id, String version, String sha256, Status status, String reason) {
    public enum Status {
        LOADED,
        REFUSED
    }

    /// One line for people.
    public String line() {
        return file.getFileName() + (status == Status.LOADED ? " loaded" : " refused: " + reason);
    }
}
