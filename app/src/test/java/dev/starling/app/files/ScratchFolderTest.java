package dev.starling.app.files;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/// Copies that only a run needs go with it, or with the next.
class ScratchFolderTest {
    private static final String PREFIX = "starling-scratch-test-";

    @Test
    void theNextRunClearsWhatAKilledOneLeft() throws IOException {
        Path left = Files.createTempDirectory(PREFIX);
        Files.writeString(left.resolve("in-use"), "");
        Files.writeString(left.resolve("0.jar"), "copy");
        Path starting = Files.createTempDirectory(PREFIX);
        try (ScratchFolder alive = ScratchFolder.make(PREFIX)) {
            assertThat(left).doesNotExist();
            try (ScratchFolder another = ScratchFolder.make(PREFIX)) {
                assertThat(alive.path()).isDirectory();
                assertThat(another.path()).isDirectory().isNotEqualTo(alive.path());
                assertThat(starting).as("one that has no lock yet").isDirectory();
            }
        } finally {
            Files.delete(starting);
        }
    }

    @Test
    void nothingIsLeftOfOneThatIsClosed() throws IOException {
        ScratchFolder folder = ScratchFolder.make(PREFIX);
        folder.create("0.jar").close();
        folder.close();
        folder.close();
        assertThat(folder.path()).doesNotExist();
    }
}
