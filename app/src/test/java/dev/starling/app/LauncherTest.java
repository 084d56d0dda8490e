package dev.starling.app;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/// The script that starts the program, with a Java and a Maven that only say what they were asked for.
@Tag("machines")
class LauncherTest {
    private static final Path SCRIPT = Path.of("..", "starling");

    @TempDir
    private Path folder;

    @BeforeEach
    void makeThem() throws IOException {
        Files.copy(SCRIPT, folder.resolve("starling"));
        script("jdk/bin/java", "#!/bin/sh\necho \"locale $LC_ALL\"\nfor word in \"$@\"; do echo \"$word\"; done\n");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
    }

    private void script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private record Outcome(int code, List<String> results, List<String> messages) {}

    private Outcome run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path results = folder.resolve("results");
        Path messages = folder.resolve("messages");
        List<String> words = new java.util.ArrayList<>(List.of("sh", folder.resolve("starling").toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(results.toFile()).redirectError(messages.toFile());
        builder.environment().putAll(Map.of("JAVA_HOME", folder.resolve("jdk").toString()));
        List.of("LC_ALL", "LC_CTYPE", "LANG").forEach(builder.environment()::remove);
        builder.environment().put("PATH", folder.resolve("tools") + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Outcome(code, Files.readAllLines(results), Files.readAllLines(messages));
    }

    @Test
    void aPathThatIsNotAsciiIsFoundInAnyLocale() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("lib"));
        assertThat(run(Map.of("LANG", "C"), "embed", "größe.csv").results).contains("locale C.UTF-8", "größe.csv");
        assertThat(run(Map.of(), "list").results).contains("locale C.UTF-8");
        assertThat(run(Map.of("LANG", "de_DE.UTF-8"), "list").results).contains("locale ");
        assertThat(run(Map.of("LC_ALL", "en_US.utf8"), "list").results).contains("locale en_US.utf8");
    }

    @Test
    void theFirstBuildSaysWhatItBuilds() throws IOException, InterruptedException {
        script("tools/mvn", """
                #!/bin/sh
                echo "[INFO] Building Starling API 1.0.0-SNAPSHOT                               [2/9]"
                echo "[INFO] Compiling 40 source files"
                echo "[INFO] Building Starling core 1.0.0-SNAPSHOT                              [3/9]"
                """);
        Outcome built = run(Map.of(), "list");
        assertThat(built.code).as("%s", built).isZero();
        assertThat(built.messages).element(0).asString().startsWith("starling: building for the first time");
        assertThat(built.messages).containsSequence("starling: building Starling API (2/9)", "starling: building Starling core (3/9)");
        assertThat(folder.resolve(".starling-build.log")).doesNotExist();
    }

    @Test
    void aBuildThatFailsSaysWhereTheReasonIs() throws IOException, InterruptedException {
        script("tools/mvn", "#!/bin/sh\necho '[ERROR] no network'\nexit 1\n");
        Outcome failed = run(Map.of(), "list");
        assertThat(failed.code).isEqualTo(7);
        assertThat(failed.messages).last().asString().contains("the build failed", ".starling-build.log");
        assertThat(folder.resolve(".starling-build.log")).content().contains("no network");
    }
}
