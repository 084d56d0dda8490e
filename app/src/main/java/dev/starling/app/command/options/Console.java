package dev.starling.app.command.options;

import dev.starling.app.progress.ConsoleProgress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.io.PrintStream;

/// How talkative a command is.
public final class Console {
    @Option(names = "--progress", paramLabel = "HOW", description = "auto, bar, plain, none (auto: a bar on a terminal, lines elsewhere).")
    private Mode mode = Mode.AUTO;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing but errors.")
    private boolean quiet;

    public enum Mode {
        AUTO,
        BAR,
        PLAIN,
        NONE
    }

    /// Whether even results are left unsaid.
    public boolean isQuiet() {
        return quiet;
    }

    public ConsoleProgress progress(PrintStream err) {
        boolean terminal = Boolean.getBoolean("starling.terminal") && !"dumb".equals(System.getenv("TERM"));
        ConsoleProgress.Style style = switch (quiet ? Mode.NONE : mode) {
            case AUTO -> terminal ? ConsoleProgress.Style.BAR : ConsoleProgress.Style.PLAIN;
            case BAR -> ConsoleProgress.Style.BAR;
            case PLAIN -> ConsoleProgress.Style.PLAIN;
            case NONE -> ConsoleProgress.Style.NONE;
        };
        return new ConsoleProgress(err, style, terminal && isUnset(System.getenv("NO_COLOR")));
    }

    private static boolean isUnset(@Nullable String variable) {
        return variable == null || variable.isEmpty();
    }
}
