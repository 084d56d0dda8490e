package dev.starling.app.plugins;

import dev.starling.app.plugins.intake.Access;
import dev.starling.app.plugins.intake.PluginReport;
import dev.starling.app.plugins.intake.PluginSources;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// Whoever may write to a plug-in can have code run by whoever uses it.
class AccessTest {
    private static final int SOMEBODY = 54_321;

    @TempDir
    Path folder;

    @BeforeEach
    void needsOwnersAndPermissions() throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("unix"));
    }

    private void mode(String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    private Plugins open(PluginSources.Trust trust) {
        return Plugins.openHere(new PluginSources(null, List.of(folder), List.of(), trust));
    }

    /// Those of the folder alone: first sight of a plug-in is not said where it is refused.
    private List<String> notices() {
        try (Plugins plugins = open(PluginSources.Trust.LOCKED)) {
            return plugins.notices();
        }
    }

    private PluginReport report() {
        try (Plugins plugins = open(PluginSources.Trust.FOLDER)) {
            return plugins.reports().getFirst();
        }
    }

    @Test
    void aFolderThatEverybodyMayWriteToIsSaid() throws IOException {
        PluginJar.good("good").write(folder);
        mode("rwxrwxr-x");
        assertThat(notices()).isEmpty();
        mode("rwxrwxrwx");
        assertThat(notices()).containsExactly("everybody may put plug-ins into " + folder + ": chmod o-w " + folder);
        // As that for temporary files: nobody can replace what others have put there.
        Files.setAttribute(folder, "unix:mode", 01777);
        assertThat(notices()).isEmpty();
    }

    @Test
    void aLinkIsAsOpenAsTheFileThatItLeadsTo() throws IOException {
        Path file = PluginJar.good("good").write(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link.jar"), file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(report().reason()).startsWith("everybody may write to it");
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000, 1000, false", "0, 1000, 1000, false", "2000, 2000, 1000, false", "2000, 1000, 1000, true",
            "2000, 0, 1000, true", "1000, 0, 1000, false"})
    void aStrangerIsWhoIsNeitherUserNorAdministratorNorOwnsTheFolder(int owner, int ownerOfFolder, int user, boolean stranger) {
        assertThat(Access.isStranger(owner, ownerOfFolder, user)).isEqualTo(stranger);
    }

    @Test
    void whatAStrangerPutsIntoAFolderIsRefused() throws IOException {
        Path jar = PluginJar.good("good").write(folder);
        assertThat(Access.isOfStranger(jar, folder)).isFalse();
        Assumptions.assumeTrue(Files.getAttribute(folder, "unix:uid").equals(0), "only an administrator can give files away");
        Files.setAttribute(jar, "unix:uid", SOMEBODY);
        assertThat(report().reason()).isEqualTo("it belongs to " + SOMEBODY + ", who is neither you nor the owner of its folder: "
                + "if you trust it, copy it to a folder of your own");
        Files.setAttribute(folder, "unix:uid", SOMEBODY);
        assertThat(report().status()).isEqualTo(PluginReport.Status.LOADED);
    }
}
