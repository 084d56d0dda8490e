package dev.starling.app.plugins.intake;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// Where plug-ins are looked for, and what is asked of them.
///
/// @param builtIn     the folder of the distribution, which needs no lock file; null for none
/// @param added       folders that the user names; being in one is consent, and each has its `starling.lock`
/// @param development folders of classes, run without being packed
public record PluginSources(@Nullable Path builtIn, List<Path> added, List<Path> development, Trust trust) {
    public PluginSources {
        added = List.copyOf(added);
        development = List.copyOf(development);
    }

    /// What the lock file of an added folder decides.
    public enum Trust {
        /// First sight is recorded and said; a change is said.
        FOLDER,
        /// What is not in the lock file, or not as it says, is refused.
        LOCKED,
        /// Everything is recorded as it is now.
        ACCEPT
    }
}
