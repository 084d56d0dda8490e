package dev.starling.app.plugins;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/// A file on its way to being a plug-in. What is known of it grows step by step, and each step may refuse it.
final class Candidate {
    /// Whose folder it lies in.
    enum Origin {
        BUILT_IN,
        ADDED,
        DEVELOPMENT
    }

    private final Path file;
    private final Origin origin;
    private String sha256 = "";
    private long size;
    private @Nullable Path copy;
    private @Nullable JarInspection inspection;
    private List<Offer> offers = List.of();
    private String id = "";
    private String version = "";
    private String requires = "";
    private String refusal = "";

    Candidate(Path file, Origin origin) {
        this.file = file;
        this.origin = origin;
    }

    Path file() {
        return file;
    }

    Origin origin() {
        return origin;
    }

    String sha256() {
        return sha256;
    }

    long size() {
        return size;
    }

    void hashed(String hash, long bytes) {
        sha256 = hash;
        size = bytes;
    }

    /// The private copy, from which everything is loaded.
    Path copy() {
        if (copy == null) {
            throw new IllegalStateException(file + " was not copied");
        }
        return copy;
    }

    void copied(Path to) {
        copy = to;
    }

    JarInspection inspection() {
        if (inspection == null) {
            throw new IllegalStateException(file + " was not inspected");
        }
        return inspection;
    }

    /// Whether it is a file of formulas, which is data and is never run.
    boolean isFormulas() {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".toml");
    }

    boolean isJar() {
        return inspection != null;
    }

    void inspected(JarInspection found) {
        inspection = found;
        named(found.descriptor().id(), found.descriptor().version(), found.descriptor().requires());
    }

    String id() {
        return id;
    }

    String version() {
        return version;
    }

    /// The range of versions of the API that it runs on.
    String requires() {
        return requires;
    }

    void named(String pluginId, String pluginVersion, String apiRange) {
        id = pluginId;
        version = pluginVersion;
        requires = apiRange;
    }

    /// What its code mentions beside formulas, in words; nothing for one that has no code.
    SortedSet<String> capabilities() {
        SortedSet<String> words = new TreeSet<>();
        if (isJar()) {
            try {
                Capability.of(copy()).forEach(capability -> words.add(capability.word()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return words;
    }

    List<Signer> signers() {
        return inspection == null ? List.of() : inspection.signers();
    }

    List<Offer> offers() {
        return offers;
    }

    void offers(List<Offer> extensions) {
        offers = List.copyOf(extensions);
    }

    /// Refuses it for good; the first reason stays.
    void refuse(String reason) {
        if (refusal.isEmpty()) {
            refusal = reason;
            offers = List.of();
        }
    }

    boolean isRefused() {
        return !refusal.isEmpty();
    }

    PluginReport report() {
        return new PluginReport(
                file, id, version, sha256, signers().stream().map(Signer::line).toList(),
                isRefused() ? PluginReport.Status.REFUSED : PluginReport.Status.LOADED, refusal,
                offers.stream().map(offer -> offer.kind().word() + " " + offer.name()).sorted().toList());
    }
}
