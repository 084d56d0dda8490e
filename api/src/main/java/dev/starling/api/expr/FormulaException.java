package dev.starling.api.expr;

import org.apiguardian.api.API;

import java.io.Serial;

/// A text that is not a formula. The message shows the text with a caret under the place.
@API(status = API.Status.STABLE, since = "1.0")
public final class FormulaException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int column;

    public FormulaException(String text, int column, String problem) {
        super(problem + " at column " + column + "\n    " + text.replaceAll("\\s", " ") + "\n    " + " ".repeat(column - 1) + "^");
        this.column = column;
    }

    /// Where it goes wrong, counted from 1.
    public int column() {
        return column;
    }
}
