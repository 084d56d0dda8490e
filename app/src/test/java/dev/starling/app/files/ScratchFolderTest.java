package dev.starling.app.files;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

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

    /// A disk that is full is no fault of the plug-in that is copied.
    @Test
    void whatCannotBeWrittenIsTheFoldersFault() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Path jar = Files.write(Files.createTempFile(PREFIX, ".jar"), new byte[] {1, 2, 3});
        try (ScratchFolder folder = ScratchFolder.make(PREFIX)) {
            Files.createSymbolicLink(folder.path().resolve("0.jar"), full);
            assertThatExceptionOfType(Fault.class).isThrownBy(() -> folder.copy(jar, "0.jar"))
                    .satisfies(fault -> assertThat(fault.exit()).isEqualTo(Exit.FILES))
                    .withMessageMatching("nothing can be written to .* \\(No space left on device\\).* Make room, or set another folder by .*");
            assertThatIOException().isThrownBy(() -> folder.copy(jar.resolveSibling("none.jar"), "1.jar"));
        } finally {
            Files.delete(jar);
        }
    }
}
