package dev.starling.app.command;

import dev.starling.app.ShortProgram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// The library without the host: with the vector module and without it, on the class path and on the module path, the same map.
@Tag("machines")
class LibraryAnywhereTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "library", "EmbedIris.java").toAbsolutePath().normalize();

    /// Says what the library has to say, after the map.
    private static final String TALKING = """
            import dev.starling.core.Embedder;
            import dev.starling.core.Progress;

            void main() {
                double[][] rows = {{1, 2}, {2, 1}, {3, 5}, {8, 2}, {9, 1}};
                Embedder.of("t-sne").perplexity(1).listener(new Progress() {
                    @Override
                    public void note(String line) {
                        IO.println(line);
                    }
                }).embed(rows);
            }
            """;

    private static final List<String> FLAG = List.of("--add-modules", "jdk.incubator.vector");

    @TempDir
    Path folder;

    @Test
    void theExampleGivesTheSameMapWhereverTheVectorModuleIs() throws Exception {
        List<String> modulePath =
                List.of("-p", path(LibraryAnywhereTest::isLibrary), "--add-modules", "dev.starling.core", "-cp", path(LibraryAnywhereTest::isPlugin));
        List<String> classPath = List.of("-cp", path(entry -> isLibrary(entry) || isPlugin(entry)));
        String map = run(EXAMPLE, FLAG, classPath);
        assertThat(map.lines()).hasSize(5).allSatisfy(line -> {
            String[] point = line.split(",");
            assertThat(point).hasSize(2);
            assertThat(Double.parseDouble(point[0])).isFinite();
            assertThat(Double.parseDouble(point[1])).isFinite();
        });
        assertThat(run(EXAMPLE, List.of(), classPath)).as("class path, without the flag").isEqualTo(map);
        assertThat(run(EXAMPLE, FLAG, modulePath)).as("module path, with the flag").isEqualTo(map);
        assertThat(run(EXAMPLE, List.of(), modulePath)).as("module path, without the flag").isEqualTo(map);
    }

    @Test
    void withoutTheVectorModuleOneNoteNamesTheFlag() throws Exception {
        Path source = Files.writeString(folder.resolve("Talking.java"), TALKING);
        List<String> classPath = List.of("-cp", path(entry -> isLibrary(entry) || isPlugin(entry)));
        assertThat(run(source, List.of(), classPath).lines().filter(line -> line.contains("--add-modules jdk.incubator.vector"))).hasSize(1);
        assertThat(run(source, FLAG, classPath)).doesNotContain("--add-modules");
    }

    /// The API, the core, and what it needs.
    private static boolean isLibrary(String entry) {
        return entry.contains("/api/target/") || entry.contains("/core-simd/target/") || entry.contains("/ejml-");
    }

    /// The built-in parts.
    private static boolean isPlugin(String entry) {
        return entry.contains("/plugins/") && !entry.contains("/testkit/");
    }

    /// The entries of this test's class path that are wanted.
    private static String path(Predicate<String> wanted) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.test(entry.replace(File.separatorChar, '/')))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String run(Path source, List<String> flag, List<String> path) throws IOException, InterruptedException {
        List<String> command = ShortProgram.java();
        command.addAll(flag);
        command.addAll(path);
        command.add(source.toString());
        Path results = folder.resolve("results.txt");
        Path messages = folder.resolve("messages.txt");
        int code = new ProcessBuilder(command)
                .directory(folder.toFile()).redirectOutput(results.toFile()).redirectError(messages.toFile()).start().waitFor();
        assertThat(code).as(command + Files.readString(messages)).isZero();
        return Files.readString(results);
    }
}
