package dev.starling.app.command;

import dev.starling.app.command.options.Console;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.output.Fingerprint;
import dev.starling.app.output.FormerRun;
import dev.starling.app.output.RunFiles;
import dev.starling.app.output.Version;
import dev.starling.app.pipeline.embed.EmbedRun;
import dev.starling.core.table.TableFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `starling repeat`: makes a run again, and says whether its map is the same.
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Make a run again from its run.json, and compare the coordinates.",
        footer = {
            "%nExample:",
            "  starling repeat digits.starling/run.json",
            "%nWrites a folder as embed does, and ends with 0 if the coordinates are the same to the last bit, with 6 if not. Files that have "
                + "changed since are refused before the run."
        })
final class RepeatCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN.JSON", description = "What a run wrote, or its folder.")
    private Path file = Path.of(RunFiles.REPORT);

    @Option(names = "--data", paramLabel = "FILE", description = "Where the table is now, if it was moved or came through a pipe; - for standard input.")
    private @Nullable String data;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder to write (NAME.starling, or the next that is free).")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replace what an earlier run wrote there, as far as nobody has changed it; nothing else ever is.")
    private boolean force;

    @Option(names = "--progress", paramLabel = "HOW", description = "auto, bar, plain, none (auto: a bar on a terminal, lines elsewhere).")
    private Console.Mode progress = Console.Mode.AUTO;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() {
        Path report = Files.isDirectory(file) ? file.resolve(RunFiles.REPORT) : file;
        FormerRun former = FormerRun.read(report);
        former.inputs().forEach(input -> checkUnchanged(input, former));
        EmbedCommand embed = embed(former, report);
        EmbedRun.Written written = embed.run(List.of(report), expected(former));
        embed.say(written);
        if (written.exit() != Exit.DONE.code()) {
            return written.exit();
        }
        FormerRun now = now(written);
        if (!written.sha256().equals(former.coordinatesSha256())) {
            System.err.println("starling: error: the map is another: its coordinates have SHA-256 " + written.sha256() + ", those of " + report
                    + " " + former.coordinatesSha256() + ". " + reason(former.differencesFrom(now)));
            return Exit.NUMERICAL.code();
        }
        String contradiction = former.contradictionOf(now);
        if (!contradiction.isEmpty()) {
            System.err.println("starling: note: " + report + " makes the same map, but " + contradiction);
        }
        if (!quiet) {
            System.out.println("same coordinates as in " + report + ", SHA-256 " + written.sha256());
        }
        return Exit.DONE.code();
    }

    private static FormerRun now(EmbedRun.Written written) {
        return FormerRun.read(written.files().stream().filter(file -> file.endsWith(RunFiles.REPORT)).findFirst().orElseThrow());
    }

    private void checkUnchanged(Fingerprint input, FormerRun former) {
        boolean table = input.file().equals(former.table());
        if (wasPiped(input) && (data == null || !table)) {
            throw new IllegalArgumentException("that run read " + (table ? "its table" : input.file() + known(input)) + " through a pipe, which is empty now: "
                    + (table ? "give the same data by --data FILE, or through a pipe again with --data -" : "write it to a file, and make the map again by embed"));
        }
        if (table && data != null && (isPiped(data) || input.sha256().isEmpty())) {
            return; // It is read once, and checked then if that can be.
        }
        Path now = table && data != null ? TableFile.of(data).path() : besideTheTable(Path.of(input.file()), former);
        if (!Files.exists(now)) {
            throw new Fault(Exit.FILES, now + " is no longer there" + (table ? ". If it was moved, say where it is by --data." : "."));
        }
        String sha256 = Fingerprint.of(now).sha256();
        if (!sha256.equals(input.sha256())) {
            throw Fingerprint.another(now.toString(), sha256, input.sha256(), table);
        }
    }

    /// What lay beside the table has been moved with it.
    private Path besideTheTable(Path file, FormerRun former) {
        if (data == null || isPiped(data) || !Objects.equals(file.getParent(), Path.of(former.table()).getParent())) {
            return file;
        }
        Path moved = TableFile.of(data).path().resolveSibling(file.getFileName());
        return Files.exists(moved) ? moved : file;
    }

    /// Also in a report that has the name that the pipe had.
    private static boolean wasPiped(Fingerprint input) {
        return input.file().equals(Fingerprint.PIPE) || input.sha256().isEmpty() || Fingerprint.isPipe(Path.of(input.file()));
    }

    private static String known(Fingerprint input) {
        return input.sha256().isEmpty() ? "" : " (SHA-256 " + input.sha256() + ")";
    }

    private static boolean isPiped(String data) {
        return data.equals(Fingerprint.PIPE) || Fingerprint.isPipe(Path.of(data));
    }

    /// What the table must be, where it comes by a pipe and could not be looked at before.
    private @Nullable String expected(FormerRun former) {
        return data == null || !isPiped(data) ? null : former.inputs().stream()
                .filter(input -> input.file().equals(former.table()) && !input.sha256().isEmpty())
                .map(Fingerprint::sha256).findFirst().orElse(null);
    }

    private EmbedCommand embed(FormerRun former, Path report) {
        List<String> words = new ArrayList<>(List.of("embed"));
        words.addAll(former.options());
        words.add("--progress=" + progress.name().toLowerCase(Locale.ROOT));
        words.add("--quiet=" + quiet);
        if (out != null) {
            words.add("--out=" + out);
        }
        if (force) {
            words.add("--force");
        }
        String table = data == null ? former.data() : data;
        if (table != null) {
            words.addAll(List.of("--", table));
        }
        try {
            CommandLine.ParseResult parsed = Root.commandLine().parseArgs(words.toArray(String[]::new)).subcommand();
            return (EmbedCommand) parsed.commandSpec().userObject();
        } catch (CommandLine.ParameterException e) {
            throw new Fault(Exit.DATA, report + " has options that Starling " + Version.TEXT + " does not take (" + e.getMessage() + "); it was written by "
                    + "Starling " + former.starling() + ".", e);
        }
    }

    private static String reason(List<String> differences) {
        return differences.isEmpty()
                ? "Starling and its plug-ins are the same, so the numbers of one of them are not reproducible."
                : "The likely reason: " + String.join("; ", differences) + ".";
    }
}
