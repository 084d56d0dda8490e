package dev.starling.app.fault;

/// Exit codes of the command line. They never change their meaning.
public enum Exit {
    /// Complete, finite, written and synced.
    DONE(0),
    /// The command line is wrong.
    USAGE(2),
    /// The data cannot be used.
    DATA(3),
    /// A plug-in is missing, refused or misbehaves.
    PLUGIN(4),
    /// Files cannot be read or written.
    FILES(5),
    /// The numbers went astray: diverged or not finite.
    NUMERICAL(6),
    /// Not enough memory, or not the right Java.
    RESOURCES(7),
    /// A fault of ours.
    BUG(70);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
