package dev.starling.app.command.options;

import dev.starling.app.progress.ConsoleProgress;
import dev.starling.core.Progress;

import java.io.PrintStream;

/// What commands that make no map say beside their result: a line for what the user should know, and how far a long step is.
public final class Commentary implements Progress, AutoCloseable {
    private final ConsoleProgress console;

    public Commentary(PrintStream err) {
        console = new Console().progress(err);
    }

    @Override
    public void stage(String name) {
        console.stage(name);
    }

    @Override
    public void share(double done) {
        console.share(done);
    }

    @Override
    public void note(String line) {
        console.warn(line);
    }

    @Override
    public void close() {
        console.close();
    }
}
