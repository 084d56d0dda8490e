package dev.starling.app.plugins.guard;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Words;
import dev.starling.app.plugins.link.PluginFrames;
import dev.starling.core.base.NumericalException;
import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// Stands at every call from the host into one extension: whatever is thrown there, or not returned, gets a name.
///
/// It cannot take anything from the plug-in that Java gives it: see docs/decisions.
public final class Guard {
    private final String who;
    private final boolean trusted;
    private final Watchdog watchdog;

    /// What a call may say by an exception that is no fault of the plug-in.
    private enum Objection {
        NONE,
        /// IllegalArgumentException: a value that the user gave will not do.
        VALUE,
        /// IllegalStateException: it cannot go on.
        GIVES_UP
    }

    /// @param who     whom messages name: the extension, its plug-in and its file
    /// @param trusted whether the plug-in is of the distribution and known to leave locale, streams and the like alone
    public Guard(String who, boolean trusted, Watchdog watchdog) {
        this.who = who;
        this.trusted = trusted;
        this.watchdog = watchdog;
    }

    /// Whether what it says is believed.
    boolean isTrusted() {
        return trusted;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /// Asks for something that must not be null.
    ///
    /// @throws PluginFault if the plug-in throws, or returns null
    <T> T ask(String call, Supplier<@Nullable T> question) {
        return present(call, run(call, question, Objection.NONE));
    }

    /// The same where the call is given what the user has set.
    ///
    /// @throws IllegalArgumentException if it says that a value given to it will not do
    <T> T askGiven(String call, Supplier<@Nullable T> question) {
        return present(call, run(call, question, Objection.VALUE));
    }

    /// The same of a step.
    ///
    /// @throws IllegalStateException if it says that it cannot go on, as optimizers do whose numbers went astray
    <T> T askStep(String call, Supplier<@Nullable T> step) {
        return present(call, run(call, step, Objection.GIVES_UP));
    }

    private <T> T present(String call, @Nullable T answer) {
        if (answer == null) {
            throw fault(call, "returned null");
        }
        return answer;
    }

    /// Tells the plug-in something.
    void tell(String call, Runnable message) {
        run(call, () -> {
            message.run();
            return null;
        }, Objection.NONE);
    }

    private <T> @Nullable T run(String call, Supplier<@Nullable T> question, Objection allowed) {
        @Nullable Surroundings before = trusted ? null : Surroundings.now();
        try (Watchdog.Watch watch = watchdog.watch(who, call)) {
            try {
                return question.get();
            } catch (Throwable thrown) {
                throw translated(call, thrown, watch.hostFailure(), allowed);
            }
        } finally {
            if (before != null) {
                before.restore(change -> watchdog.say(who + ": " + call + " changed " + change + "; it was set back"));
            }
        }
    }

    PluginFault fault(String call, String what) {
        return new PluginFault(Exit.PLUGIN, who + ": " + call + " " + what);
    }

    /// @param hostFailure what the host itself threw while the plug-in had called it back
    /// @param allowed     what the call may say
    private RuntimeException translated(String call, Throwable thrown, @Nullable RuntimeException hostFailure, Objection allowed) {
        if (hostFailure != null) {
            return hostFailure;
        }
        return switch (thrown) {
            case PluginFault fault -> fault;
            case NumericalException numerical -> numerical;
            case OutOfMemoryError e -> new PluginFault(Exit.RESOURCES, who + ": " + call + " ran out of memory" + at(e)
                    + "; try STARLING_JAVA_OPTIONS=-Xmx with more, or do without this plug-in", e);
            case StackOverflowError e -> new PluginFault(Exit.PLUGIN, who + ": " + call + " exhausted the stack" + at(e), e);
            case IllegalArgumentException e when allowed == Objection.VALUE -> new IllegalArgumentException(said(e), e);
            case IllegalStateException e when allowed == Objection.GIVES_UP -> new IllegalStateException(said(e), e);
            default -> new PluginFault(Exit.PLUGIN, who + ": " + call + " threw " + Words.of(thrown) + at(thrown), thrown);
        };
    }

    private String said(Throwable objection) {
        return Words.oneLine(who + ": " + Words.of(objection));
    }

    private static String at(Throwable thrown) {
        try {
            return PluginFrames.at(thrown.getStackTrace());
        } catch (Throwable again) {
            return "";
        }
    }
}
