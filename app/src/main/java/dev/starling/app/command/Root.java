package dev.starling.app.command;

import dev.starling.app.fault.Exit;
import dev.starling.app.output.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `starling` itself.
@Command(
        name = "starling",
        mixinStandardHelpOptions = true,
        versionProvider = Root.VersionLine.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Starling draws maps of high-dimensional data.%n",
        description = {
            "%n  starling embed digits                        try it on built-in data",
            "  starling embed cells.csv --label type        your data, colored by a column",
            "  starling embed iris --kernel \"1/(1+f)^2\"     what if the kernel were ...?",
            "  starling list                                what there is%n"
        },
        commandListHeading = "%nCommands:%n",
        footer = "%nHelp on one: starling COMMAND --help",
        subcommands = {
            EmbedCommand.class, RepeatCommand.class, NeighborsCommand.class, AffinitiesCommand.class, EvaluateCommand.class, ScoreCommand.class,
            ListCommand.class, ExplainCommand.class, PluginCommand.class, DoctorCommand.class, HelpCommand.class
        })
public final class Root implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// What `--version` says.
    static final class VersionLine implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Starling " + Version.TEXT};
        }
    }

    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Root());
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExpandAtFiles(false); // A file may be called @x.csv.
        line.registerConverter(int.class, text -> Integer.valueOf(typed(text)));
        line.registerConverter(Integer.class, text -> Integer.valueOf(typed(text)));
        line.registerConverter(long.class, text -> Long.valueOf(typed(text)));
        line.registerConverter(Long.class, text -> Long.valueOf(typed(text)));
        return line;
    }

    /// Whole numbers are written in the digits 0 to 9, as others are: Java alone would read those of every script.
    private static String typed(String number) {
        if (!number.chars().allMatch(character -> character < 128)) {
            throw new NumberFormatException(number);
        }
        return number;
    }

    /// Without a command there is nothing to do but to say what there is.
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Exit.USAGE.code();
    }
}
