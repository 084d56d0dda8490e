package dev.starling.app.plugins.intake;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where plug-ins are looked for, and what is asked of them.
///
/// @param builtIn     the folder of the distribution, which needs no lock file; null for none
/// @param added       folders that the user names; being in one is consent, and each has its `starling.lock`
/// @param development folders of classes, run without being packed
/// @param shown       files that are looked at, which is no consent: no lock file tells of them
public record PluginSources(@Nullable Path builtIn, List<Path> added, List<Path> development, List<Path> shown, Trust trust) {
    /// @throws Fault if a folder that the user names cannot be looked into
    public PluginSources {
        added.forEach(folder -> check(folder, "folder of plug-ins", "Name the folder that they are in."));
        development.forEach(folder -> check(folder, "folder of classes", "Build the plug-in, then name its target/classes."));
        added = List.copyOf(added);
        development = List.copyOf(development);
        shown = List.copyOf(shown);
    }

    public PluginSources(@Nullable Path builtIn, List<Path> added, List<Path> development, Trust trust) {
        this(builtIn, added, development, List.of(), trust);
    }

    private static void check(Path folder, String what, String remedy) {
        if (!Files.exists(folder)) {
            throw new Fault(Exit.FILES, "there is no " + what + " '" + folder + "'. " + remedy);
        } else if (!Files.isDirectory(folder)) {
            throw new Fault(Exit.FILES, folder + " is a file and no " + what + ". " + remedy);
        } else if (!Files.isReadable(folder)) {
            throw new Fault(Exit.FILES, folder + ": permission denied. Ask for the right to read it (chmod +r).");
        }
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
