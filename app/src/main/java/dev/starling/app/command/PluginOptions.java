package dev.starling.app.command;

import dev.starling.app.plugins.PluginReport;
import dev.starling.app.plugins.Plugins;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where plug-ins come from: the program's own folder, and more that the user names.
final class PluginOptions {
    @Option(names = "--plugins", paramLabel = "DIR", description = "A folder of plug-in JARs, beside the built-in ones. May be given again.")
    private List<Path> folders = new ArrayList<>();

    /// Opens all folders. Plug-ins that are refused are said to `err`, one line each.
    Plugins open(PrintStream err) {
        List<Path> all = new ArrayList<>();
        all.add(home().resolve("plugins"));
        all.addAll(folders);
        Plugins plugins = Plugins.open(all);
        for (PluginReport report : plugins.reports()) {
            if (report.status() == PluginReport.Status.REFUSED) {
                err.println("starling: warning: " + report.line());
            }
        }
        return plugins;
    }

    /// The folder of the distribution, which the launcher hands over.
    private static Path home() {
        String home = System.getProperty("starling.home");
        if (home == null) {
            throw new IllegalStateException("start Starling by its launcher, which says where its plug-ins are (-Dstarling.home)");
        }
        return Path.of(home);
    }
}
