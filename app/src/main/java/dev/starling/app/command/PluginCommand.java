package dev.starling.app.command;

import dev.starling.app.fault.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `starling plugin`: for those who write plug-ins, and those who are given some.
@Command(
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at plug-ins, begin one, or verify one.",
        subcommands = {PluginNewCommand.class, PluginVerifyCommand.class, PluginListCommand.class})
final class PluginCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Exit.USAGE.code();
    }
}
