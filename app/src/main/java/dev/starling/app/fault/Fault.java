package dev.starling.app.fault;

import java.io.Serial;

/// Something that the user can mend. The message is one line: what, where, the value seen, what to do.
public class Fault extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Exit exit;

    public Fault(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    public Fault(Exit exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    public Exit exit() {
        return exit;
    }
}
