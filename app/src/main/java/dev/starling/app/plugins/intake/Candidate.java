package dev.starling.app.plugins.intake;

import dev.starling.api.Extension;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.files.Sha256;
import dev.starling.app.plugins.jar.Capability;
import dev.starling.app.plugins.jar.JarInspection;
import dev.starling.app.plugins.jar.Signer;
import dev.starling.testkit.Waiver;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// A file on its way to being a plug-in. What is known of it grows step by step, and each step may refuse it.
public final class Candidate {
    /// Whose folder it lies in.
    public enum Origin {
        BUILT_IN,
        ADDED,
        DEVELOPMENT
    }

    private final Path file;
    private final Origin origin;
    private @Nullable String sha256;
    private @Nullable Path copy;
    private @Nullable JarInspection inspection;
    private final Map<Offer, Extension> made = new HashMap<>();
    private List<Offer> offers = List.of();
    private String id = "";
    private String version = "";
    private String requires = "";
    private String refusal = "";
    private boolean refusedForWhatItDid;

    Candidate(Path file, Origin origin) {
        this.file = file;
        this.origin = origin;
    }

    public Path file() {
        return file;
    }

    public Origin origin() {
        return origin;
    }

    /// The hash of the private copy, to which nobody writes; empty where there is none. It is computed when it is asked for, since for the
    /// distribution's own it seldom is, and reading them all is a good part of a short command.
    synchronized String sha256() {
        if (sha256 == null) {
            sha256 = copy == null ? "" : Sha256.of(content());
        }
        return sha256;
    }

    long size() {
        return copy == null ? 0 : content().length;
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(copy());
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /// Of a private copy that cannot be read, though only this program uses it.
    public Fault lost(IOException e) {
        return new Fault(Exit.FILES, "the copy of plug-in " + id + " that this run has made, " + copy() + ", cannot be read (" + Words.of(e)
                + "): something has removed or changed it meanwhile. Run again.", e);
    }

    /// The private copy, from which everything is loaded.
    public Path copy() {
        if (copy == null) {
            throw new IllegalStateException(file + " was not copied");
        }
        return copy;
    }

    void copied(Path to) {
        copy = to;
    }

    public JarInspection inspection() {
        if (inspection == null) {
            throw new IllegalStateException(file + " was not inspected");
        }
        return inspection;
    }

    /// Whether it is a file of formulas, which is data and is never run.
    public boolean isFormulas() {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".toml");
    }

    public boolean isJar() {
        return inspection != null;
    }

    void inspected(JarInspection found) {
        inspection = found;
        named(found.descriptor().id(), found.descriptor().version(), found.descriptor().requires());
    }

    public String id() {
        return id;
    }

    public String version() {
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
    public SortedSet<String> capabilities() {
        SortedSet<String> words = new TreeSet<>();
        if (isJar()) {
            try {
                Capability.of(copy()).forEach(capability -> words.add(capability.word()));
            } catch (IOException e) {
                throw lost(e);
            }
        }
        return words;
    }

    /// The laws that it breaks on purpose, with its reasons.
    public List<Waiver> waivers() {
        return Waived.by(this);
    }

    /// The same of one thing that it offers.
    public List<Waiver> waivers(Offer offer) {
        return waivers().stream()
                .filter(waiver -> waiver.kind().equals(offer.kind().word()) && waiver.extension().equals(offer.name()))
                .toList();
    }

    List<Signer> signers() {
        return inspection == null ? List.of() : inspection.signers();
    }

    public List<Offer> offers() {
        return offers;
    }

    /// What it offers, by its own word; the extensions themselves are made where they are wanted.
    public void offers(List<Offer> named) {
        offers = List.copyOf(named);
    }

    /// What it offers, made already.
    public void made(Map<Offer, Extension> extensions) {
        made.putAll(extensions);
        offers = List.copyOf(extensions.keySet());
    }

    public Optional<Extension> made(Offer offer) {
        return Optional.ofNullable(made.get(offer));
    }

    /// Refuses it for good; the first reason stays.
    public void refuse(String reason) {
        if (refusal.isEmpty()) {
            refusal = reason;
            offers = List.of();
        }
    }

    /// Refuses it for what its code did when it was asked, which costs time to find out.
    public void refuseForWhatItDid(String reason) {
        if (refusal.isEmpty()) {
            refusedForWhatItDid = true;
        }
        refuse(reason);
    }

    boolean isRefusedForWhatItDid() {
        return refusedForWhatItDid;
    }

    String reason() {
        return refusal;
    }

    public boolean isRefused() {
        return !refusal.isEmpty();
    }

    public PluginReport report() {
        return new PluginReport(
                file, id, version, this::sha256, signers().stream().map(Signer::line).toList(),
                isRefused() ? PluginReport.Status.REFUSED : PluginReport.Status.LOADED, refusal,
                offers.stream().map(offer -> offer.kind().word() + " " + offer.name()).sorted().toList());
    }
}
