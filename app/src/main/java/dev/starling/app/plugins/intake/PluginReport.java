package dev.starling.app.plugins.intake;

import dev.starling.app.fault.Words;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// What became of one plug-in.
///
/// @param id         empty if it has none that could be read
/// @param hash       asked for the SHA-256 of the file, in hexadecimal; empty if it could not be read
/// @param signers    who signed it, one line each; nobody as a rule
/// @param reason     why it was refused; empty if it was loaded
/// @param extensions what it offers, as `kernel student-t`; empty if it was refused
public record PluginReport(
        Path file, String id, String version, Supplier<String> hash, List<String> signers, Status status, String reason, List<String> extensions) {
    public enum Status {
        LOADED,
        REFUSED
    }

    public PluginReport {
        id = Words.oneLine(id);
        version = Words.oneLine(version);
        reason = Words.oneLine(reason);
        signers = signers.stream().map(Words::oneLine).toList();
        extensions = List.copyOf(extensions);
    }

    public String sha256() {
        return hash.get();
    }

    /// One line for people.
    public String line() {
        return Words.oneLine(String.valueOf(file.getFileName()))
                + (status == Status.LOADED ? " loaded: " + id + " " + version : " refused: " + reason);
    }
}
