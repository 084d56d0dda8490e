package dev.starling.plugins.readers.parquet;

import java.util.logging.Level;
import java.util.logging.Logger;

/// The library tells the log which decompressor it found, which is not for users.
final class Silence {
    /// Kept, since a logger that nobody holds forgets its level.
    private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

    private Silence() {}

    static void ofTheLibrary() {
        LIBRARY.setLevel(Level.OFF);
    }
}
