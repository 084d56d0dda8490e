package dev.starling.app.pipeline.embed;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What becomes of a run that a signal tells to stop. From the first iteration on, the one under way is finished, and what was reached is written
/// and drawn, but not scored; before that, and at a second signal, what is there is kept and the program ends at once.
final class Stop implements AutoCloseable {
    private static final long PATIENCE_NANOS = 1_500_000_000L;
    private static final long LOOK_EVERY_MILLIS = 20;

    /// What is done about a signal.
    private enum Answer {
        GO_ON,
        WAIT,
        END
    }

    private final Consumer<String> say;
    private final Runnable lastWords;
    private final AtomicInteger asked = new AtomicInteger();
    private final Signals signals;

    /// What is said to who asks once there is a map; null before.
    private @Nullable String promise;

    /// Who does what can be left out.
    private @Nullable Thread busy;

    /// Whether iterations are those of the map, and not of one that it begins at.
    private boolean ofMap;

    private volatile boolean optimizing;
    private volatile int code;
    private volatile long iterationBegan;
    private volatile long iterationTook;

    /// @param say       told what the user should know
    /// @param lastWords keeps what is there; called by another thread than that of the run
    Stop(Consumer<String> say, Runnable lastWords) {
        this.say = say;
        this.lastWords = lastWords;
        this.signals = new Signals(say, this::heard);
    }

    private void heard(int exitCode) {
        code = exitCode;
        switch (answer()) {
            case GO_ON -> {}
            case WAIT -> waitForIteration();
            case END -> {
                lastWords.run();
                Runtime.getRuntime().exit(exitCode);
            }
        }
    }

    private synchronized Answer answer() {
        if (asked.incrementAndGet() > 1) {
            return Answer.END;
        } else if (promise == null) {
            return optimizing ? Answer.WAIT : Answer.END;
        }
        say.accept(promise);
        if (busy != null) {
            busy.interrupt();
        }
        return Answer.GO_ON;
    }

    private void waitForIteration() {
        long since = System.nanoTime();
        try {
            while (optimizing && System.nanoTime() - since < PATIENCE_NANOS) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (optimizing) {
            double seconds = Math.max(1, (iterationTook - (System.nanoTime() - iterationBegan)) / 1e9);
            say.accept(String.format(Locale.ROOT, "stopping once the iteration under way is done, in about %.0f s; "
                    + "ask again to end now with what was reached before it", Math.ceil(seconds)));
        }
    }

    /// Called by the thread that optimizes, before it does and whatever it does before that.
    ///
    /// @param ownMap whether iterations from now on are those of the map
    void stageBegins(boolean ownMap) {
        ofMap = ownMap;
        iterationBegan = System.nanoTime();
    }

    /// Called by the thread that optimizes, after each iteration.
    void iterationDone() {
        long now = System.nanoTime();
        iterationTook = now - iterationBegan;
        iterationBegan = now;
        optimizing = ofMap;
        if (ofMap && isAsked()) {
            Thread.currentThread().interrupt();
        }
    }

    /// Called by the thread that optimizes, once it is done.
    ///
    /// @param whatFollows is said to who asks from now on
    /// @return whether somebody has asked before
    synchronized boolean reached(String whatFollows) {
        promise = whatFollows;
        optimizing = false;
        return isAsked();
    }

    /// Does what can be left out, and is if somebody asks before it is done.
    <T> @Nullable T unlessAsked(Supplier<@Nullable T> work) {
        synchronized (this) {
            if (isAsked()) {
                return null;
            }
            busy = Thread.currentThread();
        }
        try {
            return work.get();
        } catch (CancellationException e) {
            if (isAsked()) {
                return null;
            }
            throw e;
        } finally {
            endOfBusy();
        }
    }

    /// What comes after is not to be interrupted.
    private synchronized void endOfBusy() {
        busy = null;
        if (isAsked()) {
            Thread.interrupted();
        }
    }

    boolean isAsked() {
        return asked.get() > 0;
    }

    /// What the program exits with if it was asked to stop.
    int code() {
        return code;
    }

    @Override
    public void close() {
        signals.close();
    }
}
