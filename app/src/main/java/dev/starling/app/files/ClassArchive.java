package dev.starling.app.files;

import java.nio.file.Files;
import java.nio.file.Path;

/// The archive of classes that the launcher has Java make as an embedding ends. It keeps for good what that run has loaded.
public final class ClassArchive {
    static final String NAME = "starling.jsa";

    /// What says where the archive was made. The launcher takes away one that was made elsewhere, or nobody knows where.
    static final String PLACE = "starling.place";

    private ClassArchive() {}

    /// Of a run that fails: an archive that is made as it ends, and so is not there yet, lacks most of what others load, and the next run has another made.
    ///
    /// @param home folder of the program
    public static void disown(Path home) {
        if (!Files.exists(home.resolve(NAME))) {
            Disk.REAL.deleteQuietly(home.resolve(PLACE));
        }
    }
}
