package dev.starling.app.command.options;

import dev.starling.app.plugins.Plugins;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.plugins.intake.PluginSources;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where plug-ins come from: the program's own folder, and more that the user names.
public final class PluginOptions {
    @Option(names = "--plugins", paramLabel = "DIR", description = "A folder of plug-ins, beside the built-in ones. May be given again.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--plugin-dir",
            paramLabel = "CLASSES",
            description = "The classes of a plug-in under development, such as my-kernel/target/classes. May be given again.")
    private List<Path> development = new ArrayList<>();

    @Option(names = "--locked", description = "Refuse plug-ins that are not in their folder's starling.lock, or not as it says.")
    private boolean locked;

    /// Opens all folders. What is new, and which plug-ins are refused, is said to `err`, one line each.
    public Plugins open(PrintStream err) {
        return open(err, trust(), false);
    }

    /// The same where nothing but errors is wanted.
    public Plugins openQuietly(PrintStream err) {
        return open(err, trust(), true);
    }

    private PluginSources.Trust trust() {
        if (locked && !development.isEmpty()) {
            throw new IllegalArgumentException(
                    "--locked and --plugin-dir exclude each other: classes under development are in no lock file");
        }
        return locked ? PluginSources.Trust.LOCKED : PluginSources.Trust.FOLDER;
    }

    public Plugins open(PrintStream err, PluginSources.Trust trust) {
        return open(err, trust, false);
    }

    private Plugins open(PrintStream err, PluginSources.Trust trust, boolean quiet) {
        Plugins plugins = Plugins.open(new PluginSources(home().resolve("plugins"), folders, development, trust), quiet);
        if (!quiet) {
            sayWhatIsNew(plugins, err);
        }
        return plugins;
    }

    private static void sayWhatIsNew(Plugins plugins, PrintStream err) {
        plugins.notices().forEach(notice -> err.println("starling: note: " + notice));
        for (PluginReport report : plugins.reports()) {
            if (report.status() == PluginReport.Status.REFUSED) {
                err.println("starling: warning: " + report.line());
            }
        }
    }

    /// Where plug-ins come from, with more files and folders of classes that are looked at.
    public PluginSources sourcesWith(List<Path> files, List<Path> moreClasses) {
        List<Path> classes = new ArrayList<>(development);
        classes.addAll(moreClasses);
        return new PluginSources(home().resolve("plugins"), folders, classes, files, PluginSources.Trust.FOLDER);
    }

    /// Whether the user names any folder.
    public boolean names() {
        return !folders.isEmpty() || !development.isEmpty();
    }

    /// Whether a plug-in lies in a folder that the user names.
    public boolean names(Path plugin) {
        return development.contains(plugin) || folders.contains(plugin.getParent());
    }

    /// Those of plug-ins that the user names.
    public List<Path> folders() {
        return List.copyOf(folders);
    }

    /// The folder of the distribution, which the launcher hands over.
    public static Path home() {
        String home = System.getProperty("starling.home");
        if (home == null) {
            throw new IllegalStateException("start Starling by its launcher, which says where its plug-ins are (-Dstarling.home)");
        }
        return Path.of(home);
    }
}
