package dev.starling.app.pipeline.embed;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.output.RunFiles;
import dev.starling.core.base.Workers;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Page and picture of a map, made side by side: most of their time goes to Java's first steps in each. One that fails costs only itself.
///
/// @param page    what makes the page
/// @param picture what makes the picture
record Drawing(Part page, Part picture) {
    /// What is drawn.
    ///
    /// @param file  its name
    /// @param less  what makes it need less memory; empty if nothing does
    /// @param drawn makes it and puts it where it is to be
    record Part(String file, String less, Runnable drawn) {
        private @Nullable Throwable failure() {
            try {
                drawn.run();
                return null;
            } catch (Fault e) {
                throw e;
            } catch (RuntimeException | Error e) {
                return e;
            }
        }

        private String inWords(Throwable failure) {
            long most = Runtime.getRuntime().maxMemory();
            return failure instanceof OutOfMemoryError
                    ? "the memory ran out at " + Needs.mebibytes(most) + ". What helps: more memory (STARLING_JAVA_OPTIONS=-Xmx" + (2 * most >> 20) + "m)"
                            + (less.isEmpty() ? "" : "; or " + less)
                    : Words.of(failure);
        }
    }

    /// What could not be drawn.
    ///
    /// @param files their names
    /// @param why   of all; empty if there are none
    /// @param exit  what the program ends with for that
    record Undrawn(List<String> files, String why, Exit exit) {}

    /// Where memory does not do for both at a time, each is tried once more alone.
    Undrawn draw(Workers workers) {
        List<Part> parts = List.of(page, picture);
        @Nullable Throwable[] failures = new @Nullable Throwable[parts.size()];
        workers.run(parts.size(), which -> failures[which] = parts.get(which).failure());
        List<String> files = new ArrayList<>();
        StringBuilder why = new StringBuilder();
        Exit exit = Exit.FILES;
        for (int which = 0; which < failures.length; which++) {
            Part part = parts.get(which);
            Throwable failure = failures[which] instanceof OutOfMemoryError ? part.failure() : failures[which];
            exit = failure instanceof OutOfMemoryError ? Exit.RESOURCES : exit;
            if (failure != null) {
                files.add(part.file);
                why.append(part.file).append(" could not be drawn: ").append(part.inWords(failure)).append(". ");
            }
        }
        return new Undrawn(files, why.toString(), exit);
    }
}
