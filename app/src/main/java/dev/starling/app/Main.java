package dev.starling.app;

import dev.starling.app.command.Root;
import dev.starling.app.command.options.Misuse;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.files.ClassArchive;
import dev.starling.app.files.WholeFiles;
import dev.starling.core.base.NumericalException;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs one command line and ends with its exit code.
public final class Main {
    /// What a program that SIGPIPE ended exits with.
    private static final int NOBODY_READS = 141;

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(arguments);
        System.out.flush();
        if (System.out.checkError() && code == 0) {
            code = writesToPipe() ? NOBODY_READS : unwritten();
        }
        String home = System.getProperty("starling.home");
        if (code != 0 && home != null) {
            ClassArchive.disown(Path.of(home));
        }
        System.exit(code);
    }

    private static int unwritten() {
        System.err.println("starling: error: standard output cannot be written to.");
        return Exit.FILES.code();
    }

    /// A pipe fails only when nobody reads it any more, as behind `| head`, and that is no error. Where this cannot be told, it is taken for one.
    private static boolean writesToPipe() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /// Runs a command line; for tests, which don't want to end with it.
    public static int run(String... arguments) {
        CommandLine line = Root.commandLine(List.of(arguments));
        // What is said of a misuse knows the options of all commands. Nothing has been done yet.
        line.setParameterExceptionHandler((_, _) -> Root.commandLine().setParameterExceptionHandler(Main::misused).execute(arguments));
        line.setExecutionStrategy(Main::filled);
        line.setExecutionExceptionHandler(Main::failed);
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) {
            long most = Runtime.getRuntime().maxMemory() >> 20;
            System.err.println("starling: error: the memory ran out at " + most + " MiB. What helps: more memory (STARLING_JAVA_OPTIONS=-Xmx"
                    + 2 * most + "m), or a table of fewer rows or columns.");
            return Exit.RESOURCES.code();
        }
    }

    /// Runs what has all values that it names.
    private static int filled(CommandLine.ParseResult parsed) {
        String empty = Misuse.empty(parsed);
        return empty.isEmpty() ? new CommandLine.RunLast().execute(parsed) : said(parsed.commandSpec().commandLine().getErr(), Exit.USAGE, empty);
    }

    private static int misused(CommandLine.ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("starling: error: " + Words.lines(onOneLine(Misuse.of(e, List.of(arguments)), List.of(arguments))));
        err.println("Help: " + e.getCommandLine().getCommandSpec().qualifiedName(" ") + " --help");
        err.flush();
        return Exit.USAGE.code();
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        String message = onOneLine(String.valueOf(e.getMessage()), parsed.originalArgs());
        int code = switch (e) {
            case Fault fault -> said(err, fault.exit(), message);
            case NumericalException _ -> said(err, Exit.NUMERICAL, message);
            case IllegalArgumentException _ -> said(err, Exit.USAGE, message);
            default -> bug(err, e);
        };
        err.flush();
        return code;
    }

    /// What a message quotes of the command line has no lines of its own: one could look like one of ours.
    private static String onOneLine(String message, List<String> arguments) {
        String quoted = message;
        for (String argument : arguments) {
            for (String part : argument.contains("\n") ? List.of(argument, argument.substring(argument.indexOf('=') + 1)) : List.<String>of()) {
                quoted = quoted.replace(part, Words.line(part));
            }
        }
        return quoted;
    }

    private static int said(PrintWriter err, Exit exit, String message) {
        err.println("starling: error: " + Words.lines(message));
        return exit.code();
    }

    private static int bug(PrintWriter err, Exception e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        try {
            Path report = WholeFiles.writeTemporary("starling-crash-", ".txt", trace.toString().getBytes(StandardCharsets.UTF_8));
            String what = Words.oneLine(String.valueOf(e).lines().findFirst().orElse(""));
            err.println("starling: error: this is a fault of Starling's, not yours (" + what + "). The details are in " + report);
        } catch (Fault unwritten) {
            err.println(trace);
        }
        return Exit.BUG.code();
    }
}
