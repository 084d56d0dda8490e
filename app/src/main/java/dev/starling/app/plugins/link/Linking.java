package dev.starling.app.plugins.link;

import dev.starling.api.Extension;
import dev.starling.app.plugins.intake.Candidate;
import dev.starling.app.plugins.intake.Intake;
import dev.starling.app.plugins.intake.Offer;
import dev.starling.app.plugins.jar.Descriptor;
import dev.starling.app.plugins.jar.Refusal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Plug-ins with their class loaders, whose extensions are made when they are wanted: before that, no code of theirs runs.
public final class Linking implements AutoCloseable {
    private final ValidatedPlugins loaded;
    private final Map<String, PluginClassLoader> loaders = new HashMap<>();

    /// @param folder where the private copies are
    public Linking(Path folder) {
        this.loaded = new ValidatedPlugins(folder, Intake.API_VERSION);
    }

    /// Makes the class loaders.
    ///
    /// @param ordered each after what it needs
    public void load(List<Candidate> ordered) {
        for (Candidate candidate : ordered) {
            Intake.attempt(candidate, () -> loaded.load(candidate));
        }
        loaded.resolve();
        for (Candidate candidate : ordered) {
            Intake.attempt(candidate, () -> loaders.put(candidate.id(), loaded.start(candidate)));
        }
    }

    /// Refuses what needs a plug-in that was refused by now.
    public static void refuseWithoutWhatTheyNeed(List<Candidate> ordered) {
        Map<String, Candidate> byId = new HashMap<>();
        for (Candidate candidate : ordered) {
            byId.put(candidate.id(), candidate);
            for (Descriptor.Dependency dependency : candidate.inspection().descriptor().dependencies()) {
                Candidate needed = byId.get(dependency.id());
                if (needed != null && needed.isRefused()) {
                    candidate.refuse("it needs " + needed.id() + ", which was refused: " + needed.report().reason());
                }
            }
        }
    }

    /// Makes all extensions of one plug-in and asks them the first questions, on this thread.
    public Map<Offer, Extension> ask(Candidate candidate) throws Refusal {
        return LinkTest.of(candidate, loader(candidate));
    }

    /// The same for a stranger, who is left behind if he does not answer.
    public Map<Offer, Extension> askStranger(Candidate candidate) throws Refusal {
        return StartupThread.run(candidate.id(), () -> ask(candidate));
    }

    /// Makes one extension that was asked for by its name.
    public Extension make(Candidate candidate, Offer offer) throws Refusal {
        Map<Offer, Extension> made =
                StartupThread.run(candidate.id(), () -> LinkTest.of(candidate, offer.className(), loader(candidate)));
        Extension extension = made.get(offer);
        if (extension == null) {
            throw new Refusal(offer.className() + " is not the " + offer.kind().word() + " '" + offer.name() + "' that it was before");
        }
        return extension;
    }

    private PluginClassLoader loader(Candidate candidate) {
        return Objects.requireNonNull(loaders.get(candidate.id()), candidate.id());
    }

    @Override
    public void close() {
        loaded.close();
    }
}
