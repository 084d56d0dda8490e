package dev.starling.app.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/// An archive is that of a run that has loaded what runs load.
class ClassArchiveTest {
    @TempDir
    private Path home;

    @Test
    void oneThatAFailedRunMakesIsMadeAgain() throws IOException {
        Path place = Files.writeString(home.resolve("starling.place"), home.toString());
        ClassArchive.disown(home);
        assertThat(place).doesNotExist();
        ClassArchive.disown(home);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void oneThatIsThereStays() throws IOException {
        Path place = Files.writeString(home.resolve("starling.place"), home.toString());
        Files.writeString(home.resolve("starling.jsa"), "classes");
        ClassArchive.disown(home);
        assertThat(place).exists();
    }
}
