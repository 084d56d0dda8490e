package dev.starling.app.pipeline;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Lets a run end in good order when the program is told to stop: the iteration under way is finished and what was reached is written,
/// before the Java machine goes down.
final class Interruption implements AutoCloseable {
    private static final long SECONDS_TO_WRITE = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "starling-stop");
    private volatile boolean asked;
    private volatile boolean worthWaiting;

    private final Consumer<String> say;

    /// @param say told what the user should know
    Interruption(Consumer<String> say) {
        this.say = say;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        asked = true;
        if (!worthWaiting) {
            return;
        }
        try {
            if (!done.await(SECONDS_TO_WRITE, TimeUnit.SECONDS)) {
                say.accept("stopped before the files were written.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// From now on there is something to write. Called by the thread that optimises, between iterations.
    void betweenIterations() {
        worthWaiting = true;
        if (asked) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine goes down already; the hook has been waiting for the line above.
        }
    }
}
