package dev.starling.app.plugins.guard;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Words;
import dev.starling.app.plugins.link.PluginFrames;
import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Ends the program where a plug-in does not let it go on: a call that never returns, and a call that exits.
///
/// No thread can be stopped from outside, so the machine is halted, after what was reached has been written.
public final class Watchdog implements AutoCloseable {
    /// How long a plug-in may take for one call, the time spent in the host not counted.
    public static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("starling.plugin-seconds", 60));

    private static final long LOOK_EVERY_MILLIS = 200;

    private final PrintStream err;
    private final Duration limit;
    private final Runnable cleaning;
    private final boolean quiet;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final Thread exits = new Thread(this::lookForExit, "starling-plugin-exit");
    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private @Nullable Thread looking;
    private volatile Runnable lastWords = () -> {};

    /// @param cleaning deletes what this run would leave behind when the machine goes down
    /// @param quiet    whether nothing is said but why the machine is halted
    public Watchdog(PrintStream err, Duration limit, Runnable cleaning, boolean quiet) {
        this.err = err;
        this.limit = limit;
        this.cleaning = cleaning;
        this.quiet = quiet;
        Runtime.getRuntime().addShutdownHook(exits);
    }

    /// What to do before the machine is halted.
    public void beforeHalt(Runnable words) {
        lastWords = words;
    }

    public void say(String warning) {
        if (!quiet) {
            err.println("starling: warning: " + Words.oneLine(warning) + ".");
        }
    }

    /// One call under watch.
    final class Watch implements AutoCloseable {
        private final String who;
        private final String call;
        private final Thread thread = Thread.currentThread();
        private volatile long since = System.nanoTime();
        private volatile boolean inHost;
        private @Nullable RuntimeException hostFailure;

        private Watch(String who, String call) {
            this.who = who;
            this.call = call;
            watches.add(this);
        }

        private boolean isOverdue() {
            return !inHost && System.nanoTime() - since > limit.toNanos();
        }

        @Nullable RuntimeException hostFailure() {
            return hostFailure;
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }

    synchronized Watch watch(String who, String call) {
        if (looking == null) {
            looking = Thread.ofPlatform().daemon().name("starling-watchdog").start(this::look);
        }
        return new Watch(who, call);
    }

    /// Runs something of the host's that a plug-in called back for; its time is not the plug-in's, nor are its failures.
    void inHost(Runnable work) {
        Thread current = Thread.currentThread();
        Watch mine = watches.stream().filter(watch -> watch.thread == current).findFirst().orElse(null);
        if (mine == null) {
            work.run();
            return;
        }
        mine.inHost = true;
        try {
            work.run();
        } catch (RuntimeException e) {
            mine.hostFailure = e;
            throw e;
        } finally {
            mine.since = System.nanoTime();
            mine.inHost = false;
        }
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY_MILLIS);
                for (Watch watch : watches) {
                    if (watch.isOverdue()) {
                        halt(watch.who + ": " + watch.call + " has not returned for " + limit.toSeconds() + " s"
                                + PluginFrames.at(watch.thread.getStackTrace()));
                    }
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /// Runs when the machine goes down: is it because a plug-in told it to?
    private void lookForExit() {
        for (Map.Entry<Thread, StackTraceElement[]> one : Thread.getAllStackTraces().entrySet()) {
            StackTraceElement[] trace = one.getValue();
            boolean exits = Arrays.stream(trace)
                    .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit"));
            if (exits && Arrays.stream(trace).anyMatch(PluginFrames::isOfPlugin)) {
                String who = watches.stream()
                        .filter(watch -> watch.thread == one.getKey())
                        .findFirst()
                        .map(watch -> watch.who + ": " + watch.call + " ")
                        .orElse("plug-in " + PluginFrames.pluginId(trace) + " ");
                halt(who + "told the program to exit" + PluginFrames.at(trace));
            }
        }
        cleaning.run();
    }

    private void sayThreadsLeft() {
        Thread.getAllStackTraces().forEach((thread, trace) -> {
            if (!threadsBefore.contains(thread) && thread != Thread.currentThread() && Arrays.stream(trace).anyMatch(PluginFrames::isOfPlugin)) {
                say("plug-in " + PluginFrames.pluginId(trace) + " leaves the thread '" + thread.getName() + "' running" + PluginFrames.at(trace));
            }
        });
    }

    private void halt(String why) {
        err.println("starling: error: " + Words.oneLine(why) + ".");
        try {
            lastWords.run();
        } catch (Throwable unsaid) {
            err.println("starling: error: what was reached could not be written (" + Words.of(unsaid) + ").");
        }
        err.flush();
        cleaning.run();
        Runtime.getRuntime().halt(Exit.PLUGIN.code());
    }

    @Override
    public synchronized void close() {
        if (looking != null) {
            looking.interrupt();
        }
        sayThreadsLeft();
        try {
            Runtime.getRuntime().removeShutdownHook(exits);
        } catch (IllegalStateException e) {
            // The machine goes down already.
        }
    }
}
