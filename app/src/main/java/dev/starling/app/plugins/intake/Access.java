package dev.starling.app.plugins.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Who beside the user may have put a plug-in where it is, on systems that know owners and permissions; on others, nobody.
public final class Access {
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;
    private static final int ADMINISTRATOR = 0;

    private Access() {}

    /// Whether everybody may write to a file.
    public static boolean isWritableByAll(Path file) throws IOException {
        return isKnown(file) && (attribute(file, "mode") & OTHERS_WRITE) != 0;
    }

    /// Whether everybody may put files into a folder and replace those of others. Of a folder such as that for temporary files only the
    /// first is true.
    public static boolean isOpenToAll(Path folder) throws IOException {
        return isWritableByAll(folder) && (attribute(folder, "mode") & STICKY) == 0;
    }

    /// Whether somebody else has put a file into its folder.
    ///
    /// @param own a file or folder that this program has made
    public static boolean isOfStranger(Path file, Path own) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && isKnown(file) && isStranger(owner(file), owner(folder), owner(own));
    }

    /// The user, whoever owns the folder, and the administrator are expected; naming the folder is consent to what they put there.
    public static boolean isStranger(int owner, int ownerOfFolder, int user) {
        return owner != user && owner != ownerOfFolder && owner != ADMINISTRATOR;
    }

    private static boolean isKnown(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("unix");
    }

    private static int owner(Path file) throws IOException {
        return attribute(file, "uid");
    }

    private static int attribute(Path file, String name) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:" + name);
    }
}
