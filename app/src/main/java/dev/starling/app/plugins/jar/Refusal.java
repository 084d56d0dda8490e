package dev.starling.app.plugins.jar;

import java.io.Serial;

/// Why a plug-in is not loaded, in words for who made it or who uses it.
public final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public Refusal(String reason) {
        super(reason);
    }

    public Refusal(String reason, Throwable cause) {
        super(reason, cause);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
