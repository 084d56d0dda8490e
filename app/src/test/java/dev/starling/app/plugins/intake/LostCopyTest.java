package dev.starling.app.plugins.intake;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.plugins.PluginJar;
import dev.starling.app.plugins.jar.JarInspection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// A temporary folder may be cleared while a run goes on: that is a fault of files, and none of ours.
class LostCopyTest {
    @TempDir
    Path folder;

    @Test
    void aCopyThatIsGoneIsNamed() throws Exception {
        Path jar = PluginJar.good("spiral").write(folder);
        Candidate candidate = new Candidate(jar, Candidate.Origin.ADDED);
        Path copy = Files.copy(jar, folder.resolve("0.jar"));
        candidate.copied(copy);
        candidate.inspected(JarInspection.of(copy, false, Intake.API_VERSION));
        assertThat(candidate.waivers()).isEmpty();
        Files.delete(copy);
        for (ThrowingCallable use : List.<ThrowingCallable>of(candidate::waivers, candidate::capabilities, candidate::sha256, candidate::size)) {
            Fault fault = catchThrowableOfType(Fault.class, use);
            assertThat(fault.exit()).isEqualTo(Exit.FILES);
            assertThat(fault.getMessage()).contains("the copy of plug-in spiral", copy.toString(), "cannot be read").doesNotContain("\n");
        }
    }

    @Test
    void aCopyThatWasCutIsNamed() throws Exception {
        Path jar = PluginJar.good("spiral").write(folder);
        Candidate candidate = new Candidate(jar, Candidate.Origin.ADDED);
        candidate.copied(jar);
        candidate.inspected(JarInspection.of(jar, false, Intake.API_VERSION));
        cut(jar);
        assertThat(catchThrowableOfType(Fault.class, candidate::waivers).exit()).isEqualTo(Exit.FILES);
    }

    private static void cut(Path file) throws IOException {
        Files.write(file, new byte[10]);
    }
}
