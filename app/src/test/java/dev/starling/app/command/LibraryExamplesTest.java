package dev.starling.app.command;

import dev.starling.app.ShortProgram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;

/// Programs of one's own run without the host on their path.
class LibraryExamplesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path VECTORS = ROOT.resolve("plugins/readers/arrays/src/test/resources/samples/f8.npy");

    @TempDir
    private Path folder;

    private List<String> output(String example, @Nullable Path input, String... arguments) throws IOException, InterruptedException {
        String path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.equals(Path.of("target/classes").toAbsolutePath().toString()))
                .filter(entry -> !entry.contains("pf4j") && !entry.contains("picocli"))
                .collect(Collectors.joining(File.pathSeparator));
        Path results = folder.resolve("results.txt");
        Path messages = folder.resolve("messages.txt");
        List<String> command = ShortProgram.java();
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp", path, ROOT.resolve("examples/library").resolve(example).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(folder.toFile()).redirectOutput(results.toFile()).redirectError(messages.toFile());
        if (input != null) {
            program.redirectInput(input.toFile());
        }
        assertThat(program.start().waitFor()).as(() -> read(messages)).isZero();
        return Files.readAllLines(results);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aMapIsDrawn() throws IOException, InterruptedException {
        output("DrawMap.java", null);
        assertThat(folder.resolve("map.html")).content().contains("five flowers", "versicolor");
        assertThat(ImageIO.read(folder.resolve("map.png").toFile()).getWidth()).isEqualTo(1200);
    }

    @Test
    void vectorsAreReadFromAFileOrAStream() throws IOException, InterruptedException {
        List<String> ofFile = output("EmbedFile.java", null, VECTORS.toString());
        assertThat(ofFile).hasSize(150).allMatch(line -> line.matches("-?[0-9.E-]+,-?[0-9.E-]+"));
        assertThat(output("EmbedFile.java", VECTORS, "-", "vectors.npy")).isEqualTo(ofFile);
    }
}
