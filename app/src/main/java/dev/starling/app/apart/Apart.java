package dev.starling.app.apart;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.files.ScratchFolder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Runs a main class of this program as a program of its own, with the same modules, since code of strangers can end the one that it is in,
/// keep it from ending, close its streams and exit with 0. It gives its [Account], and counts as done only where that has its end.
public final class Apart {
    static final String END = "end";

    /// What Java says by itself in every program that uses vectors.
    private static final String ACCOUNT = "account";
    private static final String OF_JAVA = "WARNING: Using incubator modules: jdk.incubator.vector";

    /// By this in their environment the programs are known that a program of ours, or one of theirs, has started.
    private static final String MARK = "STARLING_APART";

    private static final int LOOK_EVERY_MILLIS = 20;
    private static final int MOST_PRINTED = 1 << 14;

    /// How long a program may take to end after its account has.
    private static final Duration TO_EXIT = Duration.ofSeconds(5);

    private final Process process;

    /// What is in the environment of all that it starts.
    private final String mark;

    private final Path account;
    private final Duration silence;
    private int read;
    private boolean ended;

    /// How a program ended.
    public enum End {
        /// It came to its end.
        DONE,
        /// It ended before.
        BEFORE_ITS_END,
        /// It told nothing for too long, and was killed.
        SILENT,
        /// It came to its end and did not let the program exit, and was killed.
        NO_EXIT
    }

    /// @param how     how it ended
    /// @param code    its exit code
    /// @param printed what it printed to its streams, the first of it
    public record Ended(End how, int code, String printed) {
        /// What a plug-in did that was the last to be asked; only where it did not end well.
        public String what() {
            return switch (how) {
                case DONE -> "gave no answer";
                case BEFORE_ITS_END -> "ended the program that asked it (exit code " + code + ")";
                case SILENT -> "does not answer, nor let others answer";
                case NO_EXIT -> "does not let a program exit, as by a shutdown hook";
            };
        }
    }

    private Apart(Process process, String mark, Path account, Duration silence) {
        this.process = process;
        this.mark = mark;
        this.account = account;
        this.silence = silence;
    }

    /// Runs a main class to its end. Its first argument is the file of its account.
    ///
    /// @param brief   whether it is over before a loop would have been worth compiling well
    /// @param silence how long it may tell nothing
    /// @param line    takes each line of its account as it comes
    public static Ended run(Class<?> main, List<String> arguments, boolean brief, Duration silence, Consumer<String> line) {
        try (ScratchFolder folder = ScratchFolder.make("starling-apart-")) {
            folder.create(ACCOUNT).close();
            Path account = folder.path().resolve(ACCOUNT);
            List<String> command = command(main, brief, folder.path());
            command.add(account.toString());
            command.addAll(arguments);
            ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
            program.environment().put(MARK, folder.path().toString());
            return run(program.start(), MARK + "=" + folder.path(), account, silence, line);
        } catch (IOException e) {
            throw new Fault(Exit.RESOURCES, "no second Java program can be started (" + Words.of(e) + "); plug-ins are asked in one", e);
        }
    }

    private static Ended run(Process process, String mark, Path account, Duration silence, Consumer<String> line) throws IOException {
        Thread killer = new Thread(() -> kill(process, mark), "starling-apart-stop");
        Runtime.getRuntime().addShutdownHook(killer);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Thread reader = Thread.ofVirtual().start(() -> keep(process.getInputStream(), printed));
        try {
            process.getOutputStream().close();
            End how = new Apart(process, mark, account, silence).toItsEnd(line);
            reader.join(Duration.ofSeconds(1));
            String said = printed.toString(StandardCharsets.UTF_8).lines()
                    .filter(text -> !text.isBlank() && !text.equals(OF_JAVA))
                    .collect(Collectors.joining("\n"));
            return new Ended(how, process.waitFor(), said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Exit.RESOURCES, "stopped while plug-ins were asked.", e);
        } finally {
            kill(process, mark);
            removeHook(killer);
        }
    }

    private End toItsEnd(Consumer<String> line) throws IOException, InterruptedException {
        long heard = System.nanoTime();
        while (true) {
            boolean exited = process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            if (take(line)) {
                heard = System.nanoTime();
            }
            long since = System.nanoTime() - heard;
            if (exited) {
                return ended ? End.DONE : End.BEFORE_ITS_END;
            } else if (since > (ended ? TO_EXIT : silence).toNanos()) {
                kill(process, mark);
                return ended ? End.NO_EXIT : End.SILENT;
            }
        }
    }

    /// Ends the program and whatever it has started.
    private static void kill(Process process, String mark) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        Offspring.end(mark);
    }

    /// Takes the lines that have come since; a last one without its end is left for the next time.
    private boolean take(Consumer<String> line) throws IOException {
        byte[] all = Files.readAllBytes(account);
        int from = read;
        for (int at = read; at < all.length; at++) {
            if (all[at] == '\n') {
                String text = new String(all, read, at - read, StandardCharsets.UTF_8);
                read = at + 1;
                if (text.equals(END)) {
                    ended = true;
                } else {
                    line.accept(text);
                }
            }
        }
        return read > from;
    }

    private static void keep(InputStream stream, ByteArrayOutputStream printed) {
        try (stream) {
            byte[] part = new byte[1 << 12];
            for (int n = stream.read(part); n >= 0; n = stream.read(part)) {
                if (printed.size() < MOST_PRINTED) {
                    printed.write(part, 0, n);
                }
            }
        } catch (IOException e) {
            // The program is gone.
        }
    }

    private static List<String> command(Class<?> main, boolean brief, Path folder) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-Xshare:auto", "--illegal-native-access=deny", "--sun-misc-unsafe-memory-access=deny",
                "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "-Djava.io.tmpdir=" + folder));
        if (brief) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        String home = System.getProperty("starling.home");
        if (home != null) {
            command.add("-Dstarling.home=" + home);
        }
        String given = System.getenv("STARLING_JAVA_OPTIONS");
        if (given != null && !given.isBlank()) {
            command.addAll(Arrays.asList(given.strip().split("\\s+")));
        }
        Module module = main.getModule();
        if (!brief && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        if (module.isNamed()) {
            command.addAll(List.of("-p", System.getProperty("jdk.module.path"), "-m", module.getName() + "/" + main.getName()));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        }
        return command;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine goes down already.
        }
    }
}
