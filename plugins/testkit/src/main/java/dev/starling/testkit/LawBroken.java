package dev.starling.testkit;

import org.apiguardian.api.API;

import java.io.Serial;

/// A law does not hold. The message says where, what was found and what should have been.
@API(status = API.Status.STABLE, since = "1.0")
public final class LawBroken extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1;

    LawBroken(String message) {
        super(message);
    }

    LawBroken(String message, Throwable cause) {
        super(message, cause);
    }

    /// Throws unless `holds`.
    static void unless(boolean holds, String message) {
        if (!holds) {
            throw new LawBroken(message);
        }
    }
}
