package dev.starling.app.command;

import dev.starling.app.fault.Exit;
import dev.starling.app.plugins.PluginReport;
import dev.starling.app.plugins.Plugins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/// `starling plugin list`: every plug-in there is, loaded or refused and why.
@Command(name = "list", mixinStandardHelpOptions = true, sortOptions = false, description = "List plug-ins, refused ones too.")
final class PluginListCommand implements Callable<Integer> {
    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        try (Plugins catalog = plugins.open(System.err)) {
            for (PluginReport report : catalog.reports()) {
                System.out.println(report.line());
            }
        }
        return Exit.DONE.code();
    }
}
