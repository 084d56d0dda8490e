package dev.starling.app.command.options;

import picocli.CommandLine.Option;

/// Whether a file that a command is asked for may be there already.
public final class ForceOption {
    @Option(names = "--force", description = "Replace a file that is there; one that this command reads, never.")
    private boolean force;

    public boolean isGiven() {
        return force;
    }
}
