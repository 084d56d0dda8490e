package dev.starling.app.pipeline.embed;

import java.util.SortedMap;
import java.util.TreeMap;

/// Seconds spent in the stages of a run. Whoever ends it may ask, on another thread.
final class Timing {
    private final SortedMap<String, Double> seconds = new TreeMap<>();
    private String current = "";
    private long since = System.nanoTime();

    /// Ends the stage under way and begins another.
    synchronized void stage(String name) {
        long now = System.nanoTime();
        if (!current.isEmpty()) {
            seconds.merge(current, (now - since) / 1e9, Double::sum);
        }
        current = name;
        since = now;
    }

    /// What every stage took so far, the one under way among them.
    synchronized SortedMap<String, Double> seconds() {
        stage(current);
        return new TreeMap<>(seconds);
    }
}
