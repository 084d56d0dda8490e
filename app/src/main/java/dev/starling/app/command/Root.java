package dev.starling.app.command;

import dev.starling.app.fault.Exit;
import dev.starling.app.output.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        footer = "%nHelp on one: starling COMMAND --help")
public final class Root implements Callable<Integer> {
    /// In the order of the help text.
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("embed", EmbedCommand.class);
        COMMANDS.put("repeat", RepeatCommand.class);
        COMMANDS.put("neighbors", NeighborsCommand.class);
        COMMANDS.put("affinities", AffinitiesCommand.class);
        COMMANDS.put("evaluate", EvaluateCommand.class);
        COMMANDS.put("score", ScoreCommand.class);
        COMMANDS.put("list", ListCommand.class);
        COMMANDS.put("explain", ExplainCommand.class);
        COMMANDS.put("plugin", PluginCommand.class);
        COMMANDS.put("doctor", DoctorCommand.class);
        COMMANDS.put("help", HelpCommand.class);
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// What `--version` says.
    static final class VersionLine implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Starling " + Version.TEXT};
        }
    }

    /// With all commands, for help and for what is said of a misuse.
    public static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /// For one line of arguments: with the command that it begins with alone, since to read the options of all takes a third of a short run.
    public static CommandLine commandLine(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        Class<?> command = COMMANDS.get(first);
        return command == null || command == HelpCommand.class ? commandLine() : commandLine(Map.of(first, command));
    }

    private static CommandLine commandLine(Map<String, Class<?>> commands) {
        CommandLine line = new CommandLine(new Root());
        commands.forEach(line::addSubcommand);
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
