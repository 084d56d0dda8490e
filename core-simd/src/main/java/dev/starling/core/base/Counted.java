package dev.starling.core.base;

import org.apiguardian.api.API;

/// Numbers of things as people write them: `1 row`, `2 rows`.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class Counted {
    private Counted() {}

    /// @param thing a word that several of have an `s` behind
    public static String of(long number, String thing) {
        return of(number, thing, thing + "s");
    }

    /// @param several what more than one of it, or none, are called
    public static String of(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
