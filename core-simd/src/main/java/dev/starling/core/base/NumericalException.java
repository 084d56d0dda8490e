package dev.starling.core.base;

import org.apiguardian.api.API;

import java.io.Serial;

/// A cost or a gradient is not finite, or an optimizer cannot go on. An optimizer, which knows
/// only the API, sees it as an `ArithmeticException`.
@API(status = API.Status.STABLE, since = "1.0")
public final class NumericalException extends ArithmeticException {
    @Serial
    private static final long serialVersionUID = 1;

    public NumericalException(String message) {
        super(message);
    }

    public NumericalException(String message, Throwable cause) {
        super(message);
        initCause(cause);
    }
}
