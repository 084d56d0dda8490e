package dev.starling.app;

import dev.starling.app.command.Root;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Nearest;
import dev.starling.app.files.WholeFiles;
import dev.starling.core.base.NumericalException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs one command line and ends with its exit code.
public final class Main {
    /// What comes after it is no option.
    private static final String END_OF_OPTIONS = "--";

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(arguments);
        System.out.flush();
        if (System.out.checkError() && code == 0) {
            System.err.println("starling: error: standard output cannot be written to.");
            code = Exit.FILES.code();
        }
        System.exit(code);
    }

    /// Runs a command line; for tests, which don't want to end with it.
    public static int run(String... arguments) {
        CommandLine line = Root.commandLine();
        line.setParameterExceptionHandler(Main::misused);
        line.setExecutionExceptionHandler(Main::failed);
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) {
            System.err.println("starling: error: the memory ran out at " + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MiB. Give more (STARLING_JAVA_OPTIONS=-Xmx8g), or ask for less: --affinity sparse, --pca 50, fewer rows.");
            return Exit.RESOURCES.code();
        }
    }

    private static int misused(CommandLine.ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        String message = e.getMessage();
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            message = unmatched(unmatched, List.of(arguments));
        }
        // Picocli 4.7.7 says the word twice where KEY=VALUE is wanted.
        err.println("starling: error: " + String.valueOf(message).replace("option option ", "option "));
        err.println("Help: " + e.getCommandLine().getCommandSpec().qualifiedName(" ") + " --help");
        err.flush();
        return Exit.USAGE.code();
    }

    private static String unmatched(CommandLine.UnmatchedArgumentException e, List<String> arguments) {
        String typed = e.getUnmatched().getFirst();
        CommandLine command = e.getCommandLine();
        int end = arguments.indexOf(END_OF_OPTIONS);
        if (end >= 0 && arguments.lastIndexOf(typed) > end) {
            return "argument '" + typed + "' is one too many.";
        } else if (typed.startsWith("-") && Files.exists(Path.of(typed))) {
            return "'" + typed + "' is taken for an option. For the file of that name, write ./" + typed + " or put -- before it.";
        }
        List<String> known = new ArrayList<>();
        if (typed.startsWith("-")) {
            command.getCommandSpec().options().forEach(option -> known.add(option.longestName()));
        } else if (!command.getSubcommands().isEmpty()) {
            known.addAll(command.getSubcommands().keySet());
        }
        String kind = typed.startsWith("-") ? "option" : command.getSubcommands().isEmpty() ? "argument" : "command";
        return "unknown " + kind + " '" + typed + "'"
                + (known.isEmpty() ? "." : "; did you mean " + Nearest.first(typed, known).getFirst() + "?");
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        int code = switch (e) {
            case Fault fault -> said(err, fault.exit(), fault.getMessage());
            case NumericalException numerical -> said(err, Exit.NUMERICAL, numerical.getMessage());
            case IllegalArgumentException wrong -> said(err, Exit.USAGE, wrong.getMessage());
            default -> bug(err, e);
        };
        err.flush();
        return code;
    }

    private static int said(PrintWriter err, Exit exit, @Nullable String message) {
        err.println("starling: error: " + message);
        return exit.code();
    }

    private static int bug(PrintWriter err, Exception e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        try {
            Path report = WholeFiles.writeTemporary("starling-crash-", ".txt", trace.toString().getBytes(StandardCharsets.UTF_8));
            String what = String.valueOf(e).lines().findFirst().orElse("");
            err.println("starling: error: this is a fault of Starling's, not yours (" + what + "). The details are in " + report);
        } catch (Fault unwritten) {
            err.println(trace);
        }
        return Exit.BUG.code();
    }
}
