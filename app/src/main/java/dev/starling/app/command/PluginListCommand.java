package dev.starling.app.command;

import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.plugins.intake.PluginSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;

/// `starling plugin list`: every plug-in there is, loaded or refused and why.
@Command(name = "list", mixinStandardHelpOptions = true, sortOptions = false, description = "List plug-ins, refused ones too.")
final class PluginListCommand implements Callable<Integer> {
    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Option(
            names = {"-v", "--verbose"},
            description = "Also the hash, what each offers, which laws it breaks on purpose, who signed it, and what its code mentions beside formulas, such as files and "
                    + "sockets: a tripwire and no wall.")
    private boolean verbose;

    @Option(names = "--accept", description = "Write all plug-ins of the folders (--plugins) to their starling.lock as they are now.")
    private boolean accept;

    @Override
    public Integer call() {
        if (accept && plugins.folders().isEmpty()) {
            throw new IllegalArgumentException("--accept needs the folder whose plug-ins are accepted: --plugins DIR");
        }
        try (Plugins catalog = accept ? plugins.open(System.err, PluginSources.Trust.ACCEPT) : plugins.open(System.err)) {
            for (PluginReport report : catalog.reports()) {
                System.out.println(report.line());
                if (verbose) {
                    details(catalog, report);
                }
            }
            refuseInVain(catalog.reports());
        }
        return Exit.DONE.code();
    }

    /// @throws Fault if plug-ins are to be accepted, and all of a folder are refused
    private void refuseInVain(List<PluginReport> reports) {
        for (Path folder : accept ? plugins.folders() : List.<Path>of()) {
            List<PluginReport> inside = reports.stream().filter(report -> folder.equals(report.file().getParent())).toList();
            if (!inside.isEmpty() && inside.stream().allMatch(report -> report.status() == PluginReport.Status.REFUSED)) {
                throw new Fault(Exit.PLUGIN, "nothing is accepted: all plug-ins of " + folder + " are refused.");
            }
        }
    }

    private static void details(Plugins catalog, PluginReport report) {
        PrintStream out = System.out;
        out.println("  file      " + Words.oneLine(report.file().toString()));
        out.println("  sha256    " + report.sha256());
        if (!report.extensions().isEmpty()) {
            out.println("  offers    " + String.join(", ", report.extensions()));
        }
        if (report.status() == PluginReport.Status.REFUSED) {
            return;
        }
        catalog.waivers(report).forEach(waiver -> out.println("  waives    " + waiver));
        report.signers().forEach(signer -> out.println("  signed by " + signer));
        SortedSet<String> capabilities = catalog.capabilities(report);
        out.println("  mentions  " + (capabilities.isEmpty() ? "nothing but formulas" : String.join(", ", capabilities)));
    }
}
