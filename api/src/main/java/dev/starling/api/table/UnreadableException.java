package dev.starling.api.table;

import org.apiguardian.api.API;

import java.io.IOException;
import java.io.Serial;

/// A file is not what its format says, or has what a reader does not take: with the place, and what to do.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class UnreadableException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param place   where in the file: `row 17`, `byte 128`, `obs/cell_type`
    /// @param what    what is there, with the value seen: `ends within a number`
    /// @param remedy  what the user can do, a sentence: `Copy or download it again.`
    public UnreadableException(String place, String what, String remedy) {
        super(place + " " + what + ". " + remedy);
    }
}
