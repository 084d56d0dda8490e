package dev.starling.app.data.cells;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cells that cannot be used: the first of them in words, the others counted.
public final class Problems {
    private static final int SHOWN = 5;

    private final List<String> shown = new ArrayList<>();
    private String remedy = "";
    private long count;

    /// @param place  `file:line:column (name)`
    /// @param remedy what can be done about it; the first one is told
    public void add(String place, String fault, String remedy) {
        count++;
        if (shown.isEmpty()) {
            this.remedy = remedy;
        }
        if (shown.size() < SHOWN) {
            shown.add(place + ": " + fault + ".");
        }
    }

    /// Whether one more would be told in words.
    public boolean hasRoom() {
        return shown.size() < SHOWN;
    }

    /// Counts one more without telling it.
    public void count() {
        count++;
    }

    /// @throws Fault with all of them, in at most seven lines, if there is any
    public void refuse() {
        if (count == 0) {
            return;
        }
        StringBuilder message = new StringBuilder(String.join("\n", shown));
        if (count > shown.size()) {
            message.append(String.format(Locale.ROOT, "%n... and %,d more.", count - shown.size()));
        }
        message.append(count == 1 ? " " : "\n").append(remedy);
        throw new Fault(Exit.DATA, message.toString());
    }
}
