package dev.starling.app.command;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `starling help embed`, for those who type it so; the same as `starling embed --help`.
@Command(mixinStandardHelpOptions = true, description = "Say what a command does and takes.")
final class HelpCommand implements Callable<Integer> {
    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Such as embed, or plugin new (all of them).")
    private List<String> words = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine asked = spec.root().commandLine();
        for (String word : words) {
            CommandLine next = asked.getSubcommands().get(word);
            if (next == null) {
                throw new IllegalArgumentException(asked.getSubcommands().isEmpty()
                        ? asked.getCommandSpec().qualifiedName(" ") + " has no commands of its own, so '" + word + "' is one word too many"
                        : "there is no command '" + word + "'; did you mean "
                                + Nearest.first(word, asked.getSubcommands().keySet()).getFirst() + "?");
            }
            asked = next;
        }
        asked.usage(System.out);
        return Exit.DONE.code();
    }
}
