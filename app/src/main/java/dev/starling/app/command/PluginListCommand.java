package dev.starling.app.command;

import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Words;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.plugins.intake.PluginSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.PrintStream;
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
        if (accept && !plugins.hasFolders()) {
            throw new IllegalArgumentException("--accept needs the folder whose plug-ins are accepted: --plugins DIR");
        }
        try (Plugins catalog = accept ? plugins.open(System.err, PluginSources.Trust.ACCEPT) : plugins.open(System.err)) {
            for (PluginReport report : catalog.reports()) {
                System.out.println(report.line());
                if (verbose) {
                    details(catalog, report);
                }
            }
        }
        return Exit.DONE.code();
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
