package dev.starling.app.plugins.link;

import dev.starling.app.fault.Words;
import dev.starling.app.plugins.jar.Refusal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs what a plug-in does at start-up on a thread of its own, which is left behind if it does not come back.
final class StartupThread {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private StartupThread() {}

    static <T> T run(String id, Callable<T> work) throws Refusal {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform().daemon().name("starling-start-" + id).start(task);
        try {
            return task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Refusal("it has not answered for " + LIMIT.toSeconds() + " s" + PluginFrames.at(thread.getStackTrace()), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new Refusal("it fails: " + Words.of(e.getCause() == null ? e : e.getCause()), e);
        } catch (InterruptedException e) {
            // Nobody else does, while it is asked.
            throw new Refusal("it interrupts threads that are not its own", e);
        }
    }
}
