package dev.starling.app.plugins.guard;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;

import java.io.Serial;

/// A plug-in misbehaves in the middle of a run. The message names it and the call; what the run had reached before is with
/// [dev.starling.app.plugins.Plugins#reached].
public final class PluginFault extends Fault {
    @Serial
    private static final long serialVersionUID = 1;

    PluginFault(Exit exit, String message) {
        super(exit, Words.oneLine(message));
    }

    PluginFault(Exit exit, String message, Throwable cause) {
        super(exit, Words.oneLine(message), cause);
    }
}
