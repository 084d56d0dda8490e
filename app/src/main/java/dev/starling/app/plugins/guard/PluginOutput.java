package dev.starling.app.plugins.guard;

import dev.starling.app.fault.Words;
import dev.starling.app.plugins.link.PluginFrames;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Optional;

/// Keeps apart what plug-ins print and what the program says: while installed, each line that comes from their code is on standard error, led by
/// whose it is, and has no character that a terminal obeys. So none is a result, and none passes for a message of the program's.
public final class PluginOutput implements AutoCloseable {
    /// A line that does not end is cut here.
    private static final int LONGEST = 1 << 12;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Parting partedOut = new Parting(out);
    private final Parting partedErr = new Parting(err);
    private final Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    private final boolean quiet;

    private PluginOutput(boolean quiet) {
        this.quiet = quiet;
    }

    /// @param quiet whether nothing is said of what plug-ins print
    public static PluginOutput install(boolean quiet) {
        PluginOutput output = new PluginOutput(quiet);
        System.setOut(new PrintStream(output.partedOut, true, output.out.charset()));
        System.setErr(new PrintStream(output.partedErr, true, output.err.charset()));
        Thread.setDefaultUncaughtExceptionHandler(output::threadEnded);
        return output;
    }

    private void say(String id, String line) {
        if (!quiet && !line.isBlank()) {
            err.println("plug-in " + Words.oneLine(id) + " prints: " + Words.oneLine(line));
        }
    }

    /// What a thread of a plug-in ends with is not printed by the plug-in's code, but it is its text.
    private void threadEnded(Thread thread, Throwable thrown) {
        String id = PluginFrames.pluginId(thrown.getStackTrace());
        if (!id.isEmpty()) {
            say(id, "thread '" + thread.getName() + "' ended with " + Words.of(thrown));
        } else if (handler != null) {
            handler.uncaughtException(thread, thrown);
        } else {
            thrown.printStackTrace(err);
        }
    }

    /// Puts the streams back, unless a thread of a plug-in goes on, which may print.
    @Override
    public void close() {
        partedOut.close();
        partedErr.close();
        if (Thread.getAllStackTraces().values().stream().anyMatch(trace -> Arrays.stream(trace).anyMatch(PluginFrames::isOfPlugin))) {
            return;
        }
        System.setOut(out);
        System.setErr(err);
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    /// One of both streams. What a plug-in closes is this, which does nothing.
    private final class Parting extends OutputStream {
        private final PrintStream own;

        /// A line of a plug-in that has no end yet, and whose it is.
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        private String whose = "";

        Parting(PrintStream own) {
            this.own = own;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            Optional<String> caller = PluginFrames.caller();
            if (caller.isEmpty()) {
                own.write(bytes, from, length);
                return;
            }
            if (!caller.get().equals(whose)) {
                sayBegun();
                whose = caller.get();
            }
            for (int k = from; k < from + length; k++) {
                if (bytes[k] == '\n' || begun.size() == LONGEST) {
                    sayBegun();
                }
                if (bytes[k] != '\n') {
                    begun.write(bytes[k]);
                }
            }
        }

        private void sayBegun() {
            say(whose, begun.toString(own.charset()));
            begun.reset();
        }

        @Override
        public void flush() {
            own.flush();
        }

        @Override
        public synchronized void close() {
            sayBegun();
            own.flush();
        }
    }
}
