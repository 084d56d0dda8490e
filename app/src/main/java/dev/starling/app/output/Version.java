package dev.starling.app.output;

/// Which Starling this is.
public final class Version {
    public static final String TEXT = "1.0.0";

    private Version() {}
}
