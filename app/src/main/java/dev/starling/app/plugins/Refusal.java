package dev.starling.app.plugins;

import java.io.Serial;

/// Why a plug-in is not loaded, in words for who made it or who uses it.
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    Refusal(String reason) {
        super(reason);
    }

    Refusal(String reason, Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
