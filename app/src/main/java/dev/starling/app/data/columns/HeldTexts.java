package dev.starling.app.data.columns;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;

/// What the texts of a table take of memory as long as it is held: of columns that are no features, and of ids.
public final class HeldTexts {
    private static final int SAMPLE = 1_000;

    /// Bytes of a place in a list.
    private static final int PLACE = 8;

    /// Bytes of a short text beside its characters: two objects.
    private static final int TEXT = 40;

    private HeldTexts() {}

    /// By the last rows of each column, where a text that comes again is the same one, or is not any more.
    public static long bytes(List<List<String>> columns) {
        return columns.stream().filter(RandomAccess.class::isInstance).mapToLong(HeldTexts::ofColumn).sum();
    }

    private static long ofColumn(List<String> texts) {
        List<String> last = texts.subList(Math.max(0, texts.size() - SAMPLE), texts.size());
        Set<String> different = Collections.newSetFromMap(new IdentityHashMap<>());
        different.addAll(last);
        long bytes = different.stream().mapToLong(text -> TEXT + text.length()).sum();
        return (long) texts.size() * PLACE + (last.isEmpty() ? 0 : bytes * texts.size() / last.size());
    }
}
