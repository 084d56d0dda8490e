package dev.starling.app.command.options;

import picocli.CommandLine.Option;

/// How many threads a command works with.
public final class ThreadsOption {
    private static final int MOST = 1_024;

    @Option(names = "--threads", paramLabel = "T", description = "Changes the time, never the result (all processors).")
    private int threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST);

    public int count() {
        if (threads < 1 || threads > MOST) {
            throw new IllegalArgumentException("--threads must be between 1 and " + MOST + ", but was " + threads);
        }
        return threads;
    }
}
