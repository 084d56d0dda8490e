package dev.starling.app.command;

import dev.starling.app.command.options.PluginOptions;
import dev.starling.app.fault.Exit;
import dev.starling.app.output.Version;
import dev.starling.app.plugins.Plugins;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.core.compile.LoopCompiler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `starling doctor`: what it runs on, and whether all is well.
@Command(mixinStandardHelpOptions = true, description = "Say what Starling runs on and which plug-ins it has found.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        PrintStream out = System.out;
        Runtime runtime = Runtime.getRuntime();
        out.println("starling     " + Version.TEXT);
        out.println("java         " + Runtime.version() + ", " + System.getProperty("java.vm.name"));
        out.println("system       " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + runtime.availableProcessors() + " processors");
        out.println("memory       " + runtime.maxMemory() / (1 << 20) + " MiB at most (STARLING_JAVA_OPTIONS=-Xmx4g for another limit)");
        out.println("vectors      " + LoopCompiler.vectorBits() + " bits, loops: " + LoopCompiler.preferred().name().toLowerCase(Locale.ROOT));
        boolean well = true;
        try (Plugins catalog = plugins.open(System.err)) {
            for (PluginReport report : catalog.reports()) {
                out.println("plug-in      " + report.line());
                well &= report.status() == PluginReport.Status.LOADED;
            }
        }
        return (well ? Exit.DONE : Exit.PLUGIN).code();
    }
}
